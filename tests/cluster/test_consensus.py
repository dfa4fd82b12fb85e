"""Consensus: topics that come back, how surely, and on several levels."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.sparse import csr_array
from sklearn.metrics import adjusted_rand_score

from pipeline.cluster.consensus import Consensus
from pipeline.cluster.consensus_vote import behind, elect, winners
from pipeline.cluster.granularity import Holding, before_the_fall, choose_levels, granularities
from pipeline.cluster.levels import merged, split, telling
from pipeline.cluster.resampling import likenesses, stability
from pipeline.cluster.spectral import cut, spectrum, spectrum_of_part
from pipeline.compare.alignment import align, moved
from pipeline.compare.noise import noise
from pipeline.core.artifacts import Vectors
from pipeline.numerics.neighbors import nearest, neighbor_graph, neighbors_of


def quick(**parameters):
    """Fewer resamples than the default on so few documents; the rest is as by default."""
    return Consensus(**{"n_resamples": 10, **parameters})


LABELS = hnp.arrays(np.int32, 30, elements=st.integers(0, 4)).map(
    lambda labels: np.unique(labels, return_inverse=True)[1].astype(np.int32)
)


def directed(sizes=(40,) * 8, spread=0.25, seed=0, dimensions=16):
    """Groups of rows, each around a direction of its own."""
    draw = np.random.default_rng(seed)
    middles = np.eye(len(sizes), dimensions)
    rows = np.repeat(middles, sizes, axis=0) + draw.normal(
        scale=spread / np.sqrt(dimensions) * 2, size=(sum(sizes), dimensions)
    )
    return Vectors(rows.astype(np.float32)), np.repeat(np.arange(len(sizes)), sizes)


def families():
    """Four families of three groups each: two levels that are really there."""
    draw = np.random.default_rng(5)
    wide, narrow = np.eye(4, 40).repeat(3, axis=0), np.eye(12, 40, k=8)
    middles = (2 * wide + narrow).repeat(15, axis=0)
    rows = middles + draw.normal(scale=0.1, size=middles.shape)
    return Vectors(rows.astype(np.float32)), np.repeat(np.arange(12), 15)


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_the_number_of_topics_need_not_be_told():
    vectors, planted = directed()
    found = quick()(vectors)
    assert found.n_topics == 8
    assert adjusted_rand_score(planted, found.labels) == 1
    assert found.resolved["n_topics"] == 8


def test_the_dice_do_not_matter():
    vectors, _ = directed(spread=0.7)
    runs = [quick(seed=seed)(vectors).labels for seed in range(3)]
    agreements = [adjusted_rand_score(one, other) for one, other in combinations(runs, 2)]
    assert min(agreements) > 0.9


def test_topics_that_are_there_are_solid_and_documents_belong_to_them():
    found = quick()(directed()[0])
    assert min(found.stabilities[found.level]) > 0.95
    assert found.strengths.min() > 0.9
    assert not found.checks


def test_topics_asked_of_noise_do_not_hold_and_say_so():
    noise = np.random.default_rng(0).normal(size=(300, 60)).astype(np.float32)
    found = quick(n_topics=8)(Vectors(noise))
    assert max(found.stabilities[found.level]) < 0.6
    assert [check.code for check in found.checks] == ["C02", "C05"]
    assert "do not hold" in found.checks[0].message
    assert "300 documents fall into groups hardly more firmly" in found.checks[1].message


def test_levels_are_nested_and_the_default_is_one_of_them():
    vectors, planted = families()
    found = quick()(vectors)
    assert found.n_topics == 12
    assert adjusted_rand_score(planted, found.labels) == 1
    coarse = found.levels[0]
    assert adjusted_rand_score(planted // 3, coarse) == 1
    for wide, narrow in zip(found.levels, found.levels[1:], strict=False):
        pairs = {(int(n), int(w)) for n, w in zip(narrow, wide, strict=True)}
        assert len(pairs) == narrow.max() + 1
    assert [len(values) for values in found.stabilities] == [
        labels.max() + 1 for labels in found.levels
    ]


def test_no_more_topics_than_asked_for():
    vectors, _ = directed()
    assert 2 <= quick(n_topics=4)(vectors).n_topics <= 4
    assert quick(n_topics=8)(vectors).n_topics == 8
    assert 8 < quick(n_topics=13)(vectors).n_topics <= 13


def test_a_stricter_user_gets_fewer_documents_with_a_topic_and_hears_where_they_nearly_went():
    vectors, _ = directed(spread=2.5)
    asked = {"n_topics": 8}  # too blurred to be found without
    loose = quick(min_membership=0, **asked)(vectors)
    strict = quick(min_membership=0.9, **asked)(vectors)
    assert (loose.labels >= 0).all()
    outside = strict.labels < 0
    assert 0 < outside.sum() < len(outside)
    assert (strict.strengths[outside] == 0).all()
    assert (strict.levels[:, outside] == -1).all()
    assert (strict.nearest >= 0).all()
    np.testing.assert_array_equal(strict.nearest[~outside], strict.labels[~outside])


def test_topics_that_are_there_are_found_by_every_seed():
    found = quick()(directed()[0])
    assert found.seed_agreement == pytest.approx(1, abs=0.02)
    assert np.median(found.redrawn_numbers) == 8


def test_no_seed_has_a_say_in_how_many_topics_there_are():
    vectors, _ = families()
    answers = {quick(seed=seed)(vectors).redrawn_numbers for seed in range(2)}
    (numbers,) = answers
    assert len(set(numbers)) > 1, "the documents settle it, so that this would show nothing"


def clouds():
    """Documents without topics: none like another, and all around one middle."""
    draw = np.random.default_rng(1)
    along = np.arange(1, 61) ** -0.7
    return [draw.normal(size=(300, 20)), draw.normal(size=(300, 60)) * along + 2 * np.eye(60)[0]]


@pytest.mark.parametrize("cloud", clouds())
def test_a_cloud_has_no_topics_unless_they_are_asked_for(cloud):
    """It is cut the same way every time, so that agreement alone would call its parts solid."""
    vectors = Vectors(cloud.astype(np.float32))
    found = quick()(vectors)
    assert found.n_topics == 0
    (check,) = found.checks
    assert (check.code, check.message[:20]) == ("C01", "There are no topics:")
    assert quick(n_topics=6)(vectors).n_topics == 6


def test_another_number_of_topics_is_more_than_seeds_do():
    vectors, _ = families()
    few, many = (quick(n_topics=n)(vectors) for n in (4, 12))
    again = quick(n_topics=12, seed=1)(vectors)

    def compared(one, other):
        same = align(one.labels, other.labels, range(one.n_topics), range(other.n_topics))
        share = float(moved(one.labels, other.labels, same).mean())
        return noise(share, one.replicas, other.replicas)

    assert compared(few, many).beyond and compared(few, many).observed > 0.5
    assert not compared(many, again).beyond


def test_the_order_of_the_documents_does_not_matter():
    vectors, _ = directed(spread=0.6)
    order = np.random.default_rng(0).permutation(len(vectors))
    straight, mixed = quick()(vectors), quick()(Vectors(vectors.values[order]))
    assert straight.n_topics > 1
    assert adjusted_rand_score(straight.labels[order], mixed.labels) == 1
    np.testing.assert_allclose(straight.strengths[order], mixed.strengths)


def test_a_document_that_is_like_no_other_has_no_topic():
    vectors, _ = directed()
    n, d = vectors.values.shape
    alone = np.zeros((n + 3, d + 3), dtype=np.float32)
    alone[:n, :d] = vectors.values
    alone[n:, d:] = np.eye(3)
    found = quick()(Vectors(alone))
    assert (found.labels[n:] == -1).all() and (found.labels[:n] >= 0).mean() > 0.9
    assert set(found.reasons[n:]) == {"has nothing in common with any other document"}


def test_a_last_bit_in_the_vectors_moves_no_document():
    vectors, _ = directed(spread=1.5)
    nudged = vectors.values * (
        1 + 1e-6 * np.random.default_rng(2).normal(size=vectors.values.shape)
    )
    again = quick()(Vectors(nudged.astype(np.float32)))
    np.testing.assert_array_equal(again.labels, quick()(vectors).labels)


def test_copies_get_the_same_answer():
    vectors, _ = directed()
    doubled = Vectors(np.concatenate([vectors.values, vectors.values[:50]]))
    found = quick()(doubled)
    np.testing.assert_array_equal(found.labels[:50], found.labels[-50:])
    np.testing.assert_array_equal(found.strengths[:50], found.strengths[-50:])


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 10, 19])
def test_too_few_documents_form_no_topics(n):
    rows = np.random.default_rng(n).normal(size=(n, 6)).astype(np.float32)
    found = quick()(Vectors(rows))
    assert found.n_topics == 0
    assert found.checks[0].code == "C01"
    assert f"{n} different documents" in found.checks[0].message


@pytest.mark.parametrize("n", [20, 21, 30, 50])
def test_few_documents_are_clustered_whatever_they_are(n):
    rows = np.random.default_rng(n).normal(size=(n, 6)).astype(np.float32)
    assert quick()(Vectors(rows)).n_topics >= 1
    assert quick()(Vectors(np.ones((n, 6), dtype=np.float32))).n_topics == 0


def test_documents_beyond_the_sample_join_the_nearest():
    vectors, planted = directed(sizes=(200,) * 6)
    found = quick()(vectors, neighbors_of(vectors.values, 20, 1000))
    assert (found.resolved["subsample"], found.checks[-1].code) == (1000, "C03")
    assert adjusted_rand_score(planted, found.labels) == 1


def test_threads_change_nothing():
    vectors, _ = directed()
    one, several = (quick(threads=threads)(vectors) for threads in (1, 3))
    np.testing.assert_array_equal(one.replicas, several.replicas)
    np.testing.assert_array_equal(one.strengths, several.strengths)


def test_the_graph_is_symmetric_and_its_nearest_neighbours_weigh_most():
    rows = unit(np.random.default_rng(1).normal(size=(50, 5))).astype(np.float32)
    graph = neighbor_graph(rows, 5)
    assert abs(graph - graph.T).max() < 1e-12
    assert 0 < graph.data.min()
    assert graph.data.max() <= 1 + 1e-12
    first = nearest(rows, rows, 1, apart=True)[0][:, 0]
    np.testing.assert_allclose(graph[np.arange(50), first], 1)


@pytest.mark.parametrize("n", [60, 900])
def test_parts_of_a_graph_without_ties_between_them_are_cut_apart(n):
    parts = np.arange(n) % 3
    ties = (parts[:, None] == parts[None]) & ~np.eye(n, dtype=bool)
    rows = spectrum(csr_array(ties.astype(np.float64)), 3).directions(3)
    assert adjusted_rand_score(parts, cut(rows, 3)) == 1


def test_the_directions_of_a_part_are_told_from_those_of_the_whole():
    draw = np.random.default_rng(0)
    planted = np.repeat(np.arange(8), 150)
    rows = unit(np.eye(8)[planted] + draw.normal(scale=0.2, size=(1200, 8))).astype(np.float32)
    graph = neighbor_graph(rows, 15)
    kept = np.sort(draw.choice(1200, 960, replace=False))
    part = graph[kept][:, kept]
    found = spectrum_of_part(part, spectrum(graph, 40), kept)
    expected = spectrum(part, 20)
    np.testing.assert_allclose(found.values[:20], expected.values, atol=2e-3)
    for k in (8, 12, 20):
        one, other = (cut(each.directions(20), k) for each in (found, expected))
        assert adjusted_rand_score(one, other) > 0.98


@given(LABELS)
def test_equal_cuts_agree_wholly(labels):
    again = np.stack([labels, labels])
    np.testing.assert_allclose(likenesses(again), [[0, 1], [1, 0]])
    np.testing.assert_allclose(stability(labels, again), 1)


@given(LABELS, LABELS)
def test_agreement_is_a_share_and_knows_no_order(one, other):
    there, back = likenesses(np.stack([one, other]))[0, 1], likenesses(np.stack([other, one]))[0, 1]
    assert 0 < there <= 1
    assert there == pytest.approx(back)


@given(st.lists(LABELS, min_size=3, max_size=4))
def test_each_two_of_several_are_as_alike_as_they_are_alone(cuts):
    together = likenesses(np.stack(cuts))
    for one, other in combinations(range(len(cuts)), 2):
        alone = likenesses(np.stack([cuts[one], cuts[other]]))[0, 1]
        np.testing.assert_allclose(together[[one, other], [other, one]], alone)


def test_nodes_that_a_resample_lacks_are_not_counted():
    one = np.array([0, 0, 1, 1, -1, -1], dtype=np.int32)
    other = np.array([-1, 0, 1, 1, 0, 0], dtype=np.int32)
    assert likenesses(np.stack([one, other]))[0, 1] == 1


@given(LABELS, st.permutations(range(5)))
def test_a_vote_is_about_groups_not_about_their_numbers(labels, numbers):
    renamed = np.array(numbers, dtype=np.int32)[labels]
    shares = elect(np.stack([renamed, renamed]), labels)
    np.testing.assert_array_equal(shares.argmax(axis=1), labels)
    assert shares.max(axis=1).min() == 1


def test_the_majority_decides():
    common = np.array([0, 0, 0, 1, 1, 1], dtype=np.int32)
    odd = np.array([0, 0, 1, 1, 1, 1], dtype=np.int32)
    shares = elect(np.stack([common, common, odd]), odd)
    np.testing.assert_array_equal(shares.argmax(axis=1), common)
    assert shares[2, 0] == pytest.approx(2 / 3)


def test_a_group_too_small_is_dissolved_into_the_next_best():
    shares = np.array([[0.6, 0.4, 0]] * 4 + [[0.1, 0.3, 0.6]] + [[0, 1, 0]] * 3, dtype=np.float32)
    labels, kept = winners(shares, 2)
    np.testing.assert_array_equal(labels, [0, 0, 0, 0, 1, 1, 1, 1])
    assert behind(kept, labels)[4] == pytest.approx(0.3)


def test_topics_have_the_least_size_asked_for():
    vectors, _ = directed(sizes=(60, 60, 60, 60, 12))
    assert np.bincount(quick()(vectors).labels).min() == 12
    labels = quick(min_cluster_size=30)(vectors).labels
    assert np.bincount(labels[labels >= 0]).min() >= 30


def test_the_cut_before_agreement_falls_is_taken():
    holding = held({2: 0.95, 3: 0.9, 5: 0.7, 6: 0.7, 8: 0.9, 10: 0.7, 14: 0.68, 16: 0.66, 30: 0.6})
    assert before_the_fall(holding, 5, 30) == 8
    assert choose_levels(holding)[:2] == (3, 8)
    assert choose_levels(holding, 14)[1] == 14


def test_of_cuts_that_seeds_do_not_tell_apart_the_coarser_is_taken():
    """Else one seed says 6 topics and the next says 14, as of short complaints."""
    values = {5: 0.7, 6: 0.9, 8: 0.6, 10: 0.6, 12: 0.6, 14: 0.79, 17: 0.6, 20: 0.6, 30: 0.6}
    assert before_the_fall(held(values), 5, 30) == 14
    assert before_the_fall(held(values, spread=0.02), 5, 30) == 6


def held(values, spread=0.0):
    """How well numbers of topics hold, and other seeds by how much otherwise."""
    found = np.array(list(values.values()))
    draws = np.random.default_rng(0).normal(scale=spread, size=(40, len(found)))
    return Holding(tuple(values), found, found + draws)


@given(st.integers(20, 5000), st.sampled_from(["auto", 2, 7, 40]))
def test_what_is_asked_for_is_tried(n, asked):
    tried = granularities(n, 5, asked)
    assert list(tried) == sorted(set(tried))
    assert tried[0] == 2
    if asked != "auto":
        assert min(asked, n // 2) in tried


@given(LABELS, LABELS)
def test_coarser_and_finer_levels_keep_topics_whole(labels, groups):
    for wide, narrow in ((merged(labels, groups), labels), (labels, split(labels, groups, 2))):
        for topic in range(narrow.max() + 1):
            assert len(np.unique(wide[narrow == topic])) == 1


def test_a_level_that_came_out_like_another_is_left_out():
    labels = np.repeat([0, 1, 2], 4).astype(np.int32)
    one, two, six = labels * 0, labels // 2, np.repeat(range(6), 2).astype(np.int32)
    assert telling({2: two, 3: labels, 6: six}, 3) == [2, 3, 6]
    assert telling({2: one, 3: labels, 6: labels}, 3) == [3]
