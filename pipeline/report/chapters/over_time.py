"""Over time and by group: what grew, shrank or varied, and which groups differ."""

from collections.abc import Iterator
from typing import Final

from pipeline.report.markdown import bullets, escaped
from pipeline.report.results import Story
from pipeline.report.shares.findings import group_lines, trend_lines
from pipeline.report.shares.groups import groupings
from pipeline.report.shares.timeline import Turn, timeline

TURNS: Final[dict[str, Turn]] = {
    "What grew": "grew",
    "What shrank": "shrank",
    "What varies": "varies",
}


def chapter(story: Story) -> Iterator[str]:
    """What is more than chance, where documents have dates or groups."""
    time, columns = timeline(story), groupings(story)
    answers = {title: trend_lines(time, turn) for title, turn in TURNS.items()} if time else {}
    if columns:
        answers["Which groups differ"] = [line for each in columns for line in group_lines(each)]
    for title, lines in answers.items():
        yield f"### {title}"
        yield bullets(map(escaped, lines)) or "Nothing beyond chance."
    if answers:
        yield "over_time.csv and by_group.csv have every theme and topic."
