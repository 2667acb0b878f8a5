"""Budget tables: realisasi per jenis belanja, per satker, FA Detail, and the budget of a Perjanjian Kinerja."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.figure import Fact, make_key
from extract.finding import Tingkat
from extract.grid import Cell
from extract.headings import load_kamus, normal
from extract.rekap_alur import is_note, is_note_row
from extract.rekap_hasil import Hasil, Tulis, finish
from extract.rekap_hitung import PERSEN, SISA
from extract.rekap_indikator import strip_number
from extract.rekap_konteks import divisi_of_unit, find_unit
from extract.rekap_sel import Kunci, Pembaca, Sel, join_lines
from extract.rekap_tabel import Baris, Rekap, is_number_row, is_total

UANG = ("pagu", "realisasi", "sisa", "persen")
_KODE = re.compile(
    r"^\d{2,4}(?:\.[A-Z0-9]{2,4})*$|^[A-Z]{2}(?:\.\d{4}(?:\.[A-Z0-9]{3})*)?$|^\d{3}\.\d{2}\.[A-Z]{2}$|^\d{3}\.\d{2}\.\d{2}$|^\d{6}$|^[A-Z]$"
)


def jenis_belanja(text: str) -> str | None:
    """Return pegawai, barang, modal or total where a label names it."""
    key = normal(re.sub(r"\(\s*\d+\s*\)", " ", text))
    for jenis, words in load_kamus().jenis_belanja.items():
        if key in {normal(w) for w in words}:
            return jenis
    for jenis in ("pegawai", "barang", "modal"):
        if re.search(rf"\bbelanja {jenis}\b", key):
            return jenis
    return "total" if is_total(text) else None


def read_belanja(hasil: Hasil, rekap: Rekap) -> None:
    """Read realisasi per jenis belanja; facts of an earlier year go to `belanja_lalu`."""
    pembaca, tulis = Pembaca(hasil.document, rekap, (SISA, PERSEN)), Tulis(hasil, rekap)
    rows: dict[str, dict[Kunci, Sel]] = {}
    for row in rekap.baris:
        label = pembaca.teks(row, "jenis")
        jenis = jenis_belanja(label) or jenis_belanja(pembaca.teks(row, "kode"))
        if jenis is None and not label and row.isi:
            jenis = next((j for c in row.isi if (j := jenis_belanja(join_lines(c.text)))), None)
        if jenis is None or jenis in rows:
            _skip(hasil, row, pembaca, "bukan jenis belanja 51, 52, 53 atau jumlah")
            continue
        rows[jenis] = pembaca.periksa(row, pembaca.baca(row))
        for (nama, parameter), sel in rows[jenis].items():
            year = int(parameter) if parameter else tulis.tahun or hasil.tahun or 0
            tabel = "belanja" if not hasil.tahun or year >= hasil.tahun else "belanja_lalu"
            if nama in UANG:
                tulis.sel(tabel, make_key(tahun=year, jenis=jenis), nama, sel)
    _check_total(hasil, rekap, [v for j, v in rows.items() if j != "total"], rows.get("total"))
    for jenis in ("pegawai", "barang", "modal"):
        if rows and jenis not in rows:
            hasil.find("BARIS-KURANG", Tingkat.INFO, rekap.locator, f"tidak ada baris belanja {jenis}.")
    finish(hasil, pembaca)


def _skip(hasil: Hasil, row: Baris, pembaca: Pembaca, alasan: str) -> None:
    if row.kosong or is_number_row(row):
        return
    hasil.lewat(row, alasan)
    if row.garis is None and len(row.isi) > 1 and pembaca.baca(row):
        hasil.find("BARIS-TAK-DIKENAL", Tingkat.PERINGATAN, row.locator,
                   f"baris '{row.teks[:80]}' berisi angka tetapi {alasan}; tidak dibaca. Periksa sumbernya.")  # fmt: skip


def _check_total(hasil: Hasil, rekap: Rekap, parts: list[dict[Kunci, Sel]], total: dict[Kunci, Sel] | None) -> None:
    """Compare a printed total with the sum of its parts."""
    if total is None or not parts:
        return
    for key, printed in total.items():
        if key[0] not in ("pagu", "realisasi", "sisa", "laki", "perempuan", "jumlah") or printed.angka is None:
            continue
        values = [p[key].angka for p in parts if key in p]
        known = [v for v in values if v is not None]
        if known and sum(known, Decimal(0)) != printed.angka:
            mestinya = sum(known, Decimal(0))
            hasil.find("BACA-JUMLAH", Tingkat.PERINGATAN, printed.cell.locator,
                       f"jumlah {key[0]} tercetak {printed.teks}, jumlah baris-barisnya {mestinya}. Angka dibaca apa "
                       "adanya; periksa sumbernya.", printed.teks, str(mestinya))  # fmt: skip


def read_satker_belanja(hasil: Hasil, rekap: Rekap) -> None:
    """Read one row per satker."""
    pembaca, tulis = Pembaca(hasil.document, rekap, (SISA, PERSEN)), Tulis(hasil, rekap)
    parts: list[dict[Kunci, Sel]] = []
    total: dict[Kunci, Sel] | None = None
    only = _only_group(rekap)
    for row in rekap.baris:
        name = pembaca.teks(row, "satker")
        code = re.sub(r"\D", "", pembaca.teks(row, "kode_satker"))
        match = re.search(r"(?<!\d)(\d{6})(?!\d)", name)
        if not code and match:
            code, name = match[1], " ".join(name.replace(match[0], " ").split()).strip(" -()")
        label = name or row.teks
        last = is_total(label) or (not code and any(is_total(join_lines(c.text)) for c in row.isi[:2]))
        if row.garis is not None or (not last and not name) or is_number_row(row):
            _skip(hasil, row, pembaca, "bukan baris satker")
            continue
        values = pembaca.periksa(row, _regroup(pembaca.baca(row), only))
        if not values:
            hasil.lewat(row, "tanpa angka")
            continue
        if not code and not last:
            hasil.find(
                "KODE-SATKER-KOSONG",
                Tingkat.INFO,
                row.locator,
                f"satker '{name}' tanpa kode; namanya dipakai sebagai kunci.",
            )
        cell = pembaca.sel(row, "satker")
        text_cell = cell if cell is not None and cell.text.strip() else next(iter(row.isi), None)
        _write_satker(tulis, values, "total" if last else code or name, "TOTAL" if last else name, text_cell)
        if last:
            total = values
        else:
            parts.append(values)
    _check_total(hasil, rekap, parts, total)
    finish(hasil, pembaca)


def own_belanja(facts: list[Fact], tahun: int) -> list[Fact]:
    """Return `belanja` facts from the satker's own row of a table over satker, where no recap of its own gives them."""
    profil = {f.kolom: str(f.nilai) for f in facts if f.tabel == "profil"}
    have = {f.tabel for f in facts}
    found = []
    for tabel, target, year in (("satker_belanja", "belanja", tahun), ("satker_belanja_lalu", "belanja_lalu", tahun - 1)):
        rows = [f for f in facts if f.tabel == tabel and f.kolom in UANG]
        codes = {f.key("kode_satker") for f in rows} - {"total"}
        code = profil.get("kode_satker") if profil.get("kode_satker") in codes else None
        if target in have or (code is None and len(codes) != 1):
            continue
        own = code or codes.pop()
        found += [
            replace(f, tabel=target, kunci=make_key(tahun=year, jenis=str(f.key("jenis") or "total")))
            for f in rows if f.key("kode_satker") == own
        ]  # fmt: skip
    return found


