"""Settings of the random tests: always the same examples, a bounded number, no clock of its own."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

SEDIKIT = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


def tetap(contoh: int, *, ringkas: bool = True) -> settings:
    """Return settings for so many examples, the same ones on every machine and in every run.

    `ringkas` False leaves a failing example as it was found: making it smaller would read hundreds of files.
    """
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if ringkas else [])]
    return settings(max_examples=contoh, derandomize=True, deadline=None, database=None, phases=phases,
                    suppress_health_check=SEDIKIT)  # fmt: skip
