"""Calibration: from scores on any scale to the probability that a document has the theme."""

import numpy as np
from numpy.typing import NDArray

from pipeline.assign.threshold import otsu_threshold

Floats = NDArray[np.float64]

SLOPE = 2.5
"""Log-odds for each standard deviation above the border: one, and the odds are 12 to 1."""


def z_scores(scores: NDArray[np.floating]) -> Floats:
    """Each column less its mean, in standard deviations; a column without spread is 0."""
    exact = scores.astype(np.float64)
    centred = exact - exact.mean(axis=0)
    spread = centred.std(axis=0)
    return np.asarray(centred / np.where(spread > 1e-12, spread, np.inf))


AT_MOST = 3
"""Times as many documents may have a theme as name it or are near it."""


def border(scores: Floats, share: float) -> float:
    """The score from which on documents have a theme, without knowing any that does.

    Where the scores part best (Otsu 1979), which is shy of themes that most documents have.
    So where more documents name the theme than lie above, ``share`` of all, it is the middle
    between that score and the one that as many lie above as name it. It is also shy of a
    theme that hardly any have, whose scores part nowhere: at most ``AT_MOST`` times ``share``
    lie above the border.
    """
    parted = otsu_threshold(scores)
    named = float(np.quantile(scores, 1 - share))
    most = float(np.quantile(scores, 1 - min(AT_MOST * share, 1.0)))
    return max((parted + min(parted, named)) / 2, most)


def probability(odds: Floats) -> Floats:
    """The logistic function of log-odds (Platt 1999)."""
    return np.asarray(1 / (1 + np.exp(-odds)))
