"""What the facts mean: normalized tables, capaian, checks, claims. No files, no prose."""
