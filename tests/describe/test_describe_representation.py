"""BERTopic's representation models get what they need and give what they promise."""

import numpy as np
import pytest

from pipeline.describe.candidates import Candidate
from pipeline.describe.representation import all_words, keybert, maximal_marginal_relevance

BOOK = {
    "video": np.array([1.0, 0.0, 0.0]),
    "motion": np.array([0.9, 0.1, 0.0]),
    "faces": np.array([0.0, 1.0, 0.0]),
    "robots": np.array([0.0, 0.0, 1.0]),
}


def topic(*names):
    ranked = enumerate(names)
    return tuple(Candidate(n, (n,), 1 / (1 + i), 1.0, np.arange(2)) for i, n in ranked)


def test_keybert_is_the_cosine_with_the_centroid():
    level = (topic("motion", "faces"), (), topic("robots", "video", "faces"))
    centroids = np.array([[2.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 1.0, 1.0]])
    first, none, last = keybert(level, centroids, BOOK)
    assert first == pytest.approx([0.9 / np.hypot(0.9, 0.1), 0.0])
    assert none.tolist() == []
    assert last == pytest.approx([np.sqrt(0.5), 0.0, np.sqrt(0.5)])


def test_mmr_keeps_what_is_near_or_what_differs():
    level = (topic("video", "motion", "faces"),)
    book = BOOK | {all_words(level[0]): np.array([1.0, 0.2, 0.0])}
    (near,) = maximal_marginal_relevance(level, book, 0.0, 2)
    (unlike,) = maximal_marginal_relevance(level, book, 1.0, 2)
    assert near.tolist() == [1.0, 0.5, 0.0]
    assert unlike[2] > 0
    assert np.count_nonzero(unlike) == 2


def test_fewer_candidates_than_keywords_are_all_kept():
    level = (topic("video"), (), topic("faces", "motion"))
    book = BOOK | {all_words(one): np.ones(3) for one in level if one}
    kept = maximal_marginal_relevance(level, book, 0.3, 10)
    assert [len(one) for one in kept] == [1, 0, 2]
    assert all((one > 0).all() for one in kept)


def test_no_topics_no_work():
    assert keybert((), np.zeros((0, 3)), {}) == []
    assert [one.tolist() for one in keybert(((),), np.zeros((1, 3)), {})] == [[]]
