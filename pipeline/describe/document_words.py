"""Words: texts as one long row of words, cut at the borders that no phrase may span."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings
from pipeline.numerics.words import fold_word, segments, singular

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class DocumentWords:
    """The words of n documents that may name something, in one row, m in all.

    vocabulary  the distinct words: lower case, plurals under their singular if that occurs
    spellings   the distinct spellings
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
    titles: Sequence[str], texts: Sequence[str], stop_words: frozenset[str]
) -> DocumentWords:
    """Read n titles (empty where there is none) and n texts into words.

    Stop words, plain numbers and lone letters are left out and are borders, as are
    sentence marks, brackets and quotes. ``stop_words`` are folded.
    """
    known: dict[str, int] = {}
    spelling = array("q")
    runs: list[tuple[int, int, bool, bool]] = []
    for document, parts in enumerate(zip(titles, texts, strict=True)):
        for part, in_title in zip(parts, (True, False), strict=True):
            for opens, run in segments(part, stop_words):
                spelling.extend(known.setdefault(word, len(known)) for word in run)
                runs.append((len(run), document, opens, in_title))
    length, document_of, opens_, titled = np.array(runs, dtype=np.int64).reshape(-1, 4).T
    opening = np.zeros(len(spelling), dtype=np.bool_)
    opening[np.cumsum(length) - length] = opens_
    spelled = np.array(spelling, dtype=np.int64)
    vocabulary, folded = _fold_all(tuple(known))
    return DocumentWords(
        vocabulary,
        tuple(known),
        folded[spelled],
        spelled,
        document=np.repeat(document_of, length),
        segment=np.repeat(np.arange(len(runs)), length),
        opening=opening,
        in_title=np.repeat(titled.astype(np.bool_), length),
    )


def _fold_all(spellings: Strings) -> tuple[Strings, Ints]:
    folded = [fold_word(spelling) for spelling in spellings]
    present = frozenset(folded)
    base = [singular(word, present) for word in folded]
    known: dict[str, int] = {}
    index = [known.setdefault(word, len(known)) for word in base]
    return tuple(known), np.array(index, dtype=np.int64)
