"""k-means: every document joins the nearest of k centres.

Lloyd (1982), doi:10.1109/TIT.1982.1056489.
"""

import math
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.cluster.numbering import ADD, no_topics, one_level
from pipeline.core.artifacts import Clustering, FloatArray, Neighbors, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Clusterer
from pipeline.core.method import Auto, Seed
from pipeline.core.threads import one_thread
from pipeline.numerics.duplicates import distinct_rows

Labels = NDArray[np.int32]
Distances = NDArray[np.float64]


FEWEST = 2
"""Topics that can be asked for."""


class KMeans(Clusterer):
    """Cut the documents into k round groups of similar spread; nobody is left out."""

    imports: ClassVar[tuple[str, ...]] = ("sklearn.cluster",)
    packages: ClassVar[tuple[str, ...]] = ("scipy",)

    n_topics: Auto | Annotated[int, Field(ge=FEWEST)] = Field(
        "auto", description="number of topics; auto: √(n/2), 2 to 100"
    )
    n_init: int = Field(10, ge=1, le=1000, description="starts tried; the best one is kept")
    seed: int = Seed()

    def resolve(self, n_documents: int) -> "KMeans":
        if self.n_topics != "auto":
            return self
        chosen = min(max(round(math.sqrt(n_documents / 2)), 2), 100)
        return self.model_copy(update={"n_topics": chosen})

    def __call__(
        self, vectors: Vectors, neighbors: Neighbors | None = None, context: Context = BY_ITSELF
    ) -> Clustering:
        first, inverse = distinct_rows(vectors.values)
        n_topics = int(self.resolve(len(first)).n_topics)
        if len(first) < 2 * n_topics:
            return no_topics(
                len(vectors),
                f"{len(first)} different documents are too few for {n_topics} topics; "
                f"that needs {2 * n_topics}.",
                f"Lower cluster.n_topics to {len(first) // 2} or less."
                if len(first) >= 2 * FEWEST
                else ADD,
            )
        rows = vectors.values[first]
        labels, distances = self._fit(rows, n_topics)
        strengths = _strengths(distances)
        used = {"n_topics": n_topics}
        return one_level(vectors.values, labels[inverse], strengths[inverse], used, order=inverse)

    def _fit(self, rows: FloatArray, n_topics: int) -> tuple[Labels, Distances]:
        from sklearn import cluster

        model = cluster.KMeans(n_topics, n_init=self.n_init, random_state=self.seed)
        with one_thread():
            distances = model.fit_transform(np.asarray(rows, dtype=np.float64))
        return model.labels_, distances


def _strengths(distances: Distances) -> FloatArray:
    """One minus the distance to the own centre over that to the next: 0 on the border."""
    nearest = np.sort(distances, axis=1)[:, :2]
    border = np.maximum(nearest[:, 1], np.finfo(np.float64).tiny)
    return np.clip(1 - nearest[:, 0] / border, 0, 1).astype(np.float32)
