"""Coherence: whether the words of a topic occur together.

Normalised pointwise mutual information (Bouma 2009, "Normalized (pointwise) mutual
information in collocation extraction"), over whole documents.
"""

import re
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray


def occurrences(texts: Sequence[str], words: Sequence[str]) -> NDArray[np.bool_]:
    """Which of n texts hold which words or phrases, whatever their case and ending: (n, words)."""
    folded = [" ".join(text.casefold().split()) for text in texts]
    asked = [
        (word.casefold(), re.compile(rf"(?<!\w){re.escape(word.casefold())}")) for word in words
    ]
    # looking for a string is many times faster than for a pattern, and rules out most texts
    found = [
        [word in text and pattern.search(text) is not None for word, pattern in asked]
        for text in folded
    ]
    return np.array(found, dtype=np.bool_).reshape(len(texts), len(words))


def npmi(has: NDArray[np.bool_]) -> float | None:
    """The mean NPMI of all pairs of words, from -1 (never together) to 1 (never apart).

    ``has`` is (n, words). Pairs with a word that no document or every document has say
    nothing and are left out; None where no pair is left.
    """
    n = len(has)
    alone = has.sum(axis=0)
    together = has.T.astype(np.int64) @ has.astype(np.int64)
    values = []
    for one, other in combinations(range(has.shape[1]), 2):
        if 0 < alone[one] < n and 0 < alone[other] < n:
            both = together[one, other]
            apart = alone[one] * alone[other] / n
            values.append(float(np.log(both / apart) / np.log(n / both)) if both else -1.0)
    return float(np.mean(values)) if values else None
