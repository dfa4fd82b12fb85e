"""UMAP of cuML, on its double: what it is asked for, and what becomes of the answer."""

import numpy as np
import pytest
from cuml import manifold

from pipeline.core.artifacts import Vectors
from pipeline.core.errors import MachineError
from pipeline.reduce.cuml_umap import CumlUMAP
from pipeline.reduce.umap import UMAP


def rows(n=90, seed=0):
    return np.random.default_rng(seed).normal(size=(n, 8)).astype(np.float32)


def test_it_asks_for_what_umap_is_asked_for_a_seed_and_exact_neighbours():
    reduced = CumlUMAP(n_components=3, min_dist=0.2, metric="euclidean", seed=7)(Vectors(rows()))
    given = manifold.made[-1].given
    assert given == {
        "n_components": 3,
        "n_neighbors": 9,
        "min_dist": 0.2,
        "metric": "euclidean",
        "n_epochs": 500,
        "random_state": 7,
        "build_algo": "brute_force_knn",
        "output_type": "numpy",
        "verbose": False,
    }
    assert reduced.values.shape == (90, 3)
    assert reduced.resolved == {"n_neighbors": 9, "n_epochs": 500}


def test_copies_are_laid_out_once_and_stay_together():
    plain = rows()
    reduced = CumlUMAP(n_components=2)(Vectors(np.concatenate([plain, plain[:30]]))).values
    np.testing.assert_array_equal(np.sort(manifold.made[-1].rows, axis=0), np.sort(plain, axis=0))
    np.testing.assert_array_equal(reduced[:30], reduced[90:])


def test_all_rows_are_laid_out_together_however_many():
    many = rows(20_050)
    reduced = CumlUMAP(n_components=2)(Vectors(many))
    assert len(manifold.made[-1].rows) == 20_050
    assert not reduced.checks
    assert reduced.resolved == {"n_neighbors": 15, "n_epochs": 200}


def test_few_documents_get_the_sketch_that_umap_gives_them():
    few = Vectors(rows(7))
    before = len(manifold.made)
    found, expected = CumlUMAP(n_components=2)(few), UMAP(n_components=2)(few)
    assert len(manifold.made) == before
    np.testing.assert_array_equal(found.values, expected.values)
    assert found.checks[0].message.startswith("7 different documents are too few for cuml_umap")


def test_a_machine_without_a_gpu_is_told_what_to_do(monkeypatch):
    def fail(self, X):
        raise RuntimeError("cudaErrorNoDevice: no CUDA-capable device\nObtained 20 stack frames")

    monkeypatch.setattr(manifold.UMAP, "fit_transform", fail)
    with pytest.raises(
        MachineError, match=r"\(cudaErrorNoDevice: no CUDA-capable device\);"
    ) as told:
        CumlUMAP()(Vectors(rows()))
    assert "method: umap" in str(told.value) and "stack frames" not in str(told.value)
