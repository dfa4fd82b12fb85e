"""UMAP: neighbours stay neighbours (McInnes, Healy & Melville 2018, arXiv:1802.03426)."""

import warnings
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.core.artifacts import Check, FloatArray, Vectors
from pipeline.core.engine import Engine
from pipeline.core.method import Execution
from pipeline.core.threads import one_thread, usable_cores
from pipeline.engines.local import Local
from pipeline.numerics.sampling import sampled
from pipeline.reduce.compiled import keep_compiled
from pipeline.reduce.layout import FURTHER, NeighborLayout
from pipeline.reduce.placing import Neighbours, neighbours, place

AT_RANDOM, EXACT = 4096, 50_000
"""Rows from which on UMAP looks for neighbours at random; rows among which we compare all."""


class UMAP(NeighborLayout):
    """Lay out the neighbour graph of the vectors in few dimensions."""

    imports: ClassVar[tuple[str, ...]] = ("umap",)
    packages: ClassVar[tuple[str, ...]] = ("numba", "pynndescent", "scikit-learn", "scipy")

    subsample: int = Field(
        20_000,
        ge=1000,
        le=1_000_000,
        description="documents that are laid out together, where there are more; the rest are "
        "placed among those of these that are most like them",
    )
    threads: int = Execution(0, ge=0, le=1024, description="processor threads; 0 = all there are")

    @property
    def _threads(self) -> int:
        return self.threads or usable_cores()

    def resolve(self, n_documents: int) -> Self:
        return super().resolve(min(n_documents, self.subsample))

    def prepare(self, n_documents: int) -> None:
        """Have numba compile UMAP on a toy, which takes longer than laying out 1,000 rows."""
        if n_documents < self.n_components + FURTHER:
            return
        toy = np.random.default_rng(0).normal(size=(40, 8)).astype(np.float32)
        small = self.model_copy(update={"n_neighbors": 5, "n_epochs": 2})
        # where rows will be placed, that is compiled, too
        some = sampled(len(toy), 40 if n_documents <= self.subsample else 30, 0)
        small._fit_and_place(toy, some, Local())

    def _lay_out(self, rows: FloatArray, engine: Engine | None) -> Vectors:
        some = sampled(len(rows), self.subsample, self.seed)
        with one_thread():
            reduced = self._fit_and_place(rows, some, engine or Local(self._threads))
        used = self._used(len(some))
        if len(some) == len(rows):
            return Vectors(reduced, used)
        used |= {"subsample": len(some), "placed": round(1 - len(some) / len(rows), 4)}
        return Vectors(reduced, used, _placed(len(some), len(rows)))

    def _fit_and_place(
        self, rows: FloatArray, some: NDArray[np.intp], engine: Engine
    ) -> FloatArray:
        """Lay out some of n rows together and place the rest among them: (n, n_components)."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # umap warns of what is done here on purpose
            fitted = rows[some]
            if len(some) == len(rows):
                model = self._fit(fitted)
                return np.ascontiguousarray(model.embedding_, dtype=np.float32)
            model = self._fit(fitted, self._near(fitted, engine))
            rest = np.setdiff1d(np.arange(len(rows)), some)
            near = neighbours(rows[rest], fitted, self._neighbors(len(some)), self.metric, engine)
            reduced = np.empty((len(rows), self.n_components), dtype=np.float32)
            reduced[some], reduced[rest] = model.embedding_, place(model, near, self.seed)
            return reduced

    def _fit(self, rows: FloatArray, near: Neighbours | None = None) -> Any:
        """Lay out rows, given the neighbours of each; UMAP looks for them where they are not."""
        import umap

        keep_compiled()
        return umap.UMAP(
            **self._asked(len(rows)), n_jobs=1, precomputed_knn=near or (None, None)
        ).fit(np.array(rows))

    def _near(self, rows: FloatArray, engine: Engine) -> Neighbours | None:
        """The neighbours of each row of a sample, where UMAP would look for them at random.

        That takes longer, the machine code for it included, and misses some.
        """
        if not AT_RANDOM <= len(rows) <= EXACT:
            return None
        return neighbours(rows, rows, self._neighbors(len(rows)), self.metric, engine)


def _placed(fitted: int, rows: int) -> tuple[Check, ...]:
    """The check that says that most rows were placed among a sample."""
    message = (
        f"{fitted:,} of {rows:,} different documents were laid out together; the others "
        f"({1 - fitted / rows:.0%}) were placed among those most like them."
    )
    return (Check("R02", "info", message, "A larger `subsample` (of umap) places fewer."),)
