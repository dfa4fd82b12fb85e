"""Intervals, corrected p values and log-odds, held against the papers that they are from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numerics.statistics import false_discovery_p, interval_of, log_odds_z, wilson


def counts(*values):
    return np.array(values, dtype=np.int32)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_intervals_are_those_of_newcombe(part, whole, low, high):
    """Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E."""
    found = wilson(counts(part), counts(whole))
    assert [round(float(end[0]), 4) for end in found] == [low, high]


@given(st.integers(0, 300), st.integers(0, 300))
def test_an_interval_holds_its_share_and_keeps_within_bounds(a, b):
    low, high = (float(end[0]) for end in wilson(counts(min(a, b)), counts(max(a, b))))
    assert 0 <= low <= min(a, b) / max(a, b, 1) <= high <= 1 or a == b == 0


def test_the_interval_of_one_share_is_that_of_many():
    assert interval_of(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert interval_of(0, 0) == (0, 1)
    assert interval_of(0, 5)[0] == 0 and interval_of(5, 5)[1] == 1


def test_correction_is_that_of_benjamini_and_hochberg():
    """Their own example of 15 tests: four are told at 5%."""
    p = np.array(
        [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719,
         .6528, .7590, 1.0]
    )  # fmt: skip
    everything = np.ones(15, dtype=np.bool_)
    assert (false_discovery_p(p, everything) < 0.05).sum() == 4
    some = np.arange(15) < 2
    assert np.isnan(false_discovery_p(p, some)[2:]).all()
    assert false_discovery_p(p, some)[:2].tolist() == pytest.approx([0.0002, 0.0004])
    assert np.isnan(false_discovery_p(p, ~everything)).all()


def test_log_odds_are_those_of_monroe_and_others():
    """Their equations 15, 19 and 22, word by word."""
    parts, others, whole, rest = counts(30, 2, 0), counts(10, 4, 50), 100, 400
    prior = 0.5 + 0.01 * (parts + others)
    for word, z in enumerate(log_odds_z(parts, whole, others, rest)):
        inside = parts[word] + prior[word], whole - parts[word] + prior.max()
        outside = others[word] + prior[word], rest - others[word] + prior.max()
        delta = np.log(inside[0] / inside[1]) - np.log(outside[0] / outside[1])
        assert z == pytest.approx(delta / np.sqrt(1 / inside[0] + 1 / outside[0]))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 80)), min_size=1))
def test_who_is_ahead_here_is_as_far_behind_there(pairs):
    parts, others = np.array(pairs).T
    ahead, behind = log_odds_z(parts, 50, others, 80), log_odds_z(others, 80, parts, 50)
    np.testing.assert_allclose(ahead, -behind)
    assert np.isfinite(ahead).all()


def test_a_word_of_few_documents_is_held_back():
    few, many = log_odds_z(counts(2, 40), 100, counts(0, 0), 100)
    assert 0 < few < 2 < many
