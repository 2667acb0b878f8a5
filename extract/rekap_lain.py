"""The smaller sources: profil, data dukung, e-Tarja, e-Monev, e-Performance."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from extract.figure import make_key
from extract.finding import Tingkat
from extract.headings import Kepala, Kolom, load_kamus, load_maps, normal
from extract.headings_asing import gloss_words, glosses
from extract.headings_cocok import whole_words
from extract.kemiripan import Pilihan
from extract.rekap_alur import find_divider, is_note_row
from extract.rekap_bilang import date_in_digits
from extract.rekap_bulan import NAMA, month_named, period_of, quarters_of
from extract.rekap_hasil import Hasil, Tulis, finish
from extract.rekap_konteks import find_divisi, owner_of
from extract.rekap_layar import as_marks
from extract.rekap_peta import TEXTS
from extract.rekap_sel import Pembaca, Sel
from extract.rekap_tabel import Baris, Rekap, TabelAsing, is_number_row, is_total
from extract.rekap_teks import join_lines

_ANGKA = re.compile(r"^[-(]?\s*(?:rp\.?\s*)?[\d.,-]+", re.I)
_BUKAN = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b|0\d+$")  # dates, numbers of a register
TRIWULAN = ("1", "2", "3", "4")


def read_profil(hasil: Hasil, rekap: Rekap) -> None:
    """Read the profile: label and answer per row."""
    pembaca, tulis = Pembaca(hasil.document, rekap), Tulis(hasil, rekap)
    tulis.tanggal = None
    for row in rekap.baris:
        label = pembaca.teks(row, "uraian").rstrip(" :*")
        cell = pembaca.sel(row, "isian")
        if not label or row.garis is not None or is_note_row(row):
            if not row.kosong:
                hasil.lewat(row, "bukan butir profil")
            continue
        nama = profil_column(label)
        if cell is None or not cell.text.strip() or cell.text.strip() == "-":
            hasil.penjelasan.append(f"  butir '{label}' kosong")
            continue
        if normal(cell.text) in {normal(w) for w in rekap.kepala.peta.kolom["isian"].sinonim}:
            hasil.lewat(row, "judul kolom")
            continue
        if nama is None:
            hasil.find("PROFIL-BUTIR-LAIN", Tingkat.INFO, row.locator,
                       f"butir profil '{label}' tidak ada di peta; disimpan dengan nama itu.")  # fmt: skip
            nama = re.sub(r"\W+", "_", label.lower()).strip("_")
        text = re.sub(r"^:\s*", "", join_lines(cell.text))
        if nama == "tanggal":
            text = date_in_digits(text)
        if nama in ("kode_satker", "nip"):
            text = re.sub(r"[\s.']", "", text.removeprefix("NIP"))
        if nama in ("laman", "surel") and not re.search(r"[,;/]\s|\s(?:dan|atau)\s", text):
            text = "".join(text.split())  # an address cut by the cell's edge
        tulis.teks("profil", (), nama, text, cell)
    finish(hasil, pembaca)


def as_profile(asing: TabelAsing) -> Rekap | None:
    """Return a table of labels and answers without header ("Nama Satker : ...") as a profile, else None."""
    peta = next((p for p in load_maps() if p.jenis == "profil"), None)
    pairs = []
    for row in asing.baris:
        cells = [c for c in row.isi if c.text.strip() not in (":", "")]
        if len(cells) > 2 and re.fullmatch(r"\(?\d{1,2}[.)]?", cells[0].text.strip()):
            cells = cells[1:]  # its number
        if len(cells) >= 2 and profil_column(cells[0].text.rstrip(" :")):
            pairs.append((cells[0].col, cells[1].col, profil_column(cells[0].text.rstrip(" :"))))
    found = {nama for _, _, nama in pairs}
    if peta is None or len(found) < 3 or not found & {"nama", "kode_satker"} or len(pairs) * 2 < len(asing.baris):
        return None
    left, right = min(p[0] for p in pairs), max({p[1] for p in pairs}, key=[p[1] for p in pairs].count)
    columns = (Kolom(left, "", "uraian", 100.0, lebar=1), Kolom(right, "", "isian", 100.0))
    kepala = Kepala(peta, columns, 0.0, 0)
    return Rekap(kepala, asing.sheet, asing.baris, asing.judul, asing.konteks, [], [], [asing.sheet.name])


@lru_cache(maxsize=TEXTS)
def profil_column(label: str) -> str | None:
    """Return the profile column a label names; a near spelling counts, and `Alamat (Address)` names it once."""
    named, near, choices, longest = _profil_names()
    silent, enough = _silent()
    if sum(map(len, set(normal(label).split()) - silent)) > enough:
        return None  # running text: too much for any name
    parts = [k for k in map(normal, re.split(r"[/()]+", label)) if k and not glosses(k)]
    if len(parts) == 1 and parts[0] != normal(label):
        return profil_column(parts[0])
    key = normal(re.sub(r"\((?:wajib|opsional)\)", " ", label, flags=re.I))
    found = named.get(key) or _by_word(key)
    if found is not None or 2 * len(key) > 3 * longest:  # no `ratio` above 0 for texts so much longer
        return found
    best = max(((score, nama) for s, score in choices.near(key, 90).items() for nama in near[s]), default=None)
    return best[1] if best is not None else None


@cache
def _silent() -> tuple[frozenset[str], float]:
    """Return the words a label may hold in any number beside the name of its item, and how long that may be."""
    phrases, filler = _telling()
    longest = max(_profil_names()[3], *(len(phrase) for phrase, _, _ in phrases))
    return filler | gloss_words() | {"wajib", "opsional"}, 1.5 * longest


@cache
def _profil_names() -> tuple[dict[str, str], dict[str, tuple[str, ...]], Pilihan, int]:
    """Return the column of every synonym, the columns of those that a near spelling may mean, these, and the
    longest's length."""
    named: dict[str, str] = {}
    near: dict[str, tuple[str, ...]] = {}
    for nama, synonyms in load_kamus().profil.items():
        for text in synonyms:
            named.setdefault(normal(text), nama)
            if len(text) > 5:
                near[normal(text)] = (*near.get(normal(text), ()), nama)
    return named, near, Pilihan(near), max(map(len, named), default=0)


