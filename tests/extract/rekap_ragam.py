"""One random case: recaps from known facts, written as a workbook or a PDF in any layout, and what came back."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.bacaan import Bacaan
from extract.figure import Fact
from extract.finding import Finding, Tingkat
from tests.extract.layout.extras import decorate, random_extras
from tests.extract.layout.pdf_writer import Style, random_style, write_pdf
from tests.extract.layout.spec import TableSpec
from tests.extract.rekap_buatan import (
    KELUARGA,
    KODE,
    NAMA,
    TAHUN,
    Fakta,
    Gaya,
    Lembar,
    banyak,
    indikator,
    pdf_rows,
    satker_belanja,
    write_xlsx,
)

BUKAN_KATA = frozenset({"SUMBER-KURANG", "SUMBER-TAMBAHAN", "XLS-TERSEMBUNYI"})  # says nothing about a cell


def e_tarja(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    rows = []
    for no in range(1, banyak(rng, 8, 40) + 1):
        nilai = Decimal(rng.randint(0, 10000)) / 100
        nama = f"Target {indikator(rng, no)}"
        fakta[("e_tarja", (("divisi", ""), ("no", no)), "persen")] = nilai
        fakta[("e_tarja", (("divisi", ""), ("no", no)), "target")] = nama
        rows.append([str(no), nama, gaya.desimal(nilai, rng.choice(["%", ""]) if gaya.angka != "asli" else "")])
    head = [["No", rng.choice(["Target Kinerja", "Uraian Target"]), rng.choice(["Capaian (%)", "% Capaian"])]]
    return Lembar([f"CAPAIAN TARGET KINERJA (E-TARJA) TAHUN {TAHUN}", NAMA], head, rows)


def anggaran_pk(rng: random.Random, fakta: Fakta) -> Lembar:
    gaya = Gaya.acak(rng)
    rows: list[list[Any]] = []
    programs = ["Program Dukungan Manajemen", "Program Pelayanan dan Penegakan Hukum",
                "Program Pembentukan Regulasi"]  # fmt: skip
    kegiatan = ["Dukungan Manajemen Satker", "Penyelenggaraan Pemasyarakatan", "Penyelenggaraan Keimigrasian",
                "Pelayanan Kekayaan Intelektual", "Perancangan Peraturan Daerah",
                "Pelayanan Hukum Umum"]  # fmt: skip
    total = Decimal(0)
    rng.shuffle(kegiatan)
    for n, program in enumerate(rng.sample(programs, rng.randint(1, 3)), 1):
        own = [(kegiatan.pop(), Decimal(rng.randrange(1000, 900_000) * 1000)) for _ in range(rng.randint(1, 2))]
        pagu = sum((p for _, p in own), Decimal(0))
        total += pagu
        fakta[("anggaran_pk", (("nama", program), ("tingkat", "program")), "pagu")] = pagu
        rows.append([str(n), program, gaya.uang(pagu)])
        for k, (nama, p) in enumerate(own):
            fakta[("anggaran_pk", (("nama", nama), ("tingkat", "kegiatan")), "pagu")] = p
            rows.append(["abc"[k], nama, gaya.uang(p)])
    rows.append(["", "Jumlah", gaya.uang(total)])
    judul = [f"PERJANJIAN KINERJA TAHUN {TAHUN}", NAMA]
    return Lembar(judul, [["No", rng.choice(["Program/Kegiatan", "Kegiatan"]), "Anggaran"]], rows)


RAGAM: dict[str, Callable[[random.Random, Fakta], Lembar]] = {
    **KELUARGA, "e_tarja": e_tarja, "anggaran_pk": anggaran_pk,
}  # fmt: skip
BERSAMA = ("belanja", "satker_belanja", "smart", "pegawai", "ikpa", "e_monev", "fa_detail")  # keys never meet


@dataclass
class Hasil:
    """How one case came back. `diam` are the facts wrong or missing without a finding that covers them."""

    benih: str
    gaya: str
    jumlah: int = 0
    tepat: int = 0
    hilang: list[str] = field(default_factory=list)
    salah: list[str] = field(default_factory=list)
    diam: list[str] = field(default_factory=list)
    kode: tuple[str, ...] = ()


def run_case(
    folder: Path, keluarga: str, benih: int, bentuk: str, reader: Callable[[Path, int], Bacaan], *,
    dasar: bool = False,
) -> Hasil:  # fmt: skip
    """Write one random case (`bentuk`: pdf or xlsx), read it back and compare; `dasar`: PDF of the table alone."""
    rng, fakta = random.Random(f"{keluarga}-{bentuk}-{benih}"), Fakta()
    folder.mkdir(parents=True)
    if bentuk == "xlsx":
        write_xlsx(folder / "a.xlsx", RAGAM[keluarga](rng, fakta), rng)
        gaya = "xlsx"
    else:
        extra = None if dasar else random.Random(f"{keluarga}-{bentuk}-{benih}-halaman")
        gaya = write_case(folder / "a.pdf", keluarga, rng, fakta, extra)
    return compare(fakta, reader(folder, TAHUN), f"{keluarga}-{bentuk}-{benih}", gaya)


@dataclass(frozen=True)
class Kebiasaan:
    """How an office changes a sheet (its facts follow), a printed cell of a family, and the style of the page."""

    lembar: Callable[[random.Random, Fakta, Lembar], Lembar]
    sel: Callable[[random.Random, str], Callable[[str], str]]
    gaya: Callable[[random.Random, Style], Style]


def write_case(
    path: Path, keluarga: str, rng: random.Random, fakta: Fakta, extra: random.Random | None,
    habits: Kebiasaan | None = None,
) -> str:  # fmt: skip
    """Write one random PDF of a family, now and then with others, and its facts; return how it looks."""
    style = random_style(rng)
    families = [keluarga]
    if rng.random() < 0.2:
        families += [f for f in rng.sample(BERSAMA, rng.randint(1, 2)) if f != keluarga]
    specs = [_spec(family, rng, fakta, habits) for family in families]
    if max(spec.width for spec in specs) > 9 or rng.random() < 0.5:
        style = replace(style, landscape=True)
    if extra is not None:
        specs = [decorate(spec, extra) for spec in specs]
        style = replace(style, extras=random_extras(extra), beside=_beside(specs))
        style = replace(style, landscape=style.landscape or style.beside)
    if habits is not None:
        style = habits.gaya(rng, style)
    write_pdf(path, specs, style)
    many = f" {len(specs)} tabel" if len(specs) > 1 else ""
    turned = " terputar" if style.page_turn or style.text_turn else ""
    named = [k for k, v in vars(style.extras).items() if v] + ["berdampingan"] * style.beside
    with_ = f" +{','.join(named)}" if named else ""
    return f"{style.rules}{' zebra' if style.zebra else ''}{turned}{many} {style.valign}/{style.font}{with_}"


def _beside(specs: Sequence[TableSpec]) -> bool:
    """Say whether two small tables may stand side by side."""
    return len(specs) == 2 and all(spec.width <= 6 and len(spec.body) <= 8 for spec in specs)


def _spec(family: str, rng: random.Random, fakta: Fakta, habits: Kebiasaan | None) -> TableSpec:
    own = Fakta()
    lembar = _lembar(family, rng, own)
    if habits is not None:
        lembar = habits.lembar(rng, own, lembar)
    fakta.update(own)
    head, body, align = pdf_rows(lembar)
    if habits is not None:
        body = tuple(tuple(map(habits.sel(rng, family), row)) for row in body)
    if rng.random() < 0.3:
        align = "".join("c" if a == "r" else a for a in align)
    return TableSpec(head, body, align, tuple(lembar.judul), tuple(lembar.catatan))


def _lembar(family: str, rng: random.Random, fakta: Fakta) -> Lembar:
    if family == "satker_belanja":
        return satker_belanja(rng, fakta, lebar=rng.random() < 0.3)
    return RAGAM[family](rng, fakta)


def compare(fakta: Fakta, read: Bacaan, benih: str, gaya: str) -> Hasil:
    """Compare facts by table, key (names left out) and column; a fact nobody wrote is wrong."""
    said = [f for f in read.findings if f.tingkat is not Tingkat.INFO and f.kode not in BUKAN_KATA]
    hasil = Hasil(benih, gaya, jumlah=sum(v is not None for v in fakta.values()),
                  kode=tuple(sorted({f.kode for f in said})))  # fmt: skip
    seen: dict[Any, Fact] = {}
    for fact in read.facts:
        key = _key(fact)
        if key in fakta or isinstance(fact.nilai, Decimal):
            seen[key] = fact
    for key, value in fakta.items():
        found = seen.get(key)
        if found is None:
            if value is not None:
                hasil.hilang.append(str(key))
                if not said:
                    hasil.diam.append(f"hilang {key} = {value}")
        elif found.nilai == value:
            hasil.tepat += value is not None
        else:
            _wrong(hasil, f"{key}: {value} terbaca {found.nilai}", found, said)
    for key, fact in seen.items():
        if key not in fakta and not (key[0] == "fa_detail" and "kode" not in dict(key[1])):
            _wrong(hasil, f"{key}: tidak tertulis, terbaca {fact.nilai}", fact, said)
    return hasil


def _wrong(hasil: Hasil, text: str, fact: Fact, said: list[Finding]) -> None:
    hasil.salah.append(text)
    if not any(covers(finding, fact) for finding in said):
        hasil.diam.append(f"salah {text}")


def covers(finding: Finding, fact: Fact) -> bool:
    """Tell whether a finding points at the fact's page or sheet, or at its whole file."""
    page = fact.source.locator.split(" kotak ")[0].split("!")[0]
    for place in finding.lokasi:
        file, _, at = place.partition(": ")
        there = at.split(" kotak ")[0].split("!")[0]
        if file == fact.source.file and there in ("", "seluruh berkas", page):
            return True
    return False


def _key(fact: Fact) -> Any:
    kunci = dict(fact.kunci)
    if "indikator_no" in kunci:
        kunci.pop("sasaran", None), kunci.pop("indikator", None)
    return (fact.tabel, tuple(sorted(kunci.items())), fact.kolom)


__all__ = ["BERSAMA", "KODE", "RAGAM", "Hasil", "Kebiasaan", "Style", "compare", "run_case", "write_case"]
