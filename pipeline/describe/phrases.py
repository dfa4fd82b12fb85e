"""Phrases: the runs of a few words that could be names, and where they occur."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings
from pipeline.describe.document_words import DocumentWords, Ints
from pipeline.numerics.duplicates import distinct_numbers
from pipeline.numerics.words import JOINT, spell

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TITLE_WEIGHT = 3
"""A mention in a title counts as three: authors put there what a text is about."""

_RUNNING_TEXT_VOTES = 1000


@dataclass(frozen=True)
class Phrases:
    """p phrases in n documents.

    names     p distinct phrases, each as the documents spell it most often
    words     the folded words of each phrase
    mentions  (n, p) sparse, occurrences, those in the title weighted
    standing  (p,) in [0, 1], how often the phrase stands by itself, between borders:
              near 0 for fragments ("large language") and adjectives ("novel")
    """

    names: Strings
    words: tuple[Strings, ...]
    mentions: "csr_array"
    standing: NDArray[np.float64]

    def some(self, places: Ints) -> "Phrases":
        """Some of the phrases, by position."""
        return Phrases(
            tuple(self.names[place] for place in places),
            tuple(self.words[place] for place in places),
            self.mentions[:, places],
            self.standing[places],
        )

    def of_rows(self, rows: Ints) -> "Phrases":
        """The phrases that some of the documents have, by position, and their mentions there."""
        return replace(self, mentions=self.mentions[rows]).in_documents(1)

    def in_documents(self, least: int) -> "Phrases":
        """The phrases that so many documents have."""
        documents = np.asarray((self.mentions > 0).sum(axis=0)).ravel()
        return self.some(np.flatnonzero(documents >= least))

    def beside(self, other: "Phrases") -> "Phrases":
        """These and others of the same documents; none may be among both."""
        from scipy.sparse import csr_array, hstack

        return Phrases(
            self.names + other.names,
            self.words + other.words,
            csr_array(hstack([self.mentions, other.mentions])),
            np.concatenate([self.standing, other.standing]),
        )


class _Occurrences(NamedTuple):
    """Where phrases occur: (o,) start and length in words, and (o,) which phrase it is."""

    start: Ints
    length: Ints
    phrase: Ints


def find_phrases(
    words: DocumentWords, n_documents: int, longest: int, min_documents: int
) -> Phrases:
    """Find the phrases of up to ``longest`` words that ``min_documents`` documents contain.

    What differs only in case, hyphen, space or plural is one phrase.
    """
    keys, found = _occurrences(words, longest, min_documents)
    return Phrases(
        _names(words, found),
        keys,
        _mentions(words, found, (n_documents, len(keys))),
        _standing(words, found, len(keys)),
    )


def _occurrences(
    words: DocumentWords, longest: int, min_documents: int
) -> tuple[tuple[Strings, ...], _Occurrences]:
    known: dict[str, int] = {}
    keys: list[Strings] = []
    found = []
    for length, start, run in _frequent_runs(words, longest, min_documents):
        _, first, run = np.unique(run, return_index=True, return_inverse=True)
        phrase = np.empty(len(first), dtype=np.int64)
        for index, place in enumerate(start[first]):
            key = tuple(words.vocabulary[word] for word in words.word[place : place + length])
            phrase[index] = known.setdefault(
                "".join(key).replace("-", "").replace(JOINT, ""), len(known)
            )
            if phrase[index] == len(keys):
                keys.append(key)
        found.append(_Occurrences(start, np.full(len(start), length), phrase[run]))
    return tuple(keys), _Occurrences(*map(np.concatenate, zip(*found, strict=True)))


def _frequent_runs(
    words: DocumentWords, longest: int, min_documents: int
) -> Iterator[tuple[int, Ints, Ints]]:
    """Runs of 1, 2, ... words within a segment: length, where each starts, which it is."""
    start, run = np.arange(len(words.word)), words.word
    for length in range(1, longest + 1):
        if length > 1:
            end = start + length - 1
            within = end < len(words.word)
            within[within] = words.segment[start[within]] == words.segment[end[within]]
            start = start[within]
            run = run[within] * len(words.vocabulary) + words.word[end[within]]
        _, run = np.unique(run, return_inverse=True)
        frequent = _documents_with(run, words.document[start]) >= min_documents
        start, run = start[frequent[run]], run[frequent[run]]
        yield length, start, run


def _documents_with(run: Ints, document: Ints) -> Ints:
    n = int(document.max(initial=0)) + 1
    return np.bincount(distinct_numbers(run * n + document) // n)


def _mentions(words: DocumentWords, found: _Occurrences, shape: tuple[int, int]) -> "csr_array":
    from scipy.sparse import csr_array

    weight = np.where(words.in_title[found.start], float(TITLE_WEIGHT), 1.0)
    mentions = csr_array((weight, (words.document[found.start], found.phrase)), shape=shape)
    mentions.sum_duplicates()
    return mentions


def _standing(words: DocumentWords, found: _Occurrences, n_phrases: int) -> NDArray[np.float64]:
    border = np.ones(len(words.word) + 1, dtype=np.bool_)
    border[1:-1] = words.segment[1:] != words.segment[:-1]
    count = np.maximum(np.bincount(found.phrase, minlength=n_phrases), 1)
    left = np.bincount(found.phrase, border[found.start], n_phrases) / count
    right = np.bincount(found.phrase, border[found.start + found.length], n_phrases) / count
    return np.sqrt(left * right)


def _names(words: DocumentWords, found: _Occurrences) -> Strings:
    """The spelling that running text prefers; titles and first words only break a silence."""
    form = _forms(words, found)
    formal = words.in_title[found.start] | words.opening[found.start]
    votes = np.where(formal, 1, _RUNNING_TEXT_VOTES)
    pair = found.phrase * (int(form.max(initial=0)) + 1) + form
    _, first, pair = np.unique(pair, return_index=True, return_inverse=True)
    order = np.lexsort((found.start[first], -np.bincount(pair, votes), found.phrase[first]))
    _, best = np.unique(found.phrase[first][order], return_index=True)
    chosen = first[order][best]
    spans = zip(found.start[chosen], found.length[chosen], strict=True)
    return tuple(
        spell([words.spellings[word] for word in words.spelling[start : start + length]])
        for start, length in spans
    )


def _forms(words: DocumentWords, found: _Occurrences) -> Ints:
    """Number the occurrences so that equal numbers mean equal spelling."""
    form = words.spelling[found.start]
    nothing = len(words.spellings)
    for step in range(1, int(found.length.max(initial=1))):
        longer = found.length > step
        following = np.full(len(form), nothing)
        following[longer] = words.spelling[found.start[longer] + step]
        _, form = np.unique(form * (nothing + 1) + following, return_inverse=True)
    return form
