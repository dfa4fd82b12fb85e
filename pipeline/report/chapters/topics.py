"""Topics: what was found, in words and typical documents."""

from collections.abc import Iterator

from pipeline.core.artifacts import Topic
from pipeline.core.stability import BORDERS, holds, shown
from pipeline.report.markdown import bullets, escaped, grid, shortened
from pipeline.report.results import Story
from pipeline.report.wording import count, percent

LARGEST, TYPICAL = 20, 3
"""Topics whose typical documents are named, and how many of each."""

TITLE = 200
"""Characters of a title that are shown."""


def chapter(story: Story) -> Iterator[str]:
    """All topics of the level shown in a table, the largest with typical documents."""
    topics = story.shown_topics
    if not topics:
        yield "No topics were found."
        return
    whole = count(len(story), "document")
    yield f"Groups found in the data; shares are of {whole}.{_holding(story)}"
    yield _overview(story)
    levels = len(story.clustering.levels)
    if levels > 1:
        yield f"This is one of {levels} levels; topics.csv has the topics of all."
    yield "### Typical documents"
    if len(topics) > LARGEST:
        yield f"Of the {LARGEST} largest topics; topics.csv names those of all {len(topics):,}."
    yield bullets(_typical(story, topic) for topic in topics[:LARGEST])


def _holding(story: Story) -> str:
    if not story.clustering.stabilities:
        return ""
    return (
        " How well a topic holds is how much of it comes back when documents are left out: 1 is "
        f"all; {BORDERS}."
    )


def _overview(story: Story) -> str:
    head = ("Topic", "Name", "Documents", "Share", "Holds", "Keywords", "Themes")
    return grid(head, (_row(story, topic) for topic in story.shown_topics))


def _row(story: Story, topic: Topic) -> tuple[str | int, ...]:
    stability = story.stability_of(topic)
    return (
        story.id_of(topic),
        topic.label,
        topic.size,
        percent(topic.size, len(story)),
        "not known" if stability is None else f"{holds(stability)} ({shown(stability)})",
        ", ".join(keyword.word for keyword in topic.keywords),
        ", ".join(f"{name} ({percent(part, topic.size)})" for name, part in story.themes_of(topic)),
    )


def _typical(story: Story, topic: Topic) -> str:
    documents = (
        f"  - {shortened(story.headings[document], TITLE)} "
        f"({shortened(story.corpus.ids[document], TITLE)})"
        for document in topic.representatives[:TYPICAL]
    )
    return "\n".join([f"**{escaped(topic.label) or 'unnamed'}**", *documents])
