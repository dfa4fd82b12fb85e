"""Coherence: words that go together score high, words that do not score low."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.evaluate.coherence import npmi, occurrences

HAS = hnp.arrays(np.bool_, st.tuples(st.integers(2, 30), st.integers(2, 6)))


def columns(*words):
    return np.array(words, dtype=np.bool_).T


def test_words_that_always_go_together_score_1():
    assert npmi(columns([1, 1, 0, 0], [1, 1, 0, 0])) == pytest.approx(1)


def test_words_that_never_meet_score_minus_1():
    assert npmi(columns([1, 1, 0, 0], [0, 0, 1, 1])) == -1


def test_words_that_meet_by_chance_score_0():
    assert npmi(columns([1, 1, 0, 0], [1, 0, 1, 0])) == pytest.approx(0)


def test_a_value_worked_out_by_hand():
    # together in 3 of 8, alone in 4 and 4: log((3/8) / (4/8 * 4/8)) / -log(3/8)
    found = npmi(columns([1, 1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 1, 0, 0, 0]))
    assert found == pytest.approx(math.log(1.5) / -math.log(3 / 8))


def test_words_that_all_or_no_documents_have_say_nothing():
    assert npmi(columns([1, 1, 1], [0, 0, 0])) is None
    assert npmi(columns([1, 1, 0])) is None


@given(HAS)
def test_it_stays_within_its_range_and_knows_no_order(has):
    found, turned = npmi(has), npmi(has[:, ::-1])
    if found is None:
        assert turned is None
    else:
        assert -1 <= found <= 1 + 1e-9
        assert found == pytest.approx(turned)


def test_phrases_are_found_whatever_their_case_spacing_and_ending():
    texts = ["Large language\nmodels are here.", "A sublanguage model", "language model"]
    found = occurrences(texts, ["language model", "here."])
    np.testing.assert_array_equal(found, [[True, True], [False, False], [True, False]])


def test_without_words_or_texts_there_is_nothing():
    assert occurrences([], ["a"]).shape == (0, 1)
    assert occurrences(["a"], []).shape == (1, 0)
