"""Imported once by the fork server, so that every worker starts with the heavy libraries loaded."""

from __future__ import annotations

import importlib
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

MODULES = (
    "pandas",
    "docx",
    "docxtpl",
    "lxml.etree",
    "pdfplumber",
    "openpyxl",
    "pydantic",
    "yaml",
    "babel.dates",
)
for _name in MODULES:
    importlib.import_module(_name)
