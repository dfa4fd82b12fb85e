"""Coherence: whether the words of a topic occur together.

NPMI is the normalised pointwise mutual information of pairs (Bouma 2009, "Normalized
(pointwise) mutual information in collocation extraction"), over whole documents; C_v compares
words by all their NPMIs, over windows of 110 words (Röder, Both & Hinneburg 2015,
doi:10.1145/2684822.2685324).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.numerics.own_words import OwnWords
from pipeline.numerics.segmentation import parted
from pipeline.numerics.tokens import begins_whole, word_finder
from pipeline.numerics.words import JOINT

WINDOW = 110
"""Words that are near each other, as C_v sees it."""

Floats = NDArray[np.float64]

_WITHIN = "_"
"""What stands within a phrase that is one word: a letter, as far as a pattern can tell."""

_NEVER = 1e-12
"""The probability that stands for 0, so that its logarithm exists."""


@dataclass(frozen=True)
class Occurrences:
    """How often w words occur in ``places`` (documents, or windows in them).

    together  (w, w), places that hold both; on the diagonal those that hold the one
    """

    places: int
    together: Floats

    @property
    def alone(self) -> Floats:
        """(w,), places that hold each word."""
        return np.asarray(np.diagonal(self.together))


class Read(NamedTuple):
    """A text, folded as the user reads it, and where each of its words starts: (words,)."""

    folded: str
    starts: NDArray[np.int32]


def read_texts(texts: Iterable[str], own: OwnWords | None = None) -> list[Read]:
    """Texts to count words in. What the user reads otherwise (``own``) is so read."""
    return [Read(folded, _starts(folded)) for folded in (_read(text, own) for text in texts)]


def count_words(
    texts: Sequence[Read], words: Sequence[str], own: OwnWords | None = None
) -> tuple[Occurrences, Occurrences]:
    """Count words and phrases, whatever their case and ending: in whole texts, in windows.

    A window is ``WINDOW`` words long and starts at every word of a text; a shorter text is
    one window. A phrase is where it starts. ``own`` is what the texts were read with.
    """
    folds = [_read(word, own) for word in words]
    asked = [(word, re.compile(begins_whole(word))) for word in folds]
    whole, near = np.zeros((2, len(words), len(words)))
    windows = 0
    for folded, starts in texts:
        count = max(1, len(starts) - WINDOW + 1)
        windows += count
        # looking for a string is many times faster than for a pattern, and rules out most texts
        found = {
            place: [match.start() for match in pattern.finditer(folded)]
            for place, (word, pattern) in enumerate(asked)
            if word in folded
        }
        present = [place for place, matches in found.items() if matches]
        if present:
            here = np.ix_(present, present)
            at = [np.searchsorted(starts, found[place], side="right") - 1 for place in present]
            whole[here] += 1
            near[here] += _together(at, count)
    return Occurrences(len(texts), whole), Occurrences(windows, near)


def _starts(folded: str) -> NDArray[np.int32]:
    borders = list(accumulate(map(len, parted(word_finder(), folded)), initial=0))
    return np.array(borders[1:-1:2], dtype=np.int32)


def _read(text: str, own: OwnWords | None) -> str:
    folded = " ".join(text.casefold().split())
    return own.rewritten(word_finder(), folded).replace(JOINT, _WITHIN) if own else folded


def npmi(counts: Occurrences) -> float | None:
    """The mean NPMI of all pairs of words, from -1 (never together) to 1 (never apart).

    Pairs with a word that no place or every place has say nothing and are left out; None
    where no pair is left.
    """
    n, alone = counts.places, counts.alone
    telling = np.flatnonzero((alone > 0) & (alone < n))
    values = []
    for one, other in combinations(telling, 2):
        both, apart = counts.together[one, other], alone[one] * alone[other] / n
        values.append(float(np.log(both / apart) / np.log(n / both)) if both else -1.0)
    return float(np.mean(values)) if values else None


def c_v(counts: Occurrences) -> float | None:
    """C_v of a topic's words, from 0 to 1: how alike they are in the company they keep.

    Each word is the vector of its NPMIs with all words of the topic; the value is the mean
    cosine of a word's vector and the sum of all. None for fewer than two words that occur.
    """
    n, alone = counts.places, counts.alone
    if (alone > 0).sum() < 2:
        return None
    both = counts.together / n + _NEVER
    expected = np.outer(alone, alone) / n**2
    known = expected > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        vectors = np.where(known, np.log(both / np.where(known, expected, 1)) / -np.log(both), 0)
    # a word that every window holds has probability 1, of which no logarithm can be divided by
    vectors = np.nan_to_num(vectors, nan=0.0, posinf=0.0, neginf=0.0)
    total = vectors.sum(axis=0)
    lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(total)
    cosines = vectors @ total / np.where(lengths > 0, lengths, 1)
    return float(cosines.mean())


def _together(at: Sequence[NDArray[np.intp]], windows: int) -> Floats:
    """The windows of a text that hold both of two words, for words at these places."""
    holds = np.zeros((windows, len(at)))
    for column, places in enumerate(at):
        for place in places:
            holds[max(0, place - WINDOW + 1) : place + 1, column] = 1
    return np.asarray(holds.T @ holds)
