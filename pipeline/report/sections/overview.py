"""In short: what somebody has to know who reads nothing else."""

from typing import Any

from pipeline.report.figures.theme_sizes import rows as theme_rows
from pipeline.report.palette import LIGHT
from pipeline.report.results import Story
from pipeline.report.summary import changed, distrust, found, standing_out
from pipeline.report.wording import count, percent


def view(story: Story) -> dict[str, Any]:
    """The sentences by what they answer, and the headline numbers."""
    n, themes = len(story), len(story.themes.names)
    numbers = [
        (n, "documents", f"{count(len(story.corpus.dropped), 'record')} dropped"),
        (len(story.shown_topics), "topics", _none(story.without_topic, n)),
    ]
    if themes:
        numbers.append((themes, "themes", _none(story.without_theme, n)))
    answers = [
        ("What was found", found(story)),
        ("What stands out", standing_out(story)),
        ("What to distrust", distrust(story)),
        ("What changed", changed(story)),
    ]
    return {
        "numbers": numbers,
        "bars": _bars(story) if themes else [],
        "longest": max([*story.theme_sizes, story.several_themes, story.without_theme]),
        "answers": [(title, lines) for title, lines in answers if lines],
    }


def _bars(story: Story) -> list[dict[str, Any]]:
    """The bars of the figure theme_sizes; those that stand for no theme are grey."""
    return [
        {
            "theme": None if row.plain else place,
            "name": row.name,
            "size": row.size,
            "only": row.size if row.plain else row.part,
            "colour": None if row.plain else place % len(LIGHT),
        }
        for place, row in enumerate(theme_rows(story))
    ]


def _none(part: int, n: int) -> str:
    have = "has" if part == 1 else "have"
    return f"{count(part, 'document')} ({percent(part, n)}) {have} none"
