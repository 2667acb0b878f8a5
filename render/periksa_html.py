"""The page of an audit: self-contained, strict policy, a picture of the page beside every finding."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from pathlib import Path

from extract.laporan_model import Tempat
from render.periksa_potret import Potret
from transform.periksa import HasilPeriksa, titles
from transform.periksa_analisis import ANALISIS
from transform.periksa_dasar import Derajat, Temuan

ASSETS = Path(__file__).resolve().parent.parent / "templates" / "periksa"
LABEL = {Derajat.PASTI: "Pasti", Derajat.MUNGKIN: "Mungkin", Derajat.INFO: "Info"}
POTRET_PER_TEMUAN = 3


def write_page(hasil: HasilPeriksa, path: Path) -> None:
    """Write the page; pictures only where the report has pages."""
    portraits = Potret(hasil.path) if hasil.jenis == "pdf" else None
    try:
        cards = "\n".join(_card(n, t, portraits) for n, t in enumerate(hasil.temuan, 1))
    finally:
        if portraits is not None:
            portraits.close()
    style = (ASSETS / "periksa.css").read_text(encoding="utf-8")
    script = (ASSETS / "periksa.js").read_text(encoding="utf-8")
    policy = f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"  # noqa: E501
    body = (
        _head(hasil)
        + _tools(hasil)
        + f'<main id="daftar" tabindex="-1">\n{cards}\n{_empty(hasil)}</main>'
        + _scorecard(hasil)
    )
    text = (
        '<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Pemeriksaan {escape(hasil.berkas)}</title><style>{style}</style></head>\n<body>\n{body}\n<script>{script}</script></body></html>\n"  # noqa: E501
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _head(hasil: HasilPeriksa) -> str:
    facts = [
        f"Tahun {hasil.tahun}" if hasil.tahun else "Tahun tidak dikenali",
        _satker(hasil.satker) if hasil.satker else "",
    ]
    facts.append(f"{hasil.halaman} halaman" if hasil.halaman else "dokumen Word")
    facts.append(
        f"{len(hasil.paham.tabel)} tabel, {len(hasil.paham.angka)} angka indikator, {len(hasil.paham.rumus)} rumus, {len(hasil.paham.klaim)} pernyataan dibaca"  # noqa: E501
    )
    if hasil.paham.dokumen.ocr:
        facts.append("hasil pindaian (OCR): semua temuan perlu dilihat orang")
    boxes = "".join(
        f'<div class="kotak {d.value}"><b>{hasil.jumlah(d)}</b><span>{LABEL[d]}</span></div>'
        for d in Derajat
        if d is not Derajat.INFO or hasil.jumlah(d)
    )
    return (
        f"<header><div><h1>{escape(hasil.berkas)}</h1><p>{escape(' · '.join(f for f in facts if f))}</p></div>"
        f'<div class="kotak-kotak">{boxes}</div></header>\n'
    )


def _tools(hasil: HasilPeriksa) -> str:
    names = titles()
    kinds: dict[str, int] = {}
    for finding in hasil.temuan:
        kinds[names[finding.kode][0]] = kinds.get(names[finding.kode][0], 0) + 1
    options = "".join(f'<option value="{escape(k)}">{escape(k)} ({n})</option>' for k, n in sorted(kinds.items()))
    checks = "".join(
        f'<label><input type="checkbox" class="derajat" value="{d.value}" checked> {LABEL[d]} ({hasil.jumlah(d)})</label>'  # noqa: E501
        for d in Derajat if hasil.jumlah(d)
    )  # fmt: skip
    return (
        '<nav aria-label="Saringan"><fieldset><legend class="lihat">Keyakinan</legend>' + checks + "</fieldset>"
        f'<label>Jenis <select id="jenis"><option value="">semua ({len(hasil.temuan)})</option>{options}</select></label>'  # noqa: E501
        '<label>Cari <input id="cari" type="search" placeholder="kata, kode, halaman"></label>'
        '<span id="tampak" role="status" aria-live="polite"></span>'
        '<span class="kunci"><kbd>j</kbd>/<kbd>k</kbd> berikut/sebelum · <kbd>Enter</kbd> buka · <kbd>/</kbd> cari · <kbd>r</kbd> rapor</span></nav>\n'  # noqa: E501
    )


def _card(n: int, finding: Temuan, portraits: Potret | None) -> str:
    kind, title = titles()[finding.kode]
    pair = ""
    if finding.tercetak or finding.seharusnya:
        pair = (
            f'<dl><div><dt>Tercetak</dt><dd class="cetak">{escape(finding.tercetak or "–")}</dd></div>'
            f'<div><dt>Semestinya</dt><dd class="benar">{escape(finding.seharusnya or "–")}</dd></div></dl>'
        )
    return (
        f'<article class="temuan {finding.derajat.value}" tabindex="0" id="t{n}" data-derajat="{finding.derajat.value}" data-jenis="{escape(kind)}" '  # noqa: E501
        f'aria-labelledby="j{n}"><h2 id="j{n}"><span class="nomor">{n}</span> <span class="tanda">{LABEL[finding.derajat]}</span> {escape(title)} '  # noqa: E501
        f"<code>{escape(finding.kode)}</code></h2><p>{escape(finding.pesan)}</p>{pair}{_places(finding.tempat, portraits)}</article>"  # noqa: E501
    )


def _places(places: tuple[Tempat, ...], portraits: Potret | None) -> str:
    if not places:
        return ""
    shown = []
    for i, place in enumerate(places):
        picture = ""
        if portraits is not None and place.hlm and place.kotak and i < POTRET_PER_TEMUAN:
            data = portraits.strip(place.hlm, place.kotak)
            if data:
                picture = f'<img alt="Potongan {escape(place.teks)}" src="{data}" loading="lazy">'
        shown.append(f"<li><span>{escape(place.teks)}</span>{picture}</li>")
    head, rest = shown[:POTRET_PER_TEMUAN], shown[POTRET_PER_TEMUAN:]
    more = f"<details><summary>{len(rest)} tempat lain</summary><ul>{''.join(rest)}</ul></details>" if rest else ""
    return f'<ul class="tempat">{"".join(head)}</ul>{more}'


def _empty(hasil: HasilPeriksa) -> str:
    return '<p class="kosong">Tidak ada temuan.</p>' if not hasil.temuan else ""


def _scorecard(hasil: HasilPeriksa) -> str:
    if not hasil.rapor:
        return '<section id="rapor"><h2>Rapor Bab III</h2><p>Tidak ada indikator dengan realisasi yang dikenali.</p></section>'  # noqa: E501
    head = "".join(f'<th scope="col">{escape(label)}</th>' for _, label, _ in ANALISIS)
    rows = "".join(
        f'<tr><th scope="row">{escape(r.indikator)}</th>'
        + "".join('<td class="ada">ada</td>' if ok else '<td class="tiada">tidak ada</td>' for ok in r.ada)
        + f"<td>{r.jumlah}/7</td></tr>"
        for r in hasil.rapor
    )
    full = sum(1 for r in hasil.rapor if r.jumlah == len(ANALISIS))
    return (
        f'<section id="rapor" tabindex="-1"><h2>Rapor Bab III: tujuh analisis per indikator (Permenpan RB 53/2014)</h2>'  # noqa: E501
        f'<p>{full} dari {len(hasil.rapor)} indikator lengkap.</p><div class="gulir"><table><thead><tr><th scope="col">Indikator</th>{head}'  # noqa: E501
        f'<th scope="col">Jumlah</th></tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def _satker(name: str) -> str:
    """Return an office's name in title case with roman and class letters as they are."""
    return " ".join(w.upper() if set(w.lower()) <= set("ivab") else w.title() for w in name.split())
