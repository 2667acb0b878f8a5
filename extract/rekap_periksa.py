"""Checks over all files of one folder: owner, year, doubles, missing recaps."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from extract.bacaan import FileReport
from extract.figure import Fact
from extract.finding import Finding, Tingkat
from extract.headings import load_kamus, normal
from extract.rekap_butir import TabelIndikator
from extract.rekap_hasil import Hasil, rekap_state, rekap_year
from extract.rekap_tabel import Rekap

WAJIB = {
    "profil": "profil satker", "perjanjian_kinerja": "Perjanjian Kinerja", "capaian": "capaian kinerja tahun "
    "laporan",
    "belanja": "realisasi belanja (OMSPAN)",
}  # fmt: skip
SEBAIKNYA = {
    "capaian_lalu": "capaian kinerja tahun sebelumnya", "renstra": "target Renstra",
    "belanja_lalu": "realisasi belanja tahun sebelumnya", "fa_detail": "FA "
    "Detail", "ikpa": "IKPA", "smart": "SMART",
    "pegawai": "rekap pegawai (SIMPEG)",
}  # fmt: skip
NAMA = frozenset({"indikator", "sasaran"})
BANYAK_TAHUN = frozenset({"renstra", "profil", "data_dukung"})


def check_year(hasil: Hasil, tables: list[Rekap], tahun: int) -> None:
    """Take out tables of a year that cannot serve this report, by name; say where a year is assumed."""
    for rekap in tables:
        year = rekap_year(rekap)
        if rekap.jenis in BANYAK_TAHUN or any(
            k.parameter and k.parameter.isdigit() and len(k.parameter) == 4 for k in rekap.kepala.kolom
        ):
            continue
        if year is None:
            _no_year(hasil, rekap, tahun)
        elif not _usable(rekap, year, tahun):
            _take_out(hasil, rekap)
            hasil.find("TAHUN-BEDA", Tingkat.PERINGATAN, rekap.locator,
                       f"tabel {rekap.kepala.peta.nama} bertahun {year}, laporan tahun {tahun}; tidak dipakai. "
                       f"Ganti "
                       "dengan rekap tahun laporan, atau jalankan dengan --tahun yang "
                       "benar.", str(year), str(tahun))  # fmt: skip


def _usable(rekap: Rekap, year: int, tahun: int) -> bool:
    if year == tahun:
        return True
    if rekap.jenis in ("capaian", "belanja", "satker_belanja"):
        return year < tahun
    if rekap.jenis in ("perjanjian_kinerja", "anggaran_pk"):
        return year == tahun + 1
    if rekap.jenis == "pegawai" and year == tahun + 1:
        state = rekap_state(rekap, tahun).tanggal
        return state is not None and state.month <= 2
    return False


def _no_year(hasil: Hasil, rekap: Rekap, tahun: int) -> None:
    if (
        rekap.jenis == "pegawai"
        and hasil.jenis == ["pegawai"]
        and any(f.tabel == "pegawai" and f.per_tanggal for f in hasil.facts)
    ):
        return  # the first sheet of the same recap carries the date
    hasil.find("TAHUN-TAK-TERCETAK", Tingkat.INFO, rekap.locator,
               f"tabel {rekap.kepala.peta.nama} tidak mencantumkan tahun; dianggap tahun {tahun}.")  # fmt: skip


def _take_out(hasil: Hasil, rekap: Rekap) -> None:
    places = {c.locator for b in rekap.baris for c in b.sel.values()}
    hasil.facts = [f for f in hasil.facts if f.source.locator not in places]
    hasil.indikator = [t for t in hasil.indikator if not (isinstance(t, TabelIndikator) and t.rekap is rekap)]


def place_words(name: str) -> tuple[str, frozenset[str]]:
    """Return the words that tell one satker from another of its kind, and the kind's words."""
    kamus = load_kamus()
    words = [kamus.singkatan.get(w, w) for w in normal(name).split()]
    text = " ".join(words)
    kinds = {w for start in kamus.satker_awalan for w in kamus.singkatan.get(normal(start), normal(start)).split()}
    plain = {
        "kelas", "i", "ii", "iii", "iia", "iib", "a", "b", "tpi", "non", "kementerian", "hukum", "dan", "hak",
        "asasi", "manusia", "provinsi", "kota", "kabupaten", "republik", "indonesia", "di", "kepulauan", "satker",
    }  # fmt: skip
    tokens = text.split()
    return "".join(t for t in tokens if t not in kinds and t not in plain), frozenset(
        t for t in tokens if t in kinds
    )