def _only_group(rekap: Rekap) -> str | None:
    """Return the group of a table that has one only: its heading may stand over some columns, not all."""
    groups = {k.parameter for k in rekap.kepala.kolom if k.nama in UANG}
    named = groups - {None}
    return named.pop() if len(named) == 1 and None in groups else None


def _regroup(values: dict[Kunci, Sel], only: str | None) -> dict[Kunci, Sel]:
    return {(nama, parameter or only): sel for (nama, parameter), sel in values.items()}


def _satker_table(tulis: Tulis) -> str:
    """An earlier year's table serves only to take the satker's own row from it."""
    asked = tulis.hasil.tahun
    return "satker_belanja_lalu" if asked and tulis.tahun and tulis.tahun < asked else "satker_belanja"


def _write_satker(tulis: Tulis, values: dict[Kunci, Sel], code: str, name: str, cell: Cell | None) -> None:
    seen: set[str | None] = set()
    tabel = _satker_table(tulis)
    for (nama, parameter), sel in values.items():
        key = make_key(kode_satker=code, jenis=parameter)
        if parameter not in seen:
            seen.add(parameter)
            tulis.teks(tabel, key, "satker", name, cell)
        if nama in UANG:
            tulis.sel(tabel, key, nama, sel)


class _Kode:
    """Full codes from the short ones a hierarchical table prints."""

    def __init__(self) -> None:
        self.path: list[tuple[int, str]] = []  # depth, full code
        self.depth = 0  # of the code last given

    def full(self, code: str) -> str:
        """Return the full code: short KRO, RO, komponen and akun go under the code above them."""
        depth = self.depth = self._depth(code)
        while self.path and self.path[-1][0] >= depth:
            self.path.pop()
        parent = self.path[-1] if self.path else None
        short = depth >= 4 or re.fullmatch(r"[A-Z]{3}|\d{3}", code)
        whole = f"{parent[1]}.{code}" if parent is not None and short and not code.startswith(parent[1]) else code
        self.path.append((depth, whole))
        return whole

    def _depth(self, code: str) -> int:
        """0 program, 1 kegiatan, 2 KRO, 3 RO, 4 komponen, 5 subkomponen, 6 akun."""
        if re.fullmatch(r"\d{3}\.\d{2}\.[A-Z0-9]{2}|[A-Z]{2}|\d{3}\.\d{2}", code):
            return 0
        if re.fullmatch(r"(?:[A-Z]{2}\.)?\d{4}", code):
            return 1
        if re.fullmatch(r"(?:(?:[A-Z]{2}\.)?\d{4}\.)?[A-Z]{3}", code):
            return 2
        if re.fullmatch(r"(?:(?:[A-Z]{2}\.)?\d{4}\.)?[A-Z]{3}\.\d{3}", code):
            return 3
        if re.fullmatch(r"\d{3}", code):
            return 3 if self.path and self.path[-1][0] == 2 else 4
        if re.fullmatch(r"[0-9A-Z.]+\.\d{3}", code):
            return 4
        return 5 if re.fullmatch(r"[A-Z]", code) else 6


