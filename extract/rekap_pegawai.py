"""Staff counts (SIMPEG and its imitations): how many people by sex, rank, schooling, function."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.figure import make_key
from extract.finding import Tingkat
from extract.headings import normal
from extract.rekap_alur import is_note_row
from extract.rekap_anggaran import check_total
from extract.rekap_hasil import Hasil, Tulis, finish
from extract.rekap_sel import Pembaca, Sel
from extract.rekap_tabel import Baris, Rekap, is_number_row, is_total
from extract.rekap_teks import join_lines

# what follows the name of a group in a title: a state, a year
_UNTIL = re.compile(
    r"[\s,(-]+(?:(?:posisi|keadaan|kondisi|tahun|ta|t\.a\.?|s\.?d\.?|sampai|pada|bulan|tmt|tanggal|tgl)\b[^)]*\d"
    r"|per\s+(?:tanggal\s+|tgl\.?\s+|bulan\s+|akhir\s+)?\d).*$",
    re.I,
)


_ITEM = re.compile(r"^\(?\d{1,2}[.)]\s+(?=[A-Za-z])")  # the number of a label within its own cell


def read_pegawai(hasil: Hasil, rekap: Rekap) -> None:
    """Read staff counts: one group per table, or per divider ("A Jenis Kelamin") inside it."""
    pembaca, tulis = Pembaca(hasil.document, rekap), Tulis(hasil, rekap)
    label_column = rekap.kepala.cari("label")
    kelompok = find_group(
        [b.teks for b in rekap.judul], label_column.judul if label_column else "", rekap.sheet.name
    )
    parts: list[dict[tuple[str, str | None], Sel]] = []
    total: dict[tuple[str, str | None], Sel] | None = None
    for row in rekap.baris:
        label = pembaca.teks(row, "label") or next(
            (join_lines(c.text) for c in row.isi if is_total(join_lines(c.text))), ""
        )
        values = pembaca.baca(row) if row.garis is None else {}
        if (group := _group_cell(pembaca, row)) and group != kelompok:
            check_total(hasil, rekap, parts, total)
            kelompok, parts, total = group, [], None
        if not values and (divider := _staff_divider(rekap, row)):
            check_total(hasil, rekap, parts, total)
            kelompok, parts, total = divider, [], None
            continue
        label = _ITEM.sub("", label)
        if not label or not values or is_note_row(row) or is_number_row(row):
            if not row.kosong:
                hasil.lewat(row, "bukan baris data")
            continue
        if (rank := _rank(label)) and any(nama == "ruang" for nama, _ in values):
            _write_grades(hasil, tulis, kelompok, rank, values)
            parts.append(values)
            continue
        key = make_key(kelompok=kelompok, label=label)
        for (nama, _), sel in values.items():
            if nama != "ruang":
                tulis.sel("pegawai", key, nama, Sel(sel.cell, sel.nilai, "orang", sel.teks))
        _check_sexes(hasil, values)
        if is_total(label):
            total = values
        else:
            parts.append(values)
    check_total(hasil, rekap, parts, total)
    finish(hasil, pembaca)


def _group_cell(pembaca: Pembaca, row: Baris) -> str:
    """Return the group a row begins, where a column of its own names it (`Kategori`: Golongan, Pendidikan)."""
    cell = pembaca.sel(row, "kelompok") if row.garis is None else None
    return join_lines(cell.text) if cell is not None and cell.row == row.nomor else ""


def note_staff_list(hasil: Hasil, rekap: Rekap) -> bool:
    """Tell whether a table lists people, one a row, and say that it was not counted."""
    heads = {normal(k.judul.rsplit(" / ", 1)[-1]) for k in rekap.kepala.kolom}
    if rekap.jenis != "pegawai" or not any("nip" in head.split() for head in heads):
        return False
    count = sum(1 for row in rekap.baris if row.garis is None and len(row.isi) > 2)
    hasil.find("DAFTAR-PEGAWAI", Tingkat.INFO, rekap.locator,
               f"daftar nama {count} pegawai, bukan rekap jumlah; tidak dihitung. Bila rekap jumlah pegawai "
               "menurut golongan, pendidikan, atau jabatan belum ada, tambahkan.")  # fmt: skip
    return True


def _rank(label: str) -> str | None:
    """Return the rank (I to IV) a row of a table of golongan by ruang is for."""
    match = re.fullmatch(r"(?:gol(?:ongan)?\.?\s*)?(IV|III|II|I)", label.strip(" ."), re.I)
    return match[1].upper() if match else None


def _write_grades(
    hasil: Hasil, tulis: Tulis, kelompok: str, rank: str, values: dict[tuple[str, str | None], Sel]
) -> None:
    """Write a row of ranks by ruang as one label each (`III/a`); its own sum is the check."""
    cells = {str(ruang): sel for (nama, ruang), sel in values.items() if nama == "ruang"}
    for ruang, sel in cells.items():
        key = make_key(kelompok=kelompok, label=f"{rank}/{ruang}")
        tulis.sel("pegawai", key, "jumlah", Sel(sel.cell, sel.nilai, "orang", sel.teks))
    whole, total = values.get(("jumlah", None)), sum((s.angka or Decimal(0) for s in cells.values()), Decimal(0))
    if whole is not None and whole.angka is not None and whole.angka != total:
        hasil.find("BACA-JUMLAH", Tingkat.PERINGATAN, whole.cell.locator,
                   f"jumlah golongan {rank} tercetak {whole.teks}, jumlah ruang-ruangnya {total}.",
                   whole.teks, str(total))  # fmt: skip


def _staff_divider(rekap: Rekap, row: Baris) -> str | None:
    """Return what the rows below are grouped by, where a row without numbers names it ("B. Pendidikan")."""
    words = {normal(s) for s in rekap.kepala.peta.kolom["label"].sinonim} - {"uraian", "keterangan", "kelompok"}
    texts = [join_lines(c.text).strip(" :") for c in row.isi]
    names = [t for t in texts if not re.fullmatch(r"\(?(?:[a-z]|[ivx]+|\d{1,2})[.)]?", t, re.I)]
    if row.garis is not None or len(names) != 1:
        return None
    name = re.sub(r"^(?:[A-Z]|[IVX]+|\d{1,2})[.)]\s*", "", names[0])
    name = re.sub(r"^(?:berdasarkan|menurut)\s+", "", name, flags=re.I)
    plain = normal(name)
    return name if plain in words else None


def _check_sexes(hasil: Hasil, values: dict[tuple[str, str | None], Sel]) -> None:
    parts = [values[(n, None)].angka for n in ("laki", "perempuan") if (n, None) in values]
    both = values.get(("jumlah", None))
    known = [p for p in parts if p is not None]
    if len(known) == 2 and both is not None and both.angka is not None and sum(known, Decimal(0)) != both.angka:
        hasil.find("BACA-JUMLAH", Tingkat.PERINGATAN, both.cell.locator,
                   f"jumlah tercetak {both.teks}, laki-laki + perempuan = {sum(known, Decimal(0))}.",
                   both.teks, str(sum(known, Decimal(0))))  # fmt: skip


def find_group(titles: list[str], heading: str, sheet: str) -> str:
    """Return what a staff table is grouped by: "Berdasarkan X" in its title, else its label heading."""
    own = normal(heading)
    for text in reversed(titles):
        match = re.search(r"\b(?:berdasarkan|menurut|per)\s+(.{3,60})$", _UNTIL.sub("", text.strip()), re.I)
        if match and not re.search(r"\d", match[1]):
            several = [normal(part) for part in re.split(r",|&|/|\bdan\b", match[1], flags=re.I)]
            if len(several) > 1 and own in several:  # one title over two tables side by side
                return join_lines(heading)
            return " ".join(match[1].split()).strip(" .:")
    plain = normal(heading)
    if plain not in ("uraian", "keterangan", "kelompok", ""):
        return join_lines(heading)
    titled = [t for t in titles if not re.search(r"simpeg|rekapitulasi|keadaan|\d", t, re.I)]
    return " ".join(titled[-1].split()) if titled else sheet
