"""The ways to cluster that are held against each other, all on the same vectors."""

import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.consensus import Consensus
from pipeline.cluster.hdbscan import HDBSCAN
from pipeline.cluster.kmeans import KMeans
from pipeline.core.artifacts import FloatArray, Vectors
from pipeline.reduce.umap import UMAP

Labels = NDArray[np.int32]
Method = Callable[[FloatArray, FloatArray, int, int], Labels]
"""Called with the dense vectors, the joined vectors, the true number of labels and a seed."""


def bertopic_defaults(dense: FloatArray, joined: FloatArray, k: int, seed: int) -> Labels:
    """What BERTopic does unless told otherwise."""
    reduced = UMAP(n_components=5, n_neighbors=15, min_dist=0.0, seed=seed + 42)(Vectors(dense))
    return HDBSCAN(min_cluster_size=10, min_samples=10)(reduced).labels


def kmeans_vectors(dense: FloatArray, joined: FloatArray, k: int, seed: int) -> Labels:
    """k-means that is told the number of labels."""
    return KMeans(n_topics=k, n_init=3, seed=seed)(Vectors(dense)).labels


def kmeans_umap(dense: FloatArray, joined: FloatArray, k: int, seed: int) -> Labels:
    """The same in five dimensions."""
    reduced = UMAP(seed=seed)(Vectors(dense))
    return KMeans(n_topics=k, n_init=3, seed=seed)(reduced).labels


def hdbscan(dense: FloatArray, joined: FloatArray, k: int, seed: int) -> Labels:
    """Themeline's own HDBSCAN, with its defaults."""
    return HDBSCAN()(UMAP(seed=seed)(Vectors(joined))).labels


def consensus(dense: FloatArray, joined: FloatArray, k: int, seed: int) -> Labels:
    """Themeline's default."""
    return Consensus(seed=seed)(Vectors(joined)).labels


METHODS: dict[str, Method] = {
    "BERTopic defaults": bertopic_defaults,
    "k-means told k (vectors)": kmeans_vectors,
    "k-means told k (UMAP-5)": kmeans_umap,
    "HDBSCAN": hdbscan,
    "consensus": consensus,
}


def timed_runs(
    name: str, dense: FloatArray, joined: FloatArray, k: int, seeds: int
) -> tuple[list[Labels], float, float]:
    """The labels of every seed, the seconds of one and the peak memory in MiB."""
    METHODS[name](dense[:200], joined[:200], 5, 0)  # imports and compiles
    clock = time.perf_counter()
    runs = [METHODS[name](dense, joined, k, seed) for seed in range(seeds)]
    seconds = (time.perf_counter() - clock) / seeds
    return runs, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def as_json(value: Any) -> Any:
    """A number that JSON can hold."""
    return None if value is None else round(float(value), 4)
