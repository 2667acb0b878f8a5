"""Rules on form: numbers of tables and figures, lists, chapter titles, headings, references in captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz

from extract.laporan_angka import parse_roman
from extract.laporan_keterangan import ButirDaftar, Keterangan
from extract.laporan_model import Tempat, potong, rapat
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_struktur import JUDUL_BAB
from transform.periksa_dasar import Derajat, Temuan, aturan

_DIVISI = (("administrasi", r"div\w*\.?\s*(?:adm\w*)"), ("pemasyarakatan", r"div\w*\.?\s*(?:pas\b|pem\w+)"),
           ("keimigrasian", r"div\w*\.?\s*(?:im\b|imigrasi|keimigrasian|kim\b)"),
           ("pelayanan hukum", r"div\w*\.?\s*(?:yankum\w*|pelayanan\s+hukum)"))  # fmt: skip


@aturan("penomoran", TAB_GANDA="Nomor tabel/gambar dipakai dua kali", TAB_LONCAT="Nomor tabel/gambar terlewat",
        TAB_KOSONG="Nomor tabel/gambar tidak lengkap", TAB_URUT="Nomor tabel/gambar tidak berurutan")  # fmt: skip
def check_numbers(paham: Pemahaman) -> Iterator[Temuan]:
    """Tables and figures are numbered once each and without gaps within their chapter."""
    series: dict[tuple[str, tuple[str, ...]], list[Keterangan]] = {}
    lengths: dict[str, Counter[int]] = {}
    for caption in paham.struktur.keterangan:
        lengths.setdefault(caption.jenis, Counter())[len(caption.angka)] += 1
    for caption in paham.struktur.keterangan:
        parts = caption.angka
        usual = lengths[caption.jenis].most_common(1)[0][0]
        if caption.nomor.startswith(".") or (
            caption.urut >= paham.struktur.akhir_depan
            and len(parts) < usual
            and usual == 2
            and lengths[caption.jenis].total() >= 3
        ):
            yield Temuan(
                "TAB-KOSONG", Derajat.PASTI,
                f"{caption.jenis.capitalize()} “{potong(caption.judul, 80)}” bernomor “{caption.nomor}”: nomornya tidak lengkap.",  # noqa: E501
                (caption.tempat,), caption.nomor, "nomor bab dan nomor urut", "", (caption.urut,),
            )  # fmt: skip
            continue
        if parts and parts[-1].isdigit():
            series.setdefault((caption.jenis, parts[:-1]), []).append(caption)
    for (kind, prefix), captions in series.items():
        yield from _series(kind, prefix, captions, paham)


def _series(kind: str, prefix: tuple[str, ...], captions: list[Keterangan], paham: Pemahaman) -> Iterator[Temuan]:
    by_number: dict[int, list[Keterangan]] = {}
    for caption in captions:
        by_number.setdefault(int(caption.angka[-1]), []).append(caption)
    for number, same in sorted(by_number.items()):
        if len(same) > 1:
            titles = " dan ".join(f"“{potong(c.judul, 50)}” ({c.tempat.teks.split(',')[0]})" for c in same)
            level = Derajat.PASTI if len({rapat(c.judul) for c in same}) > 1 else Derajat.MUNGKIN
            yield Temuan(
                "TAB-GANDA", level, f"{kind.capitalize()} {same[0].nomor.rstrip('.')} dipakai {len(same)} kali: {titles}. Beri nomor sendiri-sendiri.",  # noqa: E501
                tuple(c.tempat for c in same), same[0].nomor, "nomor yang belum dipakai", "", (kind, prefix, number),  # noqa: E501
            )  # fmt: skip
    numbers = sorted(by_number)
    lone = {k.urut for k in paham.struktur.keterangan if len(k.angka) < 2}
    for a, b in zip(numbers, numbers[1:], strict=False):
        if b - a < 2:
            continue
        first, second = by_number[a][-1], by_number[b][0]
        if any(first.urut < u < second.urut for u in lone):
            continue  # the incomplete number in between is reported on its own
        gap = ", ".join(
            ".".join([*first.nomor.rstrip(".").split(".")[:-1], str(n)]) for n in range(a + 1, min(b, a + 4))
        )
        yield Temuan(
            "TAB-LONCAT", Derajat.PASTI if b - a < 6 else Derajat.MUNGKIN,
            f"Sesudah {kind} {first.nomor.rstrip('.')} langsung {kind} {second.nomor.rstrip('.')}: {kind} {gap} tidak ada.",  # noqa: E501
            (second.tempat, first.tempat), second.nomor, gap.split(",")[0], "", (kind, prefix, a),
        )  # fmt: skip
    order = [int(c.angka[-1]) for c in captions]
    for before, after in zip(captions, captions[1:], strict=False):
        if (
            int(after.angka[-1]) < int(before.angka[-1])
            and len(by_number[int(after.angka[-1])]) == 1
            and order.count(int(after.angka[-1])) == 1
        ):
            yield Temuan(
                "TAB-URUT", Derajat.MUNGKIN, f"{kind.capitalize()} {after.nomor.rstrip('.')} berdiri sesudah {kind} {before.nomor.rstrip('.')}.",  # noqa: E501
                (after.tempat, before.tempat), after.nomor, "", "", (kind, prefix, after.angka[-1]),
            )  # fmt: skip


@aturan("penomoran", DAFTAR_TIADA="Tercantum di daftar, tidak ada di isi", DAFTAR_KURANG="Ada di isi, tidak tercantum di daftar",  # noqa: E501
        DAFTAR_JUDUL="Judul di daftar berbeda dari isinya")  # fmt: skip
def check_lists(paham: Pemahaman) -> Iterator[Temuan]:
    """The lists of tables and figures name what the report holds, with the same numbers and titles."""
    for kind in ("tabel", "gambar"):
        listed = [e for e in paham.struktur.daftar if e.jenis == kind]
        body = [k for k in paham.struktur.keterangan if k.jenis == kind]
        if not listed or not body:
            if listed and not body:
                yield _absent(kind, listed)
            continue
        numbers = {k.angka: k for k in reversed(body)}
        absent = [e for e in listed if e.angka not in numbers]
        if absent:
            yield _absent(kind, absent)
        known = {e.angka for e in listed}
        extra = [k for k in body if k.angka not in known]
        if extra:
            shown = ", ".join(f"{k.nomor.rstrip('.')} “{potong(k.judul, 40)}”" for k in extra[:5])
            yield Temuan(
                "DAFTAR-KURANG", Derajat.PASTI, f"{len(extra)} {kind} tidak tercantum di daftar {kind}: {shown}.",
                tuple(k.tempat for k in extra), "", "", "", (kind,),
            )  # fmt: skip
        for entry in listed:
            caption = numbers.get(entry.angka)
            if caption and entry.judul and caption.judul and _differ(entry.judul, caption.judul):
                yield Temuan(
                    "DAFTAR-JUDUL", Derajat.PASTI,
                    f"{kind.capitalize()} {entry.nomor} di daftar berjudul “{potong(entry.judul, 70)}”, di isi “{potong(caption.judul, 70)}”.",  # noqa: E501
                    (entry.tempat, caption.tempat), entry.judul, caption.judul, "", (kind, entry.angka),
                )  # fmt: skip


def _absent(kind: str, entries: list[ButirDaftar]) -> Temuan:
    shown = ", ".join(f"{e.nomor} “{potong(e.judul, 40)}”" for e in entries[:5])
    return Temuan(
        "DAFTAR-TIADA", Derajat.PASTI, f"Daftar {kind} mencantumkan {len(entries)} {kind} yang tidak ada di isi: {shown}.",  # noqa: E501
        tuple(e.tempat for e in entries), "", "", "", (kind,),
    )  # fmt: skip


def _differ(a: str, b: str) -> bool:
    x, y = rapat(re.sub(r"^tabel\s+", "", a, flags=re.I)), rapat(re.sub(r"^tabel\s+", "", b, flags=re.I))
    return max(fuzz.ratio(x, y), fuzz.partial_ratio(x, y)) < 60


@aturan("judul", BAB_JUDUL="Judul bab milik bab lain")
def check_chapters(paham: Pemahaman) -> Iterator[Temuan]:
    """BAB I Pendahuluan, II Perencanaan Kinerja, III Akuntabilitas Kinerja, IV Penutup (Permenpan RB 53/2014)."""
    for bab in paham.struktur.bab:
        title = bab.judul.upper().strip(" .:")
        for number, name in JUDUL_BAB.items():
            if (
                number != bab.nomor
                and title
                and fuzz.ratio(title, name) >= 92
                and fuzz.ratio(title, JUDUL_BAB.get(bab.nomor, "")) < 85
            ):
                yield Temuan(
                    "BAB-JUDUL", Derajat.PASTI,
                    f"BAB {bab.nomor} berjudul “{title}”, padahal itu judul BAB {number}; semestinya “{JUDUL_BAB.get(bab.nomor, '')}”.",  # noqa: E501
                    (bab.tempat,), title, JUDUL_BAB.get(bab.nomor, ""), "", (bab.nomor, number),
                )  # fmt: skip


@aturan(
    "judul",
    IND_NOMOR="Nomor sub-bab indikator dipakai dua kali",
    TAB_RUJUK="Keterangan menyebut indikator atau divisi lain",
)
def check_headings(paham: Pemahaman) -> Iterator[Temuan]:
    """Each indicator's part has its own number; a caption names the sasaran and indicator it stands under."""
    heads = sorted(
        (urut, number, item.id, place)
        for item in paham.register.semua
        for number, urut, place in zip(item.nomor_sub, item.urut_sub, item.sub_bab, strict=True)
        if re.fullmatch(r"\d+(?:\.\d+)+", number)
    )  # fmt: skip
    seen: dict[str, tuple[int, Tempat]] = {}
    before: tuple[int, ...] = ()
    for _, number, item, place in heads:
        parts = tuple(int(x) for x in number.split("."))
        if parts < before:
            seen = {}  # a new series: another level or divisi
        before = parts
        first = seen.setdefault(number, (item, place))
        if set(parts) == {1}:
            seen = {number: (item, place)}  # 1.1 again opens the next divisi
        elif first[0] != item:
            yield Temuan(
                "IND-NOMOR",
                Derajat.PASTI,
                f"Nomor indikator {number} dipakai untuk “{potong(paham.nama(first[0]), 60)}” dan “{potong(paham.nama(item), 60)}”. Nomor kedua harus lain.",  # noqa: E501
                (place, first[1]),
                number,
                "nomor berikutnya",
                paham.nama(item),
                (number, item),
            )
    yield from _captions(paham)


