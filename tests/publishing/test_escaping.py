"""Words as HTML: the same as markupsafe writes, whatever they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from tollbook.publishing.escaping import escaped
from tollbook.publishing.rendering import environment

words = st.text("<>&'\"a \u00e9\n")


@given(words | words.map(Markup) | st.integers() | st.floats() | st.none() | st.booleans())
def test_a_value_is_escaped_as_by_markupsafe(value: object) -> None:
    assert escaped(value) == str(escape(value))


@given(words)
def test_a_template_shows_no_words_as_markup(said: str) -> None:
    template = environment().from_string(
        "{% macro cell(one) %}<td>{{ one }}</td>{% endmacro %}{{ cell(said) }}"
    )
    assert template.render(said=said) == f"<td>{escape(said)}</td>"
