"""How numbers and lists read in sentences, the same everywhere."""

import re
from collections.abc import Sequence

from pipeline.numerics.tokens import any_whole
from pipeline.report.lettering import printable

LONGEST_NAME = 80


def count(number: int, noun: str) -> str:
    """A number and its noun: "1 document", "1,204 documents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def have(number: int) -> str:
    """The verb for a number of documents: "has" or "have"."""
    return "has" if number == 1 else "have"


def documents_told(documents: int, wholes: int) -> str:
    """How many documents there are; of those that are passages, how many they were cut from."""
    if documents == wholes:
        return count(documents, "document")
    return f"{count(documents, 'passage')} of {count(wholes, 'document')}"


def percent(part: int, whole: int) -> str:
    """A share in whole percent; what is not quite none or not quite all does not round to it."""
    if whole == 0:
        return "n/a"
    share = 100 * part / whole
    if 0 < share < 1:
        return "<1%"
    if 99 < share < 100:
        return ">99%"
    return f"{int(share + 0.5)}%"


def out_of(part: int, whole: int, noun: str = "document") -> str:
    """A part, its whole and its share: "31 of 241 documents (13%)"."""
    return f"{part:,} of {count(whole, noun)} ({percent(part, whole)})"


def listing(parts: Sequence[str]) -> str:
    """Several parts as one: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def quoted(name: str) -> str:
    """A name given by a user or by the data, told apart from our own words, safe to print."""
    return f"“{cut(printable(name), LONGEST_NAME)}”"


def cut(text: str, longest: int) -> str:
    """At most so many characters of a text, with an ellipsis where there are more."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def marked(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is one of the words, whatever their case."""
    wanted = sorted(filter(None, words), key=len, reverse=True)
    if not wanted:
        return [(text, False)]
    pieces = re.split(f"({any_whole(wanted, text)})", text, flags=re.IGNORECASE)
    return [(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece]


def seconds(value: float) -> str:
    """A duration: "0.3 s", "42 s", "3 min 20 s"."""
    if value < 10:
        return f"{value:.1f} s"
    minutes, rest = divmod(round(value), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
