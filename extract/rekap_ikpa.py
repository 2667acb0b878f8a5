"""IKPA and SMART: scores of budget execution per satker or unit."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from extract.angka import possible
from extract.figure import make_key
from extract.finding import Tingkat
from extract.grid import Cell
from extract.headings import load_kamus, normal, ratio
from extract.headings_asing import parts_of
from extract.headings_cocok import SENYAWA
from extract.rekap_alur import is_note_row
from extract.rekap_bulan import keep_last_month, keep_own_year
from extract.rekap_hasil import Hasil, Tulis, finish
from extract.rekap_konteks import owner_of
from extract.rekap_sel import Kunci, Pembaca, Sel
from extract.rekap_tabel import Baris, Rekap, is_number_row, is_total
from extract.rekap_teks import bare

IKPA = (
    "revisi_dipa", "deviasi_hal3", "penyerapan", "kontraktual", "tagihan", "up_tup", "dispensasi_spm",
    "capaian_output", "nilai_total", "konversi_bobot", "nilai_akhir",
)  # fmt: skip
AKHIR = ("nilai_total", "konversi_bobot", "nilai_akhir")
SMART = ("penyerapan", "konsistensi", "cro", "efisiensi", "nilai_efisiensi", "nilai")


def find_row_kind(text: str) -> str | None:
    """Return nilai, bobot, nilai_akhir or nilai_aspek where a label names it, also `Bobot (Weight)`."""
    kinds = {_row_kind(text) for text in (text, *parts_of(text))} - {None}
    return kinds.pop() if len(kinds) == 1 else _row_kind(text)


def _row_kind(text: str) -> str | None:
    key = " ".join(normal(text).replace("%", " ").split())
    for kind, words in load_kamus().ikpa_baris.items():
        if key in {normal(w) for w in words}:
            return kind
    scored = [(ratio(key, normal(w)), kind) for kind, words in load_kamus().ikpa_baris.items() for w in words]
    best = max(scored, default=(0.0, None))
    return best[1] if best[0] >= 88 else None


def name_label_column(rekap: Rekap) -> None:
    """Know the column of row labels by its cells (Nilai, Bobot, ...) where its heading does not tell."""
    if rekap.kepala.cari("baris") is not None:
        return
    for kolom in rekap.kepala.kolom:
        if kolom.nama is not None:
            continue
        cells = [row.ambil(kolom) for row in rekap.baris]
        kinds = {find_row_kind(cell.text) for cell in cells if cell is not None and cell.text.strip()}
        if {"nilai", "bobot"} <= kinds and None not in kinds:
            named = replace(kolom, nama="baris", skor=SENYAWA)
            columns = tuple(named if k is kolom else k for k in rekap.kepala.kolom)
            rekap.kepala = replace(rekap.kepala, kolom=columns)
            return


def read_ikpa(hasil: Hasil, rekap: Rekap) -> None:
    """Read IKPA in either form: four rows per satker, or one row per satker or unit."""
    tulis = Tulis(hasil, rekap)
    keep_own_year(hasil, rekap)
    keep_last_month(hasil, rekap, tulis)
    pembaca = Pembaca(hasil.document, rekap)
    groups: list[_Satker] = []
    for row in rekap.baris:
        if row.kosong or is_number_row(row) or row.garis is not None or is_note_row(row):
            if not row.kosong:
                hasil.lewat(row, "catatan atau nomor kolom")
            continue
        _place(hasil, rekap, pembaca, groups, row)
    for group in groups:
        read = [(kind, row, pembaca.baca(row)) for kind, row in group.baris]
        if rekap.kepala.cari("baris") is not None:
            _lift_totals(read, whole=not _others(rekap))
        for kind, row, values in read:
            _write(tulis, " ".join(group.nama.split()), kind, row, values)
            code = pembaca.sel(row, "kode_satker")
            if kind == "nilai" and code is not None and code.row == row.nomor:
                key = make_key(satker=" ".join(group.nama.split()), baris=kind)
                tulis.teks("ikpa", key, "kode_satker", code.text.strip(), code)
    _check_ikpa(hasil, rekap)
    _name_others(hasil, rekap)
    finish(hasil, pembaca)


def _others(rekap: Rekap) -> list[str]:
    """Return the scores of other years (LPJ Bendahara, ...) that the report has no place for."""
    codes = ("no", "kode", "ba", "kppn")
    return [
        k.judul
        for k in rekap.kepala.kolom
        if k.nama is None
        and k.diabaikan
        and not any(word in codes for word in normal(k.judul).split())
        and any((c := row.ambil(k)) is not None and any(possible(bare(c.text))) for row in rekap.baris)
    ]


def _name_others(hasil: Hasil, rekap: Rekap) -> None:
    """Say which scores the report has no place for."""
    if held := _others(rekap):
        hasil.find("IKPA-INDIKATOR-LAIN", Tingkat.PERINGATAN, rekap.locator,
                   f"IKPA memuat indikator yang tidak ada tempatnya di laporan: {', '.join(held)}. Nilainya tidak "
                   "dicetak; nilai total dan nilai akhir tetap seperti tercetak.")  # fmt: skip


class _Satker(Struct):
    """The rows of one satker; its name may run over several of them."""

    nama: str
    sel: Cell | None
    baris: list[tuple[str, Baris]] = field(default_factory=list)


def _place(hasil: Hasil, rekap: Rekap, pembaca: Pembaca, groups: list[_Satker], row: Baris) -> None:
    name, cell = pembaca.teks(row, "satker"), pembaca.sel(row, "satker")
    label = pembaca.teks(row, "baris")
    kind = find_row_kind(label) if label else "nilai"
    if kind is None and not _four(rekap):
        kind = "nilai"
    if kind is None or is_total(name, persis=True):
        hasil.lewat(row, f"baris '{label or name}' bukan nilai, bobot, nilai akhir atau nilai aspek")
        return
    last = groups[-1] if groups else None
    if last is None or (kind == "nilai" and not _lacks_scores(last, name)):
        groups.append(_Satker(name or owner_of(rekap), cell, [(kind, row)]))
        return
    if name and cell is not None and cell is not last.sel and name != last.nama:
        last.nama = f"{last.nama} {name}"
        last.sel = cell
    last.baris.append((kind, row))


def _lacks_scores(group: _Satker, name: str) -> bool:
    """Tell whether a satker's rows began with its weights: the scores below them are its own."""
    return all(kind != "nilai" for kind, _ in group.baris) and name in ("", group.nama)


