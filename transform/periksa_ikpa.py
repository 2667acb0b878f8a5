"""Rules on budget performance: IKPA, SMART and NKA, their arithmetic, weights and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extract.laporan_angka import Nilai
from extract.laporan_model import potong, rapat
from extract.laporan_paham import Pemahaman
from extract.laporan_tabel import IKPA_KOLOM, SMART_KOLOM, TabelPaham
from transform.periksa_dasar import Derajat, Temuan, aturan, tulis

NAMA = {
    "cro": "capaian RO (keluaran)", "penyerapan": "penyerapan anggaran", "konsistensi": "konsistensi", "efisiensi": "efisiensi",  # noqa: E501
    "nilai_efisiensi": "efisiensi", "revisi_dipa": "revisi DIPA", "deviasi_hal3": "deviasi halaman III DIPA",
    "kontraktual": "belanja kontraktual", "tagihan": "penyelesaian tagihan", "up_tup": "pengelolaan UP dan TUP",
    "dispensasi_spm": "dispensasi SPM", "capaian_output": "capaian output",
}  # fmt: skip
ASPEK = {"perencanaan": ("revisi_dipa", "deviasi_hal3"),
         "pelaksanaan": ("penyerapan", "kontraktual", "tagihan", "up_tup", "dispensasi_spm"), "hasil": ("capaian_output",)}  # fmt: skip  # noqa: E501


@cache
def weights(name: str, year: int | None) -> dict[str, Any] | None:
    """Return the weights in force in a year, None where none are known."""
    text = (Path(__file__).parent / "aturan_periksa.yml").read_text(encoding="utf-8")
    for item in yaml.safe_load(text)[name]:
        if year is not None and item["dari"] <= year <= item["sampai"]:
            return {k: (Decimal(v) if k not in ("dari", "sampai", "dasar") else v) for k, v in item.items()}
    return None


def _columns(table: TabelPaham, patterns: tuple[tuple[str, str], ...]) -> dict[str, int]:
    out: dict[str, int] = {}
    for c, kolom in enumerate(table.kolom):
        last = kolom.label.split("|")[-1]
        for text in (last, kolom.label):
            name = next((n for n, p in patterns if re.search(p, text) and n not in out), None)
            if name:
                out[name] = c
                break
    return out


def _kinds(table: TabelPaham) -> dict[str, list[int]]:
    """Return the rows of each kind (nilai, bobot, nilai_akhir, aspek) of an IKPA table."""
    out: dict[str, list[int]] = {}
    for r in table.data():
        texts = [re.sub(r"[^a-z]", "", c.teks.lower()) for c in table.tabel.kisi[r]]
        for key, pattern in (
            ("aspek", r"nilaia[sp]\w*e[kck]$"),
            ("nilai_akhir", r"nilaiakhir$"),
            ("bobot", r"bobot$"),
            ("nilai", r"nilai$"),
        ):
            if any(re.fullmatch(pattern, t) for t in texts):
                out.setdefault(key, []).append(r)
                break
    return out


@aturan("IKPA/SMART", IKPA_AKHIR="Nilai akhir IKPA tidak sama dengan hitungannya", IKPA_BARIS="Nilai akhir indikator IKPA keliru",  # noqa: E501
        IKPA_ASPEK="Nilai aspek IKPA keliru", IKPA_TOTAL="Nilai total IKPA keliru", IKPA_BOBOT="Bobot IKPA keliru")  # fmt: skip  # noqa: E501
def check_ikpa(paham: Pemahaman) -> Iterator[Temuan]:
    """Nilai akhir_i = nilai x bobot / 100; total = their sum; akhir = total / konversi bobot; aspek = mean (PER DJPb)."""  # noqa: E501
    for table in paham.tabel:
        if table.jenis != "ikpa":
            yield from _upright(table)
            continue
        columns = _columns(table, IKPA_KOLOM)
        kinds = _kinds(table)
        if {"nilai", "bobot", "nilai_akhir"} <= set(kinds):
            for nilai, bobot, akhir in zip(kinds["nilai"], kinds["bobot"], kinds["nilai_akhir"], strict=False):
                aspek = next((r for r in kinds.get("aspek", []) if r > akhir), None)
                yield from _block(table, columns, nilai, bobot, akhir, aspek)
        elif not kinds.get("bobot"):
            yield from _flat(paham, table, columns)


def _upright(table: TabelPaham) -> Iterator[Temuan]:
    """Check an IKPA table that prints one indicator a row: nilai x bobot / 100 = nilai akhir."""
    heads = {k.label.split("|")[-1]: i for i, k in enumerate(table.kolom)}
    n, b, a = (heads.get(name) for name in ("nilai", "bobot", "nilaiakhir"))
    if n is None or b is None or a is None:
        return
    for r in table.data():
        value, weight, end = table.nilai(r, n), table.nilai(r, b), table.nilai(r, a)
        if (
            value is None
            or weight is None
            or end is None
            or re.match(r"\s*(jumlah|total|nilai\s+akhir)", table.tabel.teks(r, 0), re.I)
        ):
            continue
        low, high = value.bawah * weight.nilai / 100, value.atas * weight.nilai / 100
        if not end.memuat(low, high):
            yield _finding(
                "IKPA-BARIS",
                table,
                r,
                a,
                end,
                value.nilai * weight.nilai / 100,
                f"Nilai akhir: {value.teks} × {weight.teks}",
            )


def _finding(code: str, table: TabelPaham, r: int, c: int, printed: Nilai, should: Decimal, why: str) -> Temuan:
    near = abs(printed.nilai - should) <= printed.ulp
    level = Derajat.MUNGKIN if near or table.tabel.ocr else Derajat.PASTI
    return Temuan(
        code, level, f"{why} = {tulis(should)}, tercetak {printed.teks}." + (" Selisihnya satu angka terakhir." if near else ""),  # noqa: E501
        (table.tempat(r, c),), printed.teks, tulis(should), "", (table.tabel.nomor, r, c),
    )  # fmt: skip


def _block(
    table: TabelPaham, columns: dict[str, int], nilai: int, bobot: int, akhir: int, aspek: int | None
) -> Iterator[Temuan]:
    short = _short_weights(table, columns, nilai, bobot)
    if short is not None:
        yield short
        return
    ends: list[tuple[Decimal, Decimal]] = []
    used = Decimal(0)
    present: dict[str, Nilai] = {}
    complete = True
    for name in (n for n, _ in IKPA_KOLOM[:8]):
        c = columns.get(name)
        if c is None:
            complete = False
            continue
        n, b, a = (table.nilai(r, c) for r in (nilai, bobot, akhir))
        if n is None or b is None:
            continue
        if n.nilai or (a and a.nilai):
            used += b.nilai
            present[name] = n
        low, high = n.bawah * b.nilai / 100, n.atas * b.nilai / 100
        if n.nilai in (0, 100):
            low = high = n.nilai * b.nilai / 100
        if a is not None:
            ends.append((a.nilai - a.ulp / 2, a.nilai + a.ulp / 2))
            if not a.memuat(low, high):
                yield _finding("IKPA-BARIS", table, akhir, c, a, n.nilai * b.nilai / 100,
                               f"Nilai akhir {NAMA[name]}: {n.teks} × {b.teks}%")  # fmt: skip
        else:
            ends.append((low, high))
    yield from _totals(table, columns, nilai, ends, used, complete)
    if aspek is not None:
        yield from _aspects(table, columns, aspek, present)


def _short_weights(table: TabelPaham, columns: dict[str, int], nilai: int, bobot: int) -> Temuan | None:
    """Return the finding that the row of weights has lost a value, so that the rest stand in wrong columns."""
    names = [n for n, _ in IKPA_KOLOM[:8] if n in columns]
    have = [n for n in names if table.nilai(nilai, columns[n]) is not None]
    given = [v for n in names if (v := table.nilai(bobot, columns[n])) is not None]
    if len(names) < 8 or len(have) < 8 or len(given) >= len(have) or not given:
        return None
    total = sum((v.nilai for v in given), Decimal(0))
    missing = ", ".join(NAMA[n] for n in names if table.nilai(bobot, columns[n]) is None)
    return Temuan(
        "IKPA-BOBOT", Derajat.MUNGKIN if table.tabel.ocr else Derajat.PASTI,
        f"Baris bobot IKPA hanya memuat {len(given)} dari {len(have)} bobot (kosong: {missing}) dan berjumlah {tulis(total, 0)}, bukan 100; "  # noqa: E501
        "bobot di sebelahnya tampaknya bergeser kolom. Isi ulang baris bobot.",
        (table.tempat(bobot, columns[names[-1]]),), " · ".join(v.teks for v in given), "jumlah 100", "", (table.tabel.nomor, bobot),  # noqa: E501
    )  # fmt: skip


def _totals(
    table: TabelPaham,
    columns: dict[str, int],
    r: int,
    ends: list[tuple[Decimal, Decimal]],
    used: Decimal,
    complete: bool,
) -> Iterator[Temuan]:
    low, high = sum((e[0] for e in ends), Decimal(0)), sum((e[1] for e in ends), Decimal(0))
    c = columns.get("nilai_total")
    total = table.nilai(r, c)
    if complete and total is not None and c is not None and not total.memuat(low, high):
        yield _finding("IKPA-TOTAL", table, r, c, total, (low + high) / 2, "Jumlah nilai akhir semua indikator")
    k = columns.get("konversi_bobot")
    conversion = table.nilai(r, k)
    share = conversion.nilai if conversion else Decimal(100)
    if complete and conversion is not None and k is not None and used and conversion.nilai != used:
        yield _finding("IKPA-BOBOT", table, r, k, conversion, used, "Jumlah bobot indikator yang mempunyai data")
    f = columns.get("nilai_akhir")
    final = table.nilai(r, f)
    if final is not None and f is not None and total is not None and share:
        should = total.nilai / share * 100
        margin = total.ulp / share * 50
        if not final.memuat(should - margin, should + margin):
            yield _finding(
                "IKPA-AKHIR",
                table,
                r,
                f,
                final,
                should,
                f"Nilai total {total.teks} / konversi bobot {tulis(share, 0)}%",
            )


def _aspects(table: TabelPaham, columns: dict[str, int], r: int, present: dict[str, Nilai]) -> Iterator[Temuan]:
    for aspect, names in ASPEK.items():
        values = [present[n] for n in names if n in present]
        c = next((columns[n] for n in names if n in columns), None)
        if not values or c is None:
            continue
        printed = next((v for n in names if n in columns and (v := table.nilai(r, columns[n]))), None)
        if printed is None:
            continue
        mean = sum((v.nilai for v in values), Decimal(0)) / len(values)
        margin = sum((v.ulp / 2 for v in values if v.nilai != 100), Decimal(0)) / len(values)
        if not printed.memuat(mean - margin, mean + margin):
            yield _finding(
                "IKPA-ASPEK",
                table,
                r,
                c,
                printed,
                mean,
                f"Nilai aspek {aspect}: rata-rata {', '.join(v.teks for v in values)}",
            )


def _flat(paham: Pemahaman, table: TabelPaham, columns: dict[str, int]) -> Iterator[Temuan]:
    """Check rows that print only the values per satker and the end value, with the year's weights."""
    law = weights("ikpa", paham.tahun)
    f = columns.get("nilai_akhir") or columns.get("nilai_total")
    if law is None or f is None or not all(n in columns for n in law if n not in ("dari", "sampai", "dasar")):
        return
    rows = []
    for r in table.data():
        if re.match(r"rata|jumlah|total", "".join(c.teks for c in table.tabel.kisi[r][:2]).replace(" ", ""), re.I):
            continue
        values = {n: table.nilai(r, c) for n, c in columns.items() if n in law}
        final = table.nilai(r, f)
        if final is None or any(v is None or v.nilai > 100 for v in values.values()):
            continue
        use = {n: v for n, v in values.items() if v is not None and v.nilai}
        base = sum((law[n] for n in use), Decimal(0))
        if base:
            should = sum((v.nilai * law[n] for n, v in use.items()), Decimal(0)) / base
            rows.append((r, final, should))
    good = sum(1 for _, final, should in rows if abs(final.nilai - should) <= Decimal("0.02"))
    if good * 2 < len(rows):
        return  # this table follows other weights
    for r, final, should in rows:
        if abs(final.nilai - should) > Decimal("0.02"):
            yield _finding(
                "IKPA-AKHIR", table, r, f, final, should, f"Nilai akhir IKPA menurut bobot {law['dasar']}"
            )


