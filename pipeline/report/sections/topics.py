"""Topics: what was found, in words and typical documents."""

from typing import Any

from pipeline.artifacts import Topic
from pipeline.report.layout import lay_out
from pipeline.report.settings import MOST_EXAMPLES
from pipeline.report.story import Story
from pipeline.report.wording import percent
from pipeline.stability import holds


def view(story: Story) -> dict[str, Any]:
    """The topics of the default level, the largest first."""
    colours = lay_out(story).colours
    levels = [story.topics.at(level) for level in range(len(story.clustering.levels))]
    pairs = zip(story.shown_topics, colours, strict=True)
    return {
        "topics": [_topic(story, topic, colour) for topic, colour in pairs],
        "levels": [
            {"topics": _named(story, topics), "size": len(topics)}
            for number, topics in enumerate(levels)
            if number != story.clustering.level
        ],
        "largest": max((topic.size for topic in story.shown_topics), default=0),
    }


def _named(story: Story, topics: tuple[Topic, ...]) -> list[dict[str, Any]]:
    return [
        {"label": topic.label, "size": topic.size, "holds": holds(story.stability_of(topic))}
        for topic in topics
    ]


def _topic(story: Story, topic: Topic, colour: int) -> dict[str, Any]:
    return {
        "number": story.id_of(topic),
        "label": topic.label,
        "size": topic.size,
        "colour": colour,
        "stability": story.stability_of(topic),
        "holds": holds(story.stability_of(topic)),
        "themes": [
            f"{name} ({percent(count, topic.size)})" for name, count in story.themes_of(topic)
        ],
        "keywords": [keyword.word for keyword in topic.keywords],
        "documents": [
            {"id": story.corpus.ids[document], "heading": story.headings[document]}
            for document in topic.representatives[:MOST_EXAMPLES]
        ],
    }
