"""Density: what HDBSCAN is asked for, whichever library searches (Campello et al. 2013)."""

import math
from abc import abstractmethod
from typing import Annotated, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.cluster.numbering import ADD, no_topics, one_level
from pipeline.core.artifacts import Clustering, FloatArray, Neighbors, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Clusterer
from pipeline.core.method import Auto
from pipeline.numerics.duplicates import distinct_rows

LEAST_SIZE, LEAST_SAMPLES = 2, 1
"""What can be asked for at least."""


def _to_fit(documents: int) -> str:
    """What to do about documents that are too few for the size of topics asked for."""
    if documents < max(2 * LEAST_SIZE, LEAST_SAMPLES + 1):
        return ADD
    return (
        f"Lower cluster.min_cluster_size to {documents // 2} or less, and cluster.min_samples "
        f"below {documents}; or add documents."
    )


class Density(Clusterer):
    """Find dense regions of any shape and number; documents between them get no topic.

    The parameters are called as hdbscan and cuML call them.
    """

    min_cluster_size: Auto | Annotated[int, Field(ge=LEAST_SIZE)] = Field(
        "auto", description="fewest documents in a topic; auto: √n/2, at least 5"
    )
    min_samples: Auto | Annotated[int, Field(ge=LEAST_SAMPLES)] = Field(
        "auto",
        description="how dense a core must be: more leaves more documents without a topic; "
        "auto: as min_cluster_size, at most 10",
    )
    cluster_selection_method: Literal["eom", "leaf"] = Field(
        "eom", description="eom: the most persistent regions; leaf: the finest"
    )
    cluster_selection_epsilon: float = Field(
        0.0, ge=0, description="regions closer than this are one topic"
    )

    def resolve(self, n_documents: int) -> Self:
        size = self.min_cluster_size
        size = max(5, round(math.sqrt(n_documents) / 2)) if size == "auto" else int(size)
        samples = min(size, 10) if self.min_samples == "auto" else self.min_samples
        return self.model_copy(update={"min_cluster_size": size, "min_samples": samples})

    def __call__(
        self, vectors: Vectors, neighbors: Neighbors | None = None, context: Context = BY_ITSELF
    ) -> Clustering:
        first, inverse = distinct_rows(vectors.values)
        resolved = self.resolve(len(first))
        size, samples = int(resolved.min_cluster_size), int(resolved.min_samples)
        needed = max(2 * size, samples + 1)
        if len(first) < needed:
            return no_topics(
                len(vectors),
                f"{len(first)} different documents are too few to find topics of {size} or more; "
                f"that needs {needed}.",
                _to_fit(len(first)),
            )
        labels, probabilities = resolved._fit(vectors.values[first])
        strengths = np.clip(np.nan_to_num(probabilities), 0, 1).astype(np.float32)
        used = {"min_cluster_size": size, "min_samples": samples}
        if labels.max() < 0:
            return no_topics(
                len(vectors),
                f"No region of {size} or more documents is denser than its surroundings.",
                "Use cluster.method: kmeans, which needs no dense regions.",
            )
        reason = f"lies between topics, or where fewer than {size} documents are dense"
        found = labels[inverse], strengths[inverse]
        return one_level(vectors.values, *found, used, reason, order=inverse)

    @abstractmethod
    def _fit(self, rows: FloatArray) -> tuple[NDArray[np.integer], NDArray[np.floating]]:
        """Search n rows that all differ, no value being ``auto``.

        Returns labels (n,), -1 where there is no topic, and probabilities (n,) in [0, 1].
        """
