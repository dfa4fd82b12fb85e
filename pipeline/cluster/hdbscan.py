"""HDBSCAN: topics are dense regions, of any shape and number.

Campello, Moulavi & Sander (2013), doi:10.1007/978-3-642-37456-2_14.
"""

import warnings
from dataclasses import replace
from importlib.util import find_spec
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.density import Density
from pipeline.core.artifacts import Check, Clustering, FloatArray, Neighbors, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.threads import one_thread

Found = tuple[NDArray[np.integer], NDArray[np.floating]]

STAND_IN = Check(
    "C04",
    "info",
    "The package hdbscan is not installed, as there is none ready for Linux on arm64; "
    "scikit-learn's HDBSCAN stands in. It searches exactly where hdbscan takes a shorter way, "
    "so topics differ from those of other machines.",
    "Where there is a compiler, pip install hdbscan builds it.",
)


class HDBSCAN(Density):
    """Find dense regions of any shape and number; documents between them get no topic."""

    imports: ClassVar[tuple[str, ...]] = ("hdbscan", "sklearn.cluster")
    packages: ClassVar[tuple[str, ...]] = ("scikit-learn", "scipy")

    def __call__(
        self, vectors: Vectors, neighbors: Neighbors | None = None, context: Context = BY_ITSELF
    ) -> Clustering:
        clustering = super().__call__(vectors, neighbors, context)
        if _is_installed():
            return clustering
        return replace(clustering, checks=(*clustering.checks, STAND_IN))

    def _fit(self, rows: FloatArray) -> Found:
        search = self._by_hdbscan if _is_installed() else self._by_scikit_learn
        with one_thread():
            return search(np.asarray(rows, dtype=np.float64))

    def _by_hdbscan(self, rows: FloatArray) -> Found:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # hdbscan's own use of deprecated scikit-learn names
            import hdbscan

            model = hdbscan.HDBSCAN(**self.parameters(), core_dist_n_jobs=1)
            labels = model.fit_predict(rows)
        return labels, model.probabilities_

    def _by_scikit_learn(self, rows: FloatArray) -> Found:
        from sklearn import cluster

        asked = self.parameters()
        asked["min_samples"] += 1  # which counts the document itself here
        model = cluster.HDBSCAN(**asked, n_jobs=1, copy=True)
        return model.fit_predict(rows), model.probabilities_


def _is_installed() -> bool:
    return find_spec("hdbscan") is not None
