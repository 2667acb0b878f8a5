"""Law-given standard texts by kind of satker, pedoman and year: data in `templates/teks/`, no code per kind.

`TeksHukum(jenis, pedoman, tahun).get(kode, profil)` returns a `str` (one text) or a `list[str]` (paragraphs
or items); `get_text` and `get_list` return just one of the two. Files are layered, the first that has the
code wins: `jenis/<jenis>.yml`, `rumpun_<rumpun>_pedoman_<pedoman>.yml` (if there is one),
`rumpun_<rumpun>.yml`, `pedoman_<pedoman>.yml`, `umum.yml`. Only `dasar_hukum` is collected from all layers
and put in order of hierarchy. `tahun.yml` holds what changes by year: ministry, letterhead, addressee.
A text that has no rule for the year gives a visible task "[PERLU DIISI: ...]".

Codes: T one text (whole sentences unless noted), P paragraphs, D items of a list.
  identitas  T kementerian, kementerian_singkat, menteri, eselon1, instansi_atasan, nama_jenis, singkatan,
             jabatan_kepala, tujuan_surat (names, no sentences); D kop, tembusan
  depan      P surat_pengantar, kata_pengantar; T ikhtisar_pengantar
  bab I      P latar_belakang, maksud, aspek_strategis
             T kedudukan, tugas, fungsi_pengantar, struktur_pengantar, tujuan_pengantar,
               aspek_strategis_pengantar, isu_strategis_pengantar, potensi_pengantar, permasalahan_pengantar,
               dasar_hukum_pengantar, sistematika_pengantar
             D fungsi, struktur (`Unsur: uraian`), tujuan, dasar_hukum, sistematika (`Bagian: uraian`)
  bab II     P renstra_pengantar, renstra_satker_pengantar, pk_pengantar, alokasi_pengantar
             T visi_pengantar, visi, misi_pengantar, tujuan_renstra_pengantar, sasaran_renstra_pengantar,
               tata_nilai_pengantar; D misi, tujuan_renstra, sasaran_renstra, tata_nilai (`Nilai: makna`)
  bab III    P akuntabilitas_pengantar, capaian_pengantar, efisiensi_pengantar, realisasi_pengantar,
               kinerja_anggaran_pengantar, smart, ikpa, nka, kinerja_lain_pengantar, e_performance,
               target_kinerja, e_monev, prioritas_nasional
             T pengukuran_pengantar, rumus_naik, rumus_turun, rumus_na, standar_nasional_tidak_ada
  bab IV     P penutup_pengantar, penutup_akhir; T saran_pengantar; lampiran: T lampiran_pengantar
Items carry their end marks (`;`, `; dan`, `.`).
`get_kosakata(kata)` gives a kind's own words: warga, layanan, petugas_teknis.
"""

from __future__ import annotations

import re
from pathlib import Path

from extract.finding import LkjipError
from render import marks
from render.teks_berkas import (
    FOLDER,
    BerkasTahun,
    BerkasTeks,
    BerkasUmum,
    Butir,
    Isi,
    Kementerian,
    Pilihan,
    find_jenis,
    list_butir,
    list_jenis,
    parse_file,
)
from transform.laporan import Profil

__all__ = ["FOLDER", "TeksHukum", "find_jenis", "list_jenis"]
KODE_GABUNG = "dasar_hukum"
_SLOT = re.compile(r"\{([A-Za-z0-9_]+)\}")


