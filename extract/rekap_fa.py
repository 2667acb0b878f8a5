"""FA Detail: pagu and realisasi down the code hierarchy (program, kegiatan, KRO, RO, komponen, akun)."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from extract.figure import Fact, make_key
from extract.finding import Tingkat
from extract.rekap_alur import is_note, is_note_row
from extract.rekap_anggaran import UANG, check_total
from extract.rekap_butir import strip_number
from extract.rekap_hasil import Hasil, Tulis, finish
from extract.rekap_hitung import PERSEN, SISA
from extract.rekap_sel import Kunci, Pembaca, Sel
from extract.rekap_subjumlah import Kelompok
from extract.rekap_tabel import Baris, Rekap, is_number_row, is_total
from extract.rekap_teks import join_lines
from extract.rekap_urutan import Urutan

_KODE = re.compile(
    r"^[A-Z]{3}$|^\d{2,4}(?:\.[A-Z0-9]{2,4})*$|^[A-Z]{2}(?:\.\d{4}(?:\.[A-Z0-9]{3})*)?$|^\d{3}\.\d{2}\.[A-Z]{2}$|^\d{3}\.\d{2}\.\d{2}$|^\d{6}$|^[A-Z]$"
)


_CABANG = re.compile(  # what a tree draws before a code
    r"^[+\-\u2013\u2212\u2295\u2296\u229e\u229f\u2022\u00b7\u00bb>\u2500-\u257f\s]+(?=[0-9A-Z])"
)


# the program before a kegiatan's own code (013.05.BF.5252.BDC.003): codes begin with the kegiatan
_BERPROGRAM = re.compile(r"^(?:\d{2,3}\.){1,2}[A-Z0-9]{2}\.(?=\d{4}(?:\.|$))")


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
        if re.fullmatch(r"\d{3}\.\d{2}\.[A-Z0-9]{2}|\d{2,3}\.[A-Z]{2}|[A-Z]{2}|\d{3}\.\d{2}", code):
            return 0
        if re.fullmatch(r"(?:[A-Z]{2}\.)?\d{4}", code):
            return 1
        if re.fullmatch(r"(?:(?:[A-Z]{2}\.)?\d{4}\.)?[A-Z]{3}", code):
            return 2
        if re.fullmatch(r"(?:(?:[A-Z]{2}\.)?\d{4}\.)?[A-Z]{3}\.\d{3}|\d{4}\.\d{3}", code):
            return 3  # an output straight under its kegiatan, without KRO, before 2021
        if re.fullmatch(r"\d{3}", code):
            return 3 if self.path and self.path[-1][0] == 2 else 4
        if re.fullmatch(r"[0-9A-Z.]+\.\d{3}", code):
            return 4
        return 5 if re.fullmatch(r"[A-Z]", code) else 6


def read_fa_detail(hasil: Hasil, rekap: Rekap) -> None:
    """Read pagu and realisasi per code, or per uraian under the heading above it where there is no code."""
    pembaca, tulis = Pembaca(hasil.document, rekap, (SISA, PERSEN)), Tulis(hasil, rekap)
    reader = _Detail(hasil, rekap, pembaca, tulis)
    sums = [i for i, row in enumerate(rekap.baris) if reader.sums(row)]
    for i, row in enumerate(rekap.baris):
        reader.later = any(k > i for k in sums)
        reader.row(row)
    reader.close()
    finish(hasil, pembaca)


class _Detail:
    def __init__(self, hasil: Hasil, rekap: Rekap, pembaca: Pembaca, tulis: Tulis) -> None:
        self.hasil, self.rekap, self.pembaca, self.tulis = hasil, rekap, pembaca, tulis
        self.kode, self.induk = _Kode(), ""
        self.rows: list[tuple[int, dict[Kunci, Sel]]] = []  # depth in the hierarchy, values
        self.total: dict[Kunci, Sel] | None = None
        self.urutan = Urutan()
        self.kelompok, self.later = Kelompok(), False  # headings without figures; another total row follows

    def sums(self, row: Baris) -> bool:
        """Tell whether a row says that it is a total and has more in it than that word."""
        return len(row.isi) > 1 and any(is_total(join_lines(c.text)) for c in row.isi[:2])

    def row(self, row: Baris) -> None:
        if row.kosong or is_number_row(row) or is_note_row(row):
            return
        code, text = self._label(row)
        values = self.pembaca.periksa(row, self.pembaca.baca(row)) if row.garis is None else {}
        money = any(k[0] in ("pagu", "realisasi") for k in values)
        if is_total(text) or is_total(code) or (money and any(is_total(join_lines(c.text)) for c in row.isi[:2])):
            self._total(row, text or row.isi[0].text, values)
        elif code and (money or text):
            self._coded(row, code, text, values, money)
        elif text and money:
            depth, parent = self.urutan.place(self.pembaca.teks(row, "no"), text)
            induk = self.induk or strip_number(parent)
            self._write(make_key(induk=induk, uraian=text), text, row, values)
            self.rows.append((depth, values))
        elif text and not code:
            self._heading(row, text)
        else:
            self.hasil.lewat(row, "tanpa kode, uraian atau angka")

    def _label(self, row: Baris) -> tuple[str, str]:
        code = _BERPROGRAM.sub("", _CABANG.sub("", self.pembaca.teks(row, "kode")).strip(" ."))
        text = self.pembaca.teks(row, "uraian")
        if row.garis is not None or (row.tunggal and not text and not code):
            return "", row.teks
        if code and not _KODE.match(code):
            match = re.match(r"^([0-9A-Z.]{3,})\s+(.+)$", code)
            if match and _KODE.match(match[1].strip(".")):
                return match[1].strip("."), text or match[2]
            return ("", f"{code} {text}".strip()) if not text else ("", text)
        match = re.match(
            r"^\[?(\d{3}\.\d{2}(?:\.[A-Z]{2}|\.\d{2})|(?:[A-Z]{2}\.)?\d{4}(?:\.[A-Z]{3}(?:\.\d{3}(?:\.\d{3}(?:\.[A-Z])?"
            r"(?:\.\d{6})?)?)?)?|\d{3}|\d{6})\]?[\s:-]+(.+)$",
            text,
        )
        if not code and match:
            return match[1], match[2]
        return code, text

    def _coded(self, row: Baris, code: str, text: str, values: dict[Kunci, Sel], money: bool) -> None:
        full = self.kode.full(code)
        if not money:
            self.kelompok.add(full, text, len(self.rows), len(self.hasil.facts))
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
            self.kelompok.add("", text, len(self.rows), len(self.hasil.facts))
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
        if values and self.rows and self.kelompok.is_sub(join_lines(text), self.later):
            self._subtotal(row, join_lines(text), values)
            return
        if not values or self.total is not None:
            self.hasil.lewat(row, "baris jumlah tanpa angka atau berulang")
            return
        self.total = values
        self._write(make_key(induk="", uraian="JUMLAH"), "JUMLAH", row, values)

    def _subtotal(self, row: Baris, text: str, values: dict[Kunci, Sel]) -> None:
        """Give a group's printed sum to the heading above the group, and check it against its rows."""
        head = self.kelompok.close(text)
        if head is None:
            self.hasil.lewat(row, "subjumlah tanpa judul kelompok di atasnya")
            return
        before = len(self.hasil.facts)
        self._write(head.kunci, head.uraian, row, values)
        facts = self.hasil.facts
        facts[head.letak : head.letak] = [facts.pop() for _ in range(len(facts) - before)][::-1]  # above its rows
        for other in self.kelompok.kepala:
            if other is not head and other.letak >= head.letak:
                other.letak += len(facts) - before
        group = self.rows[head.mulai :]
        top = min((depth for depth, _ in group), default=0)
        check_total(self.hasil, self.rekap, [v for depth, v in group if depth == top], values)

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
            check_total(self.hasil, self.rekap, [v for depth, v in self.rows if depth == top], self.total)
        for i, (depth, values) in enumerate(self.rows):
            below = []
            for other, part in self.rows[i + 1 :]:
                if other <= depth:
                    break
                below.append((other, part))
            nearest = min((d for d, _ in below), default=0)
            if below:
                check_total(self.hasil, self.rekap, [v for d, v in below if d == nearest], values)


