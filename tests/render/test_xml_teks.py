"""Text as XML writes it: as the standard library, for every text."""

from __future__ import annotations

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from render.xml_teks import escape, quoteattr

TEXT = st.text(st.sampled_from("&<>\"'\n\r\t a;#é")) | st.text()


@given(TEXT)
def test_as_the_standard_library(text: str) -> None:
    assert escape(text) == saxutils.escape(text)
    assert quoteattr(text) == saxutils.quoteattr(text)
