"""Topics: what was found, in words and typical documents."""

from typing import Any

from pipeline.artifacts import Topic
from pipeline.report.layout import lay_out
from pipeline.report.settings import MOST_EXAMPLES
from pipeline.report.story import Story


def view(story: Story) -> dict[str, Any]:
    """The topics of the default level, the largest first."""
    colours = lay_out(story).colours
    pairs = zip(story.shown_topics, colours, strict=True)
    return {
        "topics": [_topic(story, topic, colour) for topic, colour in pairs],
        "levels": len(story.clustering.levels),
        "largest": max((topic.size for topic in story.shown_topics), default=0),
    }


def _topic(story: Story, topic: Topic, colour: int) -> dict[str, Any]:
    return {
        "number": topic.topic,
        "label": topic.label,
        "size": topic.size,
        "colour": colour,
        "keywords": [keyword.word for keyword in topic.keywords],
        "documents": [
            {"id": story.corpus.ids[document], "heading": story.headings[document]}
            for document in topic.representatives[:MOST_EXAMPLES]
        ],
    }
