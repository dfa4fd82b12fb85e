"""No reduction: the clusterer sees the vectors as they are."""

from pipeline.core.artifacts import Neighbors, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Reducer


class Identity(Reducer):
    """Hand the vectors on unchanged."""

    def __call__(
        self, vectors: Vectors, neighbors: Neighbors | None = None, context: Context = BY_ITSELF
    ) -> Vectors:
        return Vectors(vectors.values)
