"""compare.html: what changed between two runs, for somebody who has seen neither config."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from pipeline.compare.alluvial import BAR, LEFT, RIGHT, WIDTH, draw
from pipeline.compare.comparison import Comparison
from pipeline.compare.moves import Move
from pipeline.compare.run_tables import RunTables
from pipeline.compare.sentences import explanation, sentences
from pipeline.compare.tables import measures_table
from pipeline.compare.topic_changes import TopicChange, topic_changes
from pipeline.core.artifacts import Strings
from pipeline.report.doors import places
from pipeline.report.html import render_page, static
from pipeline.report.layout import fit
from pipeline.report.lettering import printable
from pipeline.report.reasons import because, changed

HERE = Path(__file__).parent

LISTED = 50
"""Documents of each kind on the page; the table has all."""

LONGEST_TITLE = 200
"""Characters of a title on the page; a text can have come into its place."""

MARKED = 4000
"""Documents on the map at most, those that moved among them; the rest is thinned out."""


def render(comparison: Comparison, moves: Sequence[Move], home: Path | None = None) -> str:
    """The whole page; ``home`` is the folder that it will lie in, None where that is not known."""
    return render_page(
        "compare.html",
        HERE / "templates",
        style=static("changed.css") + (HERE / "static" / "compare.css").read_text(encoding="utf-8"),
        title=f"{comparison.before.name} → {comparison.after.name}",
        view=view(comparison, moves) | {"reports": reports(comparison, home)},
    )


def view(comparison: Comparison, moves: Sequence[Move]) -> dict[str, Any]:
    """What the page says, for the template ``comparison.html`` that the report has, too."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "sentences": sentences(comparison, moves)[1:-1],
        "verdict": comparison.verdict,
        "explanation": explanation(comparison),
        "changes": [printable(changed(each)) for each in comparison.config_changes],
        "other_changes": [printable(because(each)) for each in comparison.other_changes],
        "numbers": _numbers(comparison),
        "flow": draw(comparison),
        "geometry": {"width": WIDTH, "left": LEFT, "right": RIGHT, "bar": BAR},
        "topics": [_topic(comparison, each) for each in topic_changes(comparison.alignment)],
        "moves": [_listed(comparison, kind, moves) for kind in Counter(m.kind for m in moves)],
        "map": _map(comparison),
        "themes": _themes(comparison),
        "measures": _measures(comparison),
        "levels": {"before": comparison.before.level, "after": comparison.after.level},
        # in the report of the run after, which holds this as a section
        "reports": reports(comparison, comparison.after.run.folder) | {"after": ""},
    }


def reports(comparison: Comparison, home: Path | None) -> dict[str, str | None]:
    """Where the reports of the runs lie, seen from a page in ``home``; None for not beside it."""
    sides = {"before": comparison.before, "after": comparison.after}
    return {name: _report(side.run.folder, home) for name, side in sides.items()}


def _report(run: Path, home: Path | None) -> str | None:
    if home is None:
        return None
    if run == home:
        return "report.html"
    beside = run.parent == home.parent and (run / "report.html").is_file()
    return f"../{quote(run.name)}/report.html" if beside else None


@dataclass(frozen=True)
class Point:
    """A document on the map; ``moved`` points are marked and have a title.

    ``place`` is where it stands in the run after.
    """

    place: int
    x: float
    y: float
    colour: int | None
    title: str = ""
    moved: bool = False


def _numbers(comparison: Comparison) -> list[tuple[int, str, str]]:
    n = len(comparison)
    moved, other = int(comparison.moved.sum()), int(comparison.rethemed.sum())
    kept = sum(each.change == "kept" for each in topic_changes(comparison.alignment))
    return [
        (moved, "documents moved", f"of {n:,} that both runs have"),
        (kept, "topics kept", f"{len(comparison.before.labels)} before, "
         f"{len(comparison.after.labels)} after"),
        (other, "documents with other themes", f"of {n:,}"),
    ]  # fmt: skip


def _topic(comparison: Comparison, each: TopicChange) -> dict[str, Any]:
    before, after = comparison.before, comparison.after
    one, other = _words(before, each.before), _words(after, each.after)
    return {
        "change": each.change,
        "before": None if each.before is None else before.label(each.before),
        "after": None if each.after is None else after.label(each.after),
        "before_number": each.before,
        "after_number": each.after,
        "before_size": _size(before, each.before),
        "after_size": _size(after, each.after),
        "colour": after.colours.get(each.after) if each.after is not None else None,
        "shared": each.shared,
        "places": _shared(comparison, each),
        "jaccard": each.jaccard,
        "before_words": [(word, word not in other) for word in one],
        "after_words": [(word, word not in one) for word in other],
        "before_stability": before.stabilities.get(-1 if each.before is None else each.before),
        "after_stability": after.stabilities.get(-1 if each.after is None else each.after),
    }


