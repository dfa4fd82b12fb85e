"""The bar at the foot of a terminal: it fits, and what matters most is left out last."""

import pytest

from pipeline.cli.live_line import live_line
from pipeline.core.events import RunForecast, RunStarted, StepProgressed, StepStarted
from pipeline.watching.progress import Progress

STEPS = ("load", "embed.parts.0", "embed", "reduce", "map", "cluster", "describe", "report")


@pytest.fixture
def embedding():
    """A run that has taken half its time, embedding."""
    found = Progress()
    found.take(RunStarted(STEPS), 0.0)
    found.take(RunForecast(80.0, 0, 0, {"embed.parts.0": 60.0, "report": 20.0}), 0.0)
    found.take(StepStarted("embed.parts.0", "minilm", ()), 0.0)
    found.take(StepProgressed("embed.parts.0", 1_200, 1_800), 40.0)
    return found


def line(progress, width, **more):
    found = live_line(progress, 40.0, width, **more)
    return found.done + found.left + found.words


GOLDEN = {
    40: "━━━━──── step 2 of 8 · about 40 s left",
    80: "━━━━━━━━─────── step 2 of 8 · about 40 s left · embed.parts.0, 1,200 of 1,800",
    160: "━━━━━━━━━━━━━━━━─────────────── step 2 of 8 · about 40 s left · "
    "embed.parts.0, 1,200 of 1,800 documents",
}


@pytest.mark.parametrize("width", GOLDEN)
def test_the_line_fits_and_says_what_there_is_room_for(embedding, width):
    assert line(embedding, width) == GOLDEN[width]


def test_nothing_is_cut_at_any_width(embedding):
    for width in range(31, 200):
        shown = line(embedding, width)
        assert len(shown) < width
        assert shown.endswith(("about 40 s left", "parts.0", "1,800", "documents"))
        assert "step 2 of 8 · about 40 s left" in shown


def test_the_bar_has_the_same_length_whatever_is_said(embedding):
    long = live_line(embedding, 40.0, 80)
    embedding.take(StepStarted("map", "pca", ()), 40.0)
    short = live_line(embedding, 40.0, 80)
    assert len(long.done + long.left) == len(short.done + short.left) == 15


def test_the_trial_of_a_sweep_goes_before_all(embedding):
    assert " trial 2 of 5 · step 2 of 8 · about" in line(embedding, 100, trial="trial 2 of 5")


def test_where_there_are_no_steps_of_all_the_one_that_runs_is_named():
    placing = Progress()
    placing.take(StepStarted("place", "any", ()), 0.0)
    assert line(placing, 80).endswith("─ place")
    placing.take(StepProgressed("place", 30, 40), 1.0)
    assert line(placing, 80).endswith("─ place, 30 of 40 documents")


def test_before_anything_is_known_it_says_so():
    assert line(Progress(), 80).endswith(" starting")


def test_a_terminal_without_such_characters_gets_others(embedding):
    plain = live_line(embedding, 40.0, 80).in_ascii()
    assert plain.done.strip("#") == plain.left.strip("-") == ""
    assert plain.words.isascii()
