"""Words: texts as one long row of words, cut at the borders that no phrase may span."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings
from pipeline.numerics.korean import is_hangul
from pipeline.numerics.numbers import Numbers
from pipeline.numerics.own_words import OwnWords
from pipeline.numerics.words import bare, bases, bordered, can_name, fold_word, singular

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class DocumentWords:
    """The words of n documents that may name something, in one row, m in all.

    vocabulary  the distinct words: lower case, plurals under their singular if that occurs, nouns
                of Korean without particle
    spellings   the distinct spellings; those of Korean are as in ``vocabulary``
    word        (m,) index into ``vocabulary``
    spelling    (m,) index into ``spellings``
    document    (m,) which of the n documents
    segment     (m,) number of the stretch between two borders, growing
    opening     (m,) whether the word opens a sentence, where any word may have a capital
    in_title    (m,) whether the word stands in the title
    """

    vocabulary: Strings
    spellings: Strings
    word: Ints
    spelling: Ints
    document: Ints
    segment: Ints
    opening: Bools
    in_title: Bools


class _Row(NamedTuple):
    """All words of titles and texts, m in all, stop words among them.

    spellings  the distinct spellings of words that may name something
    spelling   (m,) index into ``spellings``, or -1
    part       (m,) 2 i for the title of document i, 2 i + 1 for its text
    border     (m,) whether the word begins its part, or something but a space is before it
    """

    spellings: Strings
    spelling: Ints
    part: Ints
    border: Bools


def read_words(
    titles: Sequence[str],
    texts: Sequence[str],
    stop_words: frozenset[str],
    own: OwnWords | None = None,
) -> DocumentWords:
    """Read n titles (empty where there is none) and n texts into words.

    Stop words, plain numbers and lone letters are left out and are borders, as are
    sentence marks, brackets and quotes. ``stop_words`` are folded; ``own`` is what the user
    reads otherwise. What follows a particle of Korean is behind a border, too.
    """
    row = _read_all(titles, texts, stop_words, own)
    # a segment begins behind a border, and behind a word that names nothing
    names = row.spelling >= 0
    begins = names & (row.border | np.append(True, ~names)[:-1])
    segment = np.cumsum(begins)[names] - 1
    spelled, part = row.spelling[names], row.part[names]
    vocabulary, folded = _fold_all(row.spellings)
    spellings, as_shown, ends = _without_particles(
        row.spellings, [vocabulary[one] for one in folded]
    )
    return DocumentWords(
        vocabulary,
        spellings,
        folded[spelled],
        as_shown[spelled],
        document=part // 2,
        segment=_cut_behind(ends[spelled], segment),
        opening=(begins & row.border)[names],
        in_title=part % 2 == 0,
    )


def _read_all(
    titles: Sequence[str],
    texts: Sequence[str],
    stop_words: frozenset[str],
    own: OwnWords | None,
) -> _Row:
    """Read n titles and n texts; each different word is looked at once."""
    found = Numbers[str]()
    word, border, counts = array("i"), bytearray(), array("i")
    for one in chain.from_iterable(zip(titles, texts, strict=True)):
        words, borders = bordered(one, own)
        if words:
            borders[0] = True
        word.extend(map(found.__getitem__, words))
        border += bytes(borders)
        counts.append(len(words))
    known = Numbers[str]()
    bared = map(bare, found)
    spelling = np.array(
        [known[one] if can_name(one, stop_words) else -1 for one in bared], dtype=np.int64
    )
    return _Row(
        tuple(known),
        spelling[np.asarray(word)],
        np.repeat(np.arange(len(counts)), np.asarray(counts)),
        np.frombuffer(bytes(border), dtype=np.bool_),
    )


def _fold_all(spellings: Strings) -> tuple[Strings, Ints]:
    folded = [fold_word(spelling) for spelling in spellings]
    present = bases(folded)
    base = [singular(word, present) for word in folded]
    known: dict[str, int] = {}
    index = [known.setdefault(word, len(known)) for word in base]
    return tuple(known), np.array(index, dtype=np.int64)


def _without_particles(spellings: Strings, words: Sequence[str]) -> tuple[Strings, Ints, Bools]:
    """The spellings that are shown, which of them each is shown as, and which had a particle."""
    shown = [
        word if is_hangul(spelling) else spelling
        for spelling, word in zip(spellings, words, strict=True)
    ]
    known: dict[str, int] = {}
    index = [known.setdefault(one, len(known)) for one in shown]
    ends = [one != spelling for one, spelling in zip(shown, spellings, strict=True)]
    return tuple(known), np.array(index, dtype=np.int64), np.array(ends, dtype=np.bool_)


def _cut_behind(ends: Bools, segment: Ints) -> Ints:
    """Segments with a border behind some words, too, numbered anew."""
    border = np.zeros(len(segment), dtype=np.bool_)
    border[1:] = ends[:-1] | (segment[1:] != segment[:-1])
    return np.cumsum(border)
