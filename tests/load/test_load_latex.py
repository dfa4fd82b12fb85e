import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.latex import plain


@pytest.mark.parametrize(
    ("spelled", "text"),
    [
        (r"M\"uller, M{\"u}ller and M\"{u}ller", "Müller, Müller and Müller"),
        (r"{\O}zt{\"u}rk, \c{C}elik, \v Capek, Erd\H{o}s", "Øztürk, Çelik, Čapek, Erdős"),
        (r"Garc{\'\i}a, Garc\'{\i}a, Espa\~na", "García, García, España"),
        (r"Stra{\ss}e, Stra\ss e, \AA rhus, \L{}ódź", "Straße, Straße, Århus, Łódź"),
        (r"50\% of R\&D \#1 \$5 a\_b \{c\}", "50% of R&D #1 $5 a_b {c}"),
        ("50% of people", "50% of people"),
        ("{DNA} and {{RNA}}\n   in  lines", "DNA and RNA in lines"),
        (r"\emph{new} {\it old} \textbf{bold}", "new old bold"),
        ("a~b, pages 1--2 --- and ``so on''", "a b, pages 1\u20132 \u2014 and “so on”"),
        (r"$x_{i}^2$ and \(y\) and $\alpha$", r"$x_i^2$ and $y$ and $\alpha$"),
        (r"\cite{doe} says", r"\cite doe says"),
        ("ends in \\", "ends in \\"),
    ],
)
def test_what_latex_spells_is_read_as_it_would_be_set(spelled, text):
    assert plain(spelled) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\\{}~-`'")))
def test_plain_text_stays_as_it_is_but_for_white_space(text):
    assert plain(text) == " ".join(text.split())
