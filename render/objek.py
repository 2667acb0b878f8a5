"""What a chapter asks for besides text: charts, equations, and the record of what it printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

Isi = str | list["Isi"] | dict[str, "Isi"]  # contexts hold nothing else; numbers are already marked text


class Tercetak(Struct, frozen=True):
    """One printed form of a figure in one chapter; `id` is the tag of its content controls."""

    id: str
    figure_id: str
    text: str
    bab: str


class Tugas(Struct, frozen=True):
    """Something a person still has to write: its code in the form, and what is asked."""

    kode: str
    pesan: str
    bab: str


class Titik(Struct, frozen=True):
    """One value of a chart: None draws nothing; `text` is how the report prints it."""

    figure_id: str
    value: Decimal | None
    text: str


class Seri(Struct, frozen=True):
    nama: str
    titik: tuple[Titik | None, ...]  # one per category


class ChartSpec(Struct, frozen=True):
    """A native chart. `kind` column/bar are clustered; `unit` goes to the value axis."""

    name: str
    kind: Literal["column", "bar", "line", "pie"]
    title: str
    categories: tuple[str, ...]
    series: tuple[Seri, ...]
    unit: str
    alt: str
    decimals: int = 2


class Teks(Struct, frozen=True):
    """Upright text in an equation; it may hold figure marks."""

    text: str


class Pecahan(Struct, frozen=True):
    """A fraction of two rows of parts."""

    atas: tuple[Suku, ...]
    bawah: tuple[Suku, ...]


Suku = Teks | Pecahan


class EquationSpec(Struct, frozen=True):
    """A formula, one row of parts per line; `alt` says it in words."""

    name: str
    baris: tuple[tuple[Suku, ...], ...]
    alt: str


class ImageSpec(Struct, frozen=True):
    """A picture of the office: its bytes, its size in dots, and the largest place it may take."""

    name: str
    jenis: Literal["png", "jpeg"]
    data: bytes
    lebar: int
    tinggi: int
    alt: str
    lebar_cm: float
    tinggi_cm: float


Objek = ChartSpec | EquationSpec | ImageSpec


class Konteks(Struct, frozen=True):
    """All that one chapter's template is rendered with, and what that printed."""

    bab: str  # chapter key: d, 1, 2, 3, 4, L
    data: dict[str, Isi]
    objek: dict[str, Objek] = field(default_factory=dict)
    entries: tuple[Tercetak, ...] = ()
    tugas: tuple[Tugas, ...] = ()
