"""Claims in running text: what a sentence says about figures, read by a tolerant grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.laporan_angka import Nilai, find_numbers, parse_words
from extract.laporan_model import Paragraf, Tempat

_N = r"(?:Rp\.?\s*)?-?\d[\d.,]*(?:,-)?\s*(?:%|persen\b|poin\b)?"
_JADI = r"(?:adalah|yaitu|ialah|sebesar|sebanyak|senilai|mencapai|di\s*angka|:|=)"
_THN = r"(?:tahun|ta\.?|t\.a\.?)\s*(?:anggaran\s*)?(?P<tahun>20[0-4]\d)"
_SATUAN = r"\s*(?P<unit>layanan|unit|orang|indeks|dokumen|laporan|kegiatan|instansi|rekomendasi|lokus|buku|permohonan|operasi)?"  # noqa: E501


@dataclass(frozen=True, slots=True)
class Klaim:
    """One claim: its kind, the figures by role, words and years it names, where it stands."""

    jenis: str
    teks: str
    tempat: Tempat
    angka: dict[str, Nilai] = field(default_factory=dict)
    kata: dict[str, str] = field(default_factory=dict)
    tahun: tuple[int, ...] = ()
    urut: int = 0
    indikator: int | None = None
    bab: int = 0


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the sentences of a paragraph; stops inside numbers and short forms do not end one."""
    start = 0
    for match in re.finditer(
        r"(?<![A-Z\d])(?<!\bRp)(?<!\bNo)(?<!\bs\.d)(?<!\bTA)[.;!?](?=\s+[A-Z“\"(➤•-])|(?<=\d)\.(?=\s+[A-Z][a-z]+)|(?<=%)\s(?=Realisasi|Target|Capaian)",
        text,
    ):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _number(text: str) -> Nilai | None:
    return next((v for _, _, v in find_numbers(text)), None)


def read_claims(paragraph: Paragraf) -> list[Klaim]:
    """Return the claims of a paragraph, in order."""
    out: list[Klaim] = []
    for start, end in sentences(paragraph.teks):
        text = paragraph.teks[start:end].strip()
        if not text:
            continue
        place = paragraph.tempat(start, end)
        for rule in (_figures, _trend, _renstra, _budget, _counts, _conclusion, _weights, _terbilang):
            for claim in rule(text):
                jenis, angka, kata, tahun = claim
                out.append(Klaim(jenis, text, place, angka, kata, tahun, paragraph.urut))
    return out


Mentah = tuple[str, dict[str, Nilai], dict[str, str], tuple[int, ...]]


def years_in(text: str) -> tuple[int, ...]:
    found = [int(y) for y in re.findall(r"(?<![\d/.-])20[0-4]\d(?!\s*[-–]\s*20|[\d])", text)]
    return tuple(dict.fromkeys(found))


