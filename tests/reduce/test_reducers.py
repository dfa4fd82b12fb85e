"""Reducers: neighbours kept, copies together, honest on few documents."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.core.artifacts import Vectors
from pipeline.numerics.duplicates import distinct_rows
from pipeline.numerics.neighbors import neighbors_of
from pipeline.numerics.normalize import unit_rows
from pipeline.reduce.none import Identity
from pipeline.reduce.pca import PCA
from pipeline.reduce.principal import principal_components
from pipeline.reduce.umap import UMAP

ROWS = hnp.arrays(
    np.float32,
    st.tuples(st.integers(1, 12), st.integers(1, 5)),
    elements=st.floats(-4, 4, width=16),
)


def blobs(per_blob=20, seed=0):
    draw = np.random.default_rng(seed)
    centres = np.eye(4, 10, dtype=np.float32) * 5
    rows = np.repeat(centres, per_blob, axis=0)
    return Vectors((rows + draw.normal(scale=0.3, size=rows.shape)).astype(np.float32))


@given(ROWS)
def test_distinct_rows_rebuild_the_input(values):
    first, inverse = distinct_rows(values)
    np.testing.assert_array_equal(values[first][inverse], values)
    assert len({values[i].tobytes() for i in first}) == len(first)


@given(ROWS, st.integers(1, 8))
def test_principal_components_keep_distances_as_far_as_they_can(values, kept):
    reduced = principal_components(values, kept)
    assert reduced.shape == (len(values), kept)
    before = np.linalg.norm(values[:, None] - values[None], axis=-1)
    after = np.linalg.norm(reduced[:, None] - reduced[None], axis=-1)
    assert (after <= before + 1e-3).all()
    if kept >= min(values.shape[1], len(values) - 1):
        np.testing.assert_allclose(after, before, atol=1e-3)


def test_principal_components_agree_with_scikit_learn():
    from sklearn.decomposition import PCA as Reference

    values = blobs().values
    ours = principal_components(values, 3)
    reference = Reference(3, svd_solver="full").fit_transform(values)
    np.testing.assert_allclose(np.abs(ours), np.abs(reference), atol=1e-3)


@pytest.mark.parametrize("reducer", [PCA(n_components=2), UMAP(n_components=2), Identity()])
def test_copies_stay_together(reducer):
    rows = blobs().values
    doubled = Vectors(np.concatenate([rows, rows[:30]]))
    reduced = reducer(doubled).values
    np.testing.assert_array_equal(reduced[: len(rows)][:30], reduced[len(rows) :])


def test_a_map_has_two_dimensions_whatever_there_is_to_show():
    flat = Vectors(np.arange(20, dtype=np.float32)[:, None])
    assert PCA(n_components=2)(flat).values.shape == (20, 2)


def test_umap_keeps_groups_apart():
    reduced = UMAP(n_components=2)(blobs()).values
    groups = np.repeat(np.arange(4), 20)
    centres = np.array([reduced[groups == g].mean(axis=0) for g in range(4)])
    nearest = np.linalg.norm(reduced[:, None] - centres[None], axis=-1).argmin(axis=1)
    assert (nearest == groups).mean() > 0.95


def test_umap_depends_on_its_seed_and_on_nothing_else():
    one = UMAP(n_components=2, seed=1)(blobs()).values
    again = UMAP(n_components=2, seed=1)(blobs()).values
    other = UMAP(n_components=2, seed=2)(blobs()).values
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)


def test_auto_values_grow_with_the_corpus_and_are_told():
    used = [UMAP().resolve(n).n_neighbors for n in (10, 100, 10_000)]
    assert used == [5, 10, 15]
    assert UMAP(n_neighbors=30).resolve(100).n_neighbors == 30
    assert UMAP()(blobs()).resolved == {"n_neighbors": 9, "n_epochs": 500}


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 12), st.integers(1, 3))
def test_few_documents_get_a_sketch_and_a_warning(n, dimensions):
    rows = np.random.default_rng(n).normal(size=(n, 6)).astype(np.float32)
    reduced = UMAP(n_components=dimensions)(Vectors(rows))
    assert reduced.values.shape == (n, dimensions)
    few = n < dimensions + 6
    assert [check.code for check in reduced.checks] == (["R01"] if few else [])


def test_all_documents_the_same():
    reduced = UMAP(n_components=2)(Vectors(np.ones((50, 6), dtype=np.float32)))
    assert (reduced.values == reduced.values[0]).all()
    assert "1 different documents" in reduced.checks[0].message


def test_umap_places_what_is_beyond_its_sample_among_its_like():
    vectors = blobs(per_blob=300)
    near = neighbors_of(vectors.values, 20, 1000)
    reduced = UMAP(n_components=2, n_epochs=60)(vectors, near)
    groups = np.repeat(np.arange(4), 300)
    centres = np.array([reduced.values[groups == g].mean(axis=0) for g in range(4)])
    nearest = np.linalg.norm(reduced.values[:, None] - centres[None], axis=-1).argmin(axis=1)
    assert (nearest == groups).mean() > 0.99
    assert reduced.resolved == {
        "n_neighbors": 15,
        "n_epochs": 60,
        "subsample": 1000,
        "placed": 0.1667,
    }
    assert [check.code for check in reduced.checks] == ["R02"]
    assert "1,000 of 1,200" in reduced.checks[0].message


def test_umap_asks_for_no_neighbours_that_it_is_given(monkeypatch):
    """Its own search is approximate on many rows, takes ten seconds to compile, and comes anew."""
    import umap.umap_
    from pynndescent import NNDescent

    monkeypatch.delattr(NNDescent, "__init__")
    monkeypatch.delattr(umap.umap_, "pairwise_distances")
    vectors = blobs()
    laid_out = UMAP(n_components=2, n_epochs=5)(vectors, neighbors_of(vectors.values, 20))
    assert np.isfinite(laid_out.values).all()


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_umap_lays_out_the_graph_that_it_would_have_found(metric):
    import umap

    rows = unit_rows(blobs().values)
    model = umap.UMAP(n_neighbors=9, metric=metric, random_state=0, n_epochs=5).fit(rows)
    ours = UMAP(n_components=2, n_neighbors=9, metric=metric, n_epochs=5)
    found = ours._fit(rows, ours._own(neighbors_of(rows, 20)))
    order = distinct_rows(rows)[0]
    expected = model.graph_.toarray()[order][:, order]
    np.testing.assert_allclose(found.graph_.toarray(), expected, atol=2e-2)
