"""Themes: what was asked for, how much of it there is, its evidence, and where it lies."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from pipeline.report.health import Health
from pipeline.report.histogram import ACROSS, DOWN, Histogram
from pipeline.report.palette import LIGHT
from pipeline.report.results import Story
from pipeline.report.sentences import Pieces, excerpt
from pipeline.report.settings import MOST_EXAMPLES
from pipeline.report.theme_grid import rows, shared, uncovered
from pipeline.report.wording import count, percent, quoted

DOUBTFUL = 3
"""Documents shown on either side of the threshold."""

JUDGED = 20
"""Documents that the user judged, shown for each theme."""

OPEN = 12
"""Themes told in full; those after are folded, and what they share is a list, not a square."""

OVERLAPS = 20
"""Pairs of themes in that list."""

TOPICS_NAMED = 5
PRINTED = 24
"""Columns that fit on a sheet of paper."""

TALL = 30
"""Rows from which on a table scrolls by itself, its head staying in sight."""


def view(story: Story) -> dict[str, Any]:
    """Each theme with its evidence, and where they lie among the topics."""
    themes = [_theme(story, theme) for theme in range(len(story.asked))]
    return {
        "themes": themes,
        "open": OPEN,
        "canvas": (ACROSS, DOWN),
        "grid": _grid(story) if story.shown_topics else [],
        "tall": len(story.shown_topics) > TALL,
        "dense": len(themes) > OPEN,
        "printed": PRINTED,
        "uncovered": [_uncovered(story, *pair) for pair in uncovered(story)] if themes else [],
        "square": _square(story) if 1 < len(themes) <= OPEN else [],
        "pairs": _pairs(story) if len(themes) > OPEN else [],
    }


def _theme(story: Story, theme: int) -> dict[str, Any]:
    asked, health, names = story.asked[theme], Health(story, theme), story.themes.names
    return {
        "number": theme,
        "name": asked.name,
        "asked": asked,
        "parent": names.index(asked.parent) if asked.parent in names else None,
        "parts": [place for place, other in enumerate(story.asked) if other.parent == asked.name],
        "colour": theme % len(LIGHT),
        "size": story.theme_sizes[theme],
        "threshold": float(story.themes.thresholds[theme]),
        "found_words": story.themes.keywords[theme],
        "topics": _topics(story, theme),
        "health": _health(health),
        "histogram": Histogram(
            health.scores, story.themes.assigned[:, theme], float(story.themes.thresholds[theme])
        ),
        "documents": _documents(story, health.clearest[:MOST_EXAMPLES], theme),
        "doubtful": [
            (kind, _documents(story, found[:DOUBTFUL], theme), len(found))
            for kind, found in (
                ("Just in", health.borderline),
                ("Nearly in", health.nearly_in),
            )
            if found and story.theme_sizes[theme]
        ],
        "judged": _documents(story, health.judged[:JUDGED], theme),
        "judgements": len(health.judged),
    }


def _topics(story: Story, theme: int) -> list[tuple[int, str, int]]:
    """The topics with most documents of a theme: id, label, and how many."""
    counts = story.crossing[:-1, theme]
    best = np.argsort(-counts, kind="stable")[:TOPICS_NAMED]
    topics = [story.shown_topics[topic] for topic in best if counts[topic]]
    return [(story.id_of(topic), topic.label, int(counts[topic.topic])) for topic in topics]


def _health(health: Health) -> str:
    """How sure the theme is of its documents, in a sentence."""
    if health.separation is None:
        return ""
    near = len(health.borderline) + len(health.nearly_in)
    apart = f"{abs(health.separation):.2f} {'more' if health.separation >= 0 else 'less'}"
    said = (
        f"{count(near, 'document')} {'lies' if near == 1 else 'lie'} close to the threshold; "
        f"its documents score {apart} than the rest on average"
    )
    if health.overlap:
        name, share = health.overlap
        whole = len(health.story)
        common = percent(round(share * whole), whole)
        said += f"; of the documents that have it or {quoted(name)}, {common} have both"
    return f"{said}."


def _documents(story: Story, documents: Sequence[int], theme: int) -> list[dict[str, Any]]:
    return [_document(story, document, theme) for document in documents]


def _document(story: Story, document: int, theme: int) -> dict[str, Any]:
    themes = story.themes
    return {
        "number": document,
        "id": story.corpus.ids[document],
        "heading": story.headings[document],
        "score": float(themes.scores[document, theme]),
        "topic": story.topic_labels[document],
        "evidence": _evidence(story, document, theme),
        "judged": int(themes.judged[document, theme]),
    }


def _evidence(story: Story, document: int, theme: int) -> Pieces:
    themes = story.themes
    start, end = themes.evidence[document, theme].tolist()
    words = themes.words[document * len(themes.names) + theme]
    sentence = story.corpus.texts[document][start:end]
    return excerpt(sentence, words.split("; ")) if start >= 0 else []


def _grid(story: Story) -> list[dict[str, Any]]:
    """One row a topic, and one for the documents without: its cell for each theme."""
    return [
        {
            "id": story.id_of(topic) if topic else None,
            "label": topic.label if topic else "No topic",
            "size": size,
            "cells": cells,
        }
        for topic, size, cells in rows(story)
    ]


def _uncovered(story: Story, topic: Any, held: int) -> dict[str, Any]:
    return {
        "id": story.id_of(topic),
        "label": topic.label,
        "size": topic.size,
        "held": held,
    }


def _square(story: Story) -> list[list[tuple[int, int]]]:
    """For each two themes the documents in common, and in tenths of those of the row's theme."""
    both = shared(story)
    tenths = np.round(10 * both / np.maximum(both.diagonal(), 1)[:, None]).astype(int)
    pairs = zip(both.tolist(), tenths.tolist(), strict=True)
    return [list(zip(*row, strict=True)) for row in pairs]


def _pairs(story: Story) -> list[tuple[int, int, int]]:
    """The pairs of themes that have most documents in common, and how many."""
    both = shared(story)
    every = combinations(range(len(both)), 2)
    found = sorted(((int(both[one, other]), one, other) for one, other in every), reverse=True)
    return [(one, other, number) for number, one, other in found[:OVERLAPS] if number]
