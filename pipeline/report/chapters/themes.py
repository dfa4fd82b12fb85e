"""Themes: what was asked for, how much of it there is, and its clearest documents."""

from collections.abc import Iterator

from pipeline.core.theme import Theme
from pipeline.report.health import Health
from pipeline.report.markdown import bullets, escaped, grid, shortened
from pipeline.report.results import Story
from pipeline.report.tables.themes import top_topics
from pipeline.report.wording import count, percent

CLEAREST = 3
"""Documents of each theme, of those that theme_documents.csv has."""

TITLE, SENTENCE = 200, 400
"""Characters of a title and of a sentence that are shown."""


def chapter(story: Story) -> Iterator[str]:
    """All themes in a table, each with its evidence, and where they lie among the topics."""
    if not story.asked:
        yield "No themes were asked for."
        return
    yield (
        "A document may have several themes or none; shares are of "
        f"{count(len(story), 'document')}. Borderline documents have the theme, those nearly in "
        "do not, and both score close to its threshold."
    )
    healths = [Health(story, theme) for theme in range(len(story.asked))]
    yield _overview(story, healths)
    for health in healths:
        yield from _theme(health)
    if story.shown_topics:
        yield "### Themes by topic"
        yield "Documents of each topic that have each theme; n is all documents of the topic."
        yield _crossing(story)


def _overview(story: Story, healths: list[Health]) -> str:
    head = ("Theme", "Documents", "Share", "Borderline", "Nearly in", "Most are in the topics")
    return grid(
        head,
        (
            (
                asked.name,
                size,
                percent(size, len(story)),
                len(health.borderline),
                len(health.nearly_in),
                ", ".join(top_topics(story, health.theme)),
            )
            for asked, size, health in zip(story.asked, story.theme_sizes, healths, strict=True)
        ),
    )


def _theme(health: Health) -> Iterator[str]:
    story, theme = health.story, health.theme
    asked = story.asked[theme]
    yield f"### {escaped(asked.name)}"
    yield bullets(_said(asked, story, theme))
    clearest = health.clearest[:CLEAREST]
    if clearest:
        yield (
            "Clearest documents:"
            if story.theme_sizes[theme]
            else "No document is clear enough; the nearest are:"
        )
        yield bullets(_document(story, document, theme) for document in clearest)


def _said(asked: Theme, story: Story, theme: int) -> Iterator[str]:
    """What the user asked for and what was made of it."""
    if asked.description:
        yield f"Asked for: {escaped(asked.description)}"
    if asked.keywords:
        yield f"With the words: {escaped(', '.join(asked.keywords))}"
    if asked.parent:
        yield f"Part of: {escaped(asked.parent)}"
    if story.themes.keywords[theme]:
        yield f"Told apart by: {escaped(', '.join(story.themes.keywords[theme]))}"
    yield f"A score of {story.themes.thresholds[theme]:.2f} or more assigns the theme."


def _document(story: Story, document: int, theme: int) -> str:
    """Title, id and score, and the sentence that speaks for the theme, verbatim."""
    start, end = story.themes.evidence[document, theme].tolist()
    title, name = (shortened(text, TITLE) for text in _called(story, document))
    told = f"**{title or 'untitled'}** ({name}), {story.themes.scores[document, theme]:.2f}"
    if start < 0:
        return told
    return f"{told}: “{shortened(story.corpus.texts[document][start:end], SENTENCE)}”"


def _called(story: Story, document: int) -> tuple[str, str]:
    return story.headings[document], story.corpus.ids[document]


def _crossing(story: Story) -> str:
    rows = [(topic.label, topic.size) for topic in story.shown_topics]
    if story.without_topic:
        rows.append(("No topic", story.without_topic))
    counts = story.crossing.tolist()
    return grid(
        ("Topic", "n", *story.themes.names),
        ((label, size, *counts[row]) for row, (label, size) in enumerate(rows)),
    )
