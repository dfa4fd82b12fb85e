"""Texts that occur again: letter for letter once folded, or nearly.

Near-duplicates are texts whose sets of word triples overlap (Broder 1997,
doi:10.1109/SEQUEN.1997.666900). They are found exactly, without hashing: two sets that
share enough must share one of their rarest members (Chaudhuri, Ganti & Kaushik 2006,
doi:10.1109/ICDE.2006.9), so only texts that share a rare triple are compared.
"""

import math
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import IntArray
from pipeline.numerics.duplicates import distinct_numbers
from pipeline.numerics.numbers import Numbers
from pipeline.numerics.tokens import UNSPACED, in_ascii, word_pattern

Integers = NDArray[np.int64]

_WORD = re.compile(rf"[{UNSPACED}]|{word_pattern()}")  # of scripts without spaces each sign will do
_BASE = 2_097_143  # a prime whose third power is within 64 bits


def first_copies(keys: Sequence[object]) -> IntArray:
    """For every key, the position of the first key equal to it: (n,) int32."""
    first: dict[object, int] = {}
    return np.array([first.setdefault(key, i) for i, key in enumerate(keys)], dtype=np.int32)


@dataclass(frozen=True)
class NearDuplicates:
    """What the search for near-duplicates found.

    of        position of a near-duplicate -> position of an earlier text that it nearly repeats
    searched  how many texts were looked at, from the first: fewer than there are where the
              search would have grown too long
    """

    of: dict[int, int]
    searched: int


def near_duplicates(
    texts: Sequence[str], threshold: float, words: int = 10_000_000, comparisons: int = 200_000
) -> NearDuplicates:
    """Find the texts that nearly repeat an earlier one.

    ``texts`` are folded; ``threshold`` in [0.5, 1] is the least Jaccard similarity of the sets
    of word triples. The search ends after so many ``words`` or ``comparisons``.
    """
    sets = _rarest_first(*_triples(texts, words))
    holders: dict[int, list[int]] = {}
    of: dict[int, int] = {}
    for position, (members, shared) in enumerate(sets):
        prefix = len(members) - math.ceil(threshold * len(members) - 1e-9) + 1
        rare = members[shared:prefix].tolist()
        for other in _others(rare, holders):
            comparisons -= 1
            if _similarity(members, sets[other][0]) >= threshold:
                of[position] = other
                break
        if comparisons < 0:
            return NearDuplicates(of, position + 1)
        for member in rare:
            holders.setdefault(member, []).append(position)
    return NearDuplicates(of, len(sets))


def _triples(texts: Sequence[str], words: int) -> tuple[Integers, Integers]:
    """The word triples of each text, as numbers, until the words are used up.

    Returns those of all texts, and how many are of each.
    """
    numbers = Numbers[str]()
    spoken, lengths = array("i"), array("i")
    for text in texts:
        found = (in_ascii(_WORD) if text.isascii() else _WORD).findall(text)
        words -= len(found)
        if words < 0:
            break
        spoken.extend(map(numbers.__getitem__, found))
        spoken.extend([-1] * (3 - len(found)))
        lengths.append(max(len(found), 3))
    ids, ends = np.asarray(spoken).astype(np.int64) + 1, np.cumsum(lengths, dtype=np.int64)
    triples = (ids[:-2] * _BASE + ids[1:-1]) * _BASE + ids[2:]
    within = np.ones(len(ids), dtype=np.bool_)
    within[ends - 1] = within[ends - 2] = False  # no triple goes on in the next text
    return triples[within[:-2]], np.asarray(lengths).astype(np.int64) - 2


def _rarest_first(triples: Integers, counts: Integers) -> list[tuple[Integers, int]]:
    """The set of each text, renumbered from the rarest member, sorted, and how many only it has."""
    if not len(counts):
        return []
    members, number = np.unique(triples, return_inverse=True)
    size, text = len(members), np.repeat(np.arange(len(counts)), counts)
    cells = distinct_numbers(text * size + number)
    texts = np.bincount(cells % size, minlength=size)
    rank = np.empty(size, dtype=np.int64)
    rank[np.argsort(texts, kind="stable")] = np.arange(size)
    unshared = int((texts == 1).sum())
    cells += rank[cells % size] - cells % size
    cells.sort()
    ends = np.searchsorted(cells, np.arange(1, len(counts)) * size)
    ranked = np.split(cells % size, ends)
    return [(part, int(np.searchsorted(part, unshared))) for part in ranked]


def _others(rare: list[int], holders: dict[int, list[int]]) -> Iterator[int]:
    """Earlier texts that hold a rare member, each once."""
    tried: set[int] = set()
    for other in chain.from_iterable(holders.get(member, ()) for member in rare):
        if other not in tried:
            tried.add(other)
            yield other


def _similarity(one: Integers, other: Integers) -> float:
    """Jaccard similarity of two sorted sets."""
    places = np.searchsorted(one, other)
    both = int((one[np.minimum(places, len(one) - 1)] == other).sum())
    return both / (len(one) + len(other) - both)
