"""Own words: what the user keeps together or reads as another, wherever words are read."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.core.artifacts import Strings
from pipeline.core.word_choice import WordChoice
from pipeline.numerics.segmentation import parted, placed_words, words_in
from pipeline.numerics.words import JOINT, fold_word, singulars

_BETWEEN = re.compile(r"[\s\-‑]*")  # noqa: RUF001
_APART = re.compile(rf"[\s\-‑_{JOINT}]+")  # noqa: RUF001


@dataclass(frozen=True)
class OwnWords:
    """What is read as one word, and what is read as another word.

    together  phrases, each of them one word wherever its words stand side by side
    lemmas    a folded word, and the word that it is read as
    """

    together: Strings = ()
    lemmas: tuple[tuple[str, str], ...] = ()

    def placed(
        self,
        pattern: re.Pattern[str],
        text: str,
        start: int = 0,
        end: int | None = None,
        japanese: bool | None = None,
    ) -> Iterator[tuple[str, int, int]]:
        """What ``placed_words`` finds, each word with where it starts and ends.

        The words of a phrase are joined by ``JOINT`` and spelled as the text has them, its last one
        in the plural, too.
        """
        found = placed_words(pattern, text, start, end, japanese)
        if not self:
            return ((word, place, place + len(word)) for word, place in found)
        return self._joined(
            [(self._read(word), place, place + len(word)) for word, place in found], text
        )

    def parted(
        self,
        pattern: re.Pattern[str],
        text: str,
        start: int = 0,
        end: int | None = None,
        japanese: bool | None = None,
    ) -> tuple[list[str], list[str]]:
        """The same as what the words are read as, and gap, spelling, gap, ..., gap around them."""
        if not self:
            parts = parted(pattern, text, start, end, japanese)
            return parts[1::2], parts
        words, parts, last = [], [], start
        for word, place, stop in self.placed(pattern, text, start, end, japanese):
            words.append(word)
            parts += [text[last:place], text[place:stop]]
            last = stop
        return words, [*parts, text[last:end]]

    def __bool__(self) -> bool:
        return bool(self.together or self.lemmas)

    def rewritten(self, pattern: re.Pattern[str], text: str) -> str:
        """The text with the words that its words are read as, ``JOINT`` within phrases."""
        parts, end = [], 0
        for word, start, stop in self.placed(pattern, text):
            parts += [text[end:start], word]
            end = stop
        return "".join([*parts, text[end:]])

    def _joined(
        self, words: list[tuple[str, int, int]], text: str
    ) -> Iterator[tuple[str, int, int]]:
        place = 0
        while place < len(words):
            count = self._together_at(words, place, text)
            several = words[place : place + count]
            yield JOINT.join(word for word, _, _ in several), several[0][1], several[-1][2]
            place += count

    def words(self, pattern: re.Pattern[str], text: str, japanese: bool | None = None) -> list[str]:
        """The same without places."""
        if not self:
            return words_in(pattern, text, japanese)
        return [word for word, _, _ in self.placed(pattern, text, japanese=japanese)]

    @cached_property
    def _lemma(self) -> Mapping[str, str]:
        return dict(self.lemmas)

    @cached_property
    def _phrases(self) -> Mapping[str, Strings]:
        """The phrases by their first letter, longest first, each without what is between words."""
        phrases: dict[str, list[str]] = {}
        for phrase in self.together:
            words = [self._read(word) for word in unicodedata.normalize("NFKC", phrase).split()]
            one = _closed(" ".join(words))
            phrases.setdefault(one[0], []).append(one)
        return {first: tuple(sorted(some, key=len)[::-1]) for first, some in phrases.items()}

    def _read(self, word: str) -> str:
        """The word that a word is read as, with a capital where that has one."""
        lemma = self._lemma.get(_bare(word))
        if lemma is None:
            return word
        return lemma[0].upper() + lemma[1:] if word[0].isupper() else lemma

    def _together_at(self, words: list[tuple[str, int, int]], place: int, text: str) -> int:
        """How many words from a place on are one: those of the longest phrase there."""
        first = _closed(words[place][0])
        for phrase in self._phrases.get(first[:1], ()):
            if not phrase.startswith(first):
                continue
            read, count = first, 1
            while len(read) < len(phrase) and place + count < len(words):
                word, start, _ = words[place + count]
                gap = text[words[place + count - 1][2] : start]
                if _BETWEEN.fullmatch(gap) is None or "\n\n" in gap:
                    break
                count += 1
                forms = (_bare(word), *singulars(_bare(word)))
                ends = (read + _closed(form) for form in forms)
                if phrase in ends:
                    return count
                read += _closed(word)
                if not phrase.startswith(read):
                    break
        return 1


@lru_cache(maxsize=16)
def own_words(choice: WordChoice) -> OwnWords:
    """What a choice keeps together and reads as another word."""
    lemmas = choice.lemmas.items()
    return OwnWords(choice.keep_together, tuple((fold_word(one), lemma) for one, lemma in lemmas))


def _bare(word: str) -> str:
    return fold_word(word).removesuffix("'s")


def _closed(words: str) -> str:
    return _APART.sub("", fold_word(words))
