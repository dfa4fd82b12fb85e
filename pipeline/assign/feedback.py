"""Feedback: documents that the user has judged move those that are like them.

Gaussian-process regression (Rasmussen & Williams 2006, chapter 2) of what the judgements
say beyond the scores: where no judged document is near, the score stays as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Check, FloatArray
from pipeline.core.threads import one_thread
from pipeline.numerics.statistics import interval_of

Floats = NDArray[np.float64]

SURE = 3.0
"""The log-odds that a judgement stands for: 95 %."""

NOISE, OFFSET = 0.5, 0.05
"""How far a judgement may be off, and what all documents have in common, beside cosines."""

FOLDS, ENOUGH = 5, 10
"""Parts of a cross-validation, and judgements that it takes."""


@dataclass(frozen=True)
class Judgements:
    """Which texts were judged for one theme: positions (j,) and whether they belong (j,)."""

    places: NDArray[np.intp]
    belongs: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.places)


def taught(rows: FloatArray, odds: Floats, judged: Judgements) -> Floats:
    """The log-odds of n texts for one theme, given judgements on some of them: (n,).

    ``rows`` (n, d) have length 1, ``odds`` (n,) are those before anybody judged.
    """
    if not len(judged):
        return odds
    meant = np.where(judged.belongs, SURE, -SURE)
    known = odds[judged.places]
    # a score that is surer than a judgement, and of its opinion, has nothing to learn
    beyond = np.where(np.sign(known) == np.sign(meant), np.abs(known) < SURE, True)
    missing = np.where(beyond, meant - known, 0)
    with one_thread():
        centred = rows.astype(np.float64) - rows.mean(axis=0, dtype=np.float64)
        towards = centred @ centred[judged.places].T + OFFSET
        among = towards[judged.places] + NOISE * np.eye(len(judged))
        learned = np.linalg.solve(among, missing)
        return np.asarray(odds + towards @ learned)


def validation(
    name: str, rows: FloatArray, odds: Floats, judged: Judgements, seed: int
) -> Iterator[Check]:
    """How many judgements the others would have got right, and how many the scores alone."""
    kinds = np.bincount(judged.belongs.astype(int), minlength=2)
    if len(judged) < ENOUGH or kinds.min() < 2:
        return
    order = np.random.default_rng(seed).permutation(len(judged))
    # both kinds are spread over the parts
    part = np.empty(len(judged), dtype=int)
    part[order[np.argsort(judged.belongs[order], kind="stable")]] = np.arange(len(judged)) % FOLDS
    right = 0
    for fold in range(FOLDS):
        kept, left = np.flatnonzero(part != fold), np.flatnonzero(part == fold)
        known = Judgements(judged.places[kept], judged.belongs[kept])
        said = taught(rows, odds, known)[judged.places[left]] > 0
        right += int((said == judged.belongs[left]).sum())
    before = int(((odds[judged.places] > 0) == judged.belongs).sum())
    message = (
        f"The theme {name!r} was judged for {len(judged)} documents. The scores alone agree with "
        f"{_of(before, len(judged))} of them; taught by the others, in {FOLDS}-fold "
        f"cross-validation, with {_of(right, len(judged))}."
    )
    yield Check("A03", "info", message)


def judgements(said: NDArray[np.int8]) -> Judgements:
    """Those of one theme, from (n,) 1 it belongs, -1 it does not, 0 nothing."""
    places = np.flatnonzero(said)
    return Judgements(places, said[places] > 0)


def _of(right: int, total: int) -> str:
    low, high = interval_of(right, total)
    return f"{right} ({right / total:.0%}, 95% interval {low:.0%} to {high:.0%})"
