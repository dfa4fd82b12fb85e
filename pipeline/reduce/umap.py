"""UMAP: neighbours stay neighbours (McInnes, Healy & Melville 2018, arXiv:1802.03426)."""

import warnings
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Check, FloatArray, Neighbors, Vectors
from pipeline.core.threads import one_thread
from pipeline.numerics.neighbors import SAMPLE, enough
from pipeline.reduce.compiled import keep_compiled
from pipeline.reduce.layout import FURTHER, NeighborLayout
from pipeline.reduce.placing import Near, place


class UMAP(NeighborLayout):
    """Lay out the neighbour graph of the vectors in few dimensions."""

    imports: ClassVar[tuple[str, ...]] = ("umap",)
    packages: ClassVar[tuple[str, ...]] = ("numba", "pynndescent", "scikit-learn", "scipy")

    def prepare(self, n_documents: int) -> None:
        """Have numba compile UMAP on a toy, which takes longer than laying out 1,000 rows."""
        if n_documents < self.n_components + FURTHER:
            return
        toy = np.random.default_rng(0).normal(size=(40, 8)).astype(np.float32)
        small = self.model_copy(update={"n_neighbors": 5, "n_epochs": 2})
        # where rows may have to be placed, that is compiled, too
        small._fit_and_place(toy, _in_a_ring(40, 40 if n_documents <= SAMPLE else 30))

    def _lay_out(self, rows: FloatArray, neighbors: Neighbors) -> Vectors:
        with one_thread():
            return self._fit_and_place(rows, neighbors)

    def _fit_and_place(self, rows: FloatArray, neighbors: Neighbors) -> Vectors:
        """Lay out the rows that neighbours were looked for among, and place the rest."""
        some = neighbors.among
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # umap warns of what is done here on purpose
            model = self._fit(rows[some], self._own(neighbors))
            laid_out = np.ascontiguousarray(model.embedding_, dtype=np.float32)
            used = self._used(len(some))
            if neighbors.whole:
                return Vectors(laid_out, used)
            reduced = np.empty((len(rows), self.n_components), dtype=np.float32)
            rest = np.setdiff1d(np.arange(len(rows)), some)
            reduced[some] = laid_out
            reduced[rest] = place(model, self._others(neighbors, rest), self.seed)
        used |= {"subsample": len(some), "placed": round(1 - len(some) / len(rows), 4)}
        return Vectors(reduced, used, _placed(len(some), len(rows)))

    def _fit(self, rows: FloatArray, near: Near) -> Any:
        """Lay out rows, given the neighbours of each."""
        import umap

        keep_compiled()
        return umap.UMAP(
            **self._asked(len(rows)),
            n_jobs=1,
            precomputed_knn=near,
            force_approximation_algorithm=True,  # else it looks for them again among few rows
        ).fit(np.array(rows))

    def _own(self, neighbors: Neighbors) -> Near:
        """The neighbours of each row of the sample, the row itself first, as UMAP counts them."""
        some = neighbors.among
        index, away = self._away(neighbors, some, self._neighbors(len(some)) - 1)
        own = np.arange(len(some), dtype=np.int32)[:, None]
        return np.hstack([own, index]), np.hstack([np.zeros_like(away[:, :1]), away])

    def _others(self, neighbors: Neighbors, rest: NDArray[np.intp]) -> Near:
        """The neighbours in the sample of the rows that are not of it."""
        return self._away(neighbors, rest, self._neighbors(len(neighbors.among)))

    def _away(self, neighbors: Neighbors, nodes: NDArray[np.integer], count: int) -> Near:
        """The neighbours of some nodes, by place in the sample, and how far they are."""
        count = enough(neighbors, count)
        index = np.searchsorted(neighbors.among, neighbors.index[nodes, :count])
        away = np.maximum(1 - neighbors.similarity[nodes, :count], 0)
        if self.metric == "euclidean":  # of rows of unit length
            away = np.sqrt(2 * away)
        return index.astype(np.int32), away


def _in_a_ring(rows: int, among: int) -> Neighbors:
    """Neighbours that nobody has to look for: of each row the next five."""
    index = (np.arange(rows)[:, None] + np.arange(1, 6)) % among
    similarity = np.tile(np.linspace(0.9, 0.5, 5), (rows, 1))
    return Neighbors(
        node=np.arange(rows, dtype=np.int32),
        among=np.arange(among, dtype=np.int32),
        index=index.astype(np.int32),
        similarity=similarity.astype(np.float32),
    )


def _placed(fitted: int, rows: int) -> tuple[Check, ...]:
    """The check that says that most rows were placed among a sample."""
    message = (
        f"{fitted:,} of {rows:,} different documents were laid out together; the others "
        f"({1 - fitted / rows:.0%}) were placed among those most like them."
    )
    return (Check("R02", "info", message, "A larger neighbors.subsample places fewer."),)
