"""Rules on the text of another report: its year, its office."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz

from extract.laporan_model import Tempat, potong, rapat
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_struktur import SATKER
from transform.periksa_dasar import Derajat, Temuan, aturan, place_in


@aturan("tahun", TAHUN_LAIN="Tahun lain tertulis sebagai tahun laporan")
def check_years(paham: Pemahaman) -> Iterator[Temuan]:
    """A report of one year does not call another year its own: `tahun 2018 ini`, `penggunaan anggaran tahun 2020`."""  # noqa: E501
    year = paham.tahun
    if year is None:
        return
    patterns = _year_patterns(year)
    for block in paham.dokumen.paragraf():
        for level, pattern, good in patterns:
            for match in re.finditer(pattern, block.teks, re.I):
                found = int(match.group("t"))
                if found not in good and _own_year(block.teks, match, level, found, year):
                    yield Temuan(
                        "TAHUN-LAIN", level,
                        f"Laporan ini tentang tahun {year}, tetapi tertulis “{potong(match.group(), 90)}”. Periksa apakah kalimat tahun lalu belum diganti.",  # noqa: E501
                        (place_in(block, match.start(), match.end()),), str(found), str(year), "", (found, rapat(match.group())[:60]),  # noqa: E501
                    )  # fmt: skip
    yield from _half_year(paham, year)


def _year_patterns(year: int) -> tuple[tuple[Derajat, str, set[int]], ...]:
    """Return the ways in which a text calls a year its own, how sure each is, and the years it may name."""
    near = r"(?P<t>20[0-4]\d)(?!\s*[-–/]\s*20)(?!\.?\d)"
    return (
        (Derajat.PASTI, rf"\b(?:pada\s+)?(?:tahun|ta)\s+{near}\s+ini\b", {year, year + 1}),
        (
            Derajat.PASTI,
            rf"(?:LKjIP|LKIP|LAKIP|Laporan\s+(?:Akuntabilitas\s+)?Kinerja(?:\s+Instansi\s+Pemerintah)?)\b[^.;\n]{{0,110}}?\btahun\s+(?:anggaran\s+)?{near}",
            {year},
        ),
        (
            Derajat.MUNGKIN,
            rf"(?:penggunaan|pelaksanaan|alokasi)\s+anggaran\s+(?:pada\s+)?tahun\s+{near}",
            {year, year - 1},
        ),
        (
            Derajat.PASTI,
            rf"\b(?:TA|tahun\s+anggaran)\s+{near}\s+per\s+(?:tgl|tanggal)\s+31\s+Desember\s+{year}",
            {year},
        ),
    )


def _own_year(text: str, match: re.Match[str], level: Derajat, found: int, year: int) -> bool:
    """Whether the words speak of the report's own year: not of a law, a comparison, a plan or the year to come."""
    if re.search(
        r"\b(nomor|no\.|peraturan|keputusan|undang|pedoman|permen|perpres|inpres|sebelumnya|yang\s+lalu|renstra|rpjm|semester)\b",
        match.group(),
        re.I,
    ):
        return False
    if level is Derajat.PASTI and re.search(
        r"tahun\s+sebelum|tahun\s+lalu|dibanding|pengha?rgaan|kategori|terbaik|evaluasi|akip|nomor\s*:?\s*\S*$",
        text[max(0, match.start() - 90) : match.end() + 40],
        re.I,
    ):
        return False
    return found <= year or (found == year + 1 and level is Derajat.PASTI)


def _half_year(paham: Pemahaman, year: int) -> Iterator[Temuan]:
    """A title of one semester over a report of the whole year."""
    titles = " ".join(p.teks for p in list(paham.dokumen.paragraf())[:60])
    half = re.search(r"laporan\s+kinerja[^.]{0,40}\bsemester\s+(i{1,2})\b", titles, re.I)
    if half and not re.search(r"semester\s+i\b.*semester\s+ii\b", titles, re.I):
        block = next(p for p in paham.dokumen.paragraf() if re.search(r"semester\s+i{1,2}\b", p.teks, re.I))
        others = sum(
            1 for p in paham.dokumen.paragraf() if re.search(rf"tahun\s+(?:anggaran\s+)?{year}", p.teks, re.I)
        )
        if others > 10:
            yield Temuan(
                "TAHUN-LAIN", Derajat.MUNGKIN, f"Judul menyebut “{potong(half.group(), 70)}”, isi laporan membahas satu tahun {year} penuh.",  # noqa: E501
                (block.tempat(uraian="judul"),), half.group(), f"Tahun {year}", "", ("semester",),
            )  # fmt: skip


@aturan("satker", SATKER_LAIN="Nama atau kelas satker lain", SATKER_EJA="Nama satker ditulis berbeda-beda")
def check_office(paham: Pemahaman) -> Iterator[Temuan]:
    """One report bears one office: the same kind and place with another class, or another place, is a foreign text."""  # noqa: E501
    structure = paham.struktur
    if not structure.satker:
        return
    spelled: Counter[str] = Counter()
    where: dict[str, Tempat] = {}
    for block in paham.dokumen.paragraf():
        for match in SATKER.finditer(block.teks):
            kind = re.sub(r"pem\w*an$", "pemasyarakatan", match.group(1).lower())
            place = match.group(4).split()[0].strip(".,()“”")
            if kind != structure.satker:
                continue
            similar = fuzz.ratio(rapat(place), rapat(structure.tempat_satker))
            if similar >= 70:
                spelled[place.title()] += 1
                where.setdefault(place.title(), place_in(block, match.start(), match.end()))
            if rapat(match.group(2)) != structure.kelas and similar >= 70:
                yield Temuan(
                    "SATKER-LAIN", Derajat.PASTI,
                    f"Tertulis “{potong(match.group().strip(), 70)}”, padahal satker laporan ini Kelas {structure.kelas.upper()}.",  # noqa: E501
                    (place_in(block, match.start(), match.end()),), match.group().strip(), f"Kelas {structure.kelas.upper()}", "",  # noqa: E501
                    (rapat(match.group(2)), rapat(place)),
                )  # fmt: skip
            elif similar < 55 and not re.search(
                r"kepala|pindah|mutasi|lama|batas|sebelah|sebelumnya|gedung",
                block.teks[max(0, match.start() - 40) : match.start()],
                re.I,
            ):
                yield Temuan(
                    "SATKER-LAIN", Derajat.MUNGKIN, f"Tertulis satker lain, “{potong(match.group().strip(), 70)}”. Apakah kalimat ini salinan laporan lain?",  # noqa: E501
                    (place_in(block, match.start(), match.end()),), match.group().strip(), structure.tempat_satker.title(), "", (rapat(place),),  # noqa: E501
                )  # fmt: skip
    names = [n for n, c in spelled.items() if n.lower() not in ("pangkal",)]
    if len(names) > 1:
        shown = ", ".join(f"{n} ({spelled[n]}×)" for n in sorted(names, key=lambda n: -spelled[n]))
        yield Temuan("SATKER-EJA", Derajat.MUNGKIN, f"Nama satker ditulis berbeda-beda: {shown}. Pakai satu ejaan.",
                     tuple(where[n] for n in names), "", "", "", ("eja",))  # fmt: skip
