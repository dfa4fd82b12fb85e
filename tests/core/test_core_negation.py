"""Negation: what a name or description says is not meant, and what is left without it."""

import pytest

from pipeline.core.negation import affirmed, negated
from pipeline.core.theme import Theme, negation_checks


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("not about sport", ""),
        ("NOT ABOUT SPORT", ""),
        ("business but not technology", "business"),
        ("Not about politics, but about sport.", "about sport"),
        ("news except football, tennis and golf. Also politics", "news. Also politics"),
        ("sport (not football) and games", "sport and games"),
        ("neither sport nor politics", ""),
        ("anything but sport", ""),
        ("kein Sport", ""),
        ("Wirtschaft, nicht Politik", "Wirtschaft"),
        ("tout sauf la politique", "tout"),
        ("cuisine sans viande", "cuisine"),
        ("turismo sin coches", "turismo"),
    ],
)
def test_what_is_negated_is_left_out(text, left):
    assert negated(text) and affirmed(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Doctors Without Borders",
        "non-fiction",
        "nonlinear dynamics",
        "no-code tools",
        "knots and notes",
        "wages of sin",
        "sin tax",
        "sans-serif fonts",
        "SEM images",
        "Not only sport, also games",
        "",
    ],
)
def test_what_only_looks_like_a_negation_stays(text):
    assert not negated(text) and affirmed(text) == text


def test_a_theme_is_told_by_what_it_affirms():
    theme = Theme(name="Sport", description="Matches and players, not betting.", keywords=("goal",))
    assert theme.text == "Sport. Matches and players. goal"
    assert theme.negated == ("not betting",) and not theme.only_negated


def test_every_theme_that_negates_is_told_with_the_way_out():
    themes = (Theme(name="Sport"), Theme(name="not about sport"))
    (check,) = negation_checks(themes)
    assert check.code == "A05" and "“not about sport”" in check.message
    assert "only documents with the very name" in check.message
    assert "not_counting" in check.advice and "counter_examples" in check.advice
    told = themes[1].model_copy(update={"not_counting": ("sport",)})
    assert "very name" not in negation_checks((told,))[0].message
