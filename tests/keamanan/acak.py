"""Settings of the random tests: always the same examples, a bounded number, no clock of its own."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SEDIKIT = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


def tetap(contoh: int) -> settings:
    """Return settings for so many examples, the same ones on every machine and in every run."""
    return settings(max_examples=contoh, derandomize=True, deadline=None, database=None,
                    suppress_health_check=SEDIKIT)  # fmt: skip
