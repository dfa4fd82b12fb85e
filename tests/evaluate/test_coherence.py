"""Coherence: words that go together score high, words that do not score low."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.evaluate.coherence import WINDOW, Occurrences, c_v, count_words, npmi, read_texts

HAS = hnp.arrays(np.bool_, st.tuples(st.integers(2, 30), st.integers(2, 6)))


def counts(has):
    has = np.asarray(has, dtype=np.float64)
    return Occurrences(len(has), has.T @ has)


def columns(*words):
    return counts(np.array(words, dtype=np.bool_).T)


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
    found, turned = npmi(counts(has)), npmi(counts(has[:, ::-1]))
    if found is None:
        assert turned is None
    else:
        assert -1 <= found <= 1 + 1e-9
        assert found == pytest.approx(turned)


def test_phrases_are_found_whatever_their_case_spacing_and_ending():
    texts = ["Large language\nmodels are here.", "A sublanguage model", "language model"]
    whole, near = count_words(read_texts(texts), ["language model", "here."])
    np.testing.assert_array_equal(whole.together, [[2, 1], [1, 1]])
    assert whole.places == near.places == 3


def test_without_words_or_texts_there_is_nothing():
    assert count_words([], ["a"])[0].together.shape == (1, 1)
    assert count_words(read_texts(["a"]), [])[0].together.shape == (0, 0)
    assert npmi(count_words([], ["a", "b"])[0]) is None
    assert c_v(count_words([], ["a", "b"])[1]) is None


def test_a_window_is_as_long_as_is_said():
    text = " ".join(["first", *["and"] * (WINDOW - 2), "last", "end"])
    near = count_words(read_texts([text]), ["first", "last", "end"])[1]
    assert near.places == 2
    np.testing.assert_array_equal(near.together, [[1, 1, 0], [1, 2, 1], [0, 1, 1]])


def test_c_v_is_that_of_gensim():
    # words occur once a text: where one leaves a window that has it again, gensim forgets it
    told = json.loads((Path(__file__).parent / "data" / "gensim_c_v.json").read_text("utf-8"))
    texts = read_texts(told["texts"])
    for topic in told["topics"]:
        found = c_v(count_words(texts, topic["words"])[1])
        assert found == pytest.approx(topic["c_v"], abs=1e-9), topic["words"]


@given(HAS)
def test_c_v_is_a_number_whatever_the_counts(has):
    found = c_v(counts(has))
    assert found is None or -1 - 1e-9 <= found <= 1 + 1e-9