def _by_word(key: str) -> str | None:
    """Return the column a label's one telling word names, where its other words say nothing ("Alamat Email")."""
    phrases, filler = _telling()
    said = set(key.replace("%", " % ").split()) - filler
    for phrase, nama, words in phrases:
        if said <= words and phrase in key:
            rest, found = whole_words(phrase).subn(" ", key)
            if found and all(word in filler for word in rest.split()):
                return nama
    return None


@cache
def _telling() -> tuple[tuple[tuple[str, str, frozenset[str]], ...], frozenset[str]]:
    """Return the telling phrases with what they name and their words, and the words that say nothing."""
    words = load_kamus()
    pairs = ((normal(phrase), nama) for nama, phrases in words.profil_kata.items() for phrase in phrases)
    told = tuple((phrase, nama, frozenset(phrase.replace("%", " % ").split())) for phrase, nama in pairs)
    return told, frozenset(words.profil_pengisi)


def read_tarja(hasil: Hasil, rekap: Rekap) -> None:
    """Read e-Tarja: targets of one divisi; its printed mean is the check."""
    pembaca, tulis = Pembaca(hasil.document, rekap), Tulis(hasil, rekap)
    divisi = find_divisi([rekap.sheet.name, *rekap.teks_konteks()])
    number, means = 0, list[Sel]()
    values: list[Decimal] = []
    for row in rekap.baris:
        if row.tunggal and (found := find_divider(row.teks)):
            _check_mean(hasil, values, means)
            divisi, number, means, values = found, 0, [], []
            continue
        name, cell = pembaca.teks(row, "target"), pembaca.sel(row, "target")
        read = pembaca.baca(row) if row.garis is None else {}
        if not name or is_total(name, persis=True) or ("persen", None) not in read:
            if not row.kosong and not is_number_row(row):
                hasil.lewat(row, "bukan baris target kinerja")
            continue
        number += 1
        key = make_key(divisi=find_divider(pembaca.teks(row, "divisi")) or divisi or "", no=number)
        tulis.teks("e_tarja", key, "target", name, cell)
        percent = read[("persen", None)]
        tulis.sel("e_tarja", key, "persen", percent)
        if percent.angka is not None:
            values.append(percent.angka)
        mean = read.get(("total", None))
        if mean is not None and all(m.cell is not mean.cell for m in means):
            means.append(mean)
            hasil.penjelasan.append(
                f"  {mean.cell.locator}: % total {mean.teks} dipakai sebagai pemeriksa, bukan fakta"
            )
    _check_mean(hasil, values, means)
    finish(hasil, pembaca)


