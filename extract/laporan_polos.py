"""Tables without vertical rules: columns from the white space between words, rows from rules or anchors."""

from __future__ import annotations

import re

from msgspec import Struct

from extract.laporan_kisi import Garis, Kisi, KisiSel
from extract.laporan_teks import GarisKata

KEPALA = re.compile(
    r"\b(target|realisasi|capaian|pagu|sisa|indikator|sasaran|jumlah|anggaran|uraian|bobot|nilai|satker|"
    r"jenis belanja|laki|perempuan|kinerja|program|20\d\d)\b",
    re.I,
)
ANGKA = re.compile(r"^\(?[-–]?(rp\.?)?[\d.,]*\d[\d.,]*%?\)?,?-?$|^-$|^n/?a$", re.I)
KETERANGAN = re.compile(r"\s*(tabel|gambar|grafik|table)\s+(?:[\dIVX]|\.\d)", re.I)
CELAH = 6.0  # a gap at least this wide may be a column border


class Wilayah(Struct):
    """A stretch of lines that looks like a table, with row borders where rules give them."""

    garis: list[GarisKata]
    ys: list[float]


def segments(line: GarisKata) -> list[tuple[float, float]]:
    """Return the stretches of a line separated by wide gaps."""
    return _stretches(line, max(CELAH, 0.9 * line.tinggi))


def _stretches(line: GarisKata, gap: float) -> list[tuple[float, float]]:
    """Return the stretches of a line whose words stand less than `gap` apart."""
    out: list[list[float]] = []
    for word in line.kata:
        if out and word.x0 - out[-1][1] < gap:
            out[-1][1] = max(out[-1][1], word.x1)
        else:
            out.append([word.x0, word.x1])
    return [(a, b) for a, b in out]


def find_regions(lines: list[GarisKata], datar: list[Garis]) -> list[Wilayah]:
    """Return the stretches of lines with a header of table words and several numbers below it."""
    regions = _ruled_regions(lines, datar)
    taken = {id(g) for r in regions for g in r.garis}
    free = [g for g in lines if id(g) not in taken]
    i = 0
    while i < len(free):
        named = i > 0 and any(KETERANGAN.match(g.teks) for g in free[max(0, i - 2) : i])
        words = len({w.lower() for w in KEPALA.findall(free[i].teks)})
        if _heads(free[i], named) and words >= (1 if named else 2):
            end = _extend(free, i)
            many = sum(1 for g in free[i + 1 : end] if len(segments(g)) >= 2)
            least = 1 if named else 2
            if (
                end - i > least
                and many * (3 if named else 2) >= end - i - 1
                and _numbers(free[i + 1 : end]) >= least
            ):
                regions.append(Wilayah(free[i:end], []))
                i = end
                continue
        i += 1
    return regions


def _heads(line: GarisKata, named: bool = False) -> bool:
    """Whether a line is set like column titles: wide gaps, no running text (one gap under a caption)."""
    gaps = [b.x0 - a.x1 for a, b in zip(line.kata, line.kata[1:], strict=False)]
    wide = sum(1 for g in gaps if g >= max(12.0, 1.3 * line.tinggi))
    words = [k.teks.lower() for k in line.kata]
    running = sum(
        1
        for w in words
        if w in ("yang", "dan", "dari", "sebesar", "pada", "adalah", "dengan", "tahun", "telah", "ini")
    )
    return wide >= (1 if named else 2) and running <= 1 and not line.teks.rstrip().endswith((".", ",", ";"))


def _numbers(lines: list[GarisKata]) -> int:
    return sum(1 for g in lines if any(ANGKA.match(k.teks) for k in g.kata))


def _extend(lines: list[GarisKata], start: int) -> int:
    """Return the end of the run of table lines that begins at a header line."""
    right = max(g.x1 for g in lines)
    left = min(g.x0 for g in lines)
    end, head, widest = start + 1, lines[start], 0.0
    while end < len(lines):
        line, before = lines[end], lines[end - 1]
        gap = line.top - before.bottom
        if gap > 2.2 * line.tinggi:
            break
        single = len(segments(line)) == 1
        if (
            single
            and end > start + 1
            and gap > 1.5 * widest
            and (line.tinggi > 1.12 * head.tinggi or gap > 1.2 * head.tinggi)
        ):
            break
        widest = max(widest, gap)
        if single and (
            line.x1 - line.x0 > 0.72 * (right - left) or re.match(r"(tabel|gambar|grafik)\b", line.teks, re.I)
        ):
            break
        end += 1
    while (
        end > start + 1
        and len(segments(lines[end - 1])) == 1
        and not re.match(r"\s*(jumlah|total|rata)", lines[end - 1].teks, re.I)
        and lines[end - 1].x0 < left + 2
        and lines[end - 1].x1 - lines[end - 1].x0 > 0.5 * (right - left)
    ):
        end -= 1
    return end