def _four(rekap: Rekap) -> bool:
    column = rekap.kepala.cari("baris")
    if column is None:
        return False
    texts = [c.text for b in rekap.baris if (c := b.ambil(column)) is not None]
    return any(find_row_kind(t) == "bobot" for t in texts)


def _lift_totals(read: list[tuple[str, Baris, dict[Kunci, Sel]]], *, whole: bool) -> None:
    """Move sums printed beside the weights or the weighted scores to the row of scores, where totals belong.

    `whole`: every indicator has a place, so a sum of weights is what the scores are divided by.
    """
    own = next((values for kind, _, values in read if kind == "nilai"), None)
    if own is None:
        return
    for kind, _, values in read:
        for key in [k for k in values if k[0] in AKHIR and kind in ("bobot", "nilai_akhir")]:
            sel = values[key]
            if key in own and own[key].cell is sel.cell:
                continue  # one cell merged over the rows, printed beside the scores
            if kind == "bobot" and not whole:
                continue
            weights = kind == "bobot" and key[0] in ("nilai_total", "nilai_akhir")
            to = ("konversi_bobot", None) if weights else key
            if to in own and own[to].angka == sel.angka:
                del values[key]  # said twice
            elif to not in own:
                del values[key]
                own[to] = replace(sel, cell=replace(sel.cell, row=_row_of(read)))


def _row_of(read: list[tuple[str, Baris, dict[Kunci, Sel]]]) -> int:
    return next(row.nomor for kind, row, _ in read if kind == "nilai")


def _write(tulis: Tulis, satker: str, kind: str, row: Baris, values: dict[Kunci, Sel]) -> None:
    key = make_key(satker=satker, baris=kind)
    done: set[int] = set()
    for (nama, _), sel in values.items():
        if nama not in IKPA or id(sel.cell) in done:
            continue  # a value merged over an aspect's columns stands under its first column
        done.add(id(sel.cell))
        if sel.cell.row != row.nomor:
            continue  # merged over the satker's rows: it stands in the first
        tulis.sel("ikpa", key, nama, sel)


def _check_ikpa(hasil: Hasil, rekap: Rekap) -> None:
    """The reader's oracle: nilai x bobot, their sum, and the division by the converted weights."""
    facts = [f for f in hasil.facts if f.tabel == "ikpa" and f.source.file == hasil.document.file]
    by_key = {(f.key("satker"), f.key("baris"), f.kolom): f for f in facts}
    for (satker, kind, kolom), fact in by_key.items():
        if kind == "nilai_akhir" and kolom not in AKHIR:
            nilai, bobot = by_key.get((satker, "nilai", kolom)), by_key.get((satker, "bobot", kolom))
            values = [f.nilai if f is not None else None for f in (nilai, bobot, fact)]
            n, b, end = values
            if (
                n is None
                or b is None
                or end is None
                or isinstance(n, str)
                or isinstance(b, str)
                or isinstance(end, str)
            ):
                continue
            if abs(n * b / 100 - end) > Decimal("0.01"):
                hasil.find("BACA-IKPA", Tingkat.PERINGATAN, fact.source.locator,
                           f"nilai akhir {kolom} tercetak {fact.teks_asli}, nilai x bobot = {n * b / 100:.2f}.",
                           fact.teks_asli, f"{n * b / 100:.2f}")  # fmt: skip


def read_smart(hasil: Hasil, rekap: Rekap) -> None:
    """Read SMART: one row per satker."""
    tulis = Tulis(hasil, rekap)
    keep_own_year(hasil, rekap)
    keep_last_month(hasil, rekap, tulis)
    pembaca = Pembaca(hasil.document, rekap)
    for row in rekap.baris:
        name = pembaca.teks(row, "satker")
        if not name and rekap.kepala.cari("satker") is None and row.garis is None and len(row.isi) > 2:
            name = owner_of(rekap)  # the recap of one satker, named in its title
        if row.garis is not None or not name or is_total(name) or is_note_row(row) or is_number_row(row):
            if not row.kosong:
                hasil.lewat(row, "bukan baris satker")
            continue
        key = make_key(satker=name)
        for (nama, _), sel in pembaca.baca(row).items():
            if nama in SMART:
                tulis.sel("smart", key, nama, sel)
    finish(hasil, pembaca)
