"""A report's sentences and claims, each with the indicator and chapter it belongs to."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extract.laporan_kalimat import Kalimat, sentences
from extract.laporan_model import Paragraf
from extract.laporan_pemahaman import Pemahaman
from extract.laporan_prosa import read_claims


def read_prose(out: Pemahaman) -> None:
    """Enter the sentences with a number in them and the claims of all paragraphs."""
    captions = {
        k.urut + step for k in out.struktur.keterangan for step in (0, 1) if step == 0 or _title_of(out, k.urut)
    }
    for block in out.dokumen.blok:
        if not isinstance(block, Paragraf) or block.urut in out.kepala or block.urut in captions:
            continue
        bab = out.struktur.bab_dari(block.urut)
        if any(c.isdigit() for c in block.teks):
            for start, end in sentences(block.teks):
                text = block.teks[start:end].strip()
                if re.search(r"\d", text) and "=" not in text:
                    out.kalimat.append(
                        Kalimat(
                            text,
                            block.teks,
                            block.tempat(start, end),
                            block.urut,
                            out.konteks.get(block.urut),
                            bab,
                        )
                    )
        for claim in read_claims(block):
            named = named_indicator(out, claim.teks, block.urut)
            context = out.konteks.get(block.urut)
            out.klaim.append(replace(claim, indikator=named if named is not None else context, bab=bab))


def _title_of(out: Pemahaman, urut: int) -> bool:
    """Whether a caption's title stands in the paragraph after its number."""
    block = out.dokumen.blok[urut]
    return isinstance(block, Paragraf) and len(block.teks) < 18


def quoted_names(text: str) -> list[str]:
    """Return the names a sentence puts in quotes or after the word indikator."""
    names = re.findall(r"[“\"]([^”\"]{12,260})[”\"]", text)
    for match in re.finditer(
        r"indi[ck]ator\s+(?:kinerja\s+)?((?:persentase|indeks|jumlah|ter\w+nya|nilai|tersedianya)\b.{8,220}?)(?=,?\s+(?:hasil|dengan|adalah|tahun 20|dapat|di ?karenakan|karena|sebesar|telah|yang diperoleh)|[.:]|$)",  # noqa: E501
        text,
        re.I,
    ):
        names.append(match.group(1))
    return names


def named_indicator(out: Pemahaman, text: str, urut: int) -> int | None:
    """Return the indicator a sentence names, None where it names none or more than one."""
    found: set[int] = set()
    for name in quoted_names(text):
        ids = out.register.cocok(name, out.sasaran.get(urut, ""), batas=80)
        context = out.konteks.get(urut)
        if context is not None and context in ids:
            found.add(context)
        elif len(ids) == 1:
            found.add(ids[0])
    return found.pop() if len(found) == 1 else None