@aturan("IKPA/SMART", SMART_NILAI="Nilai SMART tidak sama dengan hitungannya", SMART_NE="Nilai efisiensi keliru")
def check_smart(paham: Pemahaman) -> Iterator[Temuan]:
    """SMART to TA 2023: 43,5 % CRO + 28,6 % NE + 18,2 % konsistensi + 9,7 % penyerapan; NE = 50 + E/20 x 50 (PMK 214/2017)."""  # noqa: E501
    law = weights("smart", paham.tahun)
    if law is None:
        return
    for table in paham.tabel:
        if table.jenis != "smart":
            continue
        columns = _columns(table, SMART_KOLOM)
        for r in table.data():
            v = {n: table.nilai(r, c) for n, c in columns.items()}
            e, ne = v.get("efisiensi"), v.get("nilai_efisiensi")
            wrong_ne = False
            if e is not None and ne is not None and e is not ne:
                bounded = min(max(e.nilai, Decimal(-20)), Decimal(20))
                should = 50 + bounded / 20 * 50
                if abs(ne.nilai - should) > Decimal("0.05"):
                    wrong_ne = True
                    yield _finding(
                        "SMART-NE",
                        table,
                        r,
                        columns["nilai_efisiensi"],
                        ne,
                        should,
                        f"Nilai efisiensi 50 + {e.teks}/20 × 50",
                    )
            parts = {n: v.get(n) for n in ("cro", "nilai_efisiensi", "konsistensi", "penyerapan")}
            final = v.get("nilai")
            if final is None or wrong_ne or any(x is None for x in parts.values()):
                continue
            total = sum((x.nilai * law[n] / 100 for n, x in parts.items() if x is not None), Decimal(0))
            if abs(final.nilai - total) > Decimal("0.02"):
                yield _finding(
                    "SMART-NILAI",
                    table,
                    r,
                    columns["nilai"],
                    final,
                    total,
                    f"Nilai SMART “{potong(table.tabel.teks(r, 1), 40)}”",
                )


