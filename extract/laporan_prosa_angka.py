"""What a sentence says about one indicator: target, realisasi and capaian, their change, targets of the Renstra."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.laporan_angka import Nilai, first_number, is_year
from extract.laporan_kalimat import ANGKA, JADI, SATUAN, TAHUN, Mentah, years_in

_POLA = (
    (
        "hasil",
        rf"hasil\s+(?:persentase\s+|capaian\s+)?yang\s+(?:di\s*)?(?:per|mem)?oleh\w*\s+{JADI}?\s*(?P<n>{ANGKA}){SATUAN}",
    ),
    (
        "target",
        rf"target(?:\s+kinerja)?(?:\s+(?:untuk|dari)\s+indikator(?:\s+\w+)?)?\s*(?:pada|di|untuk)?\s*{TAHUN}\s*{JADI}\s*(?:sebesar\s*)?(?P<n>{ANGKA}){SATUAN}",
    ),
    (
        "target",
        rf"(?:memiliki|dengan|mempunyai)\s+target(?:\s+kinerja)?\s*(?:sebesar|sebanyak|yaitu)?\s*(?P<n>{ANGKA}){SATUAN}(?:\s+(?:pada|di)\s+tahun\s+(?P<tahun>20[0-4]\d))?",
    ),
    (
        "realisasi",
        rf"(?:dan|dengan|,)\s+realisasi(?:\s+kinerja)?(?:nya)?\s*(?:sebesar|sebanyak|mencapai|adalah)?\s*(?P<n>{ANGKA}){SATUAN}",
    ),
    (
        "realisasi",
        rf"realisasi(?:\s+(?:kinerja|capaian))?\s*(?:pada|di|untuk|di\s+i)?\s*{TAHUN}\s*{JADI}\s*(?:sebesar\s*)?(?P<n>{ANGKA}){SATUAN}",
    ),
    (
        "realisasi",
        rf"realisasi\s+[“\"][^”\"]+[”\"]\s*(?:pada|di)\s+{TAHUN}\s*(?:{JADI})?\s*(?P<n>{ANGKA}){SATUAN}",
    ),
    (
        "capaian",
        rf"capaian(?:\s+kinerja(?:nya)?)?\s*(?:pada|di|untuk)?\s*{TAHUN}\s*{JADI}\s*(?:sebesar\s*)?(?P<n>{ANGKA})",
    ),
    (
        "capaian",
        r"(?:dengan|,|dan)\s+(?:persentase\s+)?capaian(?:\s+kinerja)?(?:nya)?\s*(?:sebesar|mencapai|adalah|yaitu)\s*(?P<n>\d[\d.,]*\s*(?:%|persen))",
    ),
    ("capaian", r"realisasi\s*(?:sebesar)?\s*\d[\d.,]*\s*(?:%|\w+)?\s*\(\s*(?P<n>\d[\d.,]*\s*%)\s*\)"),
    (
        "target",
        rf"target\s+yang\s+(?:telah\s+)?ditetapkan\s+(?:yaitu\s+)?(?:sebesar|sebanyak)\s*(?P<n>{ANGKA}){SATUAN}",
    ),
)


def figures(text: str) -> Iterator[Mentah]:
    """Target, realisasi or capaian of a year stated in words."""
    seen: set[int] = set()
    for jenis, pattern in _POLA:
        for match in re.finditer(pattern, text, re.I):
            value = first_number(match.group("n"))
            if value is None or value.satuan == "rupiah" or match.start("n") in seen:
                continue
            if jenis == "capaian" and re.search(
                r"anggaran|penyerapan|belanja", text[max(0, match.start() - 60) : match.end()], re.I
            ):
                continue
            if re.search(r"anggaran|pagu|penyerapan", text[max(0, match.start() - 25) : match.start() + 12], re.I):
                continue
            seen.add(match.start("n"))
            year = match.groupdict().get("tahun")
            unit = (match.groupdict().get("unit") or "").lower()
            if not value.satuan and unit:
                value = Nilai(value.nilai, value.desimal, unit, f"{value.teks} {unit}", value.ragu)
            yield f"angka.{jenis}", {"nilai": value}, {}, (int(year),) if year else ()


_NAIK = r"meningkat|peningkatan|kenaikan|mengalami\s+naik|\bnaik\b|bertambah|lebih\s+tinggi"
_TURUN = r"menurun|penurunan|\bturun\b|berkurang|lebih\s+rendah"
_TETAP = r"konsisten|konstan|tetap\s+(?:sama|stabil|berada)|stabil|tidak\s+(?:mengalami\s+)?(?:perubahan|berubah)|sama\s+dengan\s+tahun"  # noqa: E501


def trend(text: str) -> Iterator[Mentah]:
    """Words of rise, fall or standing still, with amounts where given."""
    found = _change(text)
    if found is None:
        return
    bare, subject, start, match = found
    tail = bare[start:]
    after = tail[len(match.group()) :].lstrip()
    word = next(k for k in ("naik", "turun", "tetap") if match.group(k))
    kata = {"arah": word, "subjek": subject, "signifikan": "1" if "signifikan" in tail.lower() else ""}
    angka, moved = _ends(tail, after)
    if size := _size(tail, after, stated=not moved and word != "tetap"):
        angka["beda"], kata["satuan"] = size
    share = re.search(rf"relatif\s+(?:naik|turun|meningkat|menurun)\s+(?:sebesar\s+)?(?P<n>{ANGKA})", tail, re.I)
    if share and (value := first_number(share.group("n"))) is not None:
        angka["relatif"] = value
    if word == "tetap":
        level = re.search(rf"(?:angka|persentase|nilai|di|sebesar|pada)\s+(?P<n>{ANGKA})", tail, re.I)
        value = first_number(level.group("n")) if level else None
        if value is not None and not is_year(value):
            angka["tingkat"] = value
    if re.search(r"(?:target|renstra)\b", bare[:start], re.I) and not re.search(
        r"tahun\s+(?:sebelum|lalu)|tahun\s+20\d\d\s+(?:dan|ke)|dibanding\w*\s+(?:dengan\s+)?(?:realisasi|capaian|tahun)",
        bare,
        re.I,
    ):
        kata["renstra"] = "1"
    if re.search(r"lebih\s+(?:tinggi|rendah|besar|kecil)", tail, re.I) and re.search(r"\btarget\b", bare, re.I):
        kata["renstra"] = "1"
        if "beda" in angka:
            yield "selisih", angka, kata, years_in(bare)
    yield "tren", angka, kata, years_in(bare)


def _change(text: str) -> tuple[str, str, int, re.Match[str]] | None:
    """Return the sentence without quotations, its subject, the place of the word of change, and that word."""
    if re.search(r"anggaran|belanja|pagu|penyerapan", text, re.I) or re.search(
        r"\b(agar|dapat|akan|untuk|perlu|diharapkan|upaya|guna|dalam rangka)\s+\w*\s*(?:di)?(?:meningkat|menurun|naik|tingkat)",  # noqa: E501
        text,
        re.I,
    ):
        return None
    bare = re.sub(r"[“\"][^”\"]*[”\"]", " # ", text)
    if not re.search(
        r"dibanding|perbandingan|tahun\s+(?:sebelum|lalu|berjalan)|dari\s+tahun|mengalami|tahun\s+20\d\d|capaian|realisasi",
        bare,
        re.I,
    ):
        return None
    subject = re.search(r"capaian|realisasi", bare, re.I)
    if not subject:
        return None
    match = re.search(rf"(?P<naik>{_NAIK})|(?P<turun>{_TURUN})|(?P<tetap>{_TETAP})", bare[subject.start() :], re.I)
    if not match or re.search(r"kenaikan\s+pangkat|nilai\s+tukar", bare, re.I):
        return None
    return bare, subject.group().lower(), subject.start() + match.start(), match


def _ends(tail: str, after: str) -> tuple[dict[str, Nilai], bool]:
    """Return where a change begins and ends, and whether the sentence says so at all."""
    angka: dict[str, Nilai] = {}
    move = re.search(
        rf"(?:dari|semula|angka)\s+(?:tahun\s+20\d\d\s+sebesar\s+)?(?P<a>{ANGKA})\s*(?!tahun|pada|di\b|menjadi)\w*\s*(?:(?:pada|di)?\s*tahun\s+20\d\d\s*)?(?:menjadi|ke|hingga)\s+(?:sebesar\s+)?(?P<b>{ANGKA})",
        tail,
        re.I,
    )
    if move:
        for role, key in (("dari", "a"), ("ke", "b")):
            if (value := first_number(move.group(key))) is not None:
                angka[role] = value
        return angka, True
    arrive = re.match(
        rf"(?:\S+\s+){{0,3}}?(?:menjadi|ke|hingga|sampai)\s+(?:sebesar\s+)?(?P<n>{ANGKA})", after, re.I
    )
    if arrive and (value := first_number(arrive.group("n"))) is not None and not is_year(value):
        angka["ke"] = value
    return angka, arrive is not None


def _size(tail: str, after: str, *, stated: bool) -> tuple[Nilai, str] | None:
    """Return by how much and in which unit: right behind the word of change where `stated`, else as a selisih."""
    amount = stated and re.search(
        rf"^(?:sebesar|sebanyak|sejumlah)?\s*(?P<n>{ANGKA})\s*(?P<u>poin|persen poin|%|indeks|instansi|layanan|unit|orang)?",  # noqa: E501
        after,
        re.I,
    )
    spread = re.search(
        rf"(?:dengan\s+)?selisih\s+(?:sebesar\s+)?(?P<n>{ANGKA})\s*(?P<u>poin|indeks|layanan|unit|orang|instansi)?",
        tail,
        re.I,
    )
    if amount and (value := first_number(amount.group("n"))) is not None and not is_year(value):
        return value, (amount.group("u") or value.satuan or "").lower()
    if spread and (value := first_number(spread.group("n"))) is not None:
        return value, (spread.group("u") or value.satuan or "").lower()
    return None


def renstra(text: str) -> Iterator[Mentah]:
    """`target di tahun 2024 sudah terlampaui` and its like."""
    pattern = (
        r"target\s*(?:kinerja\s*)?(?:pada|di|untuk)?\s*(?:tahun|ta)\s*(20[0-4]\d)\s*(?P<bukan>belum|tidak|sudah|telah|dapat|bisa)?\s*"
        r"(?:dapat\s+|bisa\s+)?(?P<hal>terlampaui|tercapai|terpenuhi|dilampaui|dicapai)(?:\s+(?P<hal2>terlampaui))?"
    )
    for match in re.finditer(pattern, text, re.I):
        state = "belum" if (match.group("bukan") or "").lower() in ("belum", "tidak") else "sudah"
        act = "lampau" if "lampau" in (match.group("hal") + (match.group("hal2") or "")).lower() else "capai"
        yield "renstra", {}, {"keadaan": state, "hal": act}, (int(match.group(1)),)
    if re.search(r"melebihi\s+target\s+yang\s+(?:telah\s+)?ditetapkan(?:\s+pada\s+renstra)?", text, re.I):
        yield "lampaui", {}, {"selalu": "1" if "selalu" in text.lower() else ""}, years_in(text)
