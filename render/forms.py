"""Decides which forms a person still needs: `Profil_Satker.xlsx` and `Isian_Narasi.xlsx`.

A form that exists is never overwritten: what is missing goes into a new file beside it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from extract.bacaan import Bacaan
from extract.figure import Fact
from extract.isian_kepala import normalize
from extract.isian_skema import KOLOM_ISI
from extract.rekap_isian import TABEL_NARASI, TABEL_TEKS
from render.forms_buku import IndikatorDikenal, write_narasi, write_profil
from render.teks_berkas import find_jenis, list_jenis

FORM_PROFIL, FORM_NARASI = "Profil_Satker.xlsx", "Isian_Narasi.xlsx"
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_URUTAN = ("strategis", "program", "kegiatan", "output")
Kunci = tuple[str, str, int, int]


def write_forms(
    folder: Path,
    *,
    tahun: int,
    satker_id: str,
    bacaan: Bacaan | None,
    indikator: Sequence[IndikatorDikenal] | None = None,
    say: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the forms that are not there yet and return their paths.

    `indikator` defaults to what the recaps in `bacaan` know. `say` receives Indonesian lines about
    what was written or left alone.
    """
    tell = say or (lambda line: None)
    folder.mkdir(parents=True, exist_ok=True)
    known = list(indikator) if indikator is not None else list_indicators(bacaan)
    written = []
    if bacaan is None or not bacaan.tabel("profil"):
        written += _write_profil(folder, tahun, guess_profil(bacaan), tell)
    else:
        tell(f"{FORM_PROFIL}: tidak dibuat, profil satker sudah ada di antara rekap.")
    written += _write_narasi(folder, tahun, satker_id, bacaan, known, tell)
    return written


def list_indicators(bacaan: Bacaan | None) -> list[IndikatorDikenal]:
    """Return the indicators of the capaian recap, or else of the Perjanjian Kinerja, each once, in order."""
    if bacaan is None:
        return []
    found: dict[Kunci, IndikatorDikenal] = {}
    for fact in bacaan.tabel("capaian") or bacaan.tabel("perjanjian_kinerja"):
        if (row := _start_row(fact)) is not None:
            found[row.kunci] = _extend_row(found.get(row.kunci, row), fact)
    return sorted(found.values(), key=_order(found.values()))


def _order(rows: Iterable[IndikatorDikenal]) -> Callable[[IndikatorDikenal], tuple[int, int, int, int]]:
    divisi = {name: i for i, name in enumerate(dict.fromkeys(row.divisi for row in rows))}
    return lambda r: (divisi[r.divisi], _URUTAN.index(r.tingkat), r.sasaran_no, r.indikator_no)


def _start_row(fact: Fact) -> IndikatorDikenal | None:
    tingkat, sasaran, number = fact.key("tingkat"), fact.key("sasaran_no"), fact.key("indikator_no")
    if tingkat not in _URUTAN or not isinstance(sasaran, int) or not isinstance(number, int):
        return None
    return IndikatorDikenal(
        str(tingkat),
        sasaran,
        number,
        sasaran=str(fact.key("sasaran") or ""),
        indikator=str(fact.key("indikator_nama") or fact.key("indikator") or ""),
        divisi=str(fact.key("divisi") or ""),
    )


def _extend_row(row: IndikatorDikenal, fact: Fact) -> IndikatorDikenal:
    if fact.nilai is None:
        return row
    text = " ".join(fact.teks_asli.split()) or str(fact.nilai)
    if isinstance(fact.nilai, Decimal):
        text = _with_unit(text, fact.satuan)
    match fact.kolom:
        case "sasaran":
            return replace(row, sasaran=text)
        case "indikator":
            return replace(row, indikator=text)
        case "target":
            return replace(row, target=text)
        case "realisasi":
            return replace(row, realisasi=text)
        case _:
            return row


def _with_unit(text: str, unit: str) -> str:
    return text if not unit or unit.lower() in text.lower() else f"{text}{'' if unit == '%' else ' '}{unit}"


def _write_profil(folder: Path, tahun: int, known: Mapping[str, str], tell: Callable[[str], None]) -> list[Path]:
    path = folder / FORM_PROFIL
    if path.exists():
        tell(f"{FORM_PROFIL}: sudah ada, tidak ditimpa.")
        return []
    write_profil(path, tahun, known)
    filled = f" Dari rekap terisi: {', '.join(known)}; periksa." if known else ""
    tell(f"{FORM_PROFIL}: dibuat, isi kolom Isian.{filled}")
    return [path]


def guess_profil(bacaan: Bacaan | None) -> dict[str, str]:
    """Return what the recaps agree on about the satker, for a person to check: name, kind, code."""
    if bacaan is None:
        return {}
    names = Counter(n for f in bacaan.files if f.satker and find_jenis(n := " ".join(f.satker.split())) is not None)
    codes = {f.kode_satker for f in bacaan.files if f.kode_satker}
    known = {}
    first = [name for name, count in names.most_common(2) if count == max(names.values()) > 1]
    if len(first) == 1:
        known["Nama Satuan Kerja"] = _write_name(first[0])
        kind = find_jenis(first[0])
        known["Jenis UPT"] = next(k.nama for k in list_jenis() if k.jenis == kind)
    if len(codes) == 1:
        known["Kode Satuan Kerja"] = str(codes.pop())
    return known