def _figures(text: str) -> Iterator[Mentah]:
    """Target, realisasi or capaian of a year stated in words."""
    seen: set[int] = set()
    patterns = (
        (
            "hasil",
            rf"hasil\s+(?:persentase\s+|capaian\s+)?yang\s+(?:di\s*)?(?:per|mem)?oleh\w*\s+{_JADI}?\s*(?P<n>{_N}){_SATUAN}",
        ),
        (
            "target",
            rf"target(?:\s+kinerja)?(?:\s+(?:untuk|dari)\s+indikator(?:\s+\w+)?)?\s*(?:pada|di|untuk)?\s*{_THN}\s*{_JADI}\s*(?:sebesar\s*)?(?P<n>{_N}){_SATUAN}",
        ),
        (
            "target",
            rf"(?:memiliki|dengan|mempunyai)\s+target(?:\s+kinerja)?\s*(?:sebesar|sebanyak|yaitu)?\s*(?P<n>{_N}){_SATUAN}(?:\s+(?:pada|di)\s+tahun\s+(?P<tahun>20[0-4]\d))?",
        ),
        (
            "realisasi",
            rf"(?:dan|dengan|,)\s+realisasi(?:\s+kinerja)?(?:nya)?\s*(?:sebesar|sebanyak|mencapai|adalah)?\s*(?P<n>{_N}){_SATUAN}",
        ),
        (
            "realisasi",
            rf"realisasi(?:\s+(?:kinerja|capaian))?\s*(?:pada|di|untuk|di\s+i)?\s*{_THN}\s*{_JADI}\s*(?:sebesar\s*)?(?P<n>{_N}){_SATUAN}",
        ),
        (
            "realisasi",
            rf"realisasi\s+[“\"][^”\"]+[”\"]\s*(?:pada|di)\s+{_THN}\s*(?:{_JADI})?\s*(?P<n>{_N}){_SATUAN}",
        ),
        (
            "capaian",
            rf"capaian(?:\s+kinerja(?:nya)?)?\s*(?:pada|di|untuk)?\s*{_THN}\s*{_JADI}\s*(?:sebesar\s*)?(?P<n>{_N})",
        ),
        (
            "capaian",
            r"(?:dengan|,|dan)\s+(?:persentase\s+)?capaian(?:\s+kinerja)?(?:nya)?\s*(?:sebesar|mencapai|adalah|yaitu)\s*(?P<n>\d[\d.,]*\s*(?:%|persen))",
        ),
        ("capaian", r"realisasi\s*(?:sebesar)?\s*\d[\d.,]*\s*(?:%|\w+)?\s*\(\s*(?P<n>\d[\d.,]*\s*%)\s*\)"),
        (
            "target",
            rf"target\s+yang\s+(?:telah\s+)?ditetapkan\s+(?:yaitu\s+)?(?:sebesar|sebanyak)\s*(?P<n>{_N}){_SATUAN}",
        ),
    )
    for jenis, pattern in patterns:
        for match in re.finditer(pattern, text, re.I):
            value = _number(match.group("n"))
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


