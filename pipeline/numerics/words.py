"""Words: what of a text is language, where its words are, and which of them are the same."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Container, Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.numerics.korean import is_hangul, nouns
from pipeline.numerics.segmentation import is_grammar, is_thai, placed_words, words_in
from pipeline.numerics.tokens import IDEOGRAPHS, MARKS, THAI, UNSPACED, word_pattern

if TYPE_CHECKING:
    from pipeline.numerics.own_words import OwnWords

JOINT = "\u00a0"
"""What stands between the words that the user keeps together; no other word has it."""

# Each run of characters is read once: none begins within another, and nothing is given back (++).
_LINK = r"https?://\S+|www\.\S+"
_MAIL = r"(?<![^\s@])[^\s@]++@[\w-]++(?:\.[\w-]++)++(?:/\S*)?"
_PAGE = r"(?<![\w.-])\.*+[\w-]++(?:\.[\w-]++)++/\S*"
_FORMULA = r"\$\$?[^$\s](?:[^$\n]{0,200}[^$\s])?\$\$?|\\[A-Za-z]+\*?"
_MARKUP = r"</?[A-Za-z!][^<>]*>"
_NOT_LANGUAGE = re.compile("|".join((_LINK, _MAIL, _PAGE, _FORMULA, _MARKUP)))
_NO_MAIL = re.compile("|".join((_LINK, _PAGE, _FORMULA, _MARKUP)))
_LATEX_ACCENT = re.compile(r"\{?\\([\"'`^~])\{?([A-Za-z])\}?\}?")
_ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303"}

_LETTERS = rf"[^\W_{UNSPACED}](?:[^\W_{UNSPACED}]++|[{MARKS}]++)*+"
_NUMBER = re.compile(r"\A[\d.,'’_-]*\d(?:st|nd|rd|th|s|x|k)?")  # noqa: RUF001
_AFTER = rf"[^\W\d_{UNSPACED}](?:[^\W\d_{UNSPACED}]++|[{MARKS}]++)*+"
_SINGULAR_IN_S = frozenset({"lens", "means", "news"})


# These three know thousands of signs, and compiling them takes long: who asks for no word waits
# for none.
@cache
def _word() -> re.Pattern[str]:
    return re.compile(
        rf"[{IDEOGRAPHS}]++|[{THAI}]++"  # no spaces between words
        r"|(?:[^\W\d_]\.){2,}"  # U.S.
        rf"|{_LETTERS}(?:(?:[-‑'’&+_]|\.(?=[a-z0-9])){_LETTERS})*(?:\+\+|\#)?"  # noqa: RUF001
    )


@cache
def _piece() -> re.Pattern[str]:
    return re.compile(rf"(?:{word_pattern(least=2, apart='_')})(?:'(?!s\b){_AFTER})*")


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")


def segments(
    text: str, stop_words: frozenset[str], own: "OwnWords | None" = None
) -> Iterator[tuple[bool, list[str]]]:
    """The words between two borders, and whether the first of them opens a sentence."""
    text = clean(text)
    run: list[str] = []
    opens, end = True, 0
    for found, start, stop in _placed(_word(), text, own):
        gap = text[end:start]
        # in Thai a space ends a phrase
        border = bool(gap.strip()) or "\n\n" in gap or (gap != "" and is_thai(found))
        end = stop
        word = found.removesuffix("'s").removesuffix("’s")  # noqa: RUF001
        names = _names(word, stop_words)
        if run and (border or not names):
            yield opens, run
            run, opens = [], False
        opens = opens or border
        if names:
            run.append(word)
        else:
            opens = False
    if run:
        yield opens, run


def _placed(
    pattern: re.Pattern[str], text: str, own: "OwnWords | None"
) -> Iterator[tuple[str, int, int]]:
    if own:
        return own.placed(pattern, text)
    return ((word, start, start + len(word)) for word, start in placed_words(pattern, text))


@lru_cache(maxsize=100_000)
def _names(word: str, stop_words: frozenset[str]) -> bool:
    return is_word(word) and not is_grammar(word) and fold_word(word) not in stop_words


def pieces(text: str, stop_words: frozenset[str], own: "OwnWords | None" = None) -> list[str]:
    """The folded words and numbers of a text without stop words; a compound is its parts.

    What is compared by its words, as vectors are, finds "vision-language" in "vision and
    language"; what is shown, as names are, keeps the compound (``segments``).
    """
    folded = fold_word(unicodedata.normalize("NFKC", clean(text)))
    found = own.words(_piece(), folded) if own else words_in(_piece(), folded)
    return [word for word in found if word not in stop_words and not is_grammar(word)]


def clean(text: str) -> str:
    """Compose accents and put a border where something stands that is not language."""
    text = _LATEX_ACCENT.sub(lambda match: match[2] + _ACCENTS[match[1]], html.unescape(text))
    return unicodedata.normalize("NFC", _other_than_language(text).sub(" | ", text))


def blanked(text: str) -> str:
    """The text with spaces where something stands that is not language: positions stay."""
    return _other_than_language(text).sub(lambda match: " " * len(match[0]), text)


def _other_than_language(text: str) -> re.Pattern[str]:
    # looking for an address at every character is what takes longest, and few texts have one
    return _NOT_LANGUAGE if "@" in text else _NO_MAIL


def is_word(spelling: str) -> bool:
    """Whether a token can name something: no plain number, no lone letter or sign."""
    return len(spelling) > 1 and _NUMBER.fullmatch(spelling) is None


def fold_word(spelling: str) -> str:
    """The word without regard to case and to the kind of apostrophe or hyphen."""
    return spelling.casefold().replace("’", "'").replace("‑", "-")  # noqa: RUF001


def spell(words: Sequence[str]) -> str:
    """Words side by side, without spaces where the script has none."""
    return _unspaced().sub("", " ".join(words).replace(JOINT, " "))


def singulars(word: str) -> Iterator[str]:
    """The forms of which a folded word may be the plural, likeliest first.

    In Korean the nouns that it may be with a particle.
    """
    if is_hangul(word):
        yield from nouns(word)
        return
    if len(word) < 4 or word in _SINGULAR_IN_S or word.endswith(("ss", "us", "is", "ics")):
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]


def bases(words: Collection[str]) -> frozenset[str]:
    """The words that others may count as: they themselves, and nouns of two forms in Korean."""
    forms = Counter(noun for word in words if is_hangul(word) for noun in nouns(word))
    return frozenset(words).union(noun for noun, count in forms.items() if count > 1)


def singular(word: str, present: Container[str]) -> str:
    """The form that a folded word counts as, where these words are present."""
    return next((one for one in singulars(word) if one in present), word)
