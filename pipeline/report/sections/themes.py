"""Themes: what was asked for, how much of it there is, and its clearest documents."""

from typing import Any

import numpy as np

from pipeline.report.palette import LIGHT
from pipeline.report.settings import MOST_EXAMPLES
from pipeline.report.story import Story


def view(story: Story) -> dict[str, Any]:
    """Each theme with its evidence, and where the themes lie among the topics."""
    themes = [_theme(story, theme) for theme in range(len(story.asked))]
    return {"themes": themes, "grid": _grid(story) if story.shown_topics else []}


def _theme(story: Story, theme: int) -> dict[str, Any]:
    asked = story.asked[theme]
    return {
        "name": asked.name,
        "description": asked.description,
        "keywords": asked.keywords,
        "colour": theme % len(LIGHT),
        "size": story.theme_sizes[theme],
        "threshold": float(story.themes.thresholds[theme]),
        "documents": [_document(story, document, theme) for document in _best(story, theme)],
    }


def _best(story: Story, theme: int) -> list[int]:
    """Documents by falling score: those of the theme, or all where it has none; no copies."""
    scores, assigned = story.themes.scores[:, theme], story.themes.assigned[:, theme]
    chosen = assigned if assigned.any() else np.ones_like(assigned)
    original = story.corpus.first_copy == np.arange(len(story))
    order = np.argsort(-scores, kind="stable")
    return list(map(int, order[(chosen & original)[order]][:MOST_EXAMPLES]))


def _document(story: Story, document: int, theme: int) -> dict[str, Any]:
    return {
        "id": story.corpus.ids[document],
        "heading": story.headings[document],
        "score": float(story.themes.scores[document, theme]),
        "topic": story.topic_labels[document],
    }


def _grid(story: Story) -> list[dict[str, Any]]:
    """One row a topic, and one for the documents without: their number for each theme."""
    names = [(topic.label, topic.size) for topic in story.shown_topics]
    if story.without_topic:
        names.append(("No topic", story.without_topic))
    return [
        {"label": label, "size": size, "counts": story.crossing[row].tolist()}
        for row, (label, size) in enumerate(names)
    ]
