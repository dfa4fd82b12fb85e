"""Left out and left over: records that were dropped, documents without a topic or a theme."""

from collections import Counter
from collections.abc import Iterator

from pipeline.report.markdown import grid
from pipeline.report.results import Story
from pipeline.report.summary import reasons, records
from pipeline.report.wording import out_of


def chapter(story: Story) -> Iterator[str]:
    """How many of each, and why."""
    yield "### Dropped records"
    dropped = len(story.corpus.dropped)
    yield (
        f"{out_of(dropped, records(story), 'record')}; dropped.csv lists them."
        if dropped
        else "None."
    )
    if dropped:
        yield grid(("Reason", "Records"), reasons(story))
    yield "### Documents without a topic"
    yield _left(story.without_topic, story, "-1 in the column topic")
    if story.without_topic:
        yield grid(("Reason", "Documents"), _why(story))
    if story.asked:
        yield "### Documents without a theme"
        yield _left(story.without_theme, story, "nothing in the column theme")


def _left(number: int, story: Story, mark: str) -> str:
    if not number:
        return "None."
    return f"{out_of(number, len(story))}; in documents.csv they have {mark}."


def _why(story: Story) -> list[tuple[str, int]]:
    """The reasons with how many documents each has, the most frequent first."""
    labels = story.clustering.labels.tolist()
    pairs = zip(story.clustering.reasons, labels, strict=True)
    counts = Counter(reason for reason, label in pairs if label < 0)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
