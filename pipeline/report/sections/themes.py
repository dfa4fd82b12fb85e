"""Themes: what was asked for, how much of it there is, and its clearest documents."""

from typing import Any

from pipeline.report.health import Health
from pipeline.report.palette import LIGHT
from pipeline.report.settings import MOST_EXAMPLES
from pipeline.report.story import Story
from pipeline.report.tables.themes import top_topics
from pipeline.report.wording import count, marked, percent, quoted

DOUBTFUL = 3
"""Documents shown on either side of the threshold."""


def view(story: Story) -> dict[str, Any]:
    """Each theme with its evidence, and where the themes lie among the topics."""
    themes = [_theme(story, theme) for theme in range(len(story.asked))]
    return {"themes": themes, "grid": _grid(story) if story.shown_topics else []}


def _theme(story: Story, theme: int) -> dict[str, Any]:
    asked, health = story.asked[theme], Health(story, theme)
    return {
        "name": asked.name,
        "description": asked.description,
        "keywords": asked.keywords,
        "parent": asked.parent,
        "colour": theme % len(LIGHT),
        "size": story.theme_sizes[theme],
        "threshold": float(story.themes.thresholds[theme]),
        "found_words": story.themes.keywords[theme],
        "topics": top_topics(story, theme),
        "health": _health(health),
        "documents": [_document(story, each, theme) for each in health.clearest[:MOST_EXAMPLES]],
        "doubtful": [
            (kind, [_document(story, each, theme) for each in found[:DOUBTFUL]], len(found))
            for kind, found in (
                ("Just in", health.borderline),
                ("Nearly in", health.nearly_in),
            )
            if found and story.theme_sizes[theme]
        ],
    }


def _health(health: Health) -> str:
    """How sure the theme is of its documents, in a sentence."""
    if health.separation is None:
        return ""
    near = len(health.borderline) + len(health.nearly_in)
    said = (
        f"{count(near, 'document')} {'lies' if near == 1 else 'lie'} close to the threshold; "
        f"its documents score {health.separation:.2f} more than the rest on average"
    )
    if health.overlap:
        name, share = health.overlap
        whole = len(health.story)
        said += f"; it shares most with {quoted(name)} ({percent(round(share * whole), whole)})"
    return f"{said}."


def _document(story: Story, document: int, theme: int) -> dict[str, Any]:
    themes, text = story.themes, story.corpus.texts[document]
    start, end = themes.evidence[document, theme].tolist()
    words = themes.words[document * len(themes.names) + theme]
    return {
        "id": story.corpus.ids[document],
        "heading": story.headings[document],
        "score": float(themes.scores[document, theme]),
        "topic": story.topic_labels[document],
        "evidence": marked(text[start:end], words.split("; ")) if start >= 0 else [],
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