def _ruled_regions(lines: list[GarisKata], datar: list[Garis]) -> list[Wilayah]:
    """Return regions framed by three or more horizontal rules of the same extent."""
    groups: dict[tuple[int, int], list[float]] = {}
    for y, x0, x1 in datar:
        for key in groups:
            if abs(key[0] - x0) < 6 and abs(key[1] - x1) < 6:
                groups[key].append(y)
                break
        else:
            groups[(round(x0), round(x1))] = [y]
    out: list[Wilayah] = []
    for (x0, x1), found in groups.items():
        if x1 - x0 < 150:
            continue
        every = [g for g in lines if g.x0 >= x0 - 4 and g.x1 <= x1 + 4]
        for ys in _apart(sorted(set(round(y, 1) for y in found)), lines):
            inside = [g for g in every if ys[0] - 1 <= g.cy <= ys[-1] + 1]
            many = sum(1 for g in inside if len(segments(g)) >= 2)
            words = len(KEPALA.findall(" ".join(g.teks for g in inside[:4])))
            if len(ys) >= 3 and len(inside) >= 2 and many * 2 >= len(inside) and words >= 2:
                out.append(Wilayah(inside, ys))
    return out


def _apart(ys: list[float], lines: list[GarisKata]) -> list[list[float]]:
    """Split the rules of one extent where running text or a caption stands between two of them."""
    out = [ys[:1]]
    for y0, y1 in zip(ys, ys[1:], strict=False):
        inside = [g for g in lines if y0 < g.cy < y1]
        prose = len(inside) >= 2 and all(len(segments(g)) == 1 for g in inside)
        if prose or any(KETERANGAN.match(g.teks) for g in inside):
            out.append([])
        out[-1].append(y1)
    return out


def build_plain(region: Wilayah) -> Kisi | None:
    """Return the grid of a region: columns by white space, rows by rules or by anchors."""
    xs = _columns(region)
    if len(xs) < 3:
        return None
    ys = region.ys if len(region.ys) >= 3 else _rows(region, xs)
    if len(region.ys) >= 3 and _crowded(region, xs):
        ys = _rows(region, xs)
    rows, cols = len(ys) - 1, len(xs) - 1
    sel = [
        KisiSel(r, r + 1, c, c + 1, (xs[c], ys[r], xs[c + 1], ys[r + 1])) for r in range(rows) for c in range(cols)
    ]
    peta = [[r * cols + c for c in range(cols)] for r in range(rows)]
    return Kisi(xs, ys, sel, peta)


def _crowded(region: Wilayah, xs: list[float]) -> bool:
    """Whether bands between rules hold many rows (rules only around header and total)."""
    for y0, y1 in zip(region.ys, region.ys[1:], strict=False):
        inside = [g for g in region.garis if y0 <= g.cy < y1]
        if sum(1 for g in inside if _is_anchor(g, xs)) > 1:
            return True
    return False


def _columns(region: Wilayah) -> list[float]:
    """Return column borders: vertical strips that (nearly) no line of the region crosses."""
    left, right = min(g.x0 for g in region.garis), max(g.x1 for g in region.garis)
    width = int(right - left) + 2
    cover = [0] * width
    many = [g for g in region.garis if len(segments(g)) >= 2]
    for line in many:
        for word in _spread(line):
            for x in range(max(0, int(word[0] - left)), min(width, int(word[1] - left) + 1)):
                cover[x] += 1
    allowed = 0 if len(many) < 12 else len(many) // 12
    borders, start = [left - 2], -1
    for x in range(width):
        if cover[x] <= allowed:
            start = x if start < 0 else start
        else:
            if start > 0 and x - start >= 4:
                borders.append(left + (start + x) / 2)
            start = -1
    return [*borders, right + 2]


def _spread(line: GarisKata) -> list[tuple[float, float]]:
    """Return the stretches of a line with ordinary word spaces closed."""
    return _stretches(line, 0.45 * line.tinggi)


def _is_anchor(line: GarisKata, xs: list[float]) -> bool:
    """Whether a line carries numbers in a column other than the first."""
    return any(
        ANGKA.match(k.teks) and k.cx > xs[1] and any(c.isdigit() or c == "-" for c in k.teks) for k in line.kata
    )


def _rows(region: Wilayah, xs: list[float]) -> list[float]:
    """Return row borders: one row per line with numbers, other lines going to the nearest of them."""
    lines = region.garis
    anchors = [i for i, g in enumerate(lines) if _is_anchor(g, xs) and not _is_header(g)]
    if not anchors:
        return [lines[0].top - 1, lines[-1].bottom + 1]
    owner: list[int] = []
    first = anchors[0]
    for i, line in enumerate(lines):
        if i < first and (_is_header(line) or not _starts_row(line)) and lines[first].top - line.bottom > -1:
            near = first - i == 1 and not _is_header(line) and lines[first].cy - line.cy < 1.35 * line.tinggi
            owner.append(first if near else -1)
            continue
        owner.append(min(anchors, key=lambda a: abs(lines[a].cy - line.cy) + (0.4 * line.tinggi if a > i else 0)))
    ys = [lines[0].top - 1]
    for i in range(1, len(lines)):
        if owner[i] != owner[i - 1]:
            ys.append((lines[i - 1].bottom + lines[i].top) / 2)
    return [*ys, lines[-1].bottom + 1]


def _is_header(line: GarisKata) -> bool:
    words = [k.teks for k in line.kata]
    if _starts_row(line) and not all(re.fullmatch(r"\(?\d{1,2}\)?", w) for w in words):
        return False
    years = [w for w in words if re.fullmatch(r"20\d\d", w)]
    others = [w for w in words if ANGKA.match(w) and w not in years and not re.fullmatch(r"\(?\d\)?", w)]
    return not others and (len(years) >= 2 or len(KEPALA.findall(line.teks)) >= 1)


def _starts_row(line: GarisKata) -> bool:
    return bool(re.match(r"\d+[.)]?$", line.kata[0].teks))
