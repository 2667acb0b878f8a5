"""Tables that no map explains: what is said of them, and which recaps they may be meant to be."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.finding import Tingkat
from extract.headings import match_header, ratio
from extract.rekap_hasil import Hasil
from extract.rekap_peta import KolomPeta, Peta, load_maps, normal
from extract.rekap_tabel import TabelAsing

CUKUP_DEKAT = 60.0  # below this the first row is hardly a heading of that family
BANYAK_SEL = 200
TERBACA = 60  # letters of a heading that are worth repeating


def report_unknown(hasil: Hasil, asing: TabelAsing) -> None:
    """Report a table with figures that no map explains; signature blocks and the like are only noted."""
    rows = [b for b in asing.baris if len(b.isi) > 1]
    head = next(iter(rows), None)
    figures = sum(1 for b in rows for c in b.isi if any(ch.isdigit() for ch in c.text) and len(c.text) < 40)
    few = figures < 2 or (len(rows) < 2 and figures < 4)
    if head is None or few or "nip" in normal(" ".join(b.teks for b in rows)).split():
        for row in asing.baris:
            hasil.lewat(row, "bukan tabel data")
        return
    words = [" ".join(c.text.split()) for c in head.isi]
    said = ", ".join(repr(w if len(w) <= TERBACA else w[: TERBACA - 1] + "…") for w in words[:8])
    cells = [c.text for b in rows[1:] for c in b.isi]
    hasil.penjelasan.extend(explain_unknown(words, head.locator, cells))
    hasil.find(
        "TABEL-TAK-DIKENAL", Tingkat.PERINGATAN, head.locator,
        f"tabel dengan judul kolom {said} ({len(rows)} baris) tidak dikenali dan tidak dibaca. "
        f"{_advice(words, cells)} Bila ini data dukung suatu indikator, tulis 'Indikator: ' dan nama indikatornya "
        "di atas tabel. Bila bukan keduanya, biarkan.",
    )  # fmt: skip


def _advice(words: list[str], cells: list[str]) -> str:
    """Return what a person can do: which headings to write, where they come near to those of a recap."""
    near = [peta for peta, score in nearest_maps(words, cells) if score >= CUKUP_DEKAT]
    if not near:
        return "Baris judulnya tidak ada atau tidak terbaca; lihat 'lkjip kenali --jelaskan' (docs/EKSTRAKSI.md)."
    other = f" Mirip juga: {', '.join(p.nama for p in near[1:])}." if near[1:] else ""
    return (
        f"Bila ini rekap '{near[0].nama}', ubah judul kolomnya di berkas menjadi {wanted(near[0])}, atau minta "
        f"pengelola program menambahkan judul itu di extract/maps (docs/EKSTRAKSI.md).{other}"
    )


def explain_unknown(words: list[str], place: str, cells: list[str]) -> list[str]:
    """Return, heading by heading, what the nearest family lacks in a table no map knows."""
    peta = nearest_maps(words, cells)[0][0]
    loose = replace(peta, wajib=(), perlu_judul=False)
    found = match_header({i: (word,) for i, word in enumerate(words)}, loose, ("", ""))
    lines = [f"tabel tak dikenal di {place}; peta terdekat {peta.nama} (extract/maps/{peta.jenis}.yml)"]
    names = {k.nama for k in found.kolom} if found is not None else set()
    for kolom in found.kolom if found is not None else ():
        if kolom.nama:
            lines.append(f"  judul '{kolom.judul}' -> {kolom.nama} (kecocokan {kolom.skor:.0f})")
        elif not kolom.diabaikan:
            lines.append(f"  judul '{kolom.judul}' TIDAK DIKENAL; terdekat: {', '.join(kolom.calon)}")
    missing = [" atau ".join(group) for group in peta.wajib if names.isdisjoint(group)]
    if missing:
        lines.append(f"  kolom wajib yang belum ada: {'; '.join(missing)}")
    if peta.perlu_judul:
        lines.append(f"  judul tabelnya juga harus memuat: {' / '.join(peta.judul)}")
    return lines


def nearest_maps(words: list[str], cells: list[str]) -> list[tuple[Peta, float]]:
    """Return the three families nearest by headings and content; how near the headings they ask for are (0-100)."""
    plain = [normal(word) for word in words]
    texts = {normal(cell) for cell in cells[:BANYAK_SEL]}
    scored = []
    for peta in load_maps():
        best = {name: max(_likeness(word, k) for word in plain) for name, k in peta.kolom.items()}
        needed = _mean([max(best[name] for name in group) for group in peta.wajib])
        own = [max(_likeness(word, k) for k in peta.kolom.values()) for word in plain]
        known = sum(score == 100 for score in own)
        spoken = any(re.search(p, text) for group in peta.isi.values() for p in group for text in texts)
        scored.append((30 * known + 60 * spoken + needed + _mean(own), needed, peta))
    scored.sort(key=lambda item: (-round(item[0]), item[2].jenis))
    return [(peta, score) for _, score, peta in scored[:3]]


def _mean(values: list[float]) -> float:
    return sum(values) / max(len(values), 1)


def _likeness(word: str, kolom: KolomPeta) -> float:
    return max((ratio(word, normal(s)) for s in (*kolom.sinonim, *kolom.sinonim_lemah)), default=0.0)


def wanted(peta: Peta) -> str:
    """Return the headings a family cannot do without, each in the words known best."""
    names = [
        next((peta.kolom[n].sinonim[0] for n in group if peta.kolom[n].sinonim), group[0]) for group in peta.wajib
    ]
    title = f" di bawah judul tabel '{peta.judul[0]}'" if peta.perlu_judul and peta.judul else ""
    return ", ".join(f"'{name}'" for name in dict.fromkeys(names)) + title
