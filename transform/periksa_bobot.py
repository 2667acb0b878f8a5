"""Rules on weights of IKPA and SMART that sentences quote."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from extract.laporan_angka import Nilai
from extract.laporan_kepala import IKPA_KOLOM
from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import Derajat, Temuan, aturan, place_of, tulis
from transform.periksa_ikpa_tabel import NAMA, columns_of, row_kinds, weights


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
            place = place_of(claim, 60)
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
        if table.jenis == "ikpa" and (rows := row_kinds(table).get("bobot")):
            columns = columns_of(table, IKPA_KOLOM)
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
