"""Matching the same indicator across sources: by name where it is unique, by position otherwise.

A name that only resembles is accepted with a warning that shows both spellings and the score; what
stays ambiguous is not matched at all.
"""

from __future__ import annotations

from extract.finding import Tingkat
from transform.konteks import Konteks
from transform.laporan import KunciIndikator
from transform.normalize import Row, plain_name, similarity

ACCEPT_ANYWHERE = 90.0  # resemblance for a row at another position
ACCEPT_IN_PLACE = 75.0  # resemblance for the row at the same position
MARGIN = 3.0  # the best must be this much better than the second best


def name_of(row: Row) -> str:
    return row.text("indikator", "indikator_nama")


def plain_divisi(text: str) -> str:
    return plain_name(text).removeprefix("divisi ")


def _position(row: Row) -> tuple[int, int]:
    return row.integer("sasaran_no"), row.integer("indikator_no")


def _pool(kunci: KunciIndikator, rows: list[Row]) -> list[Row]:
    tingkat = kunci.tingkat.value
    level = [row for row in rows if row.kunci.get("tingkat", tingkat) == tingkat]
    if not kunci.divisi:
        return level
    wanted = plain_divisi(kunci.divisi)
    same = [row for row in level if plain_divisi(str(row.kunci.get("divisi", ""))) == wanted]
    return same or [row for row in level if not row.kunci.get("divisi")]


def find_row(k: Konteks, kunci: KunciIndikator, sasaran: str, nama: str, rows: list[Row]) -> Row | None:
    """Return the row about this indicator in another source, None where none or more than one fits."""
    pool = _pool(kunci, rows)
    spot = (kunci.sasaran_no, kunci.indikator_no)
    wanted = plain_name(nama)
    exact = [row for row in pool if plain_name(name_of(row)) == wanted]
    if len(exact) > 1:
        return _one_of(exact, spot, sasaran)
    if exact:
        return exact[0]
    unnamed = [row for row in pool if not name_of(row) and _position(row) == spot]
    if len(unnamed) == 1:
        return unnamed[0]
    return _similar(k, nama, spot, [row for row in pool if name_of(row)])


def _one_of(rows: list[Row], spot: tuple[int, int], sasaran: str) -> Row | None:
    in_place = [row for row in rows if _position(row) == spot]
    if len(in_place) == 1:
        return in_place[0]
    wanted = plain_name(sasaran)
    same_goal = [row for row in rows if plain_name(row.text("sasaran")) == wanted]
    return same_goal[0] if len(same_goal) == 1 else None


def _similar(k: Konteks, nama: str, spot: tuple[int, int], rows: list[Row]) -> Row | None:
    scored = sorted(((similarity(nama, name_of(row)), i, row) for i, row in enumerate(rows)), reverse=True)
    if not scored:
        return None
    score, _, best = scored[0]
    in_place = [item for item in scored if _position(item[2]) == spot]
    if in_place and in_place[0][0] >= ACCEPT_ANYWHERE:
        score, _, best = in_place[0]
        scored = in_place[:1]
    clear = len(scored) == 1 or score - scored[1][0] >= MARGIN
    enough = score >= (ACCEPT_IN_PLACE if _position(best) == spot else ACCEPT_ANYWHERE)
    if not (clear and enough):
        return None
    said = f"Indikator '{nama}' dicocokkan dengan '{name_of(best)}' pada {best.place.split(':')[0]}:"
    if any(f.kode == "NAMA-MIRIP" and f.pesan.startswith(said) for f in k.findings):
        return best  # once for all years of one source
    k.find(
        "NAMA-MIRIP",
        Tingkat.INFO if _position(best) == spot else Tingkat.PERINGATAN,
        f"Indikator '{nama}' dicocokkan dengan '{name_of(best)}' pada {best.place} karena namanya mirip "
        f"({score:.0f} dari 100). Samakan ejaannya, atau betulkan bila bukan indikator yang sama.",
        lokasi=(best.place,),
    )
    return best
