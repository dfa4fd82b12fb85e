"""HDBSCAN: topics are dense regions, of any shape and number.

Campello, Moulavi & Sander (2013), doi:10.1007/978-3-642-37456-2_14.
"""

import warnings
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.density import Density
from pipeline.core.artifacts import FloatArray
from pipeline.core.threads import one_thread


class HDBSCAN(Density):
    """Find dense regions of any shape and number; documents between them get no topic."""

    imports: ClassVar[tuple[str, ...]] = ("hdbscan",)
    packages: ClassVar[tuple[str, ...]] = ("scikit-learn", "scipy")

    def _fit(self, rows: FloatArray) -> tuple[NDArray[np.integer], NDArray[np.floating]]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # hdbscan's own use of deprecated scikit-learn names
            import hdbscan

            model = hdbscan.HDBSCAN(**self.parameters(), core_dist_n_jobs=1)
            with one_thread():
                labels = model.fit_predict(np.asarray(rows, dtype=np.float64))
        return labels, model.probabilities_
