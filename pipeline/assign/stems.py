"""Stems: texts as one row of word stems, so that "robots" and "robotic" speak for "robot".

Endings are those of the commonest language of the texts (``pipeline.numerics.stemming``).
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import ceil

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Corpus
from pipeline.core.word_choice import WordChoice
from pipeline.numerics.duplicates import distinct_numbers
from pipeline.numerics.numbers import Numbers
from pipeline.numerics.own_words import own_words
from pipeline.numerics.segmentation import is_grammar
from pipeline.numerics.stemming import stemming
from pipeline.numerics.stop_words import stop_words
from pipeline.numerics.tokens import is_unspaced, sentence_spans, word_finder
from pipeline.numerics.words import blanked, spell

Ints = NDArray[np.int64]

SHORTEST, ALIKE = 4, 0.7
"""Letters, and share of them, with which words begin that may be forms of one word."""

_HANGUL = re.compile("[\uac00-\ud7af]")


@dataclass(frozen=True)
class Stems:
    """The words of n documents in one row, m in all: of each its title, then its text.

    vocabulary  the different stems
    stem        (m,) index into ``vocabulary``
    start, end  (m,) where the word stands in the title or in the text
    sentence    (m,) index into the sentences, growing
    spans       (sentences, 2) where each starts and ends in the title or in the text
    owner       (sentences,) which of the n documents, growing
    titled      (sentences,) whether it is a title; one counts as one sentence
    n_documents n
    """

    vocabulary: Strings
    stem: Ints
    start: Ints
    end: Ints
    sentence: Ints
    spans: Ints
    owner: Ints
    titled: NDArray[np.bool_]
    n_documents: int

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The index of each stem."""
        return {stem: number for number, stem in enumerate(self.vocabulary)}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.vocabulary)

    def begun_like(self, stem: str) -> bool:
        """Whether some stem begins with the first ``ALIKE`` of this one, or is it if short."""
        if len(stem) <= SHORTEST:
            return stem in self.numbers
        begin = stem[: ceil(ALIKE * len(stem))]
        place = bisect_left(self._sorted, begin)
        return any(other.startswith(begin) for other in self._sorted[place : place + 1])

    @cached_property
    def document(self) -> Ints:
        """(m,) the document of each word."""
        return np.asarray(self.owner[self.sentence])

    @cached_property
    def holders(self) -> tuple[Ints, Ints]:
        """Every document with every stem that it holds, once: documents, and stems."""
        size = max(len(self.vocabulary), 1)
        pairs = distinct_numbers(self.document * size + self.stem)
        return pairs // size, pairs % size

    @cached_property
    def _by_stem(self) -> tuple[Ints, Ints]:
        """The documents of ``holders`` in the order of the stems, and where each stem begins."""
        documents, stems = self.holders
        order = np.argsort(stems, kind="stable")
        begins = np.searchsorted(stems[order], np.arange(len(self.vocabulary) + 1))
        return documents[order], begins

    def holding(self, words: Sequence[str]) -> Ints:
        """The documents that hold every one of some stems, growing; none for no stem."""
        numbers = {self.numbers.get(word, -1) for word in words}
        if not numbers or min(numbers) < 0:
            return np.empty(0, dtype=np.int64)
        documents, begins = self._by_stem
        each = [documents[begins[number] : begins[number + 1]] for number in numbers]
        return np.flatnonzero(np.bincount(np.concatenate(each)) == len(numbers))

    @cached_property
    def in_title(self) -> NDArray[np.bool_]:
        """(m,) whether the word stands in a title."""
        return np.asarray(self.titled[self.sentence])


class Stemmer:
    """Takes the endings off words; each different word once.

    ``words`` says which of them count for nothing; ``languages`` are those of the texts, the
    commonest first. Where none of these is Chinese, kanji are cut as in Japanese, also in texts and
    names of themes that have no kana (``japanese``). Stemmers of one ``way`` and the same own words
    read a text alike.
    """

    def __init__(self, words: WordChoice, languages: Strings = ()) -> None:
        self._stem = stemming(languages[0] if languages else "en")
        self.own = own_words(words)
        self.japanese = None if "zh" in languages else True
        self.way = (languages[0] if languages else "en", "zh" if "zh" in languages else "")
        self._known: dict[str, str] = {}
        self._silent = frozenset(map(self, stop_words(words, languages)))

    def __call__(self, word: str) -> str:
        """The stem of one word."""
        folded = word.casefold()
        if folded not in self._known:
            self._known[folded] = self._stem(folded)
        return self._known[folded]

    def tells(self, stem: str) -> bool:
        """Whether a stem can tell anything: stop words cannot, however few documents have them."""
        shortest = 2 if is_unspaced(stem[:1]) or _HANGUL.match(stem) else 3
        return len(stem) >= shortest and stem not in self._silent and not is_grammar(stem)

    def phrase(self, text: str) -> Strings:
        """The stems of a phrase."""
        return tuple(map(self, self.own.words(_word(), text, self.japanese)))

    def spelled(self, text: str) -> tuple[tuple[str, str], ...]:
        """The words of a phrase that tell something, each with its stem."""
        words = self.own.words(_word(), text, self.japanese)
        return tuple((spell([word]), self(word)) for word in words if self.tells(self(word)))

    def telling(self, text: str) -> Strings:
        """The stems of a phrase that tell something; all of them where none does."""
        return tuple(stem for _, stem in self.spelled(text)) or self.phrase(text)


def read_stems(corpus: Corpus, documents: Sequence[int], stemmer: Stemmer) -> Stems:
    """Read titles and texts of some documents, in the order given.

    What is not language, such as a link, has no words.
    """
    known = Numbers[str]()
    word, start, end, sizes, spans, owner, titled = (array("i") for _ in range(7))
    for place, document in enumerate(documents):
        title, text = blanked(corpus.own_titles[document]), blanked(corpus.own_texts[document])
        parts = [(title, (0, len(title)), True)] if title.strip() else []
        parts += [(text, span, False) for span in sentence_spans(text)]
        for source, span, is_title in parts:
            words, around = stemmer.own.parted(_word(), source, *span, stemmer.japanese)
            borders = list(accumulate(map(len, around), initial=span[0]))
            word.extend(map(known.__getitem__, words))
            start.extend(borders[1:-1:2])
            end.extend(borders[2::2])
            sizes.append(len(words))
            spans.extend(span)
            owner.append(place)
            titled.append(is_title)
    vocabulary = Numbers[str]()
    stem_of = np.array([vocabulary[stemmer(one)] for one in known], dtype=np.int64)
    return Stems(
        vocabulary=tuple(vocabulary),
        stem=stem_of[np.asarray(word)],
        start=_wide(start),
        end=_wide(end),
        sentence=np.repeat(np.arange(len(sizes)), np.asarray(sizes)),
        spans=_wide(spans).reshape(-1, 2),
        owner=_wide(owner),
        titled=np.array(titled, dtype=np.bool_),
        n_documents=len(documents),
    )


def _word() -> re.Pattern[str]:
    return word_finder(apart="_")


def _wide(numbers: "array[int]") -> Ints:
    return np.array(numbers, dtype=np.int64)
