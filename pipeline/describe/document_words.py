"""Words: texts as one long row of words, cut at the borders that no phrase may span."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings
from pipeline.numerics.korean import is_hangul
from pipeline.numerics.own_words import OwnWords
from pipeline.numerics.words import bases, fold_word, segments, singular

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
    known: dict[str, int] = {}
    spelling = array("q")
    runs: list[tuple[int, int, bool, bool]] = []
    for document, parts in enumerate(zip(titles, texts, strict=True)):
        for part, in_title in zip(parts, (True, False), strict=True):
            for opens, run in segments(part, stop_words, own):
                spelling.extend(known.setdefault(word, len(known)) for word in run)
                runs.append((len(run), document, opens, in_title))
    length, document_of, opens_, titled = np.array(runs, dtype=np.int64).reshape(-1, 4).T
    opening = np.zeros(len(spelling), dtype=np.bool_)
    opening[np.cumsum(length) - length] = opens_
    vocabulary, folded = _fold_all(tuple(known))
    spellings, as_shown, ends = _without_particles(
        tuple(known), [vocabulary[one] for one in folded]
    )
    spelled = np.array(spelling, dtype=np.int64)
    segment = np.repeat(np.arange(len(runs)), length)
    return DocumentWords(
        vocabulary,
        spellings,
        folded[spelled],
        as_shown[spelled],
        document=np.repeat(document_of, length),
        segment=_cut_behind(ends[spelled], segment),
        opening=opening,
        in_title=np.repeat(titled.astype(np.bool_), length),
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
