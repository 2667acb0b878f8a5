"""The Jinja environment refuses code, silence and anything that is not text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from jinja2 import TemplateError, UndefinedError
from jinja2.exceptions import SecurityError

from render.environment import UnformattedValue, make_environment


def write(source: str, **data: object) -> str:
    return make_environment().from_string(source).render(data)


def test_text_is_escaped_and_nothing_after_an_ampersand_is_lost() -> None:
    assert write("{{ x }}", x="R&D < 5") == "R&amp;D &lt; 5"


@pytest.mark.parametrize("value", [Decimal("67.42"), 67.42, 3, None, True, ["a"], {"a": "b"}, float("nan")])
def test_only_text_is_printed(value: object) -> None:
    with pytest.raises(UnformattedValue, match="belum diformat"):
        write("{{ x }}", x=value)


def test_the_counter_of_a_loop_is_not_a_printable_figure() -> None:
    with pytest.raises(UnformattedValue):
        write("{% for x in y %}{{ loop.index }}{% endfor %}", y=["a"])


@pytest.mark.parametrize(
    "source",
    ["{{ tiada }}", "{{ x.tiada }}", "{% if tiada %}a{% endif %}", "{% for a in tiada %}{% endfor %}"],
)
def test_a_missing_name_raises(source: str) -> None:
    with pytest.raises(UndefinedError):
        write(source, x={"ada": "a"})


@pytest.mark.parametrize(
    "source",
    [
        "{{ x.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ x|attr('__class__') }}",
        "{% set _ = y.append('a') %}",
    ],
)
def test_templates_cannot_reach_python(source: str) -> None:
    with pytest.raises((SecurityError, UndefinedError, UnformattedValue)):
        write(source, x="a", y=[])


@pytest.mark.parametrize("source", ["{{ x|safe }}", "{{ x|tojson }}", "{{ range(9)|join }}"])
def test_filters_and_functions_that_pass_by_the_rules_are_gone(source: str) -> None:
    with pytest.raises(TemplateError):
        write(source, x="<b>")


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert write("{{ x }}", x="a\x00b\x0bc\x1fd\uffffe") == "abcde"