def _shared(comparison: Comparison, each: TopicChange) -> str:
    """Where the documents that are in both topics stand after."""
    one, other = comparison.pairs
    was, now = comparison.before.topics[one], comparison.after.topics[other]
    both = (was == each.before) & (now == each.after)
    return places(other[both].tolist())


def _words(side: RunTables, topic: int | None) -> Strings:
    return () if topic is None else side.keywords.get(topic, ())


def _size(side: RunTables, topic: int | None) -> int:
    return 0 if topic is None else int((side.topics == topic).sum())


def _listed(comparison: Comparison, kind: str, moves: Sequence[Move]) -> dict[str, Any]:
    found = [move for move in moves if move.kind == kind]
    shown = [_document(comparison, move) for move in found[:LISTED]]
    gone = kind == "removed"
    stand = [move.before if gone else move.after for move in found]
    return {
        "kind": kind,
        "documents": shown,
        "number": len(found),
        "places": places(place for place in stand if place is not None),
        "side": "before" if gone else "after",
    }


def _document(comparison: Comparison, move: Move) -> dict[str, Any]:
    before, after = comparison.before, comparison.after
    side, position = (before, move.before) if move.after is None else (after, move.after)
    gone = [] if move.before is None else list(before.theme_names_of(move.before))
    now = [] if move.after is None else list(after.theme_names_of(move.after))
    return {
        "id": side.ids[position or 0],
        "place": move.after,
        "side": "before" if move.after is None else "after",
        "title": _short(side.titles[position or 0]),
        "language": side.languages[position or 0],
        "from": "" if move.before is None else before.label(move.from_topic),
        "to": "" if move.after is None else after.label(move.to_topic),
        "strengths": move.strengths,
        "gained": [name for name in now if name not in gone] if move.before is not None else [],
        "lost": [name for name in gone if name not in now] if move.after is not None else [],
        "why": printable(move.why),
    }


def _map(comparison: Comparison) -> dict[str, Any]:
    after = comparison.after
    points, height = fit(after.places)
    moved = {
        int(place): int(comparison.pairs[0][rank])
        for rank, place in enumerate(comparison.pairs[1])
        if comparison.moved[rank]
    }
    still = [place for place in range(len(after)) if place not in moved]
    step = max(1, len(still) // MARKED)
    shown = [*still[::step], *list(moved)[:MARKED]]
    radius = float(np.clip(90 / np.sqrt(max(len(points), 1)), 1.2, 5.0))
    return {
        "height": height,
        "radius": radius,
        "points": [_point(comparison, points[place], place, moved.get(place)) for place in shown],
        "thinned": step > 1,
    }


def _point(comparison: Comparison, at: Any, place: int, was: int | None) -> Point:
    before, after = comparison.before, comparison.after
    colour = after.colours.get(int(after.topics[place]))
    if was is None:
        return Point(place, float(at[0]), float(at[1]), colour)
    way = f"{before.label(int(before.topics[was]))} → {after.label(int(after.topics[place]))}"
    told = f"{_short(after.titles[place])}\n{way}"
    return Point(place, float(at[0]), float(at[1]), colour, told, True)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def _themes(comparison: Comparison) -> list[dict[str, Any]]:
    before, after = comparison.before, comparison.after
    names = list(dict.fromkeys([*after.themes, *before.themes]))
    return [
        {
            "name": name,
            "before": _theme_size(before, name),
            "after": _theme_size(after, name),
            **_gained_and_lost(comparison, name),
        }
        for name in names
    ]


def _theme_size(side: RunTables, name: str) -> int | None:
    if name not in side.themes:
        return None
    return int(side.having(name).sum())


def _gained_and_lost(comparison: Comparison, name: str) -> dict[str, int | None]:
    if name not in comparison.common_themes:
        return {"gained": None, "lost": None}
    one, other = comparison.pairs
    was, now = comparison.before.having(name)[one], comparison.after.having(name)[other]
    return {"gained": int((now & ~was).sum()), "lost": int((was & ~now).sum())}


def _measures(comparison: Comparison) -> list[tuple[str, str, str]]:
    table = measures_table(comparison)
    rows = zip(table["measure"], table["before"], table["after"], strict=True)
    return [(name.replace("_", " "), _shown(one), _shown(other)) for name, one, other in rows]


def _shown(value: float) -> str:
    if np.isnan(value):
        return "n/a"
    return f"{value:,.0f}" if value == int(value) else f"{value:.2f}"
