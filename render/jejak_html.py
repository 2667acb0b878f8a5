"""`jejak.html`: one offline page per report; every figure clickable, its chain and a picture of its source.

Nothing is loaded from outside: images are data, the style and the script are allowed by their hash in a
strict Content-Security-Policy, the data block is inert JSON.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import json

from render.jejak_isi import IsiLaporan, report_html
from render.jejak_sumber import places, source_pictures

ASSETS = Path(__file__).resolve().parent.parent / "templates" / "jejak"


def write_jejak(
    path: Path,
    *,
    docx: Path,
    angka: Sequence[Mapping[str, Any]],
    temuan: Sequence[Mapping[str, Any]],
    sumber: Path,
    judul: str,
    sunting: Mapping[str, str] | None = None,
    isi: IsiLaporan | None = None,
    gambar: Mapping[str, Any] | None = None,
) -> None:
    """Write the page for one report.

    `angka` is the decoded angka.json, `temuan` the decoded temuan.json: a finding is linked to the figures
    read at its places. `sumber` is the satker's input folder, `sunting` what was edited by hand afterwards,
    by printed id. `isi` and `gambar` are the text of `docx` and the pictures of the sources, where they
    were made already.
    """
    at_place: dict[str, list[str]] = {}
    for entry in angka:
        if entry.get("sumber"):
            place = f"{entry['sumber']['berkas']}: {entry['sumber']['lokasi']}"
            at_place.setdefault(place, []).append(str(entry["id"]))
    known = frozenset(str(e["id"]) for e in angka if e.get("tercetak") is not None)
    if isi is None:
        isi = report_html(docx, known)
    data = {
        "angka": {str(e["id"]): _entry(e) for e in angka},
        "berkas": _pictures(sumber, angka) if gambar is None else gambar,
        "sha256": {e["sumber"]["berkas"]: e["sumber"]["sha256"] for e in angka if e.get("sumber")},
        "temuan": [_finding(t, at_place) for t in temuan],
        "daftar": isi.daftar,
        "sunting": dict(sunting or {}),
    }
    path.write_text(_page(judul, isi.html, data), encoding="utf-8", newline="\n")


def _pictures(sumber: Path, angka: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    from extract.isolate import Reader

    with Reader() as pembaca:
        return source_pictures(sumber, places(angka), pembaca)


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("tercetak", "nilai", "satuan", "rumus", "masukan", "teks_asli", "alasan", "ocr")
    slim = {key: entry[key] for key in kept if entry.get(key)}
    if source := entry.get("sumber"):  # its sha256 stands once per file
        slim["sumber"] = {"berkas": source["berkas"], "lokasi": source["lokasi"]}
    slim.setdefault("nilai", entry.get("nilai"))
    base = str(entry["id"]).split("@")[0]
    if base != entry["id"]:
        slim["asal"] = base
    return slim


def _finding(finding: Mapping[str, Any], at_place: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    figures = [i for place in finding.get("lokasi") or () for i in at_place.get(place, ())]
    return {
        "kode": finding["kode"],
        "tingkat": str(finding["tingkat"]),
        "pesan": finding["pesan"],
        "angka": list(dict.fromkeys(figures)),
    }


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _page(judul: str, body: str, data: Mapping[str, Any]) -> str:
    style = (ASSETS / "halaman.css").read_text(encoding="utf-8")
    script = (ASSETS / "halaman.js").read_text(encoding="utf-8")
    allowed = f"img-src data:; style-src {_hash(style)}; script-src {_hash(script)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'"
    payload = json.encode(data).decode().replace("<", "\\u003c")
    title = html.escape(judul)
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Jejak angka · {title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{style}</style></head><body>"
        f"<header><h1>{title}</h1>"
        '<select id="bab" aria-label="Pindah ke bab"><option value="">Bab dan bagian …</option></select>'
        '<input id="cari" type="search" placeholder="Cari angka, misalnya 67,42%" aria-label="Cari angka">'
        '<select id="berkas" aria-label="Saring menurut berkas sumber">'
        '<option value="">Semua berkas sumber</option></select>'
        '<label><input type="checkbox" id="f-temuan"> temuan</label>'
        '<label><input type="checkbox" id="f-ocr"> OCR</label>'
        '<label><input type="checkbox" id="f-sunting"> disunting</label><span id="jumlah"></span></header>'
        f'<main id="isi" tabindex="-1">{body}</main><aside id="jejak" aria-live="polite"></aside>'
        f'<script type="application/json" id="data">{payload}</script>'
        f"<script>{script}</script></body></html>\n"
    )