def same_satker(left: str, right: str) -> bool:
    """Tell whether two names can be the same satker; spelling slips and extra words pass."""
    (a, kind_a), (b, kind_b) = place_words(left), place_words(right)
    if not a or not b:
        return True
    if kind_a and kind_b and not (kind_a & kind_b):
        return False
    fields = [kind & {"pemasyarakatan", "imigrasi"} for kind in (kind_a, kind_b)]
    if all(_is_kanwil(name) for name in (left, right)) and all(fields) and not (fields[0] & fields[1]):
        return False  # since 2025 a province has two
    if a in b or b in a:
        return True
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(a, b) >= 80 or fuzz.partial_ratio(a, b) >= 90)


def _is_kanwil(name: str) -> bool:
    return normal(name).startswith(("kantor wilayah", "kanwil"))


def check_owner(results: list[tuple[FileReport, Hasil]]) -> None:
    """Compare each file's satker with the profile; files of another satker are not used."""
    profil = {f.kolom: f for _, h in results for f in h.facts if f.tabel == "profil"}
    name = str(profil["nama"].nilai) if "nama" in profil else ""
    code = str(profil["kode_satker"].nilai) if "kode_satker" in profil else ""
    if not name and not code:
        return
    for report, hasil in results:
        if "profil" in hasil.jenis or (report.satker is None and report.kode_satker is None):
            continue
        other, number = report.satker or "", report.kode_satker or ""
        if name and other and _is_kanwil(other) and not _is_kanwil(name):
            other = ""  # only the letterhead's kanwil is named
        same_name = not (name and other) or same_satker(name, other)
        same_code = not (code and number) or code == number
        if same_name and same_code:
            continue
        what = f"{other or '(tanpa nama)'} {number}".strip()
        mine = f"{name} {code}".strip()
        if same_code and number:
            hasil.find("SATKER-NAMA-BEDA", Tingkat.PERINGATAN, "judul",
                       f"nama satker '{other}' berbeda dari profil '{name}', kodenya sama ({code}). Samakan "
                       f"namanya.", other, name)  # fmt: skip
        elif same_name and other:
            hasil.find("SATKER-KODE-BEDA", Tingkat.GALAT, "judul",
                       f"kode satker {number} berbeda dari profil {code}, namanya cocok. Betulkan kode yang "
                       f"salah.", number, code)  # fmt: skip
        else:
            hasil.facts, hasil.indikator = [], []
            hasil.find("SATKER-BEDA", Tingkat.GALAT, "judul",
                       f"berkas milik satker lain ({what}), bukan {mine}; tidak dipakai. Keluarkan dari folder "
                       f"ini.", what, mine)  # fmt: skip


def drop_doubles(facts: list[Fact]) -> tuple[list[Fact], list[Finding]]:
    """Keep one file per place of a table; report every pair of files that claims the same one."""
    kept: dict[tuple[str, tuple[tuple[str, str | int], ...], str], Fact] = {}
    pairs: dict[tuple[str, str, str], list[tuple[Fact, Fact]]] = {}
    for fact in facts:
        row = fact.kunci
        if fact.key("indikator_no"):
            row = tuple([part for part in row if part[0] not in ("sasaran", "indikator")])
        key = (fact.tabel, row, fact.kolom)
        old = kept.get(key)
        if old is None:
            kept[key] = fact
        elif fact.kolom in NAMA and normal(str(fact.nilai)) == normal(str(old.nilai)):
            continue  # two tables name the same indicator: one has what the other lacks
        elif (old.source.file, old.source.locator) != (fact.source.file, fact.source.locator):
            newer = old.per_tanggal and fact.per_tanggal and fact.per_tanggal > old.per_tanggal
            chosen, other = (fact, old) if newer else (old, fact)
            kept[key] = chosen
            pairs.setdefault((fact.tabel, chosen.source.file, other.source.file), []).append((chosen, other))
    findings = [_double(tabel, used, other, same) for (tabel, used, other), same in pairs.items()]
    chosen_ids = {id(f) for f in kept.values()}
    return [f for f in facts if id(f) in chosen_ids], findings


