"""Runs of characters: what the forms of a word have in common."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numerics.character_weights import LONGEST, SHORTEST, character_weights, runs


def test_a_word_falls_into_runs_with_its_borders():
    assert runs("kedi") == (" ke", "ked", "edi", "di ", " ked", "kedi", "edi ")


@given(st.text(st.characters(categories=("L", "M")), min_size=1, max_size=30))
def test_every_character_is_in_a_run_and_no_run_is_longer_than_told(word):
    found = runs(word)
    assert set(word) <= set("".join(found))
    assert all(SHORTEST <= len(run) <= LONGEST for run in found)
    assert all(run in f" {word} " for run in found)


def test_rows_are_of_unit_length_and_those_of_unknown_texts_empty():
    weights, rows = character_weights(["kedi kediler", "kedinin evi", "evler"], frozenset(), 2)
    assert weights.size == rows.shape[1] > 0
    np.testing.assert_allclose(np.asarray(rows.multiply(rows).sum(1)).ravel(), 1)
    assert weights.rows(["xyz", ""]).nnz == 0


def test_stop_words_have_no_runs():
    weights, _ = character_weights(["kedi kedi"] * 2, frozenset(), 1)
    left, _ = character_weights(["kedi gibi kedi"] * 2, frozenset({"gibi"}), 1)
    assert weights.spelled == left.spelled


def test_without_a_shared_run_there_is_nothing():
    assert character_weights(["kedi", "at"], frozenset(), 2) is None
