"""UMAP on a GPU, by cuML (Nolet et al. 2021, arXiv:2008.00325): all rows in one layout."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from pipeline.core.artifacts import FloatArray, Neighbors, Vectors
from pipeline.numerics.gpu import CUML, gpu_errors
from pipeline.reduce.layout import NeighborLayout


class CumlUMAP(NeighborLayout):
    """Lay out the neighbour graph of the vectors in few dimensions, on a GPU.

    All documents are laid out together, however many. The neighbours are exact: the approximate
    ones that cuML takes by default above 50,000 rows differ from run to run.
    """

    imports: ClassVar[tuple[str, ...]] = ("cuml.manifold",)
    needs: ClassVar[Mapping[str, str]] = CUML

    def _lay_out(self, rows: FloatArray, neighbors: Neighbors) -> Vectors:
        with gpu_errors("cuML's UMAP", "method: umap"):
            from cuml.manifold import UMAP

            model = UMAP(
                **self._asked(len(rows)), build_algo="brute_force_knn", output_type="numpy"
            )
            reduced = model.fit_transform(rows)
        return Vectors(np.ascontiguousarray(reduced, dtype=np.float32), self._used(len(rows)))
