"""The law-given texts: complete for every kind, pedoman and year, strict about their files, never a gap unseen."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import render.teks as teks_module
from extract.finding import LkjipError
from render import marks
from render.teks import FOLDER, TeksHukum, find_jenis, list_jenis, punctuate
from transform.laporan import Profil

JENIS = ("bapas", "kanim", "kanwil", "lapas", "lpka", "rudenim", "rupbasan", "rutan")
SEJAK_2024 = ("kanwil_imigrasi", "kanwil_pemasyarakatan")  # kinds that the division of the ministry made
MASA = (("2015", 2019), ("2015", 2022), ("2023", 2023), ("2023", 2024), ("2023", 2026))
WAJIB = ("kedudukan", "tugas", "fungsi", "struktur", "aspek_strategis", "dasar_hukum", "kop", "sistematika")


def profil(jenis: str, nama: str = "Satker Kelas II Contoh", kanwil: str = "Sulawesi Barat") -> Profil:
    return Profil("contoh", nama, jenis, kanwil=kanwil)


def flat(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def documented_words() -> set[str]:
    """Return the words of the table of codes in the module's docstring."""
    table = (teks_module.__doc__ or "").split("Codes:")[1].rsplit("Items carry", 1)[0]
    return set(re.findall(r"[a-z0-9_]+", table))


def test_there_is_a_file_for_every_kind() -> None:
    assert sorted(k.jenis for k in list_jenis()) == sorted((*JENIS, *SEJAK_2024))


@pytest.mark.parametrize(
    ("jenis", "pedoman", "tahun"),
    [(j, p, t) for j in (*JENIS, *SEJAK_2024) for p, t in MASA if j in JENIS or t >= 2024],
)
def test_every_code_gives_text_or_a_visible_task(jenis: str, pedoman: str, tahun: int) -> None:
    texts = TeksHukum(jenis, pedoman, tahun)
    for kode in sorted(texts.kode):
        shown = flat(texts.get(kode, profil(jenis)))
        assert shown.strip() or (kode == "tata_nilai"), kode
        assert not re.search(r"[{}]|\.\.\.|  ", shown), (kode, shown)
    for kode in WAJIB:
        assert marks.TASK_OPEN not in flat(texts.get(kode, profil(jenis))), kode


def test_the_docstring_names_just_the_codes_there_are() -> None:
    known, words = TeksHukum("bapas", "2023", 2023).kode, documented_words()
    assert known <= words
    assert {word for word in words if "_" in word} <= known


def test_kinds_differ_where_the_law_differs() -> None:
    for kode in ("tugas", "struktur"):
        shown = {flat(TeksHukum(j, "2023", 2023).get(kode, profil(j))) for j in JENIS}
        assert len(shown) == len(JENIS)
    laws = {j: TeksHukum(j, "2023", 2023).get_list("dasar_hukum", profil(j)) for j in JENIS}
    assert any("Nomor 11 Tahun 2012" in law for law in laws["lpka"])
    assert any("Nomor 6 Tahun 2011 tentang Keimigrasian" in law for law in laws["kanim"])
    assert not any("Pemasyarakatan" in law for law in laws["rudenim"])


def test_laws_stand_in_order_of_hierarchy_and_once() -> None:
    order = (
        "Undang-Undang",
        "Peraturan Pemerintah",
        "Peraturan Presiden",
        "Peraturan Menteri",
        "Keputusan Menteri",
    )
    for jenis in JENIS:
        laws = TeksHukum(jenis, "2023", 2023).get_list("dasar_hukum", profil(jenis))
        ranks = [next(i for i, word in enumerate(order) if law.startswith(word)) for law in laws]
        assert ranks == sorted(ranks)
        assert len(set(laws)) == len(laws)


@pytest.mark.parametrize(
    ("tahun", "ada", "tidak"),
    [
        (2021, "Nomor 12 Tahun 1995", "Nomor 22 Tahun 2022"),
        (2022, "Nomor 22 Tahun 2022", "Nomor 12 Tahun 1995"),
    ],
)
def test_a_law_holds_for_its_years(tahun: int, ada: str, tidak: str) -> None:
    laws = flat(TeksHukum("lapas", "2015", tahun).get("dasar_hukum", profil("lapas")))
    assert ada in laws
    assert tidak not in laws


def test_the_ministry_changes_with_the_year_and_the_kind() -> None:
    def name(jenis: str, tahun: int) -> str:
        return TeksHukum(jenis, "2023", tahun).get_text("kementerian", profil(jenis))

    assert {name(j, 2023) for j in JENIS} == {"Kementerian Hukum dan Hak Asasi Manusia"}
    assert name("rutan", 2024) == name("kanim", 2025) == "Kementerian Imigrasi dan Pemasyarakatan"
    assert name("kanwil", 2024) == "Kementerian Hukum"
    assert {name(j, 2025) for j in SEJAK_2024} == {"Kementerian Imigrasi dan Pemasyarakatan"}
    kop = TeksHukum("lapas", "2015", 2022).get_list(
        "kop", profil("lapas", "Lapas Kelas III Contoh", "Sumatera Selatan")
    )
    assert kop[1:] == ["KANTOR WILAYAH SUMATERA SELATAN", "LAPAS KELAS III CONTOH"]


