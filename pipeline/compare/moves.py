"""Moves: every document that is not where it was, and why, the most surprising first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.compare.comparison import THEME_SECTIONS, TOPIC_SECTIONS, Comparison
from pipeline.compare.run_tables import RunTables
from pipeline.core.artifacts import IntArray, Strings
from pipeline.core.threads import one_thread
from pipeline.numerics.neighbors import nearest
from pipeline.numerics.normalize import unit_rows
from pipeline.report.reasons import because, changed

Kind = Literal["moved", "other themes", "edited", "added", "removed"]

NEIGHBOURS = 5
LOOKED_UP = 1000
"""Documents whose neighbours are looked up at most: those that surprise most."""


@dataclass(frozen=True)
class Move:
    """One document that differs between two runs.

    ``before`` and ``after`` are its positions, None where a run does not have it; topics are
    -1 and strengths 0 for none. ``surprise`` is from 0 to 1: how firmly the document belonged
    before and belongs now, times the share of its topic that did not do as it did.
    ``neighbours`` are the ids of the nearest documents after, nearest first.
    """

    kind: Kind
    before: int | None
    after: int | None
    from_topic: int = -1
    to_topic: int = -1
    strengths: tuple[float, float] = (0.0, 0.0)
    surprise: float = 0.0
    neighbours: Strings = ()
    why: str = ""


def moves(comparison: Comparison) -> list[Move]:
    """Documents that moved, have other themes, were edited, added or removed, in this order."""
    matching = comparison.matching
    edited = np.flatnonzero(matching.edited)
    pairs = zip(matching.before[edited].tolist(), matching.after[edited].tolist(), strict=True)
    return [
        *_moved(comparison),
        *_rethemed(comparison),
        *(
            replace(_move(comparison, "edited", *pair), why="its title or text is another")
            for pair in pairs
        ),
        *(_move(comparison, "added", None, position) for position in matching.added.tolist()),
        *(_move(comparison, "removed", position, None) for position in matching.removed.tolist()),
    ]


def _moved(comparison: Comparison) -> list[Move]:
    places = np.flatnonzero(comparison.moved)
    one, other = (side[places] for side in comparison.pairs)
    was, now = comparison.before.topics[one], comparison.after.topics[other]
    firm = comparison.before.strengths[one], comparison.after.strengths[other]
    alike = _companions(was, now)
    sizes = Counter(comparison.before.topics[comparison.pairs[0]].tolist())
    share = np.array(
        [1 - count / sizes[topic] for count, topic in zip(alike, was.tolist(), strict=True)]
    )
    surprise = share * np.where(was >= 0, firm[0], 1) * np.where(now >= 0, firm[1], 1)
    order = np.argsort(-surprise, kind="stable")
    near = _neighbours(comparison, other[order][:LOOKED_UP])
    return [
        replace(
            _move(comparison, "moved", int(one[place]), int(other[place])),
            surprise=float(surprise[place]),
            neighbours=tuple(
                comparison.after.ids[each] for row in near[rank : rank + 1] for each in row
            ),
            why=_why(comparison, was[place], now[place], alike[place], near[rank : rank + 1]),
        )
        for rank, place in enumerate(order.tolist())
    ]


def _companions(was: IntArray, now: IntArray) -> list[int]:
    """How many documents moved as each did, itself among them."""
    ways = list(zip(was.tolist(), now.tolist(), strict=True))
    counts = Counter(ways)
    return [counts[way] for way in ways]


def _why(comparison: Comparison, was: int, now: int, alike: int, near: NDArray[np.intp]) -> str:
    """What acted, who went along, and who is near."""
    said = [_acted(comparison, TOPIC_SECTIONS)]
    others = alike - 1
    said.append(f"{others:,} more went the same way" if others else "no other went this way")
    if len(near):
        topics = comparison.after.topics[near[0]].tolist()
        said.append(
            f"{topics.count(now)} of its {len(topics)} nearest documents "
            f"{'is' if topics.count(now) == 1 else 'are'} where it is now"
        )
        old = comparison.alignment.continued.get(int(was))
        if old is not None and topics.count(old):
            said[-1] += f", {topics.count(old)} where it was"
    return "; ".join(filter(None, said))


def _acted(comparison: Comparison, sections: tuple[str, ...]) -> str:
    acted = map(changed, comparison.acted(sections))
    return ", ".join([*acted, *map(because, comparison.other_changes)])


def _neighbours(comparison: Comparison, documents: NDArray[np.intp]) -> NDArray[np.intp]:
    """The nearest documents after of each: (documents, neighbours); none where it is unknown."""
    vectors = comparison.vectors() if len(documents) else None
    if vectors is None or len(vectors) != len(comparison.after):
        return np.zeros((0, 0), dtype=np.intp)
    rows = unit_rows(vectors.values)
    count = min(NEIGHBOURS, len(rows) - 1)
    with one_thread():
        near = nearest(rows[documents], rows, count + 1)[0]
    # a copy may be as near as the document itself, and stand before it
    itself = near == documents[:, None]
    itself[~itself.any(axis=1), -1] = True
    return np.asarray(near[~itself].reshape(len(documents), count))


def _rethemed(comparison: Comparison) -> Iterator[Move]:
    """Documents whose themes alone changed, the largest change of a score first."""
    places = np.flatnonzero(comparison.rethemed & ~comparison.moved)
    before, after = comparison.before, comparison.after
    was = [before.themes.index(name) for name in comparison.common_themes]
    now = [after.themes.index(name) for name in comparison.common_themes]
    one, other = (side[places] for side in comparison.pairs)
    differences = np.abs(before.scores[one][:, was] - after.scores[other][:, now])
    surprise = differences.max(axis=1, initial=0)
    acted = _acted(comparison, THEME_SECTIONS)
    for place in np.argsort(-surprise, kind="stable").tolist():
        most = int(differences[place].argmax())
        score = before.scores[one[place], was[most]], after.scores[other[place], now[most]]
        told = f"{comparison.common_themes[most]}: {score[0]:.2f} before, {score[1]:.2f} now"
        yield replace(
            _move(comparison, "other themes", int(one[place]), int(other[place])),
            surprise=float(surprise[place]),
            why="; ".join(filter(None, (acted, told))),
        )


def _move(comparison: Comparison, kind: Kind, one: int | None, other: int | None) -> Move:
    """A document with where it was and is; what is told beside follows from the kind."""
    was, now = _standing(comparison.before, one), _standing(comparison.after, other)
    return Move(kind, one, other, was[0], now[0], (was[1], now[1]))


def _standing(side: RunTables, position: int | None) -> tuple[int, float]:
    """The topic and the strength of a document; that of none where a run does not have it."""
    if position is None:
        return -1, 0.0
    return int(side.topics[position]), float(side.strengths[position])
