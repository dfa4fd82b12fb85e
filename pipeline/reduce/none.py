"""No reduction: the clusterer sees the vectors as they are."""

from pipeline.core.artifacts import Vectors
from pipeline.core.contracts import Reducer


class Identity(Reducer):
    """Hand the vectors on unchanged."""

    def __call__(self, vectors: Vectors) -> Vectors:
        return Vectors(vectors.values)