def _rounded(left: Fact, right: Fact) -> bool:
    """Tell whether one share is the other, printed with fewer decimals (100.41 and 100.4062 percent)."""
    if left.satuan == "rupiah" or not isinstance(left.nilai, Decimal) or not isinstance(right.nilai, Decimal):
        return False
    fine, coarse = sorted((left.nilai, right.nilai), key=_decimals, reverse=True)
    places = _decimals(coarse)
    return 0 < places < _decimals(fine) and abs(fine - coarse) * 2 <= Decimal(1).scaleb(-places)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _double(tabel: str, used: str, other: str, pairs: list[tuple[Fact, Fact]]) -> Finding:
    differing = [(a, b) for a, b in pairs if a.nilai != b.nilai and not _rounded(a, b)]
    level = Tingkat.GALAT if differing else Tingkat.PERINGATAN
    first = (differing or pairs)[0]
    detail = (
        f", {len(differing)} nilai berbeda (misalnya {first[0].teks_asli} dan {first[1].teks_asli})"
        if differing
        else ", isinya sama"
    )
    if used == other:
        later = all(a.per_tanggal and b.per_tanggal and a.per_tanggal > b.per_tanggal for a, b in pairs)
        whole = not differing and all(_sheet(a) != _sheet(b) for a, b in pairs)  # a summary or a pivot of the same
        which = "dipakai keadaan terakhir" if later else "yang pertama dipakai"
        return Finding(
            "BARIS-GANDA", Tingkat.INFO if whole else Tingkat.PERINGATAN,
            f"{used}: {len(pairs)} sel {tabel} berada pada kunci yang sama dengan sel lain di berkas ini{detail}; "
            f"{which}. Periksa apakah tabelnya berulang atau nama barisnya sama.",
            tuple(f"{f.source.file}: {f.source.locator}" for pair in _per_page([first, *pairs]) for f in pair),
            first[1].teks_asli if differing else None, first[0].teks_asli if differing else None,
        )  # fmt: skip
    return Finding(
        "PERAN-GANDA", level,
        f"{used} dan {other} sama-sama berisi {tabel}: {len(pairs)} sel yang sama{detail}. Sementara dipakai "
        f"{used}; "
        "keluarkan salah satu dari folder ini.",
        (f"{first[0].source.file}: {first[0].source.locator}", f"{first[1].source.file}: "
            f"{first[1].source.locator}"),
        first[1].teks_asli if differing else None, first[0].teks_asli if differing else None,
    )  # fmt: skip


def _sheet(fact: Fact) -> str:
    return fact.source.locator.split(" kotak ")[0].rpartition("!")[0]


def _per_page(pairs: list[tuple[Fact, Fact]]) -> list[tuple[Fact, Fact]]:
    """Return the first pair of each two pages or sheets."""
    found: dict[tuple[str, ...], tuple[Fact, Fact]] = {}
    for pair in pairs:
        found.setdefault(tuple(f.source.locator.split(" kotak ")[0].split("!")[0] for f in pair), pair)
    return list(found.values())


def check_missing(facts: list[Fact], folder: Path, tahun: int) -> list[Finding]:
    """Name the recaps a report needs that no file holds."""
    have = {f.tabel for f in facts if not (f.tabel in ("perjanjian_kinerja", "anggaran_pk") and f.key("tahun"))}
    if "satker_belanja" in have:
        have.add("belanja")
    findings = []
    for tabel, nama in WAJIB.items():
        if tabel not in have:
            findings.append(Finding("SUMBER-KURANG", Tingkat.PERINGATAN,
                                    f"Tidak ada {nama} {tahun} di folder {folder.name}. Tambahkan rekapnya, lalu "
                                    f"jalankan lagi.",
                                    (folder.name,)))  # fmt: skip
    missing = [nama for tabel, nama in SEBAIKNYA.items() if tabel not in have]
    if missing:
        findings.append(Finding("SUMBER-TAMBAHAN", Tingkat.INFO,
                                f"Tidak ada di folder {folder.name}: {', '.join(missing)}. Bagian laporan yang "
                                f"memakainya "
                                "akan menyebutkan hal itu.", (folder.name,)))  # fmt: skip
    return findings
