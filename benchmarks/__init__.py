"""Measurements and drills; run each as `python -m benchmarks.<name>`."""
