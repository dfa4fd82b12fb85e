"""Widening: a bare name that goes to documents which do not say it."""

from collections.abc import Sequence

from pipeline.core.artifacts import BoolArray, Check, Strings
from pipeline.core.theme import Theme

MOSTLY, FEWEST = 0.5, 5
"""Share of a theme's texts, and number of them, that do not say its name when it is told."""

WORDS = 5
"""Words that are told."""


def widened(
    themes: Sequence[Theme], assigned: BoolArray, named: BoolArray, keywords: Sequence[Strings]
) -> tuple[Check, ...]:
    """A07: bare names most of whose texts do not say them, with the words that they were read as.

    ``assigned`` and ``named`` are (u, t) of the different texts, ``keywords`` what tells the
    texts of each theme from the rest.
    """
    told = []
    for column, theme in enumerate(themes):
        texts = int(assigned[:, column].sum())
        without = int((assigned[:, column] & ~named[:, column]).sum())
        if not theme.is_described and without >= max(FEWEST, MOSTLY * texts):
            words = ", ".join(f"“{word}”" for word in keywords[column][:WORDS])
            read_as = f", read as {words}" if words else ""
            told.append(f"{theme.name!r} ({without:,} of {texts:,} texts{read_as})")
    if not told:
        return ()
    message = (
        f"Most texts of these themes do not say their names, and are near them in meaning only: "
        f"{'; '.join(told)}."
    )
    advice = (
        "Read some of them. If they are not what is meant, say it in a description, give keywords, "
        "or name under not_counting what does not belong."
    )
    return (Check("A07", "warning", message, advice),)
