"""Exact: every document is held against every other, or against a sample where there are many."""

from dataclasses import replace

import numpy as np
from pydantic import Field

from pipeline.core.artifacts import Check, FloatArray, Neighbors, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import NeighborSearch
from pipeline.core.method import Execution
from pipeline.core.threads import one_thread, usable_cores
from pipeline.engines.local import Local
from pipeline.numerics.neighbors import SAMPLE, SETTLED, nearest, neighbors_of
from pipeline.numerics.normalize import unit_rows
from pipeline.numerics.sampling import sampled

TRIED = 500
"""Documents that tell how far the nearest of a sample is from the nearest of all."""


class Exact(NeighborSearch):
    """Find the documents most like each by cosine; nothing is approximated.

    Where there are more than ``subsample``, the neighbours of all are looked for among a sample of
    so many. Topics are found in that sample, and the map is laid out of it.
    """

    subsample: int = Field(
        SAMPLE,
        ge=1000,
        le=100_000,
        description="documents among which neighbours are looked for, topics found and the map "
        "laid out, where there are more; the rest join the nearest of these",
    )
    threads: int = Execution(0, ge=0, le=1024, description="processor threads; 0 = all there are")

    def __call__(self, vectors: Vectors, context: Context = BY_ITSELF) -> Neighbors:
        engine = context.engine or Local(self.threads or usable_cores())
        found = neighbors_of(vectors.values, self.count, self.subsample, engine)
        used = {"n_neighbors": found.index.shape[1]}
        if found.whole:
            return replace(found, resolved=used)
        used["subsample"] = len(found.among)
        return replace(found, resolved=used, checks=(_sampled_check(found, vectors.values),))


def _sampled_check(found: Neighbors, values: FloatArray) -> Check:
    """G01: neighbours were looked for among a sample, and what that costs."""
    first = found.first
    tried = sampled(len(first), TRIED, SETTLED)
    with one_thread():
        rows = unit_rows(values[first])
        # the likest of all is the document itself
        best = nearest(rows[tried], rows, 2)[1][:, 1]
    here = found.similarity[tried, 0]
    message = (
        f"Neighbours were looked for among a sample of {len(found.among):,} of {len(first):,} "
        f"different documents. The nearest found has a cosine of {np.mean(here):.2f} on average, "
        f"the nearest of all {np.mean(best):.2f} ({len(tried)} documents tried)."
    )
    return Check("G01", "info", message, "A larger neighbors.subsample comes nearer.")
