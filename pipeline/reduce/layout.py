"""Layout: what UMAP is asked for, whichever library lays out (McInnes et al. 2018)."""

import math
from abc import abstractmethod
from dataclasses import replace
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from pipeline.core.artifacts import FloatArray, Neighbors, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Reducer
from pipeline.core.method import Auto, Seed
from pipeline.numerics.neighbors import ALONE, neighbors_of
from pipeline.reduce.principal import principal_components, too_few

MOST_TIED = 15
"""Neighbours that a document is tied to where nobody asks for more, itself among them."""

FURTHER = 6
"""Rows that UMAP needs beyond the dimensions of its result; it fails on fewer."""


class NeighborLayout(Reducer):
    """Lay out the neighbour graph of the vectors in few dimensions."""

    n_components: int = Field(5, ge=1, le=100, description="dimensions of the result")
    n_neighbors: Auto | Annotated[int, Field(ge=2, le=1000)] = Field(
        "auto",
        description="neighbours a document is tied to, itself among them; auto: √n, 5 to 15",
    )
    min_dist: float = Field(
        0.0, ge=0, le=0.99, description="smallest distance kept; 0 packs clusters tightly"
    )
    metric: Literal["cosine", "euclidean"] = Field("cosine", description="distance of the vectors")
    n_epochs: Auto | Annotated[int, Field(ge=1, le=10000)] = Field(
        "auto", description="rounds of layout; auto: 500, or 200 above 10,000"
    )
    seed: int = Seed()

    def resolve(self, n_documents: int) -> Self:
        filled = {
            "n_neighbors": min(max(round(math.sqrt(n_documents)), 5), MOST_TIED),
            "n_epochs": 500 if n_documents <= 10_000 else 200,
        }
        return self.model_copy(
            update={k: v for k, v in filled.items() if getattr(self, k) == "auto"}
        )

    def __call__(
        self, vectors: Vectors, neighbors: Neighbors | None = None, context: Context = BY_ITSELF
    ) -> Vectors:
        if neighbors is None:
            most = MOST_TIED if self.n_neighbors == "auto" else self.n_neighbors
            neighbors = neighbors_of(vectors.values, most, engine=context.engine or ALONE)
        rows = vectors.values[neighbors.first]
        needed = self.n_components + FURTHER
        if len(rows) < needed:
            reduced = principal_components(rows, self.n_components)
            checks = too_few(self.name(), len(rows), needed)
            return Vectors(reduced[neighbors.node], checks=checks)
        laid_out = self.resolve(len(neighbors.among))._lay_out(rows, neighbors)
        return replace(laid_out, values=laid_out.values[neighbors.node])

    @abstractmethod
    def _lay_out(self, rows: FloatArray, neighbors: Neighbors) -> Vectors:
        """Lay out the rows of nodes, no value being ``auto``, and say what was used."""

    def _neighbors(self, rows: int) -> int:
        return min(int(self.n_neighbors), rows - 1)

    def _asked(self, rows: int) -> dict[str, Any]:
        """What libraries are asked for where so many rows are laid out together, by their names."""
        return {
            "n_components": self.n_components,
            "n_neighbors": self._neighbors(rows),
            "min_dist": self.min_dist,
            "metric": self.metric,
            "n_epochs": self.n_epochs,
            "random_state": self.seed,
        }

    def _used(self, rows: int) -> dict[str, Any]:
        """What stood behind ``auto`` where so many rows were laid out together."""
        return {"n_neighbors": self._neighbors(rows), "n_epochs": self.n_epochs}
