"""The kind of a satker is told by its name; what kinds there are is data."""

from __future__ import annotations

import pytest

from render.teks import list_jenis
from transform.lain import _kind, kind_of


@pytest.mark.parametrize(
    ("nama", "jenis"),
    [
        ("Kantor Wilayah Direktorat Jenderal Pemasyarakatan Jambi", "kanwil_pemasyarakatan"),
        ("KANWIL DITJENIM BALI", "kanwil_imigrasi"),
        ("Kantor Wilayah Kementerian Hukum dan HAM Bali", "kanwil"),
        ("Lapas Kelas IIB Kanwil Kalimantan Barat", "lapas"),
        ("LPP Kelas IIA Martapura", "lapas"),
        ("Rumah Penyimpanan Benda Sitaan Negara dan Barang Rampasan Negara Kelas II Cirebon", "rupbasan"),
        ("Kantor Imigrasi Kelas I TPI Ranai", "kanim"),
        ("Balai Diklat Hukum", ""),
    ],
)
def test_a_name_tells_the_kind(nama: str, jenis: str) -> None:
    assert kind_of(nama) == jenis


def test_every_kind_there_is_a_file_for_is_told_by_each_of_its_names() -> None:
    for kind in list_jenis():
        for name in (kind.jenis, kind.nama, *kind.sebutan):
            assert kind_of(f"{name} Kelas II Contoh") == kind.jenis


def test_the_name_makes_a_kind_more_exact_but_never_another() -> None:
    assert _kind("Kantor Wilayah", "Kanwil Ditjenpas Jambi") == "kanwil_pemasyarakatan"
    assert _kind("kanwil", "Kantor Wilayah Kementerian Hukum Jambi") == "kanwil"
    assert _kind("Rutan", "Lapas Kelas III Contoh") == "rutan"
    assert _kind("", "Lapas Kelas III Contoh") == "lapas"