def read_fa_detail(hasil: Hasil, rekap: Rekap) -> None:
    """Read pagu and realisasi per code, or per uraian under the heading above it where there is no code."""
    pembaca, tulis = Pembaca(hasil.document, rekap, (SISA, PERSEN)), Tulis(hasil, rekap)
    reader = _Detail(hasil, rekap, pembaca, tulis)
    for row in rekap.baris:
        reader.row(row)
    reader.close()
    finish(hasil, pembaca)


class _Detail:
    def __init__(self, hasil: Hasil, rekap: Rekap, pembaca: Pembaca, tulis: Tulis) -> None:
        self.hasil, self.rekap, self.pembaca, self.tulis = hasil, rekap, pembaca, tulis
        self.kode, self.induk = _Kode(), ""
        self.rows: list[tuple[int, dict[Kunci, Sel]]] = []  # depth in the hierarchy, values
        self.total: dict[Kunci, Sel] | None = None

    def row(self, row: Baris) -> None:
        if row.kosong or is_number_row(row) or is_note_row(row):
            return
        code, text = self._label(row)
        values = self.pembaca.periksa(row, self.pembaca.baca(row)) if row.garis is None else {}
        money = any(k[0] in ("pagu", "realisasi") for k in values)
        if is_total(text) or is_total(code) or (money and any(is_total(join_lines(c.text)) for c in row.isi[:2])):
            self._total(row, text, values)
        elif code and (money or text):
            self._coded(row, code, text, values, money)
        elif text and money:
            self._write(make_key(induk=self.induk, uraian=text), text, row, values)
            self.rows.append((0, values))
        elif text and not code:
            self._heading(row, text)
        else:
            self.hasil.lewat(row, "tanpa kode, uraian atau angka")

    def _label(self, row: Baris) -> tuple[str, str]:
        code = self.pembaca.teks(row, "kode").strip(" .")
        text = self.pembaca.teks(row, "uraian")
        if row.garis is not None or (row.tunggal and not text and not code):
            return "", row.teks
        if code and not _KODE.match(code):
            match = re.match(r"^([0-9A-Z.]{3,})\s+(.+)$", code)
            if match and _KODE.match(match[1].strip(".")):
                return match[1].strip("."), text or match[2]
            return ("", f"{code} {text}".strip()) if not text else ("", text)
        match = re.match(
            r"^\[?((?:[A-Z]{2}\.)?\d{4}(?:\.[A-Z]{3}(?:\.\d{3}(?:\.\d{3})?)?)?|\d{3})\]?[\s:-]+(.+)$", text
        )
        if not code and match:
            return match[1], match[2]
        return code, text

    def _coded(self, row: Baris, code: str, text: str, values: dict[Kunci, Sel], money: bool) -> None:
        full = self.kode.full(code)
        if not money:
            self.hasil.lewat(row, "kode tanpa angka, dipakai sebagai induk")
            return
        self._write(make_key(kode=full), text, row, values)
        self.rows.append((self.kode.depth, values))

    def _heading(self, row: Baris, text: str) -> None:
        """A text without numbers: the parent of the rows below, or the rest of the name above."""
        if self.rows and text[:1].islower() and self.hasil.facts:
            self._lengthen(text)
            self.hasil.lewat(row, "lanjutan uraian di atasnya")
            return
        if not is_note(text):
            self.induk = strip_number(text)
            self.hasil.lewat(row, "judul kelompok, dipakai sebagai induk")

    def _lengthen(self, text: str) -> None:
        for i in range(len(self.hasil.facts) - 1, -1, -1):
            fact = self.hasil.facts[i]
            if fact.tabel == "fa_detail" and fact.kolom == "uraian" and isinstance(fact.nilai, str):
                whole = join_lines(f"{fact.nilai}\n{text}")
                old = fact.key("uraian")
                for j in range(i, len(self.hasil.facts)):
                    one = self.hasil.facts[j]
                    kunci = tuple((k, whole if k == "uraian" and v == old else v) for k, v in one.kunci)
                    self.hasil.facts[j] = replace(one, kunci=kunci)
                self.hasil.facts[i] = replace(self.hasil.facts[i], nilai=whole, teks_asli=whole)
                return

    def _total(self, row: Baris, text: str, values: dict[Kunci, Sel]) -> None:
        if not values or self.total is not None:
            self.hasil.lewat(row, "baris jumlah tanpa angka atau berulang")
            return
        self.total = values
        self._write(make_key(induk="", uraian="JUMLAH"), "JUMLAH", row, values)

    def _write(
        self, key: tuple[tuple[str, str | int], ...], text: str, row: Baris, values: dict[Kunci, Sel]
    ) -> None:
        cell = self.pembaca.sel(row, "uraian") or next(iter(row.isi), None)
        self.tulis.teks(
            "fa_detail",
            key,
            "uraian",
            text,
            cell if cell is not None and cell.text.strip() else next(iter(row.isi), None),
        )
        for (nama, _), sel in values.items():
            if nama in UANG:
                self.tulis.sel("fa_detail", key, nama, sel)

    def close(self) -> None:
        """Reconcile the top rows with the printed total, and parents with their children."""
        top = min((depth for depth, _ in self.rows), default=0)
        if self.total is not None and not _nested(self.rows, self.total):
            _check_total(self.hasil, self.rekap, [v for depth, v in self.rows if depth == top], self.total)
        for i, (depth, values) in enumerate(self.rows):
            below = []
            for other, part in self.rows[i + 1 :]:
                if other <= depth:
                    break
                below.append((other, part))
            nearest = min((d for d, _ in below), default=0)
            if below:
                _check_total(self.hasil, self.rekap, [v for d, v in below if d == nearest], values)


