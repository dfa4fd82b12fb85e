"""Alignment: which topic of one run is which of another.

By the documents that both have, one to one (optimal assignment; Kuhn 1955,
doi:10.1002/nav.3800020109), and beyond that by majorities: a topic that is mostly found in
several has split, several that mostly lie in one have merged (MONIC; Spiliopoulou et al. 2006,
doi:10.1145/1150402.1150491). Keywords decide where documents do not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import IntArray, Strings
from pipeline.numerics.contingency import crosstab, jaccard

Floats = NDArray[np.float64]
Keywords = Mapping[int, Strings]
"""The keywords of topics by their ids."""

SAME = 1 / 3
"""The Jaccard similarity from which on two topics are one: two of equal size share half."""

BY_WORDS = 0.1
"""What keywords count beside documents; alone they count where there are none in common."""


@dataclass(frozen=True)
class Alignment:
    """How a topics of one run lie among b topics of another.

    before, after    (a,) and (b,), their ids
    shared           (a, b), documents that they have in common
    sizes_before, sizes_after
                     documents of each that both runs have
    common_words     (a, b), the Jaccard similarity of the words in their keywords
    same             (a, b) bool, which are one topic: at most one in each row and column
    """

    before: IntArray
    after: IntArray
    shared: NDArray[np.int64]
    sizes_before: NDArray[np.int64]
    sizes_after: NDArray[np.int64]
    common_words: Floats
    same: NDArray[np.bool_]

    @property
    def jaccard(self) -> Floats:
        """(a, b), the documents that two topics share, of all that either has."""
        return jaccard(self.shared, self.sizes_before, self.sizes_after)

    @cached_property
    def related(self) -> NDArray[np.bool_]:
        """(a, b), which are the same, or have the majority of either's documents in common."""
        of_before = 2 * self.shared > self.sizes_before[:, None]
        of_after = 2 * self.shared > self.sizes_after[None]
        return np.asarray(self.same | of_before | of_after)

    @cached_property
    def continued(self) -> dict[int, int]:
        """The id after of every topic before that goes on."""
        rows, columns = np.nonzero(self.same)
        return dict(zip(self.before[rows].tolist(), self.after[columns].tolist(), strict=True))


def align(
    before: IntArray,
    after: IntArray,
    ids_before: Sequence[int],
    ids_after: Sequence[int],
    words_before: Keywords | None = None,
    words_after: Keywords | None = None,
    *,
    lasting: bool = False,
) -> Alignment:
    """Align the topics of m documents that two runs share: two arrays of ids, -1 for none.

    ``ids_before`` and ``ids_after`` are all topics there are, also those without any of these
    documents. ``lasting`` says that ids last from one run to the other: two topics with the same
    one are the same where they share most of either, also where others were merged into it.
    """
    rows, columns = _ordered(ids_before), _ordered(ids_after)
    shared = _shared(before, after, rows, columns)
    sizes_before = _sizes(before, rows)
    sizes_after = _sizes(after, columns)
    words = _common_words(rows, columns, words_before or {}, words_after or {})
    overlap = jaccard(shared, sizes_before, sizes_after)
    strangers = (sizes_before[:, None] == 0) & (sizes_after[None] == 0)
    most = np.minimum(sizes_before[:, None], sizes_after[None]) < 2 * shared
    known = lasting & (rows[:, None] == columns[None]) & most
    likeness = np.where(strangers, words, overlap + BY_WORDS * words) + known
    # topics too unlike to be one do not compete: two such ways would outweigh one that counts
    counts = np.where(strangers, words >= SAME, overlap >= SAME) | known
    same = _assigned(np.where(counts, likeness, 0)) & counts
    return Alignment(rows, columns, shared, sizes_before, sizes_after, words, same)


def moved(before: IntArray, after: IntArray, alignment: Alignment) -> NDArray[np.bool_]:
    """Which of m documents are not where their topic went: (m,).

    Their number is the partition distance (Gusfield 2002, doi:10.1016/S0020-0190(01)00263-0),
    but for topics too unlike to be one, all of whose documents count.
    """
    where = {-1: -1, **alignment.continued}
    # a topic that ended leads to no id at all
    expected = np.array([where.get(topic, -2) for topic in before.tolist()], dtype=np.int64)
    return np.asarray(expected != after)


def _ordered(ids: Sequence[int]) -> IntArray:
    return np.array(sorted(ids), dtype=np.int32)


def _shared(
    before: IntArray, after: IntArray, rows: IntArray, columns: IntArray
) -> NDArray[np.int64]:
    both = (before >= 0) & (after >= 0)
    places = np.searchsorted(rows, before[both]), np.searchsorted(columns, after[both])
    return crosstab(*places, (len(rows), len(columns)))


def _sizes(labels: IntArray, ids: IntArray) -> NDArray[np.int64]:
    inside = labels[labels >= 0]
    return np.bincount(np.searchsorted(ids, inside), minlength=len(ids)).astype(np.int64)


def _common_words(rows: IntArray, columns: IntArray, before: Keywords, after: Keywords) -> Floats:
    one = [_words(before.get(topic, ())) for topic in rows.tolist()]
    other = [_words(after.get(topic, ())) for topic in columns.tolist()]
    likeness = [[len(a & b) / max(len(a | b), 1) for b in other] for a in one]
    return np.array(likeness, dtype=np.float64).reshape(len(one), len(other))


def _words(keywords: Strings) -> frozenset[str]:
    return frozenset(word for keyword in keywords for word in keyword.lower().split())


def _assigned(likeness: Floats) -> NDArray[np.bool_]:
    from scipy.optimize import linear_sum_assignment

    chosen = np.zeros(likeness.shape, dtype=np.bool_)
    chosen[linear_sum_assignment(likeness, maximize=True)] = True
    return chosen
