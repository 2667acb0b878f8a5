"""A report that came back: what was edited by hand since it was made, and which edits were signed for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extract.docx_angka import LaporanDocx, read_docx
from extract.finding import UnreadableInput
from flows import kunci, proses
from flows.jejak import load_angka
from flows.segel import input_root
from flows.wadah import Masa, input_folder
from transform.verifikasi import FIGURE_KINDS, Jenis, Perbedaan, compare
from transform.verifikasi_koreksi import HasilKoreksi, apply_koreksi

if TYPE_CHECKING:
    from extract.bekal import Bekal

TEXTS = 40  # text edits that are listed one by one


@dataclass(slots=True)
class Verdict:
    """What the verification says, in lines; `gagal` decides the exit code."""

    lines: list[str] = field(default_factory=list)
    gagal: bool = False

    def say(self, text: str, *, gagal: bool = False) -> None:
        self.lines.append(text)
        self.gagal = self.gagal or gagal


def verify_docx(
    path: Path,
    terhadap: Path | None,
    verdict: Verdict,
    *,
    koreksi: Path | None = None,
    masukan: Path | None = None,
    halaman: Path | None = None,
) -> None:
    """A document that came back: against the figures inside it, and against an output folder if given."""
    report = read_docx(path)
    chosen = koreksi or koreksi_beside(terhadap or path.parent)
    outcome = check_document(path, report, verdict, chosen, terhadap)
    if terhadap is not None:
        _against(report, terhadap, verdict)
    if halaman is not None and terhadap is not None and outcome is not None:
        _page(path, terhadap, masukan, halaman, outcome)
        verdict.say(f"Halaman jejak dengan suntingan ditulis ke {halaman}.")


def koreksi_beside(folder: Path) -> Path | None:
    path = folder / "koreksi.yml"
    return path if path.is_file() else None


def check_document(
    path: Path, report: LaporanDocx, verdict: Verdict, koreksi: Path | None, terhadap: Path | None = None
) -> HasilKoreksi | None:
    """Say what was edited in one document since it was made."""
    from extract.koreksi import read_koreksi

    bekal = _made_with(path, report, terhadap)
    if bekal is None:
        verdict.say(
            f"DOKUMEN {path.name}: tidak membawa bekal angka, jadi suntingan tidak dapat diperiksa. Hanya "
            "laporan buatan program ini membawanya; untuk satu bab atau dokumen lain sebutkan folder "
            "keluarannya dengan --terhadap.",
            gagal=True,
        )
        return None
    differences = compare(bekal.paragraf, report.paragraf, bekal.bagan, report.bagan)
    printed = {figure_id: entry["tercetak"] for figure_id, entry in bekal.angka.items()}
    outcome = apply_koreksi(differences, read_koreksi(koreksi) if koreksi else (), printed)
    figures = [d for d in outcome.terbuka if d.jenis in FIGURE_KINDS]
    texts = [d for d in outcome.terbuka if d.jenis not in FIGURE_KINDS]
    verdict.say(
        f"DOKUMEN {path.name}: {len(bekal.angka)} angka tercatat; {len(figures)} angka disunting tangan, "
        f"{len(outcome.diterima)} suntingan bersurat, {len(texts)} perubahan teks.",
        gagal=bool(figures),
    )
    for d in _without_lost_formulas(figures, bekal, verdict):
        who = f" [{d.id}]" if d.id else ""
        verdict.say(f"   {d.jenis.value}{who}: {d.lama or '(kosong)'} -> {d.baru or '(hilang)'} di {d.tempat}")
        if d.sekitar:
            verdict.say(f"      ... {d.sekitar} ...")
    for d, item in outcome.diterima:
        verdict.say(
            f"   DITERIMA [{item.id}]: {d.lama} -> {d.baru or '(dihapus)'}; {item.alasan} "
            f"({item.oleh}, {item.surat})"
        )
    for text in outcome.gagal:
        verdict.say(f"   KOREKSI: {text}", gagal=True)
    for d in texts[:TEXTS]:
        verdict.say(f"   (informasi) {d.jenis.value} di {d.tempat}: {_excerpt(d)}")
    if len(texts) > TEXTS:
        verdict.say(f"   (informasi) ... dan {len(texts) - TEXTS} perubahan teks lain")
    return outcome


def _excerpt(d: Perbedaan) -> str:
    """Return what was edited in a text: the first words that differ."""
    old, new = d.lama.split(), d.baru.split()
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    parts = [" ".join(words[max(0, start - 2) : start + 8]) or "(tidak ada)" for words in (old, new)]
    return f"“{parts[0]}” -> “{parts[1]}”"


def _made_with(path: Path, report: LaporanDocx, terhadap: Path | None) -> Bekal | None:
    """Return what the document was made with: its own part, or the file of the same name in the folder."""
    from extract.bekal import Bekal, read_bekal

    if report.angka_bawaan is not None:
        return read_bekal(report.angka_bawaan)
    record = proses.Proses.read(terhadap) if terhadap is not None else None
    if terhadap is None or record is None:
        return None
    for name, digest in record.keluaran.items():
        original = terhadap / name
        same = Path(name).name == path.name and original.is_file() and original.resolve() != path.resolve()
        if same and kunci.file_sha256(original) == digest:
            made = read_docx(original)
            printed = {str(e["id"]): {"tercetak": str(e["tercetak"])} for e in load_angka(terhadap)}
            shown = {a.tag for p in made.paragraf for a in p.angka}
            angka = {i: e for i, e in printed.items() if i in shown}
            return Bekal(record.satker, record.tahun, angka, made.paragraf, made.bagan)
    return None


def _without_lost_formulas(figures: list[Perbedaan], bekal: Bekal, verdict: Verdict) -> list[Perbedaan]:
    """Say in one line that all formulas are gone, as after saving in an office without a formula editor."""
    lost = [d for d in figures if d.jenis is Jenis.RUMUS_HAPUS]
    total = sum(1 for p in bekal.paragraf if p.kendali.startswith("rumus:"))
    if len(lost) < total or total < 2:
        return figures
    verdict.say(
        f"   RUMUS-HAPUS: seluruh {total} rumus hilang. LibreOffice tanpa komponen Math (libreoffice-math) "
        "membuang rumus Word saat menyimpan; simpan dari Word, atau pasang komponen itu."
    )
    return [d for d in figures if d.jenis is not Jenis.RUMUS_HAPUS]


def _against(report: LaporanDocx, folder: Path, verdict: Verdict) -> None:
    """The figures inside the document must be those of the folder."""
    from extract.bekal import read_bekal

    if report.angka_bawaan is None:
        return
    inside = {i: e["tercetak"] for i, e in read_bekal(report.angka_bawaan).angka.items()}
    beside = {str(e["id"]): str(e["tercetak"]) for e in load_angka(folder) if e.get("tercetak") is not None}
    different = sorted(i for i in {**inside, **beside} if inside.get(i) != beside.get(i))
    if not different:
        verdict.say(f"FOLDER: bekal dokumen sama dengan {folder}/angka.json.")
        return
    verdict.say(f"FOLDER: {len(different)} angka bekal berbeda dari {folder}/angka.json.", gagal=True)
    for figure_id in different[:50]:
        left, right = inside.get(figure_id, "(tidak ada)"), beside.get(figure_id, "(tidak ada)")
        verdict.say(f"   {figure_id}: dokumen {left}, folder {right}")


def _page(path: Path, folder: Path, masukan: Path | None, target: Path, outcome: HasilKoreksi) -> None:
    from render.jejak_html import write_jejak

    record = proses.Proses.read(folder)
    if record is None:
        raise UnreadableInput(f"{folder}: tidak ada proses.json yang dapat dibaca.")
    place = input_folder(masukan or input_root(folder), Masa(record.tahun, record.semester), record.satker)
    edits = {d.id: f"{d.lama} -> {d.baru or '(hilang)'}" for d in outcome.terbuka if d.id}
    edits |= {d.id: f"{d.lama} -> {d.baru} (bersurat: {k.surat})" for d, k in outcome.diterima}
    write_jejak(
        target,
        docx=path,
        angka=load_angka(folder),
        temuan=json.loads((folder / "temuan.json").read_text(encoding="utf-8")),
        sumber=place,
        judul=f"{path.name} (disunting)",
        sunting=edits,
    )
