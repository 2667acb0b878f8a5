"""Settings of the random tests: always the same examples, a bounded number, no clock of its own.

`LKJIP_ACAK=20 pytest tests/keamanan -k acak` tries 20 times as many, other ones in every run; hypothesis prints
the example that failed.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

KALI = int(os.environ.get("LKJIP_ACAK", "1"))
SEDIKIT = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


def tetap(contoh: int, *, ringkas: bool = True) -> settings:
    """Return settings for so many examples, the same ones on every machine and in every run.

    `ringkas` False leaves a failing example as it was found: making it smaller would read hundreds of files.
    """
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if ringkas else [])]
    return settings(max_examples=contoh * KALI, derandomize=KALI == 1, deadline=None, database=None, phases=phases,
                    suppress_health_check=SEDIKIT)  # fmt: skip
