"""HDBSCAN on a GPU, by cuML: topics are dense regions, of any shape and number.

Campello, Moulavi & Sander (2013), doi:10.1007/978-3-642-37456-2_14.
"""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import field_validator

from pipeline.cluster.density import Density
from pipeline.core.artifacts import FloatArray
from pipeline.core.method import Auto
from pipeline.numerics.gpu import CUML, gpu_errors

MOST_SAMPLES = 1023
"""The largest ``min_samples`` that cuML takes."""


class CumlHDBSCAN(Density):
    """Find dense regions of any shape and number, on a GPU; documents between get no topic.

    Its neighbours and the tree of these may differ from those of hdbscan where distances are
    equal or nearly so, and with them a few labels.
    """

    imports: ClassVar[tuple[str, ...]] = ("cuml.cluster", "scipy.sparse")
    needs: ClassVar[Mapping[str, str]] = CUML

    @field_validator("min_samples")
    @classmethod
    def _taken_by_cuml(cls, given: Auto | int) -> Auto | int:
        if given != "auto" and int(given) > MOST_SAMPLES:
            raise ValueError(f"{given} is more than cuML takes; expected at most {MOST_SAMPLES}")
        return given

    def _fit(self, rows: FloatArray) -> tuple[NDArray[np.integer], NDArray[np.floating]]:
        with gpu_errors("cuML's HDBSCAN", "cluster.method: hdbscan"):
            from cuml.cluster import HDBSCAN

            model = HDBSCAN(**self.parameters(), build_algo="brute_force", output_type="numpy")
            labels = model.fit_predict(rows)
            return labels, model.probabilities_
