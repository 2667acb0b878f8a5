"""Packages: the same parts give the same bytes; what is not a Word file is named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from extract.finding import LkjipError
from render.package import OFFICE_REL, Package, Rel
from render.package_zip import FIXED_DATE, LEVEL


@pytest.fixture
def word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def test_order_and_dates_of_the_zip_do_not_matter(word: bytes) -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(other, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, (2024, 2, 3, 4, 5, 6)), old.read(name))
    assert other.getvalue() != word
    made = Package.read(word).to_bytes()
    assert made == Package.read(other.getvalue()).to_bytes()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {i.date_time for i in archive.infolist()} == {FIXED_DATE}


def test_a_part_comes_with_type_and_relationship(word: bytes) -> None:
    package = Package.read(word)
    main = package.main_part()
    package.add_part("word/x/uji1.xml", b"<a/>", "application/uji+xml")
    rel_id = package.add_rel(main, Rel(f"{OFFICE_REL}uji", "word/x/uji1.xml"))
    assert package.add_rel(main, Rel(f"{OFFICE_REL}uji", "word/x/uji1.xml")) == rel_id
    again = Package.read(package.to_bytes())
    assert again.content_type("word/x/uji1.xml") == "application/uji+xml"
    assert again.rels(main)[rel_id].target == "word/x/uji1.xml"
    assert again.free_name("word/x/uji", "xml") == "word/x/uji2.xml"
    again.remove_part("word/x/uji1.xml")
    assert "word/x/uji1.xml" not in Package.read(again.to_bytes()).parts


def test_opened_by_python_docx(word: bytes) -> None:
    assert docx.Document(io.BytesIO(Package.read(word).to_bytes())).paragraphs == []


@pytest.mark.parametrize("content", [b"", b"bukan zip", b"PK\x03\x04 terpotong"])
def test_what_is_not_a_word_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rusak.docx"
    path.write_bytes(content)
    with pytest.raises(LkjipError, match="rusak.docx"):
        Package.read(path)


def test_a_zip_that_is_not_office_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "arsip.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(LkjipError, match="bukan berkas Office"):
        Package.read(path)


def test_a_tree_is_written_as_it_was_left_and_a_copy_goes_its_own_way(word: bytes) -> None:
    package = Package.read(word)
    main = package.main_part()
    package.tree(main).set("uji", "1")
    copy = package.copy()
    copy.tree(main).set("uji", "2")
    package.xml(main).set("uji", "3")
    assert Package.read(package.to_bytes()).xml(main).get("uji") == "1"
    assert Package.read(copy.to_bytes()).xml(main).get("uji") == "2"
    package.put(main, b"<a/>")
    assert package.tree(main).tag == Package.read(package.to_bytes()).xml(main).tag == "a"


def test_the_zip_is_the_one_the_standard_library_writes(word: bytes) -> None:
    package = Package.read(word)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(package.parts):
            info = zipfile.ZipInfo(name, FIXED_DATE)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, package.parts[name], compresslevel=LEVEL)
    assert package.to_bytes() == out.getvalue()