def _write_name(name: str) -> str:
    """Return a name set in capitals as names are written: `BALAI ... KELAS II X` -> `Balai ... Kelas II X`."""
    if not name.isupper():
        return name
    keep = re.compile(r"[IVX]+[AB]?|TPI|HAM|LPKA")
    small = {"DAN": "dan"}
    return " ".join(w if keep.fullmatch(w) else small.get(w, w.capitalize()) for w in name.split())


def _write_narasi(
    folder: Path,
    tahun: int,
    satker_id: str,
    bacaan: Bacaan | None,
    known: list[IndikatorDikenal],
    tell: Callable[[str], None],
) -> list[Path]:
    path = folder / FORM_NARASI
    head = {
        "tahun": str(tahun),
        "pedoman": _choose_pedoman(bacaan, tahun),
        "satker_id": satker_id,
        "satker": _profil(bacaan, "nama") or guess_profil(bacaan).get("Nama Satuan Kerja", satker_id),
    }
    forms = [f for f in bacaan.files if TABEL_NARASI in f.jenis or TABEL_TEKS in f.jenis] if bacaan else []
    if not forms and not path.exists():
        write_narasi(path, head, known)
        tell(f"{path.name}: dibuat dengan {len(known)} indikator.")
        return [path]
    names = ", ".join(f.file for f in forms) or path.name
    missing, moved = compare_form(known, bacaan.tabel(TABEL_NARASI)) if bacaan and forms else ([], [])
    if bacaan is None or not (missing or moved):
        tell(f"{names}: sudah ada, tidak ditimpa.")
        return []
    if len(forms) == 1 and _is_empty(folder / forms[0].file, forms[0].sha256, bacaan):
        write_narasi(folder / forms[0].file, head, known)
        tell(f"{names}: belum ada jawabannya, dibuat ulang dengan {len(known)} indikator.")
        return [folder / forms[0].file]
    if moved:
        path = _free_name(folder, "Isian_Narasi_baru")
        write_narasi(path, head, moved, {str(f.key("kode")): str(f.nilai) for f in bacaan.tabel(TABEL_TEKS)})
        tell(
            f"{path.name}: dibuat karena nomor indikator berubah; jawaban lama dipindahkan menurut nama "
            f"indikator. Periksa, lalu keluarkan {names} dari folder."
        )
    else:
        path = _free_name(folder, "Isian_Narasi_tambahan")
        write_narasi(path, head, missing, None)
        tell(f"{path.name}: dibuat untuk {len(missing)} indikator yang belum ada di {names}.")
    return [path]


def _is_empty(path: Path, sha256: str, bacaan: Bacaan) -> bool:
    """Return whether the form on disk is still the one that was read, and has no answer in it."""
    answered = bacaan.tabel(TABEL_TEKS) or any(f.kolom != "indikator" for f in bacaan.tabel(TABEL_NARASI))
    return not answered and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _profil(bacaan: Bacaan | None, kolom: str) -> str:
    facts = bacaan.tabel("profil") if bacaan else ()
    return next((str(f.nilai) for f in facts if f.kolom == kolom and f.nilai), "")


def _choose_pedoman(bacaan: Bacaan | None, tahun: int) -> str:
    """Return the id of the pedoman the report will follow; its outline decides which texts are asked."""
    from render.gaya import choose_pedoman

    return choose_pedoman(TEMPLATES, tahun, _profil(bacaan, "pedoman")).id


def _free_name(folder: Path, stem: str) -> Path:
    number = 1
    while (path := folder / (f"{stem}.xlsx" if number == 1 else f"{stem}_{number}.xlsx")).exists():
        number += 1
    return path


def compare_form(
    known: Sequence[IndikatorDikenal], answers: Iterable[Fact]
) -> tuple[list[IndikatorDikenal], list[IndikatorDikenal]]:
    """Return the indicators the form has no row for, and all of them with their answers where numbers moved.

    The second list is empty while every row of the form still stands under its indicator's number.
    """
    rows: dict[Kunci, dict[str, str]] = {}
    for fact in answers:
        if (row := _start_row(fact)) is not None:
            rows.setdefault(row.kunci, {})[fact.kolom] = str(fact.nilai)
    by_name = {(key[0], normalize(row.get("indikator", ""))): row for key, row in rows.items()}
    names = {row.kunci: (row.kunci[0], normalize(row.indikator)) for row in known}
    moved = any(
        (old := normalize(rows[key].get("indikator", ""))) and old != name[1] and name in by_name
        for key, name in names.items()
        if key in rows
    )
    if not moved:
        return [row for row in known if row.kunci not in rows], []
    return [], [replace(row, jawaban=_answers(by_name.get(names[row.kunci], {}))) for row in known]


def _answers(row: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((k.kolom, row[k.kolom]) for k in KOLOM_ISI if k.kolom in row)
