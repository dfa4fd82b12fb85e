"""Phrases: where the words of a theme stand in the documents, and what they are worth."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.assign.stems import Ints, Stemmer, Stems
from pipeline.core.artifacts import FloatArray, Strings
from pipeline.core.theme import Theme

TITLE = 3
"""What a phrase in the title counts, where one in the text counts 1."""

SATURATION, LENGTH = 1.2, 0.5
"""k1 and b of BM25: how soon more of the same adds little, how far long texts are discounted."""


def phrases_of(theme: Theme, stemmer: Stemmer) -> list[Strings]:
    """The stems of the name and of each keyword; phrases with the same stems are one."""
    return list(dict.fromkeys(stemmer.phrase(text) for text in theme.phrases))


def phrase_places(stems: Stems, theme: Theme, stemmer: Stemmer) -> list[Ints]:
    """For each of ``phrases_of``, the places of its first word: positions in ``stems``.

    A place that overlaps with a phrase which is said not to count is left out.
    """
    hidden = np.zeros(len(stems.stem), dtype=np.bool_)
    for text in theme.not_counting:
        said = stemmer.phrase(text)
        for place in _places(stems, said):
            hidden[place : place + len(said)] = True
    found = []
    for phrase in phrases_of(theme, stemmer):
        places = _places(stems, phrase)
        if hidden.any():
            covered = hidden[places[:, None] + np.arange(len(phrase))].any(axis=1)
            places = places[~covered]
        found.append(places)
    return found


def bm25(stems: Stems, places: Sequence[Ints]) -> FloatArray:
    """How much n documents say of a theme in its own words: (n,), 0 for nothing.

    BM25 with fields (Robertson, Zaragoza & Taylor 2004, doi:10.1145/1031171.1031181): a
    phrase counts more in a title, more where few documents have it, and less each time it
    comes again. The square root is taken, or the wordiest documents would stand alone.
    """
    n = stems.n_documents
    weight = np.where(stems.in_title, TITLE, 1.0)
    lengths = np.bincount(stems.document, weight, minlength=n)
    discount = SATURATION * (1 - LENGTH + LENGTH * lengths / max(lengths.mean(), 1e-9))
    total = np.zeros(n)
    for at in places:
        counts = np.bincount(stems.document[at], weight[at], minlength=n)
        holders = np.count_nonzero(counts)
        rarity = np.log(1 + (n - holders + 0.5) / (holders + 0.5))
        total += rarity * counts * (SATURATION + 1) / np.maximum(counts + discount, 1e-9)
    return np.asarray(np.sqrt(total), dtype=np.float32)


def mentions(stems: Stems, places: Sequence[Ints]) -> NDArray[np.int64]:
    """How many phrases of a theme each of n documents holds, counted every time: (n,)."""
    here = np.concatenate([*places, np.empty(0, dtype=np.int64)])
    return np.bincount(stems.document[here], minlength=stems.n_documents)


def _places(stems: Stems, phrase: Sequence[str]) -> Ints:
    numbers = [stems.numbers.get(stem, -1) for stem in phrase]
    last = len(stems.stem) - len(numbers)
    if not numbers or min(numbers) < 0 or last < 0:
        return np.empty(0, dtype=np.int64)
    here = np.flatnonzero(stems.stem[: last + 1] == numbers[0])
    for step, number in enumerate(numbers[1:], 1):
        here = here[(stems.stem[here + step] == number)]
    within = stems.sentence[here] == stems.sentence[here + len(numbers) - 1]
    return np.asarray(here[within])
