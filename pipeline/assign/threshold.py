"""From scores to assignments: thresholds, several themes or none, the primary one."""

import numpy as np
from numpy.typing import NDArray

from pipeline.artifacts import Check, FloatArray, Strings, Themes


def otsu_threshold(scores: FloatArray) -> float:
    """The score that splits a theme's scores into two groups of least inner variance.

    Otsu (1979), doi:10.1109/TSMC.1979.4310076, exact over the n - 1 places between sorted
    scores. Scores that are all equal cannot be split: then nothing is assigned (1.0).
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
    """Scores as standard deviations above their theme's mean: (n, t), comparable over themes.

    Themes whose scores are all equal keep them as they are.
    """
    exact = scores.astype(np.float64)
    spread = exact.std(axis=0, keepdims=True) if len(exact) else np.zeros((1, exact.shape[1]))
    varied = spread > 0
    centred = exact - np.where(varied, exact.mean(axis=0, keepdims=True), 0)
    return np.asarray(centred / np.where(varied, spread, 1))


def apply_thresholds(
    names: Strings,
    scores: FloatArray,
    thresholds: NDArray[np.floating],
    checks: tuple[Check, ...] = (),
) -> Themes:
    """Assign every theme whose score reaches its threshold and is above zero.

    The primary theme is the assigned one whose score stands out most among the theme's own
    (see ``standing``), the first of equals: wide themes have high scores everywhere.
    """
    limits = thresholds.astype(np.float32)
    assigned = (scores >= limits) & (scores > 0)
    best = np.where(assigned, standing(scores), -np.inf)
    primary = np.full(len(scores), -1, dtype=np.int32)
    if names:
        has_one = assigned.any(axis=1)
        primary[has_one] = best.argmax(axis=1)[has_one]
    return Themes(names, scores, assigned, primary, limits, checks)