@aturan(
    "IKPA/SMART",
    SMART_BOBOT="Bobot SMART tertukar",
    IKPA_KUTIP="Bobot IKPA di kalimat keliru",
    IKPA_SERATUS="Bobot tidak berjumlah 100%",
)
def check_quoted_weights(paham: Pemahaman) -> Iterator[Temuan]:
    """Weights quoted in prose follow the rule of the year (or the report's own table) and add up to 100 %."""
    runs: dict[str, list[tuple[str, Nilai, object]]] = {"smart": [], "ikpa": []}
    smart = {"cro", "konsistensi", "efisiensi"}
    ikpa = {n for n, _ in IKPA_KOLOM[:8]} - {"penyerapan", "capaian_output"}
    last = ""
    for claim in paham.klaim:
        if claim.jenis != "bobot":
            continue
        names = claim.kata["komponen"].split("|")
        name = (
            "konsistensi" if "konsistensi" in names else "capaian_output" if "capaian_output" in names else names[0]
        )
        kind = "smart" if name in smart else "ikpa" if name in ikpa or name == "capaian_output" else last
        last = kind or last
        if kind:
            place = replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 60)}”")
            runs[kind].append((name, claim.angka["nilai"], place))
    yield from _wrong_weights(paham, runs["smart"], "smart", _smart_law(paham))
    yield from _wrong_weights(paham, runs["ikpa"], "ikpa", _ikpa_law(paham))