def _captions(paham: Pemahaman) -> Iterator[Temuan]:
    divisi = ""
    by_block = {k.urut: k for k in paham.struktur.keterangan}
    styles = Counter(bool(re.search(r"\bIKK\s+\S+", k.judul)) for k in paham.struktur.keterangan)
    for block in paham.dokumen.blok:
        text = getattr(block, "teks", None)
        if not isinstance(text, str):
            continue
        match = re.match(
            r"^\W*(?:\d+[.)]\s*)?divisi\s+(administrasi|pemasyarakatan|keimigrasian|pelayanan hukum)",
            text,
            re.I,
        )
        if match and len(text) < 60 and paham.struktur.bab_dari(block.urut) == 3:
            divisi = match.group(1).lower()
        caption = by_block.get(block.urut)
        if caption is None or paham.struktur.bab_dari(block.urut) != 3 or caption.jenis != "tabel":
            continue
        named = next((name for name, pattern in _DIVISI if re.search(pattern, caption.judul, re.I)), "")
        context = paham.konteks.get(block.urut)
        if named and divisi and named != divisi and context is not None:
            yield Temuan(
                "TAB-RUJUK", Derajat.PASTI, f"Keterangan “{potong(caption.judul, 80)}” menyebut divisi {named}, padahal bagian ini Divisi {divisi.title()}.",  # noqa: E501
                (caption.tempat,), named, divisi, paham.nama(context), (caption.urut,),
            )  # fmt: skip
        found = re.search(r"\bIKK\s+([IVX]+|\d+(?:\.\d+)*)\b", caption.judul)
        if not found or context is None or styles[True] < 3:
            continue
        heads = [n for n in paham.register.semua[context].nomor_sub if n]
        if found.group(1) in heads:
            continue
        own = {parse_roman(h.split(".")[-1]) for h in heads}
        number = parse_roman(found.group(1).split(".")[-1])
        if own and number not in own and len(paham.register.semua[context].sub_bab) == 1:
            expected = next(iter(own))
            place = f"{caption.jenis.capitalize()} {caption.nomor.rstrip('.')}"
            if _next_number(paham, context, number) or "." not in heads[0]:
                yield Temuan(
                    "TAB-RUJUK", Derajat.PASTI if "." not in heads[0] else Derajat.MUNGKIN,
                    f"{place} “{potong(caption.judul, 80)}” menyebut IKK {found.group(1)}, padahal berdiri di bawah indikator {heads[0]} "  # noqa: E501
                    f"“{potong(paham.nama(context), 50)}”.",
                    (caption.tempat,), f"IKK {found.group(1)}", f"IKK {expected}", paham.nama(context), (caption.urut,),  # noqa: E501
                )  # fmt: skip


def _next_number(paham: Pemahaman, context: int, number: int | None) -> bool:
    return any(
        number == parse_roman(n.split(".")[-1])
        for i in paham.register.semua
        if i.id != context
        for n in i.nomor_sub
        if n
    )
