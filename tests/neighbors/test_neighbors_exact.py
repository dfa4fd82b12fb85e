"""Neighbours: exact ones, copies as one, and what is told where a sample stands for all."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.core.artifacts import Vectors
from pipeline.neighbors.exact import Exact
from pipeline.numerics.neighbors import enough, graph_among, neighbor_graph, neighbors_of
from pipeline.numerics.normalize import unit_rows

ROWS = hnp.arrays(
    np.float32,
    st.tuples(st.integers(0, 12), st.integers(1, 5)),
    elements=st.floats(-4, 4, width=16),
)


def cloud(n, seed=0):
    return unit_rows(np.random.default_rng(seed).normal(size=(n, 8)).astype(np.float32))


@given(ROWS, st.integers(1, 20))
def test_neighbours_are_the_nearest_of_all_and_copies_are_one(rows, count):
    found = neighbors_of(rows, count)
    first = found.first
    np.testing.assert_array_equal(rows[first][found.node], rows)
    nodes = len(first)
    assert found.index.shape == (nodes, min(count, max(nodes - 1, 0)))
    units = unit_rows(rows[first])
    cosines = units @ units.T
    np.fill_diagonal(cosines, -np.inf)
    expected = -np.sort(-cosines, axis=1)[:, : found.index.shape[1]]
    np.testing.assert_allclose(found.similarity, expected, atol=1e-5)
    assert (found.index != np.arange(nodes)[:, None]).all()


def test_the_order_of_the_documents_changes_no_neighbour():
    rows = cloud(60)
    order = np.random.default_rng(1).permutation(60)
    one, other = neighbors_of(rows, 5), neighbors_of(rows[order], 5)
    near = one.first[one.index[one.node]]
    again = order[other.first[other.index[other.node]]]
    np.testing.assert_array_equal(near[order], again)


def test_the_graph_of_what_was_found_is_that_of_the_rows():
    rows = cloud(80)
    found = neighbors_of(rows, 20)
    graph = graph_among(found, 7)
    expected = neighbor_graph(rows[found.first], 7)
    assert abs(graph - expected).max() < 1e-6


def test_what_is_beyond_the_sample_has_its_neighbours_in_it():
    rows = cloud(1300)
    found = Exact(subsample=1000)(Vectors(rows))
    assert found.resolved == {"n_neighbors": 20, "subsample": 1000}
    assert np.isin(found.index, found.among).all()
    units = rows[found.first]
    cosines = units @ units[found.among].T
    cosines[found.among, np.arange(1000)] = -np.inf
    np.testing.assert_allclose(found.similarity[:, 0], cosines.max(axis=1), atol=1e-5)
    (check,) = found.checks
    assert check.code == "G01"
    assert check.message.startswith(
        "Neighbours were looked for among a sample of 1,000 of 1,300 different documents."
    )
    whole = units @ units.T
    np.fill_diagonal(whole, -np.inf)
    told = [float(each) for each in re.findall(r"0\.\d\d", check.message)]
    expected = [found.similarity[:, 0].mean(), whole.max(axis=1).mean()]
    np.testing.assert_allclose(told, expected, atol=0.02)
    # what the check advises settles it
    assert not Exact(subsample=1300)(Vectors(rows)).checks


def test_more_neighbours_than_were_looked_for_are_refused_unless_there_are_no_more():
    found = neighbors_of(cloud(30), 5)
    with pytest.raises(ValueError, match="9 neighbours are asked for, and 5 were looked for"):
        enough(found, 9)
    assert enough(neighbors_of(cloud(4), 5), 9) == 3


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_change_no_neighbour(threads):
    rows = cloud(400)
    found = Exact(threads=threads)(Vectors(rows))
    np.testing.assert_array_equal(found.index, neighbors_of(rows, 20).index)
