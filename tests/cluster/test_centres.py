"""Centres: a document without a topic is told which one is nearest, and how far."""

import numpy as np
import pytest

from pipeline.cluster.centres import distances, nearest_topics, runners_up, second_by_distance
from pipeline.cluster.consensus import Consensus
from pipeline.cluster.hdbscan import HDBSCAN
from pipeline.core.artifacts import Vectors

ROWS = np.array([[0, 0], [2, 0], [10, 0], [10, 4], [1, 3], [10, 8]], dtype=np.float32)
LABELS = np.array([0, 0, 1, 1, -1, -1], dtype=np.int32)


def test_who_is_outside_is_nearest_to_the_nearest_centre():
    np.testing.assert_array_equal(nearest_topics(ROWS, LABELS), [0, 0, 1, 1, 0, 1])


def test_1_is_as_far_as_the_documents_of_the_topic_are():
    found = distances(ROWS, LABELS, nearest_topics(ROWS, LABELS))
    np.testing.assert_allclose(found, [1, 1, 1, 1, 3, 3])


def test_a_topic_of_copies_has_no_extent_and_is_measured_by_the_others():
    rows = np.array([[0, 0], [0, 0], [10, 0], [10, 4], [3, 0]], dtype=np.float32)
    labels = np.array([0, 0, 1, 1, -1], dtype=np.int32)
    found = distances(rows, labels, nearest_topics(rows, labels))
    np.testing.assert_allclose(found, [0, 0, 1, 1, 3])
    alone = distances(rows[:2], labels[:2], labels[:2])
    np.testing.assert_allclose(alone, 0)


def test_who_comes_second_has_a_share_by_the_squared_distance():
    rows = np.array([[0, 0], [2, 0], [10, 0], [10, 2], [4, 0], [1, 0]], dtype=np.float32)
    labels = np.array([0, 0, 1, 1, -1, 0], dtype=np.int32)
    second, shares = second_by_distance(rows, labels, nearest_topics(rows, labels))
    np.testing.assert_array_equal(second, [1, 1, 0, 0, 1, -1])
    # (1, 0) is the centre of topic 0; (4, 0) is 3 from it and the root of 37 from the other's
    assert shares[4] == pytest.approx((1 / 37) / (1 / 37 + 1 / 9))
    assert shares[5] == 0


def test_where_there_is_one_topic_none_comes_second():
    second, shares = second_by_distance(ROWS, np.zeros(6, dtype=np.int32), LABELS * 0)
    assert (second == -1).all() and not shares.any()


def test_the_second_has_the_most_of_the_other_votes():
    votes = np.array([[0.6, 0.3, 0.1], [0, 0.2, 0.8], [0, 1, 0]], dtype=np.float32)
    second, shares = runners_up(votes, np.array([0, 2, 1], dtype=np.int32))
    np.testing.assert_array_equal(second, [1, 1, -1])
    np.testing.assert_allclose(shares, [0.3, 0.2, 0])


def test_without_topics_nothing_is_near():
    none = np.full(6, -1, dtype=np.int32)
    np.testing.assert_array_equal(nearest_topics(ROWS, none), none)
    assert not distances(ROWS, none, none).any()


@pytest.mark.parametrize("method", [Consensus(min_membership=0.9), HDBSCAN(min_cluster_size=10)])
def test_who_has_no_topic_is_told_why(method):
    draw = np.random.default_rng(0)
    middles = np.repeat(draw.normal(size=(4, 8)), 25, axis=0)
    rows = middles + 0.6 * draw.normal(size=middles.shape)
    found = method(Vectors(rows.astype(np.float32)))
    outside = found.labels < 0
    assert found.n_topics > 1 and outside.any()
    assert [bool(reason) for reason in found.reasons] == outside.tolist()
    assert (found.nearest >= 0).all() and (found.distances > 0).all()
    assert found.distances[~outside].mean() == pytest.approx(1, abs=0.01)
