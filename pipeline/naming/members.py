"""Members: how much two topics share, told by few of their documents.

Of each topic the smallest digests are kept; how many of the smallest of both are in both estimates
the Jaccard similarity (Broder 1997, doi:10.1109/SEQUEN.1997.666900). It is exact for topics of
fewer documents than are kept.
"""

from collections.abc import Iterable, Sequence

from pipeline.core.artifacts import Strings

KEPT = 256

GOES_ON = 1 / 3
"""The similarity from which on a topic is one that was there before: ids go on from there, too."""


def members_of(digests: Iterable[str]) -> Strings:
    """What is kept of the documents of a topic, given what tells each from every other."""
    return tuple(sorted(set(digests))[:KEPT])


def shared(one: Strings, other: Strings) -> float:
    """How much two topics share, from 0 to 1."""
    smallest = set(sorted({*one, *other})[:KEPT])
    return len(smallest & set(one) & set(other)) / max(len(smallest), 1)


def paired(ones: Sequence[Strings], others: Sequence[Strings]) -> dict[int, int]:
    """Which of the others each topic goes on from: at most one each, those most alike first."""
    found = [
        (alike, place, other)
        for place, one in enumerate(ones)
        for other, theirs in enumerate(others)
        if (alike := shared(one, theirs)) >= GOES_ON
    ]
    pairs: dict[int, int] = {}
    for _, place, other in sorted(found, key=lambda each: (-each[0], each[1:])):
        if place not in pairs and other not in pairs.values():
            pairs[place] = other
    return pairs
