"""The scorecard of Bab III: the seven analyses Permenpan RB 53/2014 asks of every indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from extract.laporan_model import Paragraf, Tempat, potong
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import Derajat, Temuan, aturan

ANALISIS: tuple[tuple[str, str, str], ...] = (
    ("target", "target dan realisasi tahun ini", r"target\s+dan\s+realisasi|target\s*:|realisasi\s*:|hasil\s+\w*\s*yang\s+diperoleh"),  # noqa: E501
    ("lalu", "perbandingan dengan tahun sebelumnya", r"tahun[- ]+(?:tahun[- ]+)?sebelum|tahun\s+lalu|tahun\s+20\d\d\s+(?:dan|dengan)\s+(?:tahun\s+)?20\d\d|dibanding\w*\s+(?:dengan\s+)?tahun"),  # noqa: E501
    ("renstra", "perbandingan dengan target jangka menengah (Renstra)", r"jangka\s+menengah|renstra|rencana\s+strategis"),  # noqa: E501
    ("nasional", "perbandingan dengan standar nasional", r"standar\s+nasional|rata-rata\s+nasional"),
    ("sebab", "penyebab keberhasilan/kegagalan dan solusi", r"penyebab|kendala|hambatan|keberhasilan|kegagalan|disebabkan|dikarenakan|solusi|tindak\s+lanjut"),  # noqa: E501
    ("efisiensi", "efisiensi penggunaan sumber daya", r"efisiensi"),
    ("program", "program/kegiatan yang menunjang", r"program\s*/?\s*(?:dan\s+)?kegiatan\s+(?:yang\s+)?(?:men|pen)(?:unjang|dukung)|kegiatan\s+yang\s+(?:dilakukan\s+)?(?:untuk\s+)?(?:men(?:unjang|dukung))|menunjang\s+keberhasilan|mendukung\s+(?:pencapaian|capaian)|program\s+penunjang"),  # noqa: E501
)  # fmt: skip


class BarisRapor(Struct, frozen=True):
    """One indicator of the scorecard: which of the seven analyses its part has."""

    indikator: str
    tempat: Tempat | None
    ada: tuple[bool, ...]

    @property
    def jumlah(self) -> int:
        return sum(self.ada)


def scorecard(paham: Pemahaman) -> list[BarisRapor]:
    """Return one row per indicator measured in Bab III."""
    measured = {
        a.indikator
        for a in paham.angka
        if a.sumber == "capaian" and a.ukuran == "realisasi" and a.indikator is not None
    }
    texts: dict[int, list[str]] = {}
    tables: dict[int, set[str]] = {}
    for block in paham.dokumen.blok:
        item = paham.konteks.get(block.urut)
        if item is not None and isinstance(block, Paragraf):
            texts.setdefault(item, []).append(block.teks)
    for row in paham.baris:
        if row.indikator is not None and paham.konteks.get(row.paham.tabel.urut) == row.indikator:
            kinds = tables.setdefault(row.indikator, set())
            kinds.add(
                "renstra" if row.paham.jenis == "renstra" else "lalu" if row.tahun != paham.tahun else "target"
            )
    out = []
    efficiency = any(
        re.search(r"analis\w+\s+(?:atas\s+)?efisiensi|efisiensi\s+penggunaan\s+sumber\s+daya", p.teks, re.I) for p in paham.dokumen.paragraf()  # noqa: E501
    )  # fmt: skip
    for known in paham.register.semua:
        if known.id not in measured or known.tingkat not in ("kegiatan", ""):
            continue
        text = " ".join(texts.get(known.id, []))
        have = []
        for key, _, pattern in ANALISIS:
            found = bool(re.search(pattern, text, re.I)) or key in tables.get(known.id, set())
            if key == "efisiensi" and efficiency and text:
                found = True
            have.append(found)
        if not text and any(a.indikator == known.id and a.sumber == "capaian" for a in paham.angka):
            have[0] = True  # the capaian table compares target and realisasi
        out.append(BarisRapor(known.nama, known.sub_bab[0] if known.sub_bab else None, tuple(have)))
    return out


@aturan("analisis", ANALISIS_7="Analisis wajib Bab III tidak lengkap")
def check_analyses(paham: Pemahaman) -> Iterator[Temuan]:
    """Permenpan RB 53/2014 Lampiran II: seven analyses for every performance statement."""
    rows = scorecard(paham)
    for n, (key, label, _) in enumerate(ANALISIS):
        missing = [r for r in rows if not r.ada[n]]
        if missing:
            names = "; ".join(f"“{potong(r.indikator, 50)}”" for r in missing[:4]) + (
                f" dan {len(missing) - 4} lain" if len(missing) > 4 else ""
            )
            yield Temuan(
                "ANALISIS-7", Derajat.MUNGKIN, f"Analisis {label} tidak ditemukan untuk {len(missing)} dari {len(rows)} indikator: {names}.",  # noqa: E501
                tuple(r.tempat for r in missing if r.tempat)[:12], "", label, "", (key,),
            )  # fmt: skip
