"""Which of many results are sensible: sound, and beaten by none."""

from collections.abc import Sequence

from pipeline.core.bars import bar_of
from pipeline.core.stability import FAIR

Scores = dict[str, float | None]
"""Measures of one result by name; None where undefined."""

BETTER = {
    "share_without_topic": -1,
    "stability": 1,
    "seed_agreement": 1,
    "coherence_npmi": 1,
    "topic_diversity": 1,
}
"""What results are compared by, and whether more of it is better (1) or less (-1)."""

TIED = 0.02
"""Differences up to this are no reason to choose."""


def objections(results: Sequence[Scores]) -> list[str]:
    """For each result why it is no sensible choice; empty where it is one.

    A result is sound with two topics, at most a quarter of the documents without one, and
    topics that hold. Of the sound ones those are sensible that no other beats: is as good in
    everything, give or take ``TIED``, and better in something (a Pareto front).
    """
    flaws = [_flaw(scores) for scores in results]
    sound = [place for place, flaw in enumerate(flaws) if not flaw]
    sensible: list[int] = []
    # the best on the whole come first, so that no circle of near ties beats all
    for place in sorted(sound, key=lambda place: -_sum(results[place])):
        flaws[place] = next(filter(None, (_worse(results, place, best) for best in sensible)), "")
        if not flaws[place]:
            sensible.append(place)
    return flaws


def _flaw(scores: Scores) -> str:
    topics, without = scores["topics"] or 0, scores["share_without_topic"] or 0
    stability = scores["stability"]
    if topics < 2:
        return "fewer than two topics"
    if not bar_of("share_without_topic").met(without):
        return f"{without:.0%} of the documents have no topic"
    if stability is not None and stability < FAIR:
        return f"topics do not hold (stability {stability:.2f}, below {FAIR:.2f})"
    return ""


def _worse(results: Sequence[Scores], place: int, best: int) -> str:
    """What the better of two results has over the other; empty where neither is."""
    if results[place] == results[best]:
        return f"the same result as row {best + 1}"
    gains = {name: _gain(results[best], results[place], name) for name in BETTER}
    over = [name.replace("_", " ") for name, gain in gains.items() if gain > TIED]
    if not over or min(gains.values()) < -TIED:
        return ""
    return f"row {best + 1} is better in {', '.join(over)} and as good in the rest"


def _gain(one: Scores, other: Scores, name: str) -> float:
    return BETTER[name] * ((one[name] or 0.0) - (other[name] or 0.0))


def _sum(scores: Scores) -> float:
    return sum(sign * (scores[name] or 0.0) for name, sign in BETTER.items())
