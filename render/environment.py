"""The strict Jinja environment of every template: no code, no silence, nothing unformatted.

docxtpl's own defaults run code from templates, print nothing for a missing variable and drop text
after `&`. Here a missing name raises, every text is escaped, and only text that we formatted (`str`)
may be printed: a number in a template is an error, since its source could not be named.
"""

from __future__ import annotations

import re

from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from extract.finding import LkjipError

# characters that XML 1.0 cannot hold: they would break the document, and no reader can see them
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class UnformattedValue(LkjipError):
    """A template printed something that is not text."""


def only_formatted(value: object) -> str:
    """Return the text to print; anything but text is refused."""
    if isinstance(value, Undefined):
        return str(value)  # StrictUndefined raises here, naming the variable
    if not isinstance(value, str):
        raise UnformattedValue(
            f"nilai bertipe {type(value).__name__} belum diformat; templat hanya boleh mencetak teks jadi",
            kode="TEMPLAT-NILAI",
        )
    return UNPRINTABLE.sub("", value) if UNPRINTABLE.search(value) else value


def make_environment() -> ImmutableSandboxedEnvironment:
    """Return the environment all templates are compiled in."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=only_formatted, cache_size=0
    )
    for name in ("safe", "pprint", "tojson", "xmlattr", "urlize"):
        environment.filters.pop(name, None)
    for name in ("range", "lipsum", "cycler", "joiner", "namespace", "dict"):
        environment.globals.pop(name, None)
    return environment
