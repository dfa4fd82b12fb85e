"""Segmentation: the words of scripts that have no spaces between them.

Chinese by the dictionary of jieba (github.com/fxsj/jieba), of all ways to cut a sentence the one
whose words are likeliest. Japanese where its scripts change, and longer rows of kanji in twos, as
most compounds are built: what is written in hiragana is grammar, as a rule. Thai by the pieces of
a unigram model (Kudo 2018, arXiv:1804.10959), which are words and common pairs of them. A space is
a border wherever there is one, so texts that were cut before stay as they are. Korean has spaces;
what is written behind its nouns is told apart in ``pipeline.numerics.korean``.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.numerics.korean import is_hangul, is_sentence_word
from pipeline.numerics.sentence_pieces import published_pieces
from pipeline.numerics.tokens import THAI, UNSPACED, in_ascii, is_unspaced

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_HIRAGANA, _KANA = "\u3041-\u309f", "\u3041-\u30ff"
_RUN = re.compile(f"[{UNSPACED}]")
_IN_KANA = re.compile(f"[{_KANA}]")
_IN_HIRAGANA = re.compile(f"[{_HIRAGANA}]+")
_ONE_SCRIPT = re.compile(rf"[{_HIRAGANA}]+|[\u30a0-\u30ff]+|[^{_KANA}]+")


def words_in(pattern: re.Pattern[str], text: str, japanese: bool | None = None) -> list[str]:
    """What a pattern (``word_pattern``) finds in a text, its runs cut into words.

    Whether the text is ``japanese`` is told by its kana where nothing else tells.
    """
    if text.isascii():
        return in_ascii(pattern).findall(text)
    if not _has_runs(text):
        return pattern.findall(text)
    return [word for word, _ in placed_words(pattern, text, japanese=japanese)]


def parted(
    pattern: re.Pattern[str],
    text: str,
    start: int = 0,
    end: int | None = None,
    japanese: bool | None = None,
) -> list[str]:
    """The same of a part of a text, with what is between the words: gap, word, gap, ..., gap.

    Joined they are the part.
    """
    inside = text[start:end]
    if inside.isascii():
        return _splitting(in_ascii(pattern)).split(inside)
    if not _has_runs(inside):
        return _splitting(pattern).split(inside)
    parts, last = [], start
    for word, place in placed_words(pattern, text, start, end, japanese):
        parts += [text[last:place], word]
        last = place + len(word)
    return [*parts, text[last:end]]


@cache
def _splitting(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern in a group, at which a text is split into what it finds and the rest."""
    return re.compile(f"({pattern.pattern})", pattern.flags)


def placed_words(
    pattern: re.Pattern[str],
    text: str,
    start: int = 0,
    end: int | None = None,
    japanese: bool | None = None,
) -> Iterator[tuple[str, int]]:
    """The same of a part of a text, each word with the position where it starts."""
    found_there = pattern.finditer(text, start, len(text) if end is None else end)
    if not _has_runs(text):
        yield from ((match[0], match.start()) for match in found_there)
        return
    for match in found_there:
        found, place = match[0], match.start()
        if not is_unspaced(found[0]):
            yield found, place
            continue
        if japanese is None:
            japanese = _IN_KANA.search(text) is not None
        for word in cut(found, japanese):
            yield word, place
            place += len(word)


def _has_runs(text: str) -> bool:
    # most texts have none, and many of them tell so at once
    return not text.isascii() and _RUN.search(text) is not None


def is_grammar(word: str) -> bool:
    """Whether a word holds a sentence together: one in hiragana alone, or a verb of Korean."""
    if word[:1] < "\u3041":
        return False
    if is_hangul(word):
        return is_sentence_word(word)
    return word[:1] <= "\u309f" and _IN_HIRAGANA.fullmatch(word) is not None


def is_thai(word: str) -> bool:
    """Whether a word begins with a letter of Thai."""
    return "\u0e01" <= word[:1] <= "\u0e4e"


@lru_cache(maxsize=100_000)
def cut(run: str, japanese: bool) -> tuple[str, ...]:
    """The words of a run without spaces; joined they are the run."""
    if is_thai(run):
        return tuple(_thai(run))
    if japanese:
        return tuple(word for part in _ONE_SCRIPT.findall(run) for word in _compound(part))
    return tuple(_chinese(run))


def _chinese(run: str) -> list[str]:
    import rjieba

    found: list[str] = rjieba.cut(run, False)  # without guesses at words that it does not know
    return found


def _compound(part: str) -> Iterator[str]:
    """What is of one script; kanji in twos, the last of which may be three."""
    if _IN_KANA.match(part):
        yield part
        return
    while len(part) > 3:
        yield part[:2]
        part = part[2:]
    yield part


def _thai(run: str) -> Iterator[str]:
    place = 0
    for start, end in _thai_pieces().encode(run, add_special_tokens=False).offsets:
        if start > place:  # what a piece begins with belongs to the one before, such as a vowel
            yield run[place:start]
        if end > max(place, start):
            yield run[max(place, start) : end]
        place = max(place, end)
    if place < len(run):
        yield run[place:]


@cache
def _thai_pieces() -> "Tokenizer":
    return published_pieces(within=rf"[{THAI}]+")