def _check_mean(hasil: Hasil, values: list[Decimal], means: list[Sel]) -> None:
    for mean in means:
        if mean.angka is not None and values and len(means) == 1:
            right = sum(values, Decimal(0)) / len(values)
            if abs(right - mean.angka) > (Decimal("0.01") if mean.angka % 1 else Decimal(1)):
                hasil.find("BACA-RATA", Tingkat.PERINGATAN, mean.cell.locator,
                           f"% total tercetak {mean.teks}, rata-rata barisnya "
                           f"{right:.2f}.", mean.teks, f"{right:.2f}")  # fmt: skip


def read_monev(hasil: Hasil, rekap: Rekap) -> None:
    """Read e-Monev: budget and progress per satker and triwulan (or bulan)."""
    _by_period(hasil, rekap, "e_monev", ("anggaran", "progres"))


def read_performance(hasil: Hasil, rekap: Rekap) -> None:
    """Read the monthly filling of e-Performance."""
    as_marks(rekap)
    _by_period(hasil, rekap, "e_performance", ("isi",))


def _by_period(hasil: Hasil, rekap: Rekap, tabel: str, columns: tuple[str, ...]) -> None:
    pembaca, tulis = Pembaca(hasil.document, rekap), Tulis(hasil, rekap)
    by_row = rekap.kepala.cari("bulan") is not None
    owner = owner_of(rekap) if by_row and rekap.kepala.cari("satker") is None else ""
    monthly = {k.parameter for k in rekap.kepala.kolom if k.parameter} - set(TRIWULAN)  # B01, B02, B03, ...: months
    quarters = by_row and quarters_of([pembaca.teks(row, "bulan") for row in rekap.baris if row.garis is None])
    for row in rekap.baris:
        name = owner or pembaca.teks(row, "satker")
        said = pembaca.teks(row, "bulan")
        month = str((month_named(said) or 0) // 3) if quarters and said else period_of(said) if by_row else None
        data = row.garis is None and name and not is_total(name, persis=True) and (month or not by_row)
        if not data or is_note_row(row) or is_number_row(row):
            if not row.kosong:
                hasil.lewat(row, "bukan baris satker" if not by_row else "bukan baris bulan atau triwulan")
            continue
        for (nama, parameter), sel in pembaca.baca(row).items():
            nama, period = nama.removesuffix("_baris"), month if by_row else parameter
            if monthly and not by_row and parameter in TRIWULAN:
                period = NAMA[3 * int(parameter) - 1]
            if nama not in columns or period is None:
                continue
            if tabel == "e_performance":
                key = make_key(satker=name, periode=period)
            elif period in TRIWULAN:
                key = make_key(satker=name, triwulan=int(period))
            else:
                key = make_key(satker=name, bulan=period)
            tulis.sel(tabel, key, nama, sel)
    finish(hasil, pembaca)


def as_free_table(baris: list[Baris]) -> tuple[tuple[Kolom, ...], int] | None:
    """Return the columns of a table under its own headings and the header's height, None where it has none."""
    from extract.rekap_kepala import header_paths

    head = next((i for i, b in enumerate(baris) if len(b.isi) > 1), None)
    if head is None:
        return None
    height = head + 1
    while (
        height < len(baris)
        and any(c.row < baris[height].nomor for c in baris[height].sel.values() if c.text.strip())
        and height < head + 3
    ):
        height += 1
    paths = header_paths(baris[head:height])
    if not paths:
        return None
    columns = []
    for index, path in sorted(paths.items()):
        texts = [c.text.strip() for b in baris[height:] if (c := b.sel.get(index)) is not None and c.text.strip()]
        numeric = sum(1 for t in texts if _ANGKA.match(t) and not _BUKAN.match(t)) * 2 > len(texts)
        judul = join_lines(" / ".join(join_lines(p) for p in path))
        tipe = "uang" if any(re.match(r"rp", t, re.I) for t in texts) else "angka" if numeric else "teks"
        columns.append(Kolom(index, judul, judul, 100.0, None, tipe))
    return tuple(columns), height
