"""Satker spread over workers: a run that never ends costs its own satker only."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from flows import sebar
from flows.pekerjaan import Akhir
from tests.flows.test_tahap import job


def test_a_run_whose_worker_died_counts_as_failed_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.exceptions import FlowRunWaitTimeout

    def never_ends(*_: Any, **__: Any) -> None:
        raise FlowRunWaitTimeout

    monkeypatch.setattr(sebar, "_sync", never_ends)
    result = sebar._result(job(tmp_path), sebar._wait(uuid.uuid4()))
    assert (result.akhir, result.kode_keluar) == (Akhir.GAGAL, 1)
    assert "ulangi lkjip jadwal sebar" in result.galat[0]
