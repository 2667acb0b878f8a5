"""Templates of an office: copied, checked against what the program fills in, commented at the spot."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from extract.finding import Finding, LkjipError, Tingkat
from render.document import TemplateFault, compile_template
from render.document_faults import name_bab
from render.gaya import Pedoman, load_pedoman
from render.templat_berkas import BerkasTemplat, Cacat, open_template
from render.templat_contoh import Bentuk, shapes
from render.templat_nama import NamePass
from render.templat_periksa import check_form

REQUIRED = ("d", "1", "2", "3", "4")
# names every chapter may use, whether or not it does
COMMON = frozenset(
    ("satker", "kepala", "periode", "periode_kalimat", "tahun", "tahun_lalu", "tahun_depan", "tempat_tanggal")
    + ("tanggal_akhir", "bulan_akhir", "tugas", "teks")
)


def copy_templates(src: Path, dst: Path) -> list[Path]:
    """Copy a templates folder into a new or empty one; return the template files copied."""
    if dst.exists() and any(dst.iterdir()):
        raise LkjipError(f"Folder {dst} sudah berisi; pilih folder kosong supaya tidak ada yang tertimpa",
                         kode="FOLDER-BERISI")  # fmt: skip
    shutil.copytree(
        src, dst, dirs_exist_ok=True, ignore=shutil.ignore_patterns("~$*", "__pycache__", "*.pyc")
    )
    return sorted(dst.rglob("*.docx"))


def check_templates(folder: Path) -> list[Finding]:
    """Return every fault of the templates in a folder (one pedoman, or a folder of them)."""
    found: list[Finding] = []
    for pedoman_folder in pedoman_folders(folder):
        cacat = check_pedoman(pedoman_folder)
        found += [to_finding(c, pedoman_folder.name) for c in cacat]
    return found


def pedoman_folders(folder: Path) -> list[Path]:
    if (folder / "pedoman.yml").is_file():
        return [folder]
    found = sorted(p.parent for p in folder.glob("*/pedoman.yml"))
    if not found:
        raise LkjipError(
            f"{folder}: tidak ada templat di sini (pedoman.yml tidak ditemukan)", kode="TEMPLAT-HILANG"
        )
    return found


def check_pedoman(folder: Path) -> list[Cacat]:
    """Return the faults of all chapter templates of one pedoman, in chapter and paragraph order."""
    pedoman = load_pedoman(folder)
    known = shapes(pedoman)
    found: list[Cacat] = []
    for item in pedoman.bab:
        path = folder / item.templat
        if not path.is_file():
            found.append(Cacat(item.templat, item.kunci, "TEMPLAT-HILANG", Tingkat.GALAT,
                               "berkas templat disebut dalam pedoman.yml tetapi tidak ada"))  # fmt: skip
            continue
        found += check_template(path, item.kunci, known.get(item.kunci), pedoman)
    return found


def check_template(
    path: Path, bab: str, bentuk: Bentuk | None, pedoman: Pedoman | None = None
) -> list[Cacat]:
    """Return the faults of one template; `bentuk` None leaves names unchecked."""
    try:
        berkas = open_template(path, bab)
    except LkjipError as exc:
        return [Cacat(path.name, bab, exc.kode, Tingkat.GALAT, str(exc))]
    names = NamePass(berkas, bentuk)
    found = check_form(berkas) + names.run()
    if not any(c.tingkat is Tingkat.GALAT for c in found):
        found += _compiles(path, bab)
    if pedoman is not None:
        found += _settings(berkas, pedoman)
    if bentuk is not None:
        found += _unused(berkas, bentuk, names.top.dipakai)
    order = {p: n for n, p in enumerate(dict.fromkeys(x.bagian for x in berkas.paragraf))}
    return sorted(dict.fromkeys(found), key=lambda c: (c.paragraf == 0, order.get(c.bagian, 0), c.paragraf))


def _compiles(path: Path, bab: str) -> list[Cacat]:
    """The last word is the engine's: compile the template as a report would."""
    try:
        compile_template(path, bab)
    except TemplateFault as exc:
        return [Cacat(path.name, bab, exc.kode, Tingkat.GALAT, str(exc), exc.paragraph or 0, "", exc.around)]
    except LkjipError as exc:
        return [Cacat(path.name, bab, exc.kode, Tingkat.GALAT, str(exc))]
    return []


