"""From scores to assignments: thresholds, several themes or none, the primary one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Assignment:
    """Which of t themes each of n documents has.

    assigned  (n, t) bool
    primary   (n,) int32, the best of the assigned; -1 for none
    margins   (n,) float32, how far the best of all themes is ahead of the next
    looked_at (n, t) bool: the assigned, and the best of the rest
    """

    assigned: BoolArray
    primary: IntArray
    margins: FloatArray
    looked_at: BoolArray


def assign(
    scores: FloatArray, thresholds: NDArray[np.floating], standing: NDArray[np.floating]
) -> Assignment:
    """Assign every theme whose score reaches its threshold and is above zero.

    ``standing`` (n, t) compares themes within a document; the primary theme is the assigned
    one that stands highest there, the first of equals.
    """
    n, t = scores.shape
    assigned = (scores >= thresholds.astype(np.float32)) & (scores > 0)
    primary = np.full(n, -1, dtype=np.int32)
    margins = np.zeros(n, dtype=np.float32)
    looked_at = assigned.copy()
    if t and n:
        has_one = assigned.any(axis=1)
        primary[has_one] = np.where(assigned, standing, -np.inf).argmax(axis=1)[has_one]
        rest = np.where(assigned, -np.inf, standing)
        left = ~assigned.all(axis=1)
        looked_at[left, rest.argmax(axis=1)[left]] = True
    if t > 1:
        ordered = np.sort(standing, axis=1)
        margins = (ordered[:, -1] - ordered[:, -2]).astype(np.float32)
    return Assignment(assigned, primary, margins, looked_at)


def otsu_threshold(scores: NDArray[np.floating]) -> float:
    """The score that splits a theme's scores into two groups of least inner variance.

    Otsu (1979), doi:10.1109/TSMC.1979.4310076, exact over the n - 1 places between sorted
    scores. Scores that are all equal cannot be split: then the threshold lies above them.
    """
    ordered = np.sort(scores.astype(np.float64))
    n = len(ordered)
    if n < 2 or ordered[0] == ordered[-1]:
        return 1.0
    below = np.arange(1, n)
    sums = np.cumsum(ordered)
    apart = sums[-1] / n * below - sums[:-1]
    between = np.where(ordered[1:] > ordered[:-1], apart**2 / (below * (n - below)), -1.0)
    split = int(between.argmax())
    return float((ordered[split] + ordered[split + 1]) / 2)


def standing(scores: FloatArray) -> NDArray[np.float64]:
    """The z-scores of every theme: (n, t), comparable over themes.

    Themes whose scores are all equal keep them as they are.
    """
    exact = scores.astype(np.float64)
    spread = exact.std(axis=0, keepdims=True) if len(exact) else np.zeros((1, exact.shape[1]))
    varied = spread > 0
    centred = exact - np.where(varied, exact.mean(axis=0, keepdims=True), 0)
    return np.asarray(centred / np.where(varied, spread, 1))
