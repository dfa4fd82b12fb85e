"""Assigners: the right theme, several or none, scores in range."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import samples
from pipeline.assign.combined import Combined
from pipeline.assign.similarity import Similarity
from pipeline.assign.threshold import assign, otsu_threshold, standing
from pipeline.assign.words import Words
from pipeline.core.theme import Theme

SCORES = hnp.arrays(np.float32, st.integers(2, 40), elements=st.floats(0, 1, width=16))


@given(SCORES)
def test_otsu_splits_where_the_groups_vary_least(scores):
    threshold = otsu_threshold(scores)
    if scores.min() == scores.max():
        assert threshold == 1.0
        return

    def spread(limit):
        low, high = scores[scores < limit].astype(float), scores[scores >= limit].astype(float)
        return low.var() * len(low) + high.var() * len(high) if len(low) and len(high) else np.inf

    ordered = np.unique(scores.astype(float))
    best = min(spread(limit) for limit in (ordered[1:] + ordered[:-1]) / 2)
    assert spread(threshold) <= best + 1e-6


@given(hnp.arrays(np.float32, (6, 3), elements=st.floats(0, 1, width=16)), st.floats(0, 1))
def test_the_primary_theme_is_the_assigned_one_that_stands_highest(scores, limit):
    stands = standing(scores)
    found = assign(scores, np.full(3, limit), stands)
    for row, assigned, primary, looked_at in zip(
        stands, found.assigned, found.primary, found.looked_at, strict=True
    ):
        assert (primary == -1) == (not assigned.any())
        if primary >= 0:
            assert assigned[primary]
            assert row[primary] == row[assigned].max()
        assert looked_at[assigned].all()
        assert looked_at.sum() == min(3, assigned.sum() + 1)
    assert (found.margins >= 0).all()


@pytest.mark.parametrize("method", [Combined, Similarity, Words])
def test_documents_go_to_the_theme_they_are_about(method):
    corpus, vectors, embedder = samples.inputs("assign")
    themes = method(themes=samples.THEMES)(corpus, vectors, embedder)
    assert themes.names == ("Animals", "Sea")
    assert themes.assigned[:12, 0].mean() > 0.8
    assert themes.assigned[24:, 0].mean() < 0.2
    assert (themes.primary[:12] == 0).mean() > 0.6


def test_a_theme_with_high_scores_everywhere_is_not_primary_everywhere():
    scores = np.array([[0.5, 0.9], [0.1, 0.8], [0.1, 0.8], [0.1, 0.9]], dtype=np.float32)
    found = assign(scores, np.full(2, 0.05), standing(scores))
    assert list(found.primary) == [0, 0, 0, 1]


@pytest.mark.parametrize("method", [Combined, Similarity, Words])
def test_no_themes_is_an_answer(method):
    corpus, vectors, embedder = samples.inputs("assign")
    themes = method()(corpus, vectors, embedder)
    assert themes.scores.shape == (len(corpus), 0)
    assert (themes.primary == -1).all()


def test_a_theme_of_unknown_words_is_told():
    corpus, vectors, embedder = samples.inputs("assign")
    themes = Words(themes=(Theme(name="Qwxz"),))(corpus, vectors, embedder)
    assert not themes.assigned.any()
    assert "Qwxz" in themes.checks[0].message


def test_a_given_threshold_is_used():
    corpus, vectors, embedder = samples.inputs("assign")
    strict = Similarity(themes=samples.THEMES, threshold=1.0)(corpus, vectors, embedder)
    assert not strict.assigned.any()
    assert (strict.thresholds == 1).all()