def _settings(berkas: BerkasTemplat, pedoman: Pedoman) -> list[Cacat]:
    """Say where the template's font differs from the settings, which win."""
    from render.document_gaya import main_font, main_size

    name = berkas.package.related(berkas.main, "styles")
    if name is None:
        return [berkas.cacat("TEMPLAT-GAYA", "templat tidak memiliki daftar gaya (styles.xml)")]
    styles = berkas.package.xml(name)
    found = []
    font, size = main_font(styles), main_size(styles)
    if font is not None and font != pedoman.gaya.huruf:
        found.append(f"huruf templat {font}, setelan pedoman.yml {pedoman.gaya.huruf}; yang dipakai setelan")
    if size is not None and size != round(pedoman.gaya.ukuran_huruf * 2):
        found.append(f"ukuran huruf templat {size / 2:g}, setelan pedoman.yml {pedoman.gaya.ukuran_huruf:g}; "
                     "yang dipakai setelan")  # fmt: skip
    return [berkas.cacat("TEMPLAT-SETELAN", text, None, Tingkat.INFO) for text in found]


def _unused(berkas: BerkasTemplat, bentuk: Bentuk, used: set[str]) -> list[Cacat]:
    names = sorted(set(bentuk.bagian) - used - COMMON)
    if not names:
        return []
    text = f"isian yang tersedia tetapi tidak dipakai templat ini: {', '.join(names)}"
    return [berkas.cacat("TEMPLAT-TIDAK-DIPAKAI", text, None, Tingkat.INFO)]


def to_finding(cacat: Cacat, folder: str) -> Finding:
    """Return the fault as a finding: chapter, paragraph, heading above, text around."""
    where = name_bab(cacat.bab)
    if cacat.paragraf:
        part = f" {cacat.bagian}" if cacat.bagian else ""
        where += f",{part} paragraf {cacat.paragraf}"
    if cacat.judul:
        where += f", sesudah judul «{cacat.judul}»"
    around = f" Teks di sekitarnya: «{cacat.kutipan}»." if cacat.kutipan else ""
    place = f"{folder}/{cacat.berkas}" + (f": paragraf {cacat.paragraf}" if cacat.paragraf else "")
    return Finding(
        cacat.kode, cacat.tingkat, f"{folder}/{cacat.berkas} ({where}): {cacat.apa}.{around}", (place,)
    )


def annotate_templates(folder: Path, dst: Path) -> list[Path]:
    """Write copies of the faulty templates with every fault as a Word comment at its spot."""
    written: list[Path] = []
    for pedoman_folder in pedoman_folders(folder):
        by_file: dict[str, list[Cacat]] = {}
        for cacat in check_pedoman(pedoman_folder):
            if cacat.tingkat is not Tingkat.INFO:
                by_file.setdefault(cacat.berkas, []).append(cacat)
        for name, found in by_file.items():
            source = pedoman_folder / name
            if source.is_file():
                target = dst / pedoman_folder.name / name
                target.parent.mkdir(parents=True, exist_ok=True)
                annotate(source, target, found)
                written.append(target)
    return written


def annotate(source: Path, target: Path, faults: Sequence[Cacat]) -> None:
    """Write a copy of one template with the faults as comments by `lkjip`."""
    from docx import Document
    from docx.text.paragraph import Paragraph

    document = Document(str(source))
    paragraphs = list(
        document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    )
    for cacat in faults:
        index = cacat.paragraf - 1 if cacat.paragraf and not cacat.bagian else 0
        if not 0 <= index < len(paragraphs):
            continue
        paragraph = Paragraph(paragraphs[index], document._body)
        runs = paragraph.runs or [paragraph.add_run()]
        where = f"({cacat.bagian}) " if cacat.bagian else ""
        document.add_comment(runs, text=f"{where}{cacat.apa}", author="lkjip", initials="LK")
    document.save(str(target))
