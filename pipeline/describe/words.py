"""Words: texts as one long row of words, cut at the borders that no phrase may span."""

import html
import re
import unicodedata
from array import array
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Nothing is given back (++): a text without spaces would be read from each of its characters.
_LINK = r"https?://\S+|www\.\S+"
_MAIL = r"\S[^\s@]*+@\S+\.\w+"
_PAGE = r"\b[\w-]++(?:\.[\w-]++)++/\S*"
_FORMULA = r"\$\$?[^$\s](?:[^$\n]{0,200}[^$\s])?\$\$?|\\[A-Za-z]+\*?"
_MARKUP = r"</?[A-Za-z!][^<>]*>"
_NOT_LANGUAGE = re.compile("|".join((_LINK, _MAIL, _PAGE, _FORMULA, _MARKUP)))
_NO_MAIL = re.compile("|".join((_LINK, _PAGE, _FORMULA, _MARKUP)))
_LATEX_ACCENT = re.compile(r"\{?\\([\"'`^~])\{?([A-Za-z])\}?\}?")
_ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303"}

_KANA, _HAN = "\u3041-\u30ff", "\u3400-\u9fff"
_LETTERS = rf"[^\W_{_KANA}{_HAN}]+"
_WORD = re.compile(
    rf"[{_HAN}]|[\u3041-\u309f]+|[\u30a0-\u30ff]+"  # no spaces between words
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    rf"|{_LETTERS}(?:(?:[-‑'’&+_]|\.(?=[a-z0-9])){_LETTERS})*(?:\+\+|\#)?"  # noqa: RUF001
)
_NUMBER = re.compile(r"[\d.,'’_-]*\d(?:st|nd|rd|th|s|x|k)?")  # noqa: RUF001
_UNSPACED = re.compile(rf"(?<=[{_KANA}{_HAN}]) (?=[{_KANA}{_HAN}])")
_SINGULAR_IN_S = frozenset({"lens", "means", "news"})


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


def segments(text: str, stop_words: frozenset[str]) -> Iterator[tuple[bool, list[str]]]:
    """The words between two borders, and whether the first of them opens a sentence."""
    text = clean(text)
    run: list[str] = []
    opens, end = True, 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        border = bool(gap.strip()) or "\n\n" in gap
        end = match.end()
        word = match[0].removesuffix("'s").removesuffix("’s")  # noqa: RUF001
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


@lru_cache(maxsize=100_000)
def _names(word: str, stop_words: frozenset[str]) -> bool:
    return is_word(word) and fold(word) not in stop_words


def clean(text: str) -> str:
    """Compose accents and put a border where something stands that is not language."""
    text = _LATEX_ACCENT.sub(lambda match: match[2] + _ACCENTS[match[1]], html.unescape(text))
    # looking for an address at every character is what takes longest, and few texts have one
    other = _NOT_LANGUAGE if "@" in text else _NO_MAIL
    return unicodedata.normalize("NFC", other.sub(" | ", text))


def is_word(spelling: str) -> bool:
    """Whether a token can name something: no plain number, no lone letter of an alphabet."""
    if len(spelling) == 1:
        return unicodedata.category(spelling) == "Lo"
    return _NUMBER.fullmatch(spelling) is None


def fold(spelling: str) -> str:
    """The word without regard to case and to the kind of apostrophe or hyphen."""
    return spelling.casefold().replace("’", "'").replace("‑", "-")  # noqa: RUF001


def spell(words: Sequence[str]) -> str:
    """Words side by side, without spaces where the script has none."""
    return _UNSPACED.sub("", " ".join(words))


def singulars(word: str) -> Iterator[str]:
    """The forms of which a folded word may be the plural, likeliest first."""
    if len(word) < 4 or word in _SINGULAR_IN_S or word.endswith(("ss", "us", "is", "ics")):
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]


def singular(word: str, present: Container[str]) -> str:
    """The form that a folded word counts as, where these words are present."""
    return next((one for one in singulars(word) if one in present), word)


def _fold_all(spellings: Strings) -> tuple[Strings, Ints]:
    folded = [fold(spelling) for spelling in spellings]
    present = frozenset(folded)
    base = [singular(word, present) for word in folded]
    known: dict[str, int] = {}
    index = [known.setdefault(word, len(known)) for word in base]
    return tuple(known), np.array(index, dtype=np.int64)
