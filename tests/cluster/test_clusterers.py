"""Clusterers: topics found, numbered by size, copies together, honest on few documents."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.cluster.hdbscan import HDBSCAN
from pipeline.cluster.kmeans import KMeans
from pipeline.cluster.numbering import numbered_by_size
from pipeline.core.artifacts import Vectors

LABELS = hnp.arrays(np.int64, st.integers(0, 30), elements=st.integers(-1, 6))


def blobs(sizes=(30, 20, 10), seed=0):
    draw = np.random.default_rng(seed)
    rows = np.repeat(np.eye(len(sizes), 5, dtype=np.float32) * 10, sizes, axis=0)
    return Vectors((rows + draw.normal(scale=0.3, size=rows.shape)).astype(np.float32))


@given(LABELS)
def test_numbering_keeps_the_groups_and_sorts_them(labels):
    numbered = numbered_by_size(labels, np.arange(len(labels)))
    np.testing.assert_array_equal(numbered < 0, labels < 0)
    same = numbered[:, None] == numbered[None]
    np.testing.assert_array_equal(same, labels[:, None] == labels[None])
    sizes = np.bincount(numbered[numbered >= 0])
    assert (np.diff(sizes) <= 0).all()
    firsts = [int(np.flatnonzero(numbered == topic)[0]) for topic in range(len(sizes))]
    for one, other in zip(range(len(sizes)), range(1, len(sizes)), strict=False):
        assert sizes[one] > sizes[other] or firsts[one] < firsts[other]


@pytest.mark.parametrize("clusterer", [HDBSCAN(), KMeans(n_topics=3)])
def test_plain_groups_are_found(clusterer):
    clustering = clusterer(blobs())
    assert clustering.n_topics == 3
    assert (clustering.labels == np.repeat([0, 1, 2], [30, 20, 10])).mean() > 0.9
    assert clustering.strengths.min() >= 0


@pytest.mark.parametrize("clusterer", [HDBSCAN(), KMeans(n_topics=3)])
def test_copies_get_the_same_answer(clusterer):
    rows = blobs().values
    doubled = Vectors(np.concatenate([rows, rows[::2]]))
    clustering = clusterer(doubled)
    np.testing.assert_array_equal(clustering.labels[60:], clustering.labels[:60:2])
    np.testing.assert_array_equal(clustering.strengths[60:], clustering.strengths[:60:2])


@pytest.mark.parametrize("clusterer", [HDBSCAN(), KMeans()])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_too_few_documents_are_told_with_both_numbers(clusterer, n):
    rows = np.random.default_rng(0).normal(size=(n, 4)).astype(np.float32)
    clustering = clusterer(Vectors(rows))
    assert clustering.n_topics == 0
    (check,) = clustering.checks
    assert check.message.startswith(f"{n} different documents are too few")
    assert check.advice


@pytest.mark.parametrize("clusterer", [HDBSCAN(), KMeans()])
def test_fifty_identical_documents_are_one_text_not_a_topic(clusterer):
    clustering = clusterer(Vectors(np.ones((50, 4), dtype=np.float32)))
    assert (clustering.labels == -1).all()
    assert "1 different documents" in clustering.checks[0].message


def test_documents_without_structure_are_told():
    rows = np.linspace(0, 1, 40, dtype=np.float32)[:, None].repeat(3, axis=1)
    clustering = HDBSCAN(min_cluster_size=15, min_samples=2)(Vectors(rows))
    if clustering.n_topics == 0:
        assert "No region" in clustering.checks[0].message
    assert len(clustering) == 40


def test_auto_values_are_told():
    assert HDBSCAN()(blobs()).resolved == {"min_cluster_size": 5, "min_samples": 5}
    assert KMeans().resolve(20_000).n_topics == 100
    assert HDBSCAN(min_samples=1).resolve(10_000).min_samples == 1
