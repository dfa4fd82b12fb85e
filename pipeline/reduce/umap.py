"""UMAP: neighbours stay neighbours (McInnes, Healy & Melville 2018, arXiv:1802.03426)."""

import math
import warnings
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from pipeline.artifacts import FloatArray, Vectors
from pipeline.contracts import Reducer
from pipeline.copies import distinct_rows
from pipeline.method import Auto, Seed
from pipeline.reduce.compiled import keep_compiled
from pipeline.reduce.principal import principal_components, too_few
from pipeline.threads import one_thread

FURTHER = 6
"""Rows that UMAP needs beyond the dimensions of its result; it fails on fewer."""


class UMAP(Reducer):
    """Lay out the neighbour graph of the vectors in few dimensions."""

    imports: ClassVar[tuple[str, ...]] = ("umap",)
    packages: ClassVar[tuple[str, ...]] = ("numba", "pynndescent", "scikit-learn", "scipy")

    n_components: int = Field(5, ge=1, le=100, description="dimensions of the result")
    n_neighbors: Auto | Annotated[int, Field(ge=2, le=1000)] = Field(
        "auto", description="neighbours a document is tied to; auto: √n, 5 to 15"
    )
    min_dist: float = Field(
        0.0, ge=0, le=0.99, description="smallest distance kept; 0 packs clusters tightly"
    )
    metric: Literal["cosine", "euclidean"] = Field("cosine", description="distance of the vectors")
    n_epochs: Auto | Annotated[int, Field(ge=1, le=10000)] = Field(
        "auto", description="rounds of layout; auto: 500, or 200 above 10,000"
    )
    seed: int = Seed()

    def resolve(self, n_documents: int) -> "UMAP":
        neighbors = min(max(round(math.sqrt(n_documents)), 5), 15)
        epochs = 500 if n_documents <= 10_000 else 200
        filled = {"n_neighbors": neighbors, "n_epochs": epochs}
        return self.model_copy(
            update={k: v for k, v in filled.items() if getattr(self, k) == "auto"}
        )

    def __call__(self, vectors: Vectors) -> Vectors:
        first, inverse = distinct_rows(vectors.values)
        rows = vectors.values[first]
        resolved = self.resolve(len(rows))
        needed = self.n_components + FURTHER
        if len(rows) < needed:
            reduced = principal_components(rows, self.n_components)
            return Vectors(reduced[inverse], checks=too_few("umap", len(rows), needed))
        used = {"n_neighbors": resolved._neighbors(len(rows)), "n_epochs": resolved.n_epochs}
        with one_thread():
            reduced = resolved._lay_out(rows)
        return Vectors(reduced[inverse], used)

    def prepare(self, n_documents: int) -> None:
        """Have numba compile UMAP on a toy, which takes longer than laying out 1,000 rows."""
        if n_documents < self.n_components + FURTHER:
            return
        toy = np.random.default_rng(0).normal(size=(40, 8)).astype(np.float32)
        self.model_copy(update={"n_neighbors": 5, "n_epochs": 2})._lay_out(toy)

    def _neighbors(self, rows: int) -> int:
        return min(int(self.n_neighbors), rows - 1)

    def _lay_out(self, rows: FloatArray) -> FloatArray:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # umap warns of what is done here on purpose
            import umap

            keep_compiled()
            model: Any = umap.UMAP(
                n_components=self.n_components,
                n_neighbors=self._neighbors(len(rows)),
                min_dist=self.min_dist,
                metric=self.metric,
                n_epochs=self.n_epochs,
                random_state=self.seed,
                n_jobs=1,
            )
            reduced = model.fit_transform(np.array(rows))
        return np.ascontiguousarray(reduced, dtype=np.float32)
