"""The worksheet every chapter is written on: printing, persons' texts, tasks, captions, objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct, field

from extract.figure import Figure
from extract.gambar import Gambar
from extract.isian_skema import WAJIB, list_teks
from render import marks
from render.bab_kutipan import quote
from render.format_id import Printer
from render.format_tanggal import BULAN, nip_text, tanggal_text
from render.gaya import Pedoman
from render.objek import ChartSpec, EquationSpec, ImageSpec, Isi, Konteks, Objek, Seri, Titik, Tugas
from transform.laporan import Laporan, Periode, Profil


class PenyediaTeks(Protocol):
    """The law-given texts, by code; see `render.teks`."""

    @property
    def kode(self) -> frozenset[str]: ...

    def get(self, kode: str, profil: Profil) -> str | list[str]: ...


class Lembar(Struct):
    """Collects one chapter; `selesai` freezes it."""

    bab: str
    laporan: Laporan
    teks: PenyediaTeks
    pedoman: Pedoman
    cetak: Printer
    objek: dict[str, Objek] = field(default_factory=dict)
    tugas: dict[str, Tugas] = field(default_factory=dict)
    pustaka: Mapping[str, Gambar] = field(default_factory=dict)  # the office's pictures by role

    def baku(self, kode: str) -> str:
        """Return a law-given text that is one paragraph; a list is joined by spaces."""
        value = self.teks.get(kode, self.laporan.profil)
        return value if isinstance(value, str) else " ".join(value)

    def perlu(self, kode: str, pesan: str) -> str:
        """Return a visible task and keep it for the list of what is missing."""
        self.tugas.setdefault(kode, Tugas(kode, pesan, self.bab))
        return marks.task(f"[PERLU DIISI: {pesan}]")

    def rekap(self, ada: object, kode: str, apa: str) -> str:
        """Return a task naming a recap the report cannot do without; empty where its data is there."""
        if ada:
            return ""
        return self.perlu(f"rekap.{kode}", f"{apa} tahun {self.laporan.periode.tahun}: rekapnya belum ada")

    def isian(self, kode: str, *, wajib: bool | None = None) -> list[Isi]:
        """Return a person's text as written, by paragraph; a task where a required one is empty."""
        asked = {t.kode: t for t in list_teks(self.pedoman.id)}
        required = kode in asked and (asked[kode].diisi == WAJIB if wajib is None else wajib)
        hint = asked[kode].petunjuk.rstrip(".") if kode in asked else kode.replace("_", " ")
        narasi = self.laporan.narasi
        asks = hint[:1].lower() + hint[1:]
        return self.paragraf(narasi[kode], kode, asks, wajib=required, figur=narasi.figur.get(kode))

    def paragraf(
        self, text: str, kode: str, pesan: str, *, wajib: bool = True, figur: Figure | None = None
    ) -> list[Isi]:
        """Return a text by paragraph; its numbers point to the figure it was read as."""
        quoted = quote(self.cetak, text, figur)
        lines: list[Isi] = [line.strip() for line in quoted.splitlines() if line.strip()]
        if not lines and wajib:
            lines.append(self.perlu(kode, pesan))
        return lines

    def satu(self, text: str, kode: str, pesan: str) -> str:
        """Return one short given text, or a task."""
        return text.strip() or self.perlu(kode, pesan)

    def rumus(self, name: str, spec: EquationSpec | None) -> str:
        """Keep a formula and return its object mark; empty where there is none."""
        if spec is None:
            return ""
        self.objek[name] = spec
        return marks.obj("equation", name)

    def bagan(self, spec: ChartSpec | None) -> str:
        """Keep a chart and return its object mark; empty where there is nothing to draw."""
        if spec is None:
            return ""
        self.objek[spec.name] = spec
        return marks.obj("chart", spec.name)

    def gambar(self, peran: str, alt: str, lebar_cm: float, tinggi_cm: float) -> str:
        """Return the object mark of the office's picture for a role; empty where it gave none."""
        found = self.pustaka.get(peran)
        if found is None:
            return ""
        kind: Literal["png", "jpeg"] = "png" if found.jenis == "png" else "jpeg"
        name = f"{peran}-{self.bab}-{lebar_cm:g}"
        self.objek[name] = ImageSpec(name, kind, found.data, found.lebar, found.tinggi, alt, lebar_cm, tinggi_cm)
        return marks.obj("image", name)

    def titik(self, fig: Figure | None) -> Titik | None:
        """Return a chart point of a figure, recorded as printed; None for N/A."""
        if fig is None or fig.number is None:
            return None
        text = marks.plain(self.cetak.nilai(fig) if fig.unit == "%" else self.cetak.uang(fig))
        return Titik(self.cetak.record(fig, text), fig.number, text)

    def seri(self, nama: str, figures: Sequence[Figure | None]) -> Seri:
        return Seri(nama, tuple(self.titik(fig) for fig in figures))

    def nilai(self, fig: Figure | None) -> str:
        """Print a value with its unit; a dash where the report has no such figure."""
        return "-" if fig is None else self.cetak.nilai(fig)

    def selesai(self, data: dict[str, Isi]) -> Konteks:
        common = build_common(self)
        common["tugas"] = [tugas.pesan for tugas in self.tugas.values()]
        return Konteks(
            bab=self.bab,
            data={**common, **data},
            objek=dict(self.objek),
            entries=self.cetak.entries,
            tugas=tuple(self.tugas.values()),
        )


