"""Agreeing: of what several people said of the same, what they do not contradict each other in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.core.errors import shown
from pipeline.corrections.annotated.claims import Family
from pipeline.corrections.settings import Claim, Judgement

Judged = Claim[Judgement]
Sides = dict[bool, Judged]
"""The first who says that a document belongs, and the first who says that it does not."""


def agreed(
    claims: Sequence[Judged], family: Family, copies: Mapping[str, str]
) -> tuple[tuple[Judged, ...], list[str]]:
    """The judgements that nobody contradicts, each once, and in words those that are left out.

    What belongs to a theme belongs to the wider ones, and copies of a text are one: ``copies`` has
    the first document of each that is one.
    """
    said: defaultdict[tuple[str, str], Sides] = defaultdict(dict)
    for claim in claims:
        judged = claim.said
        text = copies.get(judged.id, judged.id)
        for theme in family.following(judged.theme, belongs=judged.belongs):
            said[theme, text].setdefault(judged.belongs, claim)
    kept: dict[tuple[str, str], Judged] = {}
    told: dict[str, None] = {}
    for claim in claims:
        judged = claim.said
        text = copies.get(judged.id, judged.id)
        against = [
            (theme, said[theme, text])
            for theme in family.following(judged.theme, belongs=judged.belongs)
            if len(said[theme, text]) > 1
        ]
        if against:
            told[_difference(text, *against[0])] = None
        else:
            kept.setdefault((judged.theme, judged.id), claim)
    return tuple(kept.values()), list(told)


def _difference(document: str, theme: str, sides: Sides) -> str:
    yes, no = (sides[belongs].where for belongs in (True, False))
    return f"{shown(document)} and {shown(theme)}: belongs ({yes}), but does not belong ({no})"
