"""What the sentences say is recomputed from the tables beside them, by a reader who knows nothing of the program.

Read are the golden texts (a test of their own keeps them equal to what is rendered). Every number of a
generated paragraph must stand in the table of its section, or follow from it by the arithmetic a reader
would do with the printed numbers: a difference, a relative change, what is missing to 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "teks"
SATKER = ("bapas-polewali", "lpka-pangkalpinang", "kanwil-kalbar", "lapas-sarolangun")
INDIKATOR = re.compile(r"^IK[UKP]? \d+\.\d+ ")
SECTIONS = {
    "target": re.compile(r"^Perbandingan target dan realisasi "),
    "tahun": re.compile(r"^Perbandingan dengan tahun-tahun sebelumnya$"),
    "renstra": re.compile(r"^Perbandingan dengan target jangka menengah dalam Renstra$"),
    "efisiensi": re.compile(r"^Efisiensi penggunaan sumber daya$"),
}
OTHER = re.compile(
    r"^(Perbandingan dengan standar nasional|Penyebab |Kendala|Solusi |Program dan kegiatan|Gambar |Tabel )"
)
QUOTED = re.compile(r"“[^”]*”")
SPOKEN = re.compile(r"(?<![\w.,])(?:Rp)?\d[\d.]*(?:,\d+)?")
YEARS = re.compile(r"\b(?:tahun )?(?:19|20)\d\d\b(?!\.\d)")
HUNDRED = Decimal(100)
MOVED = re.compile(
    r"(Pagu|Realisasi|Serapan) anggaran (?:naik|turun) (?:Rp)?([\d.,]+\d)[^,]*?(?:atau ([\d.,]+)%)?,"
    r" dari (?:Rp)?([\d.,]+\d)%? pada tahun \d+ menjadi (?:Rp)?([\d.,]+\d)"
)


@dataclass
class Bagian:
    """One analysis of one indicator: the rows of its table and its sentences."""

    indikator: str
    jenis: str
    rows: list[list[str]] = field(default_factory=list)
    prosa: list[str] = field(default_factory=list)


def number(text: str) -> Decimal | None:
    found = re.match(r"^-?(?:Rp)?(\d[\d.]*(?:,\d+)?)", text.strip())
    return Decimal(found[1].replace(".", "").replace(",", ".")) if found else None


def numbers(row: list[str]) -> list[Decimal]:
    return [value for cell in row if (value := number(cell)) is not None]


def spoken(sentence: str) -> list[Decimal]:
    """Return the numbers of a sentence, without years and without quoted words."""
    bare = YEARS.sub("", QUOTED.sub("“”", sentence))
    values = (number(m[0].rstrip(".")) for m in SPOKEN.finditer(bare))
    return [v for v in values if v is not None]


def hundredths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def read(satker: str) -> Iterator[Bagian]:
    """Yield the analyses of every indicator as they stand in Bab III."""
    name, part = "", None
    for line in (GOLDEN / f"{satker}.bab3.txt").read_text(encoding="utf-8").splitlines():
        if INDIKATOR.match(line) and " | " not in line:
            name, part = line, None
            continue
        opened = next((kind for kind, pattern in SECTIONS.items() if pattern.match(line)), None)
        if opened and name:
            if part:
                yield part
            part = Bagian(name, opened)
        elif OTHER.match(line) and not line.startswith("Tabel "):
            if part:
                yield part
            part = None
        elif part and " | " in line:
            part.rows.append(line.split(" | "))
        elif part and line.endswith(".") and not line.startswith("Tabel "):
            part.prosa.append(line)
    if part:
        yield part


def changes(old: Decimal | None, new: Decimal | None) -> set[Decimal]:
    """Return difference and relative change of two printed numbers."""
    if old is None or new is None:
        return set()
    return {abs(new - old)} | ({hundredths(abs(new - old) / old * HUNDRED)} if old else set())


def allowed_target(part: Bagian) -> set[Decimal]:
    _, *values = part.rows[-1]
    target, result, capaian = (number(v) for v in values[:3])
    known = {v for v in (target, result, capaian) if v is not None} | set(numbers(values))
    if target is not None and result is not None:
        known.add(abs(result - target))
    if capaian is not None:
        known.add(abs(HUNDRED - capaian))
    ratio = re.search(r"(?:\(|sebanyak |pembilang |sebesar )([\d.,]+)\)?[^“\d]*(?:“[^”]*”)?[^\d]*([\d.,]+)\)?\.",
                      next((p for p in part.prosa if "membanding" in p or "perbandingan antara" in p
                            or "dibagi" in p), ""))  # fmt: skip
    if ratio and result is not None:
        a, b = number(ratio[1]), number(ratio[2])
        assert a is not None and b
        share = a / b * (HUNDRED if values[1].endswith("%") else 1)
        assert abs(share - result) <= Decimal("0.51") / (10 if "," in values[1] else 1), part.prosa
        known |= {a, b}
    return known


def allowed_tahun(part: Bagian) -> set[Decimal]:
    known: set[Decimal] = set()
    rows = part.rows[1:]
    for row in rows:
        known |= set(numbers(row[1:]))
    for old in rows[:-1]:
        for before, now in zip(old[1:], rows[-1][1:], strict=True):
            known |= changes(number(before), number(now))
    return known


def allowed_renstra(part: Bagian, result: Decimal | None, target: Decimal | None) -> set[Decimal]:
    known = {v for v in (result, target) if v is not None}
    for row in part.rows[1:]:
        if (plan := number(row[1])) is not None:
            known |= {plan} | ({abs(result - plan)} if result is not None else set())
    return known


def allowed_efisiensi(part: Bagian) -> set[Decimal]:
    known = set(numbers(part.rows[-1])) if part.rows else set()
    shared = re.search(r"bersama oleh (\d+) indikator", " ".join(part.prosa))
    return known | ({Decimal(shared[1])} if shared else set())


def allowed(part: Bagian, result: Decimal | None, target: Decimal | None) -> set[Decimal]:
    if not part.rows:
        return {v for v in (result, target) if v is not None}
    if part.jenis == "renstra":
        return allowed_renstra(part, result, target)
    return {"target": allowed_target, "tahun": allowed_tahun, "efisiensi": allowed_efisiensi}[part.jenis](part)


@pytest.mark.parametrize("satker", SATKER)
def test_every_number_of_an_analysis_follows_from_its_table(satker: str) -> None:
    seen = told = 0
    result = target = None
    for part in read(satker):
        if part.jenis == "target":
            target, result = (number(cell) for cell in part.rows[-1][1:3])
        known = allowed(part, result, target)
        for sentence in part.prosa:
            for value in spoken(sentence):
                told += 1
                assert value in known, f"{part.indikator[:40]} / {part.jenis}: {value} dalam “{sentence}”"
        seen += 1
    assert seen >= 4 * 8 and told >= 100


@pytest.mark.parametrize("satker", SATKER)
def test_words_of_an_analysis_agree_with_its_table(satker: str) -> None:
    """Rising and falling, reached and not: judged from the last two rows of the table."""
    for part in read(satker):
        text = " ".join(part.prosa)
        if part.jenis == "target" and part.rows:
            capaian = number(part.rows[-1][3])
            if capaian is None:
                assert "tidak dapat diukur" in text or "tidak dapat dihitung" in text
            elif capaian > HUNDRED:
                assert re.search("melampaui|terlampaui|lebih tinggi", text) and "belum" not in text, text
            elif capaian < HUNDRED:
                assert re.search("belum|masih|baru", text) and "terlampaui" not in text, text
        if part.jenis == "tahun" and len(part.rows) > 2:
            before, now = (number(row[2]) for row in part.rows[-2:])
            said = re.search(r"[Rr]ealisasi (?:tahun \d{4} )?(naik|meningkat|turun|menurun)", text)
            if said and before is not None and now is not None:
                assert (now > before) == (said[1] in ("naik", "meningkat")), text
        if part.jenis == "efisiensi" and part.rows:
            serapan, basis = number(part.rows[-1][2]), number(part.rows[-1][-2])
            assert serapan is not None and basis is not None
            assert ("tergolong efisien" in text) == (basis > serapan and basis >= HUNDRED), text


def summary(satker: str) -> tuple[str, list[list[str]]]:
    """Return the first summary sentences of Bab III and the rows of the tables of all indicators."""
    lines = (GOLDEN / f"{satker}.bab3.txt").read_text(encoding="utf-8").splitlines()
    prose = next(line for line in lines if line.startswith("Laporan ini mengukur"))
    rows, inside = [], False
    for line in lines:
        if line.startswith("No. | Sasaran | Indikator") or line.startswith("No. | Indikator Kinerja | Target"):
            inside = True
        elif inside and re.match(r"^\d+\.\d+ \| ", line):
            rows.append(line.split(" | "))
        else:
            inside = False
    return prose, rows


@pytest.mark.parametrize("satker", SATKER)
def test_counts_mean_and_extremes_are_those_of_the_tables(satker: str) -> None:
    prose, rows = summary(satker)
    capaian = [number(row[-1]) for row in rows]
    known = [c for c in capaian if c is not None]
    groups = {
        "melampaui target": sum(c > HUNDRED for c in known),
        "tepat mencapai target": sum(c == HUNDRED for c in known),
        "belum mencapai target": sum(c < HUNDRED for c in known),
        "tidak dapat diukur": len(capaian) - len(known),
    }
    assert f"mengukur {len(rows)} indikator" in prose
    for words, count in groups.items():
        told = re.search(rf"(\d+) indikator {words}", prose)
        assert (int(told[1]) if told else 0) == count, (words, prose)
    mean = re.search(r"yang terukur adalah ([\d.,]+)%", prose)
    best = re.search(r"Capaian tertinggi sebesar ([\d.,]+)%", prose)
    worst = re.search(r"Capaian terendah sebesar ([\d.,]+)%", prose)
    assert mean and best and worst
    told_mean = number(mean[1])
    assert told_mean is not None and abs(told_mean - sum(known, Decimal(0)) / len(known)) <= Decimal("0.01")
    assert (number(best[1]), number(worst[1])) == (max(known), min(known))


@pytest.mark.parametrize("satker", SATKER)
def test_summary_and_conclusion_repeat_bab_iii(satker: str) -> None:
    """The counts and means stand word for word in the Ikhtisar, in Bab III and in Bab IV."""
    prose, _ = summary(satker)
    for chapter in ("00_depan", "bab4"):
        assert prose in (GOLDEN / f"{satker}.{chapter}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("satker", SATKER)
def test_budget_sentences_are_those_of_the_budget_table(satker: str) -> None:
    lines = (GOLDEN / f"{satker}.bab3.txt").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if re.match(r"^Tabel .*Realisasi anggaran menurut", line))
    row = next(line for line in lines[start:] if "Jumlah | " in line).split(" | ")
    pagu, spent, rest, share = numbers(row)[-4:]
    text = next(line for line in lines if re.match(r"(Dari pagu anggaran sebesar|Pagu anggaran pada) ", line))
    first = text.split(". ")[0]
    assert spoken(re.sub(r"\d+ (?:Januari|Desember|Juni) ", "", first))[:4] == [pagu, spent, share, rest], first
    assert rest == pagu - spent
    assert share == hundredths(spent / pagu * HUNDRED)
    moved = MOVED.findall(text)
    for what, gap, relative, before, now in moved:
        old, new = number(before), number(now)
        assert old is not None and new is not None
        assert number(gap) == abs(new - old), what
        assert not relative or number(relative) == hundredths(abs(new - old) / old * HUNDRED), what
    assert len(moved) == (3 if any("Perbandingan realisasi anggaran Tahun" in line for line in lines) else 0)