def periode_text(periode: Periode) -> str:
    """Return `Tahun 2023`, or `Semester I Tahun 2022`."""
    if periode.semester is None:
        return f"Tahun {periode.tahun}"
    return f"Semester {'I' if periode.semester == 1 else 'II'} Tahun {periode.tahun}"


def year_label(periode: Periode) -> str:
    """Return the period as the head of a column or row of years: `2023`, or `2022 (Semester I)`."""
    if periode.semester is None:
        return str(periode.tahun)
    return f"{periode.tahun} (Semester {'I' if periode.semester == 1 else 'II'})"


def in_sentence(text: str) -> str:
    """Return a name for use inside a sentence: `Tahun 2023` -> `tahun 2023`."""
    return text.replace("Tahun ", "tahun ").replace("Semester ", "semester ")


def build_common(lembar: Lembar) -> dict[str, Isi]:
    """Return what every chapter's template may use: satker, years, head, law-given texts."""
    laporan, profil = lembar.laporan, lembar.laporan.profil
    periode = periode_text(laporan.periode)
    tahun = laporan.periode.tahun
    teks: dict[str, Isi] = {}
    for kode in sorted(lembar.teks.kode):
        value = lembar.teks.get(kode, profil)
        teks[kode] = value if isinstance(value, str) else list(value)
    return {
        "satker": _satker(lembar),
        "kepala": _kepala(lembar),
        "periode": periode,
        "periode_kalimat": in_sentence(periode),
        "tahun": str(tahun),
        "tahun_lalu": str(tahun - 1),
        "tahun_depan": str(tahun + 1),
        "tempat_tanggal": _tempat_tanggal(lembar),
        "tanggal_akhir": tanggal_text(laporan.periode.akhir),
        "bulan_akhir": f"{BULAN[laporan.periode.akhir.month - 1]} {tahun}",
        "batas_capaian": "ya" if lembar.cetak.gaya.batas_capaian is not None else "",
        "teks": teks,
    }


def _satker(lembar: Lembar) -> Isi:
    profil = lembar.laporan.profil
    return {
        "nama": profil.nama,
        "nama_besar": profil.nama.upper(),
        "jenis": profil.jenis,
        "kode": profil.kode_satker,
        "kanwil": profil.kanwil,
        "alamat": profil.alamat,
        "telepon": profil.telepon,
        "laman": profil.laman,
        "surel": profil.surel,
    }


def _kepala(lembar: Lembar) -> Isi:
    profil = lembar.laporan.profil
    name = lembar.satu(profil.kepala, "profil.kepala", "nama kepala satuan kerja")
    nip = nip_text(profil.nip) if profil.nip else lembar.perlu("profil.nip", "NIP kepala satuan kerja")
    jabatan = lembar.baku("jabatan_kepala") if "jabatan_kepala" in lembar.teks.kode else "Kepala"
    return {"nama": name, "nip": nip, "jabatan": profil.isian.get("jabatan_kepala", "") or jabatan}


def _tempat_tanggal(lembar: Lembar) -> str:
    profil = lembar.laporan.profil
    kota = lembar.satu(profil.kota, "profil.kota", "kota tempat laporan ditandatangani")
    if profil.tanggal is None:
        return f"{kota}, {lembar.perlu('profil.tanggal', 'tanggal penandatanganan laporan')}"
    return f"{kota}, {tanggal_text(profil.tanggal)}"


def merge_cells(rows: list[dict[str, Isi]], column: str) -> list[dict[str, Isi]]:
    """Return the rows with a repeated value of the column replaced by the merge mark."""
    merged: list[dict[str, Isi]] = []
    before: Isi | None = None
    for row in rows:
        same = row[column] == before and row[column] != ""
        before = row[column]
        merged.append({**row, column: marks.MERGE_UP} if same else row)
    return merged


def alinea(sentences: list[Isi]) -> list[Isi]:
    """Return the sentences as one paragraph; no paragraph where there are none."""
    return [" ".join(str(text) for text in sentences)] if sentences else []
