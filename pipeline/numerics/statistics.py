"""How sure a share is, and what chance alone explains."""

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray

Floats = NDArray[np.float64]
Counts = NDArray[np.integer]

FALSE_DISCOVERIES = 0.05
"""Of the differences that are told, the part expected to be chance."""

Z95 = 1.959963984540054
"""Standard deviations on either side of the middle that hold 95 % of a normal distribution."""

PRIOR, PRIOR_OF_EACH = 0.5, 0.01
"""Documents with a word that are assumed beside those counted, and more for each of these."""


def wilson(parts: Counts, wholes: Counts) -> tuple[Floats, Floats]:
    """The 95 % interval of each share ``parts / wholes``, arrays of one shape; 0 to 1 of nothing.

    Wilson (1927), doi:10.1080/01621459.1927.10502953: within 0 and 1, and good for few documents.
    """
    n = np.maximum(wholes, 1).astype(np.float64)
    share = parts / n
    middle = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 * np.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2)) / (1 + Z95**2 / n)
    low = np.where(parts == 0, 0, middle - half)
    high = np.where(parts == wholes, 1, middle + half)
    return np.where(wholes == 0, 0, low), np.where(wholes == 0, 1, high)


def interval_of(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of one share (``wilson``)."""
    low, high = wilson(np.array(part), np.array(whole))
    return float(low), float(high)


def log_odds_z(
    parts: Counts | Floats, whole: float, others: Counts | Floats, whole_others: float
) -> Floats:
    """How far each of w words is ahead among some documents, in standard errors: (w,).

    ``parts`` (w,) of the ``whole`` have it, ``others`` (w,) of ``whole_others``; a document may
    count in part. Below 0 where a word is more frequent among the others. The log-odds ratio with
    an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, doi:10.1093/pan/mpn018), which
    holds back words that few documents have.
    """
    prior = PRIOR + PRIOR_OF_EACH * (parts + others)
    inside = np.log((parts + prior) / (whole - parts + prior.max()))
    outside = np.log((others + prior) / (whole_others - others + prior.max()))
    return np.asarray((inside - outside) / np.sqrt(1 / (parts + prior) + 1 / (others + prior)))


def false_discovery_p(p: Floats, looked_at: BoolArray) -> Floats:
    """The p of tests looked at, corrected for all these looks; NaN for others, arrays of one shape.

    Of those below 0.05, one in twenty is expected to be chance (Benjamini & Hochberg 1995,
    doi:10.1111/j.2517-6161.1995.tb02031.x).
    """
    from scipy.stats import false_discovery_control

    adjusted = np.full(p.shape, np.nan)
    if looked_at.any():
        adjusted[looked_at] = false_discovery_control(p[looked_at])
    return adjusted