def _smart_law(paham: Pemahaman) -> tuple[dict[str, Decimal], str, bool]:
    law = weights("smart", paham.tahun) or {}
    out = {
        ("efisiensi" if k == "nilai_efisiensi" else k): v
        for k, v in law.items()
        if k not in ("dari", "sampai", "dasar")
    }
    return out, str(law.get("dasar", "")), False


def _ikpa_law(paham: Pemahaman) -> tuple[dict[str, Decimal], str, bool]:
    for table in paham.tabel:
        if table.jenis == "ikpa" and (rows := _kinds(table).get("bobot")):
            columns = _columns(table, IKPA_KOLOM)
            if len([c for n, c in columns.items() if n in NAMA and table.nilai(rows[0], c)]) < 8:
                continue
            found = {
                n: v.nilai for n, c in columns.items() if n in NAMA and (v := table.nilai(rows[0], c)) and v.nilai
            }
            if len(found) >= 4:
                return found, table.tabel.label, True
    law = weights("ikpa", paham.tahun) or {}
    return (
        {k: v for k, v in law.items() if k not in ("dari", "sampai", "dasar")},
        str(law.get("dasar", "")),
        False,
    )


def _wrong_weights(
    paham: Pemahaman,
    quoted: list[tuple[str, Nilai, Any]],
    kind: str,
    source: tuple[dict[str, Decimal], str, bool],
) -> Iterator[Temuan]:
    law, ground, own = source
    wrong = [(n, v, p) for n, v, p in quoted if n in law and law[n] != v.nilai]
    code = "SMART-BOBOT" if kind == "smart" else "IKPA-KUTIP"
    if wrong:
        text = "; ".join(f"{NAMA.get(n, n)} {v.teks} (semestinya {tulis(law[n], 1)}%)" for n, v, _ in wrong)
        yield Temuan(
            code, Derajat.PASTI if own else Derajat.MUNGKIN,
            f"Bobot {kind.upper()} di kalimat berbeda dari {'tabelnya sendiri, ' if own else ''}{ground}: {text}.",
            tuple(p for _, _, p in wrong), "; ".join(v.teks for _, v, _ in wrong), "; ".join(f"{tulis(law[n], 1)}%" for n, _, _ in wrong),  # noqa: E501
            "", (kind,),
        )  # fmt: skip
    total = sum((v.nilai for _, v, _ in quoted), Decimal(0))
    names = {n for n, _, _ in quoted}
    if len(quoted) == len(names) and len(quoted) >= (4 if kind == "smart" else 7) and total != 100:
        yield Temuan(
            "IKPA-SERATUS", Derajat.PASTI, f"Bobot {kind.upper()} yang disebut berjumlah {tulis(total, 1)}%, bukan 100%.",  # noqa: E501
            tuple(p for _, _, p in quoted), f"{tulis(total, 1)}%", "100%", "", (kind,),
        )  # fmt: skip


