"""How sure a share is, and whether shares differ more than chance makes them.

Every test takes all rows at once: r themes or topics, counted in k periods or groups.
"""

import numpy as np

from pipeline.core.artifacts import BoolArray, IntArray
from pipeline.numerics.statistics import FALSE_DISCOVERIES, Floats

SMALL = 5
"""Fewer expected documents than this in a cell are too few for the normal approximation."""


def trend(parts: IntArray, wholes: IntArray, times: IntArray) -> Floats:
    """(r,) standard deviations by which shares rise over time, below 0 where they fall.

    ``parts`` (r, k) are documents of ``wholes`` (k,) at ``times`` (k,). The test of Cochran
    (1954, doi:10.2307/3001616) and Armitage (1955, doi:10.2307/3001775); 0 where all or none
    of the documents count.
    """
    n = wholes.sum()
    share = parts.sum(axis=1) / max(n, 1)
    centred = times - (wholes @ times) / max(n, 1)
    variance = share * (1 - share) * (wholes @ centred**2)
    return np.asarray((parts @ centred) / np.sqrt(np.where(variance > 0, variance, np.inf)))


def scatter(parts: IntArray, wholes: IntArray) -> Floats:
    """(r,) chi-square of the shares in k periods, with k - 1 degrees of freedom (Pearson 1900)."""
    share = parts.sum(axis=1, keepdims=True) / max(wholes.sum(), 1)
    variance = share * (1 - share) * wholes
    return np.asarray(
        ((parts - share * wholes) ** 2 / np.where(variance > 0, variance, np.inf)).sum(axis=1)
    )


def dense(parts: IntArray, wholes: IntArray) -> BoolArray:
    """(r,) whether the counts are large enough for chi-square: 5 expected documents a period."""
    total = parts.sum(axis=1)
    return np.asarray(np.minimum(total, wholes.sum() - total) >= SMALL * len(wholes))


def trend_chance(parts: IntArray, wholes: IntArray, times: IntArray) -> tuple[Floats, Floats]:
    """(r,) p of no trend, and (r,) p of no difference between k > 2 periods at all.

    Where shares scatter about a straight line more than chance makes them, as they do when
    documents come in waves, the trend is held against that scatter instead of against chance
    (quasi-likelihood, Wedderburn 1974, doi:10.1093/biomet/61.3.439). Where the counts are too
    small to know, no difference is claimed (p of 1) and the trend is held against chance.
    """
    from scipy.stats import chi2, f, norm

    k = len(wholes)
    z, whole = trend(parts, wholes, times), scatter(parts, wholes)
    rest = np.maximum(whole - z**2, 0)
    known = dense(parts, wholes)
    waves = known & (chi2.sf(rest, k - 2) < FALSE_DISCOVERIES)
    against_scatter = f.sf(z**2 * (k - 2) / np.where(waves, rest, 1), 1, k - 2)
    p = np.where(waves, against_scatter, 2 * norm.sf(np.abs(z)))
    return p, np.where(known, chi2.sf(whole, k - 1), 1.0)


def residuals(parts: IntArray, sizes: IntArray, totals: IntArray, n: int) -> Floats:
    """(r, k) standard deviations by which a group has more of a row than the other documents.

    ``parts`` (r, k) of ``sizes`` (k,) documents in groups, of ``totals`` (r,) among all n.
    Adjusted residuals (Haberman 1973, doi:10.2307/2529686); 0 where nothing can differ.
    """
    group, row = sizes / max(n, 1), totals[:, None] / max(n, 1)
    variance = n * row * (1 - row) * group * (1 - group)
    return np.asarray((parts - n * row * group) / np.sqrt(np.where(variance > 0, variance, np.inf)))


def group_chance(parts: IntArray, sizes: IntArray, totals: IntArray, n: int) -> Floats:
    """(r, k) two-sided p of groups that do not differ from the other documents.

    From ``residuals``; where fewer than 5 documents are expected in a cell of the table of four,
    Fisher's exact test, its smaller side doubled (Fay 2010, doi:10.1093/biostatistics/kxp050).
    """
    from scipy.stats import hypergeom, norm

    p = 2 * norm.sf(np.abs(residuals(parts, sizes, totals, n)))
    group, row = np.broadcast_arrays(sizes[None, :], totals[:, None])
    expected = np.minimum(group, n - group) * (np.minimum(row, n - row) / max(n, 1))
    few = expected < SMALL
    told = (parts[few], n, row[few], group[few])
    more, fewer = hypergeom.sf(told[0] - 1, *told[1:]), hypergeom.cdf(*told)
    p[few] = np.minimum(2 * np.minimum(more, fewer), 1)
    return np.asarray(p)
