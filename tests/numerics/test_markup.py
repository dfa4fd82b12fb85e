import pytest

from pipeline.numerics.markup import markup_spans


def without(text):
    for start, end in reversed(markup_spans(text)):
        text = text[:start] + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<p>Fish &amp; chips</p>", "Fish  chips"),
        ("<jats:p>We <jats:italic>ask</jats:italic> why.</jats:p>", "We ask why."),
        ('<a href="https://example.org/?a=1&amp;b=2" rel=x>here</a>', "here"),
        ("<!-- wp:paragraph -->\n<P CLASS='x'>Old<BR/>trees</P>", "\nOldtrees"),
        ("CO<sub>2</sub>, x<sup>&#50;</sup>&nbsp;&#xA0;<mml:math display='b'>", "CO2, x"),
    ],
)
def test_markup_is_found_and_the_text_in_it_is_not(text, left):
    assert without(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "a < b > c", "List<String> names", "#include <stdio.h>", "AT&T; R&D", "<dragon> hi there",
        "write to <anna@example.org>", "p<0.05 and q>0.9", "<3 <3", "x <p", "<placeholder>",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_text(text):
    assert without(text) == text
