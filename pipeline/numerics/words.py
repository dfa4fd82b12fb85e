"""Words: what of a text is language, where its words are, and which of them are the same."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Container, Iterator, Sequence
from functools import cache, lru_cache
from itertools import compress
from typing import TYPE_CHECKING

from pipeline.numerics.korean import is_hangul, nouns
from pipeline.numerics.segmentation import is_grammar, is_thai, parted, words_in
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
_NOT_LANGUAGE = (_LINK, _MAIL, _PAGE, _FORMULA, _MARKUP)
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
    run: list[str] = []
    opens = True
    for found, border in zip(*bordered(text, own), strict=True):
        word = bare(found)
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


def bordered(text: str, own: "OwnWords | None" = None) -> tuple[list[str], list[bool]]:
    """The words of a text as it spells them, and whether something parts each from those before."""
    text = clean(text)
    if own:
        words, parts = own.parted(_word(), text)
    else:
        parts = parted(_word(), text)
        words = parts[1::2]
    gaps = parts[:-1:2]
    borders = [gap != " " and (gap.strip() != "" or "\n\n" in gap) for gap in gaps]
    if not text.isascii():  # in Thai a space ends a phrase
        facts = zip(borders, gaps, words, strict=True)
        borders = [border or (gap != "" and is_thai(word)) for border, gap, word in facts]
    return words, borders


def bare(word: str) -> str:
    """The word without the ending of an English genitive."""
    return word.removesuffix("'s").removesuffix("’s")  # noqa: RUF001


def can_name(word: str, stop_words: frozenset[str]) -> bool:
    """Whether a word, as it is spelled, can name something."""
    return is_word(word) and not is_grammar(word) and fold_word(word) not in stop_words


_names = lru_cache(maxsize=100_000)(can_name)


def pieces(text: str, stop_words: frozenset[str], own: "OwnWords | None" = None) -> list[str]:
    """The folded words and numbers of a text without stop words; a compound is its parts.

    What is compared by its words, as vectors are, finds "vision-language" in "vision and
    language"; what is shown, as names are, keeps the compound (``segments``).
    """
    folded = fold_word(unicodedata.normalize("NFKC", clean(text)))
    found = own.words(_piece(), folded) if own else words_in(_piece(), folded)
    if folded.isascii():  # without words of grammar
        return [word for word in found if word not in stop_words]
    return [word for word in found if word not in stop_words and not is_grammar(word)]


def clean(text: str) -> str:
    """Compose accents and put a border where something stands that is not language."""
    text = html.unescape(text)
    if "\\" in text:
        text = _LATEX_ACCENT.sub(lambda match: match[2] + _ACCENTS[match[1]], text)
    other = _other_than_language(text)
    return unicodedata.normalize("NFC", other.sub(" | ", text) if other else text)


def blanked(text: str) -> str:
    """The text with spaces where something stands that is not language: positions stay."""
    other = _other_than_language(text)
    return other.sub(lambda match: " " * len(match[0]), text) if other else text


def _other_than_language(text: str) -> re.Pattern[str] | None:
    """The pattern of what a text may hold that is not language; None for nothing.

    To look for an address at every character takes longest, and few texts have one.
    """
    held = (
        "://" in text or "www." in text,
        "@" in text,
        "/" in text,
        "$" in text or "\\" in text,
        "<" in text,
    )
    return _any_of(held) if any(held) else None


@cache
def _any_of(held: tuple[bool, ...]) -> re.Pattern[str]:
    return re.compile("|".join(compress(_NOT_LANGUAGE, held)))


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
