"""In short: what somebody has to know who reads nothing else."""

from dataclasses import dataclass

import numpy as np

from pipeline.report.doors import places
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
    ``longest`` is the size of the longest; ``sizes`` are the bars as views, ``alone`` the documents
    that have one theme alone, by theme. A number has a name, a note, and that note as a view.
    """

    answers: list[tuple[str, list[str]]]
    bars: list[tuple[Bar, int | None]]
    longest: int
    sizes: list[dict[str, str]]
    alone: list[str]
    numbers: list[tuple[int, str, str, dict[str, str]]]
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
        sizes=_sizes(results),
        alone=_alone(results),
        numbers=_numbers(results),
        headline=headline(results),
    )


def _sizes(results: Results) -> list[dict[str, str]]:
    several = np.flatnonzero(results.themes.assigned.sum(axis=1) > 1).tolist()
    named = [{"theme": name} for name in results.themes.names]
    return [*named, {"documents": places(several)}, {"theme": ""}]


def _alone(results: Results) -> list[str]:
    assigned = results.themes.assigned
    alone = assigned.sum(axis=1) == 1
    return [places(np.flatnonzero(alone & held).tolist()) for held in assigned.T]


def _numbers(results: Results) -> list[tuple[int, str, str, dict[str, str]]]:
    n, themes = len(results), len(results.themes.names)
    dropped = f"{count(len(results.corpus.dropped), 'record')} dropped"
    if results.corpus.is_cut:
        dropped = f"of {count(results.corpus.wholes, 'document')}; {dropped}"
    numbers: list[tuple[int, str, str, dict[str, str]]] = [
        (n, "passages" if results.corpus.is_cut else "documents", dropped, {}),
        (
            len(results.shown_topics),
            "topics",
            _none(results.without_topic, n),
            _if(results.without_topic, "topic"),
        ),
    ]
    if not themes:
        return numbers
    return [
        *numbers,
        (themes, "themes", _none(results.without_theme, n), _if(results.without_theme, "theme")),
    ]


def _if(documents: int, what: str) -> dict[str, str]:
    """The view of documents without a topic or theme, where there are any."""
    return {what: ""} if documents else {}


def _none(part: int, n: int) -> str:
    return f"{count(part, 'document')} ({percent(part, n)}) {have(part)} none"
