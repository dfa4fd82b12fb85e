"""Principal components: the linear baseline (Pearson 1901, doi:10.1080/14786440109462720)."""

from pydantic import Field

from pipeline.core.artifacts import Neighbors, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Reducer
from pipeline.numerics.duplicates import distinct_rows
from pipeline.reduce.principal import principal_components, too_few


class PCA(Reducer):
    """Project onto the directions of largest variance; the sign of each axis is fixed."""

    n_components: int = Field(50, ge=1, le=4096, description="dimensions kept")

    def __call__(
        self, vectors: Vectors, neighbors: Neighbors | None = None, context: Context = BY_ITSELF
    ) -> Vectors:
        first, inverse = distinct_rows(vectors.values)
        reduced = principal_components(vectors.values[first], self.n_components)
        kept = min(self.n_components, vectors.values.shape[1])
        checks = too_few("pca", len(first), kept + 1) if len(first) <= kept else ()
        return Vectors(reduced[inverse], checks=checks)
