"""Prefect made quiet, offline and local to the project, before it is imported for the first time."""

from __future__ import annotations

import os
import sys

from flows.wadah import data_folder

SETELAN = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_SERVER_LEVEL": "WARNING",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "60",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}


def prepare() -> None:
    """Put the settings into the environment; those the operator has set already win."""
    if "prefect" in sys.modules:
        return
    for name, value in SETELAN.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(data_folder() / "prefect"))
