"""Old binary workbooks (.xls): values read by calamine, number formats by `excel_biff`; formulas are not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from extract.excel import cell_address
from extract.excel_biff import read_formats
from extract.excel_format import make_decimal, show
from extract.finding import Finding, Tingkat, UnreadableInput
from extract.grid import Cell, CellValue, Sheet, Table
from extract.limits import Limits

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_old_workbook(path: Path, file: str, limits: Limits) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Return every sheet of an .xls file; where its number formats stay unknown, a finding says so."""
    from python_calamine import CalamineError, CalamineWorkbook

    data = path.read_bytes()
    if _ENCRYPTED in data:
        raise UnreadableInput(
            f"{file}: buku kerja Excel dikunci kata sandi. Buka di Excel, hapus sandinya (Info > Proteksi), "
            "simpan sebagai .xlsx, lalu ulangi.", kode="BERKAS-SANDI", lokasi=(file,),
        )  # fmt: skip
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = []
        formats = read_formats(data)
        if formats is not None and len(formats) != len(workbook.sheets_metadata):
            formats = None
        for index, meta in enumerate(workbook.sheets_metadata):
            sheet = workbook.get_sheet_by_name(meta.name)
            if sheet.total_height * sheet.total_width > limits.cells:
                raise UnreadableInput(
                    f"{file}: lembar {meta.name} melebihi {limits.cells} sel. Simpan hanya rekapnya sebagai .xlsx.",
                    kode="BERKAS-BATAS",
                    lokasi=(file,),
                )
            merged = {tuple(start): tuple(end) for start, end in sheet.merged_cell_ranges or []}
            rows = sheet.to_python(skip_empty_area=False)
            hidden = "visible" not in str(meta.visible).lower()
            own = formats[index] if formats else {}
            sheets.append(Sheet(meta.name, index, _table(meta.name, rows, merged, own), hidden))
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableInput(
            f"{file}: buku kerja .xls lama ini tidak dapat dibaca. Buka di Excel atau LibreOffice dan simpan "
            "sebagai .xlsx.", kode="XLS-RUSAK", lokasi=(file,),
        ) from error  # fmt: skip
    if formats is not None:
        return tuple(sheets), (Finding(
            "XLS-LAMA", Tingkat.INFO,
            f"{file}: buku kerja .xls lama; nilai dan format angkanya dibaca, rumusnya tidak terlihat.", (file,),
        ),)  # fmt: skip
    note = Finding(
        "XLS-LAMA", Tingkat.PERINGATAN,
        f"{file}: buku kerja .xls lama; nilainya dibaca, tetapi format angkanya (persen, satuan) tidak terlihat. "
        "Sebaiknya simpan sebagai .xlsx.", (file,),
    )  # fmt: skip
    return tuple(sheets), (note,)


def _table(
    name: str, rows: Sequence[Sequence[object]], merged: dict[tuple[int, ...], tuple[int, ...]],
    formats: dict[tuple[int, int], str],
) -> tuple[Table, ...]:  # fmt: skip
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ()
    covered = {
        (r, c) for (top, left), (bottom, right) in merged.items()
        for r in range(top, min(bottom, len(rows) - 1) + 1) for c in range(left, min(right, width - 1) + 1)
        if (r, c) != (top, left)
    }  # fmt: skip
    out = []
    for r, row in enumerate(rows):
        cells = []
        for c in range(width):
            if (r, c) in covered:
                continue
            end = merged.get((r, c), (r, c))
            value = _typed(row[c] if c < len(row) else None)
            locator = f"{name}!{cell_address(r + 1, c + 1)}"
            shown = formats.get((r, c), "") if isinstance(value, Decimal) else ""
            cells.append(Cell(
                show(value, shown), value, locator, r, c, end[0] - r + 1, end[1] - c + 1,
                shown if shown != "General" else "",
            ))  # fmt: skip
        out.append(tuple(cells))
    last = cell_address(len(rows), width)
    return (Table(tuple(out), width, f"{name}!A1:{last}", "sheet"),)


def _typed(raw: object) -> CellValue:
    if raw is None or raw == "":
        return None
    if isinstance(raw, bool | date | datetime | Decimal):
        return raw
    if isinstance(raw, int | float):
        return make_decimal(raw)
    if isinstance(raw, time | timedelta):
        return show(raw, "")
    return str(raw)
