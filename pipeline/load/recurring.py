"""Sentences that recur at the edge of texts, told and kept: they may be what the texts say."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.load.boilerplate import Span, split
from pipeline.numerics.tokens import numberless

OFTEN, SHARE, WORDS = 10, 0.02, 5
"""Texts, and their share, that a sentence of so many words must begin or end to be told."""

NEAR = 300
"""Characters at either end of a text in which such sentences are looked for."""


def recurring_ends(texts: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Sentences that begin or end many different texts, each with the positions of these.

    They have ``WORDS`` words or more, and what stands beside them differs in more than numbers
    in ``OFTEN`` texts and ``SHARE`` of all. The most frequent comes first.
    """
    ends = list(map(_ends, texts))
    pairs = list(zip(texts, ends, strict=True))
    counts = Counter(text[start:end] for text, spans in pairs for start, end in spans)
    least = max(OFTEN, SHARE * len(texts))
    holders: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for place, (text, spans) in enumerate(pairs):
        for start, end in spans:
            if counts[text[start:end]] >= least:
                rest = numberless(text[max(0, start - NEAR) : start] + text[end : end + NEAR])
                holders[text[start:end]].setdefault(rest, place)
    found = [(said, list(of.values())) for said, of in holders.items() if len(of) >= least]
    return sorted(found, key=lambda each: -len(each[1]))


def _ends(text: str) -> list[Span]:
    """The first and the last sentence of a text that has others, if they are not short."""
    if len(text) <= 2 * NEAR:
        found = split(text, 0, len(text))
        ends = [found[0], found[-1]] if len(found) > 1 else []
    else:
        head, tail = split(text, 0, NEAR), split(text, len(text) - NEAR, len(text))
        ends = (head[:1] if len(head) > 1 else []) + (tail[-1:] if len(tail) > 1 else [])
    return [(start, end) for start, end in ends if len(text[start:end].split()) >= WORDS]