def _trend(text: str) -> Iterator[Mentah]:  # noqa: C901
    """Words of rise, fall or standing still, with amounts where given."""
    if re.search(r"anggaran|belanja|pagu|penyerapan", text, re.I) or re.search(
        r"\b(agar|dapat|akan|untuk|perlu|diharapkan|upaya|guna|dalam rangka)\s+\w*\s*(?:di)?(?:meningkat|menurun|naik|tingkat)",  # noqa: E501
        text,
        re.I,
    ):
        return
    bare = re.sub(r"[“\"][^”\"]*[”\"]", " # ", text)
    if not re.search(
        r"dibanding|perbandingan|tahun\s+(?:sebelum|lalu|berjalan)|dari\s+tahun|mengalami|tahun\s+20\d\d|capaian|realisasi",
        bare,
        re.I,
    ):
        return
    subject = re.search(r"capaian|realisasi", bare, re.I)
    if not subject:
        return
    match = re.search(rf"(?P<naik>{_NAIK})|(?P<turun>{_TURUN})|(?P<tetap>{_TETAP})", bare[subject.start() :], re.I)
    if not match or re.search(r"kenaikan\s+pangkat|nilai\s+tukar", bare, re.I):
        return
    tail = bare[subject.start() + match.start() :]
    word = next(k for k in ("naik", "turun", "tetap") if match.group(k))
    kata = {
        "arah": word,
        "subjek": subject.group().lower(),
        "signifikan": "1" if "signifikan" in tail.lower() else "",
    }
    angka: dict[str, Nilai] = {}
    move = re.search(
        rf"(?:dari|semula|angka)\s+(?:tahun\s+20\d\d\s+sebesar\s+)?(?P<a>{_N})\s*(?!tahun|pada|di\b|menjadi)\w*\s*(?:(?:pada|di)?\s*tahun\s+20\d\d\s*)?(?:menjadi|ke|hingga)\s+(?:sebesar\s+)?(?P<b>{_N})",
        tail,
        re.I,
    )
    if move:
        for key in ("a", "b"):
            value = _number(move.group(key))
            if value is not None:
                angka["dari" if key == "a" else "ke"] = value
    arrive = re.match(
        rf"(?:\S+\s+){{0,3}}?(?:menjadi|ke|hingga|sampai)\s+(?:sebesar\s+)?(?P<n>{_N})",
        tail[len(match.group()) :].lstrip(),
        re.I,
    )
    if (
        arrive
        and not move
        and (value := _number(arrive.group("n"))) is not None
        and not re.fullmatch(r"20[0-4]\d", value.teks)
    ):
        angka["ke"] = value
    amount = (
        None
        if arrive
        else re.search(
            rf"^(?:sebesar|sebanyak|sejumlah)?\s*(?P<n>{_N})\s*(?P<u>poin|persen poin|%|indeks|instansi|layanan|unit|orang)?",  # noqa: E501
            tail[len(match.group()) :].lstrip(),
            re.I,
        )
    )
    if amount and word != "tetap" and not move:
        value = _number(amount.group("n"))
        if value is not None and not re.fullmatch(r"20[0-4]\d", value.teks):
            angka["beda"] = value
            kata["satuan"] = (amount.group("u") or value.satuan or "").lower()
    spread = re.search(
        rf"(?:dengan\s+)?selisih\s+(?:sebesar\s+)?(?P<n>{_N})\s*(?P<u>poin|indeks|layanan|unit|orang|instansi)?",
        tail,
        re.I,
    )
    if spread and "beda" not in angka and (value := _number(spread.group("n"))) is not None:
        angka["beda"] = value
        kata["satuan"] = (spread.group("u") or value.satuan or "").lower()
    share = re.search(rf"relatif\s+(?:naik|turun|meningkat|menurun)\s+(?:sebesar\s+)?(?P<n>{_N})", tail, re.I)
    if share and (value := _number(share.group("n"))) is not None:
        angka["relatif"] = value
    if word == "tetap":
        level = re.search(rf"(?:angka|persentase|nilai|di|sebesar|pada)\s+(?P<n>{_N})", tail, re.I)
        value = _number(level.group("n")) if level else None
        if value is not None and not re.fullmatch(r"20[0-4]\d", value.teks):
            angka["tingkat"] = value
    if re.search(r"(?:target|renstra)\b", bare[: subject.start() + match.start()], re.I) and not re.search(
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


def _renstra(text: str) -> Iterator[Mentah]:
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


def _budget(text: str) -> Iterator[Mentah]:
    """pagu, realisasi and percentage of money in one sentence."""
    rupiah = [(s, v) for s, _, v in find_numbers(text) if v.satuan == "rupiah" and v.nilai >= 100000]
    if not rupiah or not re.search(r"anggaran|pagu|dipa|realisasi|penyerapan|terserap", text, re.I):
        return
    angka: dict[str, Nilai] = {}
    for start, value in rupiah:
        before = text[max(0, start - 75) : start].lower()
        role = _money_role(before)
        if role and role not in angka:
            angka[role] = value
    percent = [(s, v) for s, _, v in find_numbers(text) if v.satuan == "%"]
    if "realisasi" in angka and percent:
        near = [
            v
            for s, v in percent
            if re.search(r"atau|sebesar|realisasi|penyerapan|capaian|mencapai|\(", text[max(0, s - 40) : s], re.I)
        ]
        if near and not re.search(r"smart|ikpa|deviasi", text[: text.find(near[0].teks)][-60:], re.I):
            angka["persen"] = near[0]
    if angka:
        yield "anggaran", angka, {}, years_in(text)


def _money_role(before: str) -> str:
    places = {
        "sisa": max(before.rfind("sisa"), before.rfind("tidak terserap")),
        "realisasi": max(before.rfind("realisasi"), before.rfind("merealisasi"), before.rfind("terserap"), before.rfind("diserap"),  # noqa: E501
                         before.rfind("penyerapan")),
        "pagu": max(before.rfind("pagu"), before.rfind("dipa"), before.rfind("alokasi"), before.rfind("dari total anggaran"),  # noqa: E501
                    before.rfind("mendapat"), before.rfind("anggaran sebesar"), before.rfind("anggaran sejumlah")),
    }  # fmt: skip
    role, place = max(places.items(), key=lambda i: i[1])
    return role if place >= 0 else ""


_BENDA = (
    ("sasaran", r"sasaran(?:\s+(?:kegiatan|strategis|program))?"),
    ("indikator", r"indikator(?:\s+kinerja(?:\s+(?:kegiatan|utama|program))?)?|ikk\b|iku\b|ikp\b"),
    ("pegawai", r"(?:orang\s+)?(?:pegawai|petugas)\b"),
    ("satker", r"satuan\s+kerja|satker\b|unit\s+pelaksana\s+teknis|upt\b"),
    ("divisi", r"divisi\b"),
)


def _counts(text: str) -> Iterator[Mentah]:
    """`4 (empat) sasaran kegiatan`, `1.712 pegawai yang tersebar di 27 satuan kerja`."""
    words = r"\s*\(\s*(?P<kata>[a-z ]+?)\s*\)"
    number = r"(?<![\w.,/%])(?P<n>\d{1,3}(?:\.\d{3})*|" + "|".join(_KATA_BILANGAN) + r")"
    for noun, pattern in _BENDA:
        for match in re.finditer(rf"{number}(?:{words})?\s+(?P<benda>{pattern})", text, re.I):
            yield from _count(match, noun, text)
    for match in re.finditer(
        rf"(?:sumber\s+daya\s+manusia|pegawai)\s+(?:sebanyak|berjumlah|sejumlah)\s+{number}(?:{words})?\s+(?P<benda>orang|pegawai)",
        text,
        re.I,
    ):
        yield from _count(match, "pegawai", text)
    for match in re.finditer(rf"{number}{words}", text, re.I):
        spelled = parse_words(match.group("kata"))
        value = _number(match.group("n"))
        if spelled is not None and value is not None:
            yield "ejaan", {"nilai": value}, {"kata": match.group("kata"), "bilangan": str(spelled)}, ()


_KATA_BILANGAN = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


def _count(match: re.Match[str], noun: str, text: str) -> Iterator[Mentah]:
    raw = match.group("n").lower()
    spelled = parse_words(raw) if raw.isalpha() else None
    value = _number(str(spelled)) if spelled is not None else _number(raw)
    if value is None:
        return
    before = text[: match.start()].lower()
    kata = {
        "benda": noun,
        "uraian": match.group("benda").lower(),
        "dari": "1" if re.search(r"dari\s*$", before) else "",
        "sebelum": before[-80:],
        "sesudah": text[match.end() : match.end() + 90].lower(),
    }
    yield "jumlah", {"nilai": value}, kata, ()


def _conclusion(text: str) -> Iterator[Mentah]:
    """Statements over all indicators."""
    match = re.search(
        r"dari\s+(\d+)\s*(?:\([^)]*\)\s*)?(?:indikator|ikk)\b[^.]*?\b(\d+)\s*(?:\([^)]*\)\s*)?(?:indikator|ikk)[^.]*?(lebih\s+dari|di\s*atas|melebihi|melampaui)\s*(?:100\s*%|target)",
        text,
        re.I,
    )
    if match:
        values = {k: v for k, v in (("semua", _number(match.group(1))), ("lebih", _number(match.group(2)))) if v}
        rest = re.search(
            r"(\d+)\s*(?:\([^)]*\)\s*)?(?:indikator[^.]*?|ikk)\s*(?:telah\s+)?(?:tercapai|mencapai)\s*(?:dengan\s+hasil\s+)?(?:sebesar\s+)?100\s*%",
            text[match.end() :],
            re.I,
        )
        if rest and (value := _number(rest.group(1))):
            values["pas"] = value
        for key, words in (
            ("pas", r"tepat\s+mencapai"),
            ("kurang", r"belum\s+mencapai"),
            ("na", r"tidak\s+dapat\s+(?:di)?ukur"),
        ):
            part = re.search(rf"(\d+)\s+indikator\s+{words}", text[match.start() :], re.I)
            if part and (value := _number(part.group(1))):
                values[key] = value
        yield "sebaran", values, {}, ()
    done = r"(?:tercapai|terpenuhi|terlampaui|di\s*atas\s+100|melebihi\s+target|melampaui\s+target)"
    things = r"(?:indikator|target|sasaran|capaian|ikk|iku|ikp)"
    every = re.search(
        rf"\b(?:semua|seluruh)\s+(?:\w+\s+){{0,2}}?{things}\b[^.]{{0,90}}?\b{done}|{things}\b[^.]{{0,140}}?\b(?:semuanya|seluruhnya)\s+(?:\w+\s+){{0,2}}?{done}"
        rf"|{done}\s+(?:semuanya|seluruhnya)",
        text, re.I,
    )  # fmt: skip
    if (
        every
        and re.search(r"indikator|target|capaian|kinerja", text, re.I)
        and not re.search(r"\b(belum|tidak|agar|diharapkan|harus|meskipun masih|apabila|jika|bila)\b", text, re.I)
    ):
        over = (
            bool(re.search(r"di\s*atas\s+100|melebihi|melampaui|terlampaui", every.group(), re.I))
            and "mencapai" not in every.group().lower()
        )
        yield "semua", {}, {"lampau": "1" if over else ""}, years_in(text)


_KOMPONEN = (
    ("cro", r"capaian\s+keluaran|capaian\s+(?:rincian\s+)?output|capaian\s+ro"), ("penyerapan", r"penyerapan\s+anggaran"),  # noqa: E501
    ("konsistensi", r"konsistensi"), ("efisiensi", r"efisiensi"), ("revisi_dipa", r"revisi\s+dipa"),
    ("deviasi_hal3", r"deviasi\s+hal\w*\.?\s*(?:iii|3)"), ("kontraktual", r"(?:data|belanja)\s+kontrak\w*"),
    ("tagihan", r"penyelesaian\s+tagihan"), ("up_tup", r"pengelolaan\s+up"), ("dispensasi_spm", r"dispensasi\s+spm"),  # noqa: E501
    ("capaian_output", r"capaian\s+output"),
)  # fmt: skip


def _weights(text: str) -> Iterator[Mentah]:
    """`Capaian Keluaran, bobot 43,5%`; SMART (60%) and IKPA (40%); the values of NKA, SMART and IKPA."""
    if not re.search(r"bobot|smart|ikpa|nilai\s+kinerja", text, re.I):
        return
    for match in re.finditer(
        r"([A-Za-z][A-Za-z ().,/&]{4,90}?)\s*[,:(-]?\s*(?:dengan\s+)?bobot\s*(?:penilaian\s*|sebesar\s*)?(\d[\d.,]*\s*(?:%|persen))",  # noqa: E501
        text,
        re.I,
    ):
        names = [n for n, p in _KOMPONEN if re.search(p, match.group(1), re.I)]
        value = _number(match.group(2))
        if value is not None and names:
            yield "bobot", {"nilai": value}, {"komponen": "|".join(names)}, ()
    both = re.search(r"smart\s*(?:dja)?\s*\(\s*(\d+)\s*%\s*\).{0,40}?ikpa\)?\s*\(\s*(\d+)\s*%\s*\)", text, re.I)
    if both:
        first, second = _number(both.group(1)), _number(both.group(2))
        if first and second:
            yield "bobot.nka", {"smart": first, "ikpa": second}, {}, years_in(text)
    value_of = re.search(
        r"nilai\s+(?:total\s+)?(?P<apa>kinerja\s+anggaran|kinerja|smart|indikator\s+kinerja\s+pelaksanaan\s+anggaran|ikpa)\b(?P<antara>[^.%;]{0,170}?)\b(?:sebesar|adalah|mencapai|yaitu)\s*(?P<n>\d[\d.,]*\d\s*%?)",
        text,
        re.I,
    )
    if value_of:
        what = value_of.group("apa").lower()
        if re.search(r"tertinggi|terendah|rata-rata|masing-masing", text, re.I):
            return
        kind = (
            "smart"
            if "smart" in value_of.group("antara").lower()
            else "ikpa"
            if "pelaksanaan" in what or what == "ikpa"
            else "smart"
            if what == "smart"
            else "nka"
        )
        value = _number(value_of.group("n").rstrip("."))
        if value is not None and value.nilai <= 130:
            yield "nilai", {"nilai": value}, {"apa": kind}, years_in(text)


def _terbilang(text: str) -> Iterator[Mentah]:
    """Amounts followed by their words in brackets."""
    for match in re.finditer(r"(Rp\.?\s*\d[\d.]*(?:,-|,00)?)\s*\(\s*([A-Za-z ]{10,160}?rupiah)\s*\)", text, re.I):
        value, words = _number(match.group(1)), parse_words(match.group(2))
        if value is not None:
            yield (
                "terbilang",
                {"nilai": value},
                {"kata": match.group(2), "bilangan": "" if words is None else str(words)},
                (),
            )