def settle_totals(hasil: Hasil) -> None:
    """Keep one JUMLAH of a file whose tables each print their own: the sum of the others, else none, by name."""
    groups: list[list[Fact]] = []
    for fact in hasil.facts:
        if fact.tabel == "fa_detail" and fact.key("induk") == "" and fact.key("uraian") == "JUMLAH":
            if fact.kolom == "uraian" or not groups:
                groups.append([])
            groups[-1].append(fact)
    pagu = [next((f.nilai for f in g if f.kolom == "pagu" and isinstance(f.nilai, Decimal)), None) for g in groups]
    known = [p for p in pagu if p is not None]
    if len(set(known)) < 2 or len(known) != len(groups):
        return
    whole = next((i for i, p in enumerate(known) if 2 * p == sum(known, Decimal(0))), None)
    dropped = {id(f) for i, g in enumerate(groups) if i != whole for f in g}
    hasil.facts = [f for f in hasil.facts if id(f) not in dropped]
    what = "satu di antaranya adalah jumlah yang lain dan dipakai" if whole is not None else (
        "tidak satu pun jumlah seluruhnya, jadi jumlah itu hanya dipakai memeriksa tabelnya")  # fmt: skip
    hasil.find("FA-JUMLAH", Tingkat.INFO, groups[0][0].source.locator,
               f"FA Detail terbagi atas {len(groups)} tabel dengan jumlah masing-masing; {what}.")  # fmt: skip


def _nested(rows: list[tuple[int, dict[Kunci, Sel]]], total: dict[Kunci, Sel]) -> bool:
    """Tell whether an uncoded table prints program rows together with their kegiatan (sums twice)."""
    printed = total.get(("pagu", None))
    if printed is None or printed.angka is None or any(depth for depth, _ in rows):
        return False
    values = [v[("pagu", None)].angka or Decimal(0) for _, v in rows if ("pagu", None) in v]
    return sum(values, Decimal(0)) == 2 * printed.angka
