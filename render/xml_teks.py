"""Text as XML writes it. As `xml.sax.saxutils`, whose import brings the network libraries along."""

from __future__ import annotations

ATTRIBUTE = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def escape(text: str) -> str:
    """Return the text of an element."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def quoteattr(text: str) -> str:
    """Return an attribute's value with its quotes."""
    inside = escape(text).translate(ATTRIBUTE)
    if '"' not in inside:
        return f'"{inside}"'
    if "'" not in inside:
        return f"'{inside}'"
    return '"' + inside.replace('"', "&quot;") + '"'