def test_an_unknown_period_is_a_task_and_an_unconfirmed_text_is_never_printed() -> None:
    texts = TeksHukum("kanwil", "2023", 2026)
    assert texts.get("visi", profil("kanwil")) == marks.task("[PERLU DIISI: visi tahun 2026]")
    doubtful = texts.list_doubtful()
    assert doubtful
    everything = "\n".join(flat(texts.get(k, profil("kanwil"))) for k in texts.kode)
    assert not any(text in everything for text, _ in doubtful)


def test_lists_carry_their_end_marks() -> None:
    texts = TeksHukum("bapas", "2023", 2023)
    fungsi = texts.get_list("fungsi", profil("bapas"))
    assert all(item.endswith(";") for item in fungsi[:-2])
    assert fungsi[-2].endswith("; dan")
    assert fungsi[-1].endswith(".")
    assert all(item.endswith(".") for item in texts.get_list("misi", profil("bapas")))
    assert texts.get_list("dasar_hukum", profil("bapas"))[0].endswith(";")
    assert texts.get_list("kop", profil("bapas"))[0].endswith("REPUBLIK INDONESIA")
    assert punctuate(["satu", "dua."]) == ["satu; dan", "dua."]
    assert punctuate([marks.task("[PERLU DIISI: misi]")]) == [marks.task("[PERLU DIISI: misi]")]


def test_a_half_years_report_speaks_of_its_half_year() -> None:
    whole, half = TeksHukum("lapas", "2015", 2022), TeksHukum("lapas", "2015", 2022, semester=1)
    assert "selama tahun 2022" in whole.get_text("ikhtisar_pengantar", profil("lapas"))
    assert "selama semester I tahun 2022" in half.get_text("ikhtisar_pengantar", profil("lapas"))
    assert "Perjanjian Kinerja Tahun 2022" in flat(half.get("kata_pengantar", profil("lapas")))


def test_the_older_outline_speaks_of_the_renstra_of_the_directorate_general() -> None:
    old, new = (TeksHukum("lapas", pedoman, 2022).get_text("visi", profil("lapas")) for pedoman in ("2015", "2023"))
    assert old.startswith("Terwujudnya Pemasyarakatan yang Profesional")
    assert new.startswith("Kementerian Hukum dan Hak Asasi Manusia yang Andal")


def test_a_missing_name_is_a_task_in_the_sentence() -> None:
    text = TeksHukum("bapas", "2023", 2023).get_text("kedudukan", profil("bapas", kanwil=""))
    assert marks.task("[PERLU DIISI: nama kantor wilayah]") in text


@pytest.mark.parametrize(
    ("nama", "jenis"),
    [
        ("Lembaga Pemasyarakatan Kelas III Surulangun Rawas", "lapas"),
        ("LEMBAGA PEMBINAAN KHUSUS ANAK KELAS II PANGKALPINANG", "lpka"),
        ("Kantor Wilayah Kementerian Hukum dan Hak Asasi Manusia Kalimantan Barat", "kanwil"),
        ("Rumah Penyimpanan Benda Sitaan Negara Kelas I Pontianak", "rupbasan"),
        ("Kantor Rupbasan Kelas II Sanggau", "rupbasan"),
        ("Rutan Kelas IIB Contoh", "rutan"),
        ("Kantor Imigrasi Kelas I TPI Pontianak", "kanim"),
        ("Rumah Detensi Imigrasi Pontianak", "rudenim"),
        ("Bapas Kelas I Pontianak", "bapas"),
        ("Balai Harta Peninggalan Medan", None),
    ],
)
def test_find_jenis_by_name(nama: str, jenis: str | None) -> None:
    assert find_jenis(nama) == jenis


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "teks"))


def test_a_new_kind_is_one_file(folder: Path) -> None:
    text = (folder / "jenis" / "bapas.yml").read_text("utf-8")
    text = text.replace("jenis: bapas", "jenis: bhp").replace("Balai Pemasyarakatan", "Balai Harta Peninggalan")
    (folder / "jenis" / "bhp.yml").write_text(text, "utf-8")
    texts = TeksHukum("bhp", "2023", 2023, folder)
    assert texts.get_text("nama_jenis", profil("bhp")) == "Balai Harta Peninggalan"
    assert find_jenis("Balai Harta Peninggalan Medan", folder) == "bhp"


@pytest.mark.parametrize(
    ("file", "lama", "baru"),
    [
        ("jenis/bapas.yml", "kosakata:", "kosa_kata:"),
        ("tahun.yml", "    singkatan: Kemenkum\n", ""),
        ("umum.yml", "  maksud:", "  maksud: ["),
        ("pedoman_2023.yml", "teks:", "tek:"),
    ],
)
def test_a_damaged_file_is_named(folder: Path, file: str, lama: str, baru: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert lama in text
    path.write_text(text.replace(lama, baru), "utf-8")
    with pytest.raises(LkjipError, match=path.name):
        TeksHukum("bapas", "2023", 2023, folder)


def test_a_misspelt_slot_and_an_unknown_code_are_refused(folder: Path) -> None:
    path = folder / "umum.yml"
    path.write_text(path.read_text("utf-8").replace("{periode}", "{perode}"), "utf-8")
    texts = TeksHukum("bapas", "2023", 2023, folder)
    with pytest.raises(LkjipError, match="perode"):
        texts.get("penutup_akhir", profil("bapas"))
    with pytest.raises(LkjipError, match="tidak dikenal"):
        texts.get("tak_ada", profil("bapas"))
    with pytest.raises(LkjipError, match="Yang ada: bapas"):
        TeksHukum("puskesmas", "2023", 2023)
