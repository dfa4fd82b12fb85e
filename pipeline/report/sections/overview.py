"""In short: what somebody has to know who reads nothing else."""

from dataclasses import dataclass

from pipeline.report.figures.bars import Bar
from pipeline.report.figures.theme_sizes import rows
from pipeline.report.palette import LIGHT
from pipeline.report.results import Results
from pipeline.report.summary import changed, distrust, found, headline, standing_out
from pipeline.report.wording import count, have, percent


@dataclass(frozen=True)
class OverviewView:
    """The sentences by the question they answer, the bars of the themes, the headline numbers.

    ``headline`` is what was found in two sentences.
    ``bars`` are those of the figure theme_sizes, each with a palette number, None for grey;
    ``longest`` is the size of the longest. A number has a name and a note.
    """

    answers: list[tuple[str, list[str]]]
    bars: list[tuple[Bar, int | None]]
    longest: int
    numbers: list[tuple[int, str, str]]
    headline: list[str]


def view(results: Results) -> OverviewView:
    """The run in sentences, and its themes side by side."""
    answers = {
        "What was found": found(results),
        "What stands out": standing_out(results),
        "What to distrust": distrust(results),
        "What changed": changed(results),
    }
    bars = rows(results)
    return OverviewView(
        answers=[(title, lines) for title, lines in answers.items() if lines],
        bars=[(bar, None if bar.plain else place % len(LIGHT)) for place, bar in enumerate(bars)]
        if results.themes.names
        else [],
        longest=max(bar.size for bar in bars),
        numbers=_numbers(results),
        headline=headline(results),
    )


def _numbers(results: Results) -> list[tuple[int, str, str]]:
    n, themes = len(results), len(results.themes.names)
    dropped = f"{count(len(results.corpus.dropped), 'record')} dropped"
    if results.corpus.is_cut:
        dropped = f"of {count(results.corpus.wholes, 'document')}; {dropped}"
    numbers = [
        (n, "passages" if results.corpus.is_cut else "documents", dropped),
        (len(results.shown_topics), "topics", _none(results.without_topic, n)),
    ]
    return [*numbers, (themes, "themes", _none(results.without_theme, n))] if themes else numbers


def _none(part: int, n: int) -> str:
    return f"{count(part, 'document')} ({percent(part, n)}) {have(part)} none"
