"""Rules on counts of staff and of satker: what sentences say against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.laporan_pemahaman import Pemahaman
from transform.periksa_dasar import Derajat, Temuan, aturan, place_of, tulis
from transform.periksa_jumlah import group_rows


@aturan("jumlah", HIT_PEGAWAI="Jumlah pegawai tidak cocok", HIT_SATKER="Jumlah satker tidak cocok")
def check_staff(paham: Pemahaman) -> Iterator[Temuan]:
    """Staff and satker counted in prose are those of the tables."""
    totals: set[Decimal] = set()
    rows: dict[int, bool] = {}
    for table in paham.tabel:
        if table.jenis == "pegawai":
            for total, parts in group_rows(table):
                for c in range(len(table.kolom)):
                    value = table.nilai(total, c)
                    sums = [v.nilai for r in parts if (v := table.nilai(r, c))]
                    totals |= ({value.nilai} if value else set()) | ({sum(sums, Decimal(0))} if sums else set())
                both = [table.nilai(total, table.cari(p)) for p in ("laki", "perempuan")]
                if all(both):
                    totals.add(sum((v.nilai for v in both if v), Decimal(0)))
        head = " ".join(k.label for k in table.kolom)
        if re.search(r"satuankerja|satker|upt", head) and table.jenis in ("pegawai", "lain", "anggaran"):
            names = [r for r in table.data() if re.fullmatch(r"\d{1,3}\.?", table.tabel.teks(r, 0).strip())]
            texts = " ".join(c.teks for r in names for c in table.tabel.kisi[r]).lower()
            if len(names) >= 5:
                rows[len(names)] = rows.get(len(names), False) or "kantor wilayah" in texts
    yield from _staff_claims(paham, totals)
    for claim in paham.klaim:
        if claim.jenis != "jumlah" or claim.kata["benda"] != "satker" or not rows:
            continue
        n = int(claim.angka["nilai"].nilai)
        including = "termasuk" in claim.kata["sesudah"][:40]
        good = {k for k, with_head in rows.items() if with_head or not including}
        if n >= 5 and good and n not in good:
            shown = ", ".join(str(k) for k in sorted(good))
            yield Temuan(
                "HIT-SATKER", Derajat.MUNGKIN, f"Kalimat menyebut {n} {claim.kata['uraian']}{' termasuk Kantor Wilayah' if including else ''}, tabelnya memuat {shown}.",  # noqa: E501
                (place_of(claim),), str(n), shown, "", (n, including),
            )  # fmt: skip


def _staff_claims(paham: Pemahaman, totals: set[Decimal]) -> Iterator[Temuan]:
    claims = [
        c
        for c in paham.klaim
        if c.jenis == "jumlah" and c.kata["benda"] == "pegawai" and c.angka["nilai"].nilai >= 5
    ]
    current = [c for c in claims if re.search(r"terdapat|memiliki|didukung|kekuatan|sumber\s+daya|berjumlah|jumlah", c.teks, re.I)  # noqa: E501
               and not re.search(r"mengusul|usulan|penambahan|cpns|operasi|mengikuti|diklat", c.teks, re.I)]  # fmt: skip  # noqa: E501
    for claim in current:
        value = claim.angka["nilai"].nilai
        place = place_of(claim)
        if totals and value not in totals:
            near = sorted(totals, key=lambda t: abs(t - value))[0]
            yield Temuan(
                "HIT-PEGAWAI", Derajat.MUNGKIN, f"Kalimat menyebut {tulis(value, 0)} pegawai; jumlah di tabel pegawai yang terdekat {tulis(near, 0)}.",  # noqa: E501
                (place,), tulis(value, 0), tulis(near, 0), "", (value,),
            )  # fmt: skip
    if not totals:
        values = {c.angka["nilai"].nilai for c in current}
        if len(values) == 2 and len(current) <= 4:
            yield Temuan(
                "HIT-PEGAWAI", Derajat.MUNGKIN, f"Jumlah pegawai disebut berbeda: {' dan '.join(tulis(v, 0) for v in sorted(values))}.",  # noqa: E501
                tuple(place_of(c) for c in current), "", "", "", tuple(sorted(values)),
            )  # fmt: skip