def _nested(rows: list[tuple[int, dict[Kunci, Sel]]], total: dict[Kunci, Sel]) -> bool:
    """Tell whether an uncoded table prints program rows together with their kegiatan (sums twice)."""
    printed = total.get(("pagu", None))
    if printed is None or printed.angka is None or any(depth for depth, _ in rows):
        return False
    values = [v[("pagu", None)].angka or Decimal(0) for _, v in rows if ("pagu", None) in v]
    return sum(values, Decimal(0)) == 2 * printed.angka


def read_anggaran_pk(hasil: Hasil, rekap: Rekap) -> None:
    """Read the budget table of a Perjanjian Kinerja: programs and their kegiatan."""
    pembaca, tulis = Pembaca(hasil.document, rekap), Tulis(hasil, rekap)
    start = max(
        (i for i, b in enumerate(rekap.konteks) if normal(b.teks).startswith("perjanjian kinerja")), default=0
    )
    unit = find_unit(rekap.konteks[start:])
    divisi = divisi_of_unit(unit) if unit else None
    year = tulis.tahun if hasil.tahun and tulis.tahun and tulis.tahun > hasil.tahun else None
    for row in rekap.baris:
        name, cell = strip_number(pembaca.teks(row, "nama")), pembaca.sel(row, "nama")
        values = pembaca.baca(row) if row.garis is None else {}
        pagu = values.get(("pagu", None))
        if not name or is_total(name) or is_note(name) or is_number_row(row):
            if not row.kosong:
                hasil.lewat(row, "baris jumlah, catatan atau tanpa nama")
            continue
        level = "program" if normal(name).startswith("program") else "kegiatan"
        key = make_key(divisi=divisi, unit=unit, tahun=year, tingkat=level, nama=name)
        if pagu is None:
            hasil.lewat(row, f"{level} tanpa anggaran tercetak")
            continue
        tulis.sel("anggaran_pk", key, "pagu", pagu)
    finish(hasil, pembaca)