class TeksHukum:
    """The standard texts that hold for one kind of satker, one pedoman and one report year."""

    def __init__(
        self,
        jenis: str,
        pedoman: str | int,
        tahun: int,
        folder: Path = FOLDER,
        *,
        semester: int | None = None,
    ) -> None:
        self.tahun = tahun
        self.semester = semester
        self.umum = parse_file(BerkasUmum, folder / "umum.yml")
        known = {kind.jenis: kind for kind in list_jenis(folder)}
        if jenis not in known:
            pesan = f"Jenis satker '{jenis}' tidak dikenal. Yang ada: {', '.join(sorted(known))}."
            raise LkjipError(pesan, kode="JENIS-TIDAK-DIKENAL")
        self.jenis = known[jenis]
        self.kementerian = self._choose_kementerian(parse_file(BerkasTahun, folder / "tahun.yml"))
        files: list[BerkasTeks] = [self.jenis]
        both = folder / f"rumpun_{self.jenis.rumpun}_pedoman_{pedoman}.yml"
        if both.is_file():
            files.append(parse_file(BerkasTeks, both))
        files.append(parse_file(BerkasTeks, folder / f"rumpun_{self.jenis.rumpun}.yml"))
        files.append(parse_file(BerkasTeks, folder / f"pedoman_{pedoman}.yml"))
        self._layers = (*files, self.umum)

    def _choose_kementerian(self, data: BerkasTahun) -> Kementerian:
        for row in data.kementerian:
            span = Butir(isi="", dari=row.dari, sampai=row.sampai)
            if self.jenis.rumpun in row.rumpun and span.holds(self.tahun):
                return row
        pesan = f"tahun.yml tidak memuat kementerian untuk rumpun '{self.jenis.rumpun}' tahun {self.tahun}."
        raise LkjipError(pesan, kode="TEKS-TIDAK-ADA")

    @property
    def kode(self) -> frozenset[str]:
        """All codes this object answers to."""
        return frozenset(k for layer in self._layers for k in layer.teks) | frozenset(self._names())

    def get(self, kode: str, profil: Profil) -> str | list[str]:
        """Return the text of a code with the satker's names in it; an unknown code is an error."""
        if kode in (names := self._names()):
            value = names[kode]
            if isinstance(value, str):
                return self._fill(value, profil)
            return [self._fill(text, profil) for text in value]
        if kode == KODE_GABUNG:
            return punctuate([self._fill(text, profil) for text in self._collect_laws()], whole=True)
        for layer in self._layers:
            if kode in layer.teks:
                return self._resolve(kode, layer.teks[kode], profil)
        raise LkjipError(f"Kode teks baku tidak dikenal: {kode}", kode="TEKS-TIDAK-ADA")

    def get_text(self, kode: str, profil: Profil) -> str:
        """Return a code that is one text (T)."""
        value = self.get(kode, profil)
        if not isinstance(value, str):
            raise LkjipError(f"Kode teks baku {kode} berupa daftar, bukan satu teks", kode="TEKS-RUSAK")
        return value

    def get_list(self, kode: str, profil: Profil) -> list[str]:
        """Return a code as a list; one text is a list of one."""
        value = self.get(kode, profil)
        return [value] if isinstance(value, str) else value

    def get_kosakata(self, kata: str) -> str:
        """Return the kind's own word, for example `warga` -> `klien pemasyarakatan`."""
        if kata not in self.jenis.kosakata:
            pesan = f"Kosakata '{kata}' tidak ada untuk jenis {self.jenis.jenis}"
            raise LkjipError(pesan, kode="TEKS-TIDAK-ADA")
        return self.jenis.kosakata[kata]

    def list_doubtful(self) -> list[tuple[str, str]]:
        """Return (text, what to check) of the items that are not printed until someone has checked them."""
        items = (b for layer in self._layers for v in layer.teks.values() for b in list_butir(v))
        return [(b.isi, b.periksa) for b in items if b.periksa and b.holds(self.tahun)]

    def _names(self) -> dict[str, str | tuple[str, ...]]:
        k = self.kementerian
        return {
            "kementerian": k.nama,
            "kementerian_singkat": k.singkatan,
            "menteri": k.menteri,
            "eselon1": k.eselon1,
            "instansi_atasan": k.instansi_atasan,
            "tujuan_surat": k.tujuan_surat,
            "kop": k.kop,
            "tembusan": k.tembusan,
            "nama_jenis": self.jenis.nama,
            "singkatan": self.jenis.singkatan,
            "jabatan_kepala": self.jenis.jabatan_kepala,
        }

    def _resolve(self, kode: str, value: Isi, profil: Profil) -> str | list[str]:
        if isinstance(value, str):
            return self._fill(value, profil)
        chosen = [b.isi for b in list_butir(value) if b.holds(self.tahun) and not b.periksa]
        if isinstance(value, Pilihan):
            if not chosen:
                return marks.task(f"[PERLU DIISI: {kode.replace('_', ' ')} tahun {self.tahun}]")
            return self._fill(chosen[0], profil)
        if not chosen and value:
            return [marks.task(f"[PERLU DIISI: {kode.replace('_', ' ')} tahun {self.tahun}]")]
        return punctuate([self._fill(text, profil) for text in chosen])

    def _collect_laws(self) -> list[str]:
        texts: dict[str, None] = {}
        for layer in self._layers:
            for b in list_butir(layer.teks.get(KODE_GABUNG, ())):
                if b.holds(self.tahun) and not b.periksa:
                    texts.setdefault(b.isi)
        return sorted(texts, key=self._law_rank)

    def _law_rank(self, text: str) -> tuple[int, int]:
        order = self.umum.urutan_dasar_hukum
        rank = next((i for i, word in enumerate(order) if text.startswith(word)), len(order))
        year = re.search(r"Tahun (\d{4})", text)
        return rank, int(year.group(1)) if year else 0

    def _fill(self, text: str, profil: Profil) -> str:
        return _SLOT.sub(lambda m: self._slot(m.group(1), profil), text)

    def _periode(self) -> str:
        half = {1: "Semester I ", 2: "Semester II "}.get(self.semester or 0, "")
        return f"{half}Tahun {self.tahun}"

    def _slot(self, name: str, profil: Profil) -> str:
        key = name.lower()
        fixed: dict[str, str] = {
            "periode": self._periode(),
            "periode_kalimat": self._periode().replace("Semester", "semester").replace("Tahun", "tahun"),
            "tahun": str(self.tahun),
            "tahun_lalu": str(self.tahun - 1),
            "tahun_depan": str(self.tahun + 1),
            "nama_satker": profil.nama,
        }
        value = self._names().get(key)
        if isinstance(value, str):
            text = self._fill(value, profil)
        elif key in fixed:
            text = fixed[key]
        elif key in self.umum.nama_isian:
            text = str(getattr(profil, key))
        else:
            raise LkjipError(f"Isian {{{name}}} dalam teks baku tidak dikenal", kode="TEKS-RUSAK")
        if not text:
            label = self.umum.nama_isian.get(key, key.replace("_", " "))
            return marks.task(f"[PERLU DIISI: {label}]")
        return text.upper() if name.isupper() else text


def punctuate(items: list[str], *, whole: bool = False) -> list[str]:
    """Return the items of a list with their end marks.

    Items that start in lower case (or all, with `whole`) are parts of one sentence: `;`, `; dan`, `.`;
    an item that starts with a capital is closed by a full stop. What has an end mark keeps it.
    """
    closed = []
    for number, text in enumerate(items, 1):
        if not text or text[-1] in ".;:!?" or marks.TASK_CLOSE in text:
            closed.append(text)
        elif number == len(items) or not (whole or text[0].islower()):
            closed.append(f"{text}.")
        else:
            closed.append(f"{text}; dan" if number == len(items) - 1 else f"{text};")
    return closed