@aturan(
    "IKPA/SMART",
    NKA_RUMUS="Nilai Kinerja Anggaran tidak sama dengan gabungannya",
    NKA_BEDA="Nilai yang sama tercetak berbeda",
)
def check_nka(paham: Pemahaman) -> Iterator[Temuan]:
    """NKA to TA 2023 = 60 % SMART + 40 % IKPA (PMK 22/2021); each value is printed alike everywhere."""
    values: dict[str, list[tuple[Nilai, Any, str]]] = {}
    for claim in paham.klaim:
        if claim.jenis == "nilai" and (not claim.tahun or paham.tahun in claim.tahun):
            place = replace(claim.tempat, uraian=f"kalimat “{potong(claim.teks, 70)}”")
            values.setdefault(claim.kata["apa"], []).append((claim.angka["nilai"], place, claim.teks))
    for table in paham.tabel:
        if table.jenis == "ikpa" and (rows := _kinds(table).get("nilai")) and len(rows) == 1:
            c = _columns(table, IKPA_KOLOM).get("nilai_akhir")
            value = table.nilai(rows[0], c)
            if value is not None and c is not None:
                values.setdefault("ikpa", []).append((value, table.tempat(rows[0], c), ""))
    for kind, found in values.items():
        first = found[0]
        other = next((f for f in found[1:] if not f[0].sama(first[0])), None)
        if other:
            same = not first[2] or not other[2] or rapat(first[2])[:25] == rapat(other[2])[:25]
            yield Temuan(
                "NKA-BEDA", Derajat.PASTI if same else Derajat.MUNGKIN,
                f"Nilai {kind.upper()} tercetak {first[0].teks} dan {other[0].teks}. Samakan, atau sebutkan satker dan tanggalnya.",  # noqa: E501
                tuple(f[1] for f in found), other[0].teks, first[0].teks, "", (kind,),
            )  # fmt: skip
    if all(k in values for k in ("nka", "smart", "ikpa")) and (law := weights("nka", paham.tahun)):
        nka, smart, ikpa = (values[k][0] for k in ("nka", "smart", "ikpa"))
        should = (smart[0].nilai * law["smart"] + ikpa[0].nilai * law["ikpa"]) / 100
        if abs(nka[0].nilai - should) > Decimal("0.02"):
            yield Temuan(
                "NKA-RUMUS", Derajat.PASTI,
                f"NKA tercetak {nka[0].teks}, padahal 60% × SMART {smart[0].teks} + 40% × IKPA {ikpa[0].teks} = {tulis(should)}.",  # noqa: E501
                (nka[1], smart[1], ikpa[1]), nka[0].teks, tulis(should), "", ("nka",),
            )  # fmt: skip
