"""Kinship: when two phrases say the same thing twice."""

import re
from collections.abc import Sequence

from pipeline.core.artifacts import Strings
from pipeline.describe.candidates import Candidate
from pipeline.numerics.words import JOINT

_SHORTEST_STEM = 4
_SHARED_SHARE = 0.5


def share_a_word(one: Candidate, other: Candidate) -> bool:
    """Whether a word of one is or is akin to a word of the other, or one abbreviates the other."""
    return (
        not set(one.stems).isdisjoint(other.stems)
        or any(akin(a, b) for a in _all_parts(one.words) for b in _all_parts(other.words))
        or abbreviates(one.name, other.words)
        or abbreviates(other.name, one.words)
    )


def repeats(one: Candidate, other: Candidate) -> bool:
    """Whether one phrase is or holds the other, varies it word by word, or abbreviates it."""
    few, many = sorted((parts(one.words), parts(other.words)), key=len)
    return (
        (one.stems == other.stems != ())
        or _holds(one.words, other.words)
        or _holds(other.words, one.words)
        or (len(few) == len(many) and _all_akin(few, many) and _all_akin(many, few))
        or abbreviates(one.name, other.words)
        or abbreviates(other.name, one.words)
    )


def akin(one: str, other: str) -> bool:
    """Whether two folded words begin alike for most of their length (learned, learning)."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return one == other or shared >= max(_SHORTEST_STEM, _SHARED_SHARE * max(len(one), len(other)))


def abbreviates(name: str, words: Strings) -> bool:
    """Whether a name such as RL or 3DGS can stand for the words, each of them begun.

    The end of a name will do: LLMs and "language models" are the same thing.
    """
    initials = parts(words)
    if " " in name or len(initials) < 2 or sum(map(str.isupper, name)) < 2:
        return False
    letters, text = name.removesuffix("s").casefold(), " ".join(initials)
    # from the end, so that all ends of the name are tried at once: where the next letter may stand
    places = [at for at in range(text.rfind(" ") + 1, len(text)) if text[at] == letters[-1]]
    for letter in reversed(letters[:-1]):
        before = {_earliest(text, at): at for at in places}
        places = sorted(
            {at for first, end in before.items() for at in range(first, end) if text[at] == letter}
        )
        if places[:1] == [0]:
            return True
    return False


def _earliest(text: str, at: int) -> int:
    """Where the letter before the one at a place may stand: in its word, or the one before it."""
    start = text.rfind(" ", 0, at) + 1
    return text.rfind(" ", 0, start - 1) + 1 if at == start else start


def parts(words: Strings) -> list[str]:
    """The words with hyphenated ones, and those that are kept together, taken apart."""
    return [part for word in words for part in re.split(rf"[-_&/'{JOINT}]", word) if part]


def _all_parts(words: Strings) -> list[str]:
    """The parts, and hyphenated words also as one: multi, modal, multimodal."""
    return [*parts(words), *(word.replace("-", "") for word in words if "-" in word)]


def _holds(many: Strings, few: Strings) -> bool:
    held = set(_all_parts(many))
    return held.issuperset(parts(few)) or held.issuperset(word.replace("-", "") for word in few)


def _all_akin(words: Sequence[str], others: Sequence[str]) -> bool:
    return all(any(akin(word, other) for other in others) for word in words)
