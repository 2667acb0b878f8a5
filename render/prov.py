"""`prov.json`: the origin of a report in the standard form PROV-JSON (W3C submission, 24 April 2013).

Says which files one run used and made, and from which figures and files every printed figure was derived.
No clock times and no program files: the same report gives the same bytes. Times, program and libraries of
the run are in proses.json.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import json

PLAIN = re.compile(r"[A-Za-z0-9/@._~-]*")
PREFIX = {"lkjip": "urn:lkjip:"}
SOFTWARE = {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"}
COLLECTED = {"masukan": "rekap", "templat": "templat"}


def prov_document(
    *,
    satker: str,
    masa: str,
    bahan: Mapping[str, Mapping[str, str]],
    keluaran: Mapping[str, str],
    angka: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the PROV-JSON document of one run.

    `bahan` maps masukan and templat to name -> sha256, and setelan to name -> text;
    `keluaran` is name -> sha256; `angka` are the entries of angka.json.
    """
    run = f"lkjip:buat-{satker}-{masa}"
    settings = {f"lkjip:{name}": text for name, text in sorted(bahan["setelan"].items())}
    entities: dict[str, dict[str, Any]] = {}
    used, made = [], []
    for part, kind in COLLECTED.items():
        for name, digest in sorted(bahan[part].items()):
            entities[_file(part, name)] = _described(kind, name, digest)
            used.append({"prov:activity": run, "prov:entity": _file(part, name)})
    for name, digest in sorted(keluaran.items()):
        entities[_file("keluaran", name)] = _described("keluaran", name, digest)
        made.append({"prov:entity": _file("keluaran", name), "prov:activity": run})
    derived = _figures(angka, entities)
    return {
        "prefix": PREFIX,
        "entity": entities,
        "activity": {run: {"prov:label": f"lkjip buat {satker} {masa}", **settings}},
        "agent": {"lkjip:program": {"prov:type": SOFTWARE, "prov:label": "lkjip"}},
        "used": _numbered("u", used),
        "wasGeneratedBy": _numbered("g", made),
        "wasAssociatedWith": _numbered("a", [{"prov:activity": run, "prov:agent": "lkjip:program"}]),
        "wasDerivedFrom": _numbered("d", derived),
    }


def write_prov(path: Path, document: Mapping[str, Any]) -> None:
    path.write_bytes(json.encode(document) + b"\n")


def _file(part: str, name: str) -> str:
    return f"lkjip:{part}/{_local(name)}"


def _local(name: str) -> str:
    """Return a name without what a qualified name may not hold: spaces and the like percent-encoded."""
    if PLAIN.fullmatch(name):
        return name
    from urllib.parse import quote

    return quote(name, safe="/@.-_~")


def _described(kind: str, name: str, digest: str) -> dict[str, Any]:
    return {"prov:type": kind, "prov:label": name, "lkjip:sha256": digest}


def _figures(angka: Sequence[Mapping[str, Any]], entities: dict[str, dict[str, Any]]) -> list[dict[str, str]]:
    """Enter every figure of the chains; return what each was derived from."""
    derived = []
    for entry in angka:
        name = f"lkjip:angka/{_local(str(entry['id']))}"
        described: dict[str, Any] = {"prov:type": "angka"}
        for key in ("tercetak", "nilai", "satuan", "rumus"):
            if entry.get(key):
                described[f"lkjip:{key}"] = entry[key]
        source = entry.get("sumber")
        if source:
            described["prov:atLocation"] = f"{source['berkas']}: {source['lokasi']}"
            derived.append({"prov:generatedEntity": name, "prov:usedEntity": _file("masukan", source["berkas"])})
        for step in dict.fromkeys(entry.get("masukan") or ()):
            derived.append({"prov:generatedEntity": name, "prov:usedEntity": f"lkjip:angka/{_local(str(step))}"})
        entities[name] = described
    return derived


def _numbered(letter: str, records: Sequence[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {f"_:{letter}{number}": record for number, record in enumerate(records, 1)}
