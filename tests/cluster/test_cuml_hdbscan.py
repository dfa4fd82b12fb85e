"""HDBSCAN of cuML, on its double: what it is asked for, and what becomes of the answer."""

import numpy as np
import pytest
from cuml import cluster
from pydantic import ValidationError

from pipeline.cluster.cuml_hdbscan import CumlHDBSCAN
from pipeline.cluster.hdbscan import HDBSCAN
from pipeline.core.artifacts import Vectors
from pipeline.core.errors import MachineError


def blobs(sizes=(30, 20, 10)):
    draw = np.random.default_rng(0)
    rows = np.repeat(np.eye(len(sizes), 5, dtype=np.float32) * 10, sizes, axis=0)
    return (rows + draw.normal(scale=0.3, size=rows.shape)).astype(np.float32)


def test_it_asks_for_what_hdbscan_is_asked_for():
    clustering = CumlHDBSCAN(
        cluster_selection_method="leaf", cluster_selection_epsilon=0.5, min_samples=3
    )(Vectors(blobs()))
    given = cluster.made[-1].given
    assert given == {
        "min_cluster_size": 5,
        "min_samples": 3,
        "cluster_selection_method": "leaf",
        "cluster_selection_epsilon": 0.5,
        "metric": "euclidean",
        "allow_single_cluster": False,
        "prediction_data": False,
        "build_algo": "brute_force",
        "output_type": "numpy",
        "verbose": False,
    }
    assert clustering.resolved == {"min_cluster_size": 5, "min_samples": 3}


def test_its_labels_become_topics_numbered_by_size_and_its_probabilities_strengths():
    rows = blobs()[::-1].copy()
    clustering = CumlHDBSCAN()(Vectors(rows))
    assert list(clustering.labels) == [2] * 10 + [1] * 20 + [0] * 30
    asked, given = cluster.made[-1].rows, cluster.made[-1].probabilities_
    expected = {row.tobytes(): strength for row, strength in zip(asked, given, strict=True)}
    np.testing.assert_array_equal(clustering.strengths, [expected[r.tobytes()] for r in rows])


def test_copies_are_grouped_once_and_get_the_same_answer():
    rows = blobs()
    clustering = CumlHDBSCAN()(Vectors(np.concatenate([rows, rows[::2]])))
    np.testing.assert_array_equal(np.sort(cluster.made[-1].rows, axis=0), np.sort(rows, axis=0))
    np.testing.assert_array_equal(clustering.labels[60:], clustering.labels[:60:2])


def test_too_few_documents_are_told_as_hdbscan_tells_it():
    few = Vectors(np.random.default_rng(0).normal(size=(3, 4)).astype(np.float32))
    assert CumlHDBSCAN()(few).checks == HDBSCAN()(few).checks


def test_more_samples_than_cuml_takes_are_refused():
    assert CumlHDBSCAN(min_samples=1023).min_samples == 1023
    with pytest.raises(
        ValidationError, match="1024 is more than cuML takes; expected at most 1023"
    ):
        CumlHDBSCAN(min_samples=1024)


def test_a_gpu_without_memory_is_told_what_to_do(monkeypatch):
    def fail(self, X):
        raise MemoryError("std::bad_alloc: out_of_memory: CUDA error")

    monkeypatch.setattr(cluster.HDBSCAN, "fit_predict", fail)
    with pytest.raises(MachineError, match=r"out_of_memory.*cluster\.method: hdbscan"):
        CumlHDBSCAN()(Vectors(blobs()))
