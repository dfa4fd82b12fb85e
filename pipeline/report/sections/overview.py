"""In short: the run in a few numbers and sentences."""

from typing import Any

from pipeline.report.story import Story
from pipeline.report.summary import distrust, found, standing_out
from pipeline.report.wording import percent


def view(story: Story) -> dict[str, Any]:
    """Headline numbers, and the sentences by what they answer."""
    n, themes = len(story), len(story.themes.names)
    numbers = [
        (n, "documents", f"{len(story.corpus.dropped):,} records dropped"),
        (len(story.shown_topics), "topics", _none(story.without_topic, n)),
    ]
    if themes:
        numbers.append((themes, "themes", _none(story.without_theme, n)))
    answers = [
        ("What was found", found(story)),
        ("What stands out", standing_out(story)),
        ("What to distrust", distrust(story)),
    ]
    return {
        "numbers": numbers,
        "answers": [(title, lines) for title, lines in answers if lines],
        "against": str(story.record.get("comparison", {}).get("against", "")),
        "changes": story.changes,
    }


def _none(part: int, n: int) -> str:
    return f"{part:,} documents ({percent(part, n)}) have none"
