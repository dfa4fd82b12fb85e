"""Themes: what was asked for, how much of it there is, its evidence, and where it lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import floor

import numpy as np

from pipeline.core.artifacts import Strings, Verdict
from pipeline.core.theme import AS_AT_RANDOM, SURE, UNCOVERED
from pipeline.report.health import Health
from pipeline.report.histogram import ACROSS, DOWN, Histogram
from pipeline.report.palette import LIGHT
from pipeline.report.results import Results
from pipeline.report.sections.mention import Mention, mention
from pipeline.report.sentences import Pieces, excerpt
from pipeline.report.settings import MOST_EXAMPLES
from pipeline.report.theme_grid import Row, rows, shared, uncovered
from pipeline.report.wording import count, percent, quoted

DOUBTFUL = 3
"""Documents shown on either side of the threshold."""

JUDGED = 20
"""Documents that the user judged, shown for each theme."""

OPEN = 12
"""Themes told in full; those after are folded, and what they share is a list, not a square."""

OVERLAPS = 20
"""Pairs of themes in that list."""

TOPICS_NAMED = 5
PRINTED = 24
"""Columns that fit on a sheet of paper."""

TALL = 30
"""Rows from which on a table scrolls by itself, its head staying in sight."""


@dataclass(frozen=True)
class ScoredDocument:
    """A document and what speaks in it for a theme; ``judged`` is 1, -1 or 0 for no judgement."""

    document: Mention
    score: float
    topic: str
    evidence: Pieces
    judged: int


@dataclass(frozen=True)
class Extract:
    """The first of all ``total`` documents of a kind."""

    kind: str
    documents: list[ScoredDocument]
    total: int

    @property
    def heading(self) -> str:
        """The kind, and how many are shown where these are not all."""
        shown = len(self.documents)
        return f"{self.kind} ({shown} of {self.total})" if shown < self.total else self.kind


@dataclass(frozen=True)
class ToldTheme:
    """A theme as it was asked for and as it was found.

    words       the lists of words that tell it, each under what it is
    parent      the number of the theme that it is part of; None for none
    parts       the numbers of its own parts
    topics      those with most of its documents: id, label and how many
    rule, naming, health, verdict
                how a document gets it, how many say its name, how sure it is, and whether the
                documents hold it at all, in a sentence each; empty where there is nothing to say
    clearest    its best documents, or the nearest where it has none
    borderline, nearly_in
                documents that just have it and just do not
    """

    number: int
    name: str
    description: str
    words: list[tuple[str, Strings]]
    parent: int | None
    parts: list[int]
    colour: int
    size: int
    threshold: float
    rule: str
    topics: list[tuple[int, str, int]]
    naming: str
    health: str
    verdict: str
    histogram: Histogram
    clearest: Extract
    borderline: Extract
    nearly_in: Extract
    judged: Extract


@dataclass(frozen=True)
class ThemesView:
    """Each theme, and where they lie among the topics and each other.

    ``square`` has for each two themes the documents in common, and in tenths of those of the
    row's theme; ``pairs`` has those of many themes that have most in common, and how many.
    """

    themes: list[ToldTheme]
    grid: list[Row]
    uncovered: list[Row]
    square: list[list[tuple[int, int]]]
    pairs: list[tuple[int, int, int]]
    tall: bool
    dense: bool
    hardly: str = f"{UNCOVERED:.0%}"
    open: int = OPEN
    printed: int = PRINTED
    canvas: tuple[int, int] = (ACROSS, DOWN)


def view(results: Results) -> ThemesView:
    """Each theme with its evidence, and where they lie among the topics."""
    themes = [_theme(results, theme) for theme in range(len(results.asked))]
    grid = rows(results) if themes and results.shown_topics else []
    return ThemesView(
        themes=themes,
        grid=grid,
        uncovered=uncovered(grid),
        square=_square(results) if 1 < len(themes) <= OPEN else [],
        pairs=_pairs(results) if len(themes) > OPEN else [],
        tall=len(results.shown_topics) > TALL,
        dense=len(themes) > OPEN,
    )


def _theme(results: Results, theme: int) -> ToldTheme:
    asked, health, names = results.asked[theme], Health(results, theme), results.themes.names
    threshold = float(results.themes.thresholds[theme])
    return ToldTheme(
        number=theme,
        name=asked.name,
        description=asked.description,
        words=_words(results, theme),
        parent=names.index(asked.parent) if asked.parent in names else None,
        parts=[place for place, other in enumerate(results.asked) if other.parent == asked.name],
        colour=theme % len(LIGHT),
        size=results.theme_sizes[theme],
        threshold=threshold,
        rule=f"A score of {threshold:.2f} or more assigns the theme"
        f"{'; what you said goes first' if health.judged else ''}.",
        topics=[
            (results.id_of(topic), topic.label, number)
            for topic, number in results.topics_of(theme)[:TOPICS_NAMED]
        ],
        naming=_naming(health),
        health=_health(health),
        verdict=_verdict(results, theme),
        histogram=Histogram(health.scores, results.themes.assigned[:, theme], threshold),
        clearest=_extract(health, _clearest(health), health.clearest, MOST_EXAMPLES),
        borderline=_extract(health, "Borderline", health.borderline, DOUBTFUL),
        nearly_in=_extract(health, "Nearly in", health.nearly_in, DOUBTFUL),
        judged=_extract(health, "Document", health.judged, JUDGED),
    )


def _words(results: Results, theme: int) -> list[tuple[str, Strings]]:
    asked = results.asked[theme]
    lists = {
        "Asked for with": asked.keywords,
        "Does not count": asked.not_counting,
        "Told apart by": results.themes.keywords[theme],
    }
    return [(name, words) for name, words in lists.items() if words]


def _naming(health: Health) -> str:
    """How many of its documents say what it is called, and how many are only near in meaning."""
    if not health.results.theme_sizes[health.theme]:
        return ""
    meant, every = len(health.meant), len(health.clearest)
    if not meant:
        return "Each of its documents says its name or a keyword."
    named = f"{every - meant:,} of its {count(every, 'different document')}"
    near = f"{meant:,} {'is' if meant == 1 else 'are'} near in meaning only: read some"
    return f"{named} ({percent(every - meant, every)}) say its name or a keyword; {near}."


def _health(health: Health) -> str:
    """How sure the theme is of its documents, in a sentence."""
    if health.separation is None:
        return ""
    near = len(health.borderline) + len(health.nearly_in)
    apart = f"{abs(health.separation):.2f} {'more' if health.separation >= 0 else 'less'}"
    said = (
        f"{count(near, 'document')} {'lies' if near == 1 else 'lie'} close to the threshold; "
        f"its documents score {apart} than the rest on average"
    )
    if health.overlap:
        name, share = health.overlap
        whole = len(health.results)
        common = percent(round(share * whole), whole)
        said += f"; of the documents that have it or {quoted(name)}, {common} have both"
    return f"{said}."


def _verdict(results: Results, theme: int) -> str:
    """Whether the documents hold the theme at all, in a sentence; empty where nobody asked."""
    if not results.themes.verdicts:
        return ""
    verdict = results.themes.verdicts[theme]
    if not results.themes.beaten:
        return _verdict_of_names(verdict)
    farther = floor(100 * results.themes.beaten[theme])
    nearest = f"its nearest texts are {AS_AT_RANDOM} ({farther}% of these are farther from theirs)"
    if verdict == "not found" and results.themes.beaten[theme] >= SURE:
        nearest = "no text names it, and none is near it in meaning"
    return {
        "there": f"Its nearest texts are nearer than those of {farther}% of subjects picked at "
        "random.",
        "only named": f"Only named: {nearest}, so only documents that name it can have it.",
        "unheard": "No text holds a word of its name, and what is near the rest of the name need "
        "not be what is meant: no document has it.",
        "not found": f"Not found: {nearest}.",
        "negated": _NEGATED,
    }[verdict]


_NEGATED = (
    "Its name says what is not meant, which can be found neither by words nor by meaning: only "
    "documents with this very name can have it."
)


def _verdict_of_names(verdict: Verdict) -> str:
    """The same where the embedder can say nothing of a name: the texts that name a theme tell."""
    return {
        "there": "What is like the documents that name it has it, too: the embedder cannot say "
        "what a theme means.",
        "only named": "Only named: the documents that name it lie no closer together than any, so "
        "only these can have it.",
        "unheard": "",
        "not found": "Not found: no document names it, and the embedder cannot say what it means.",
        "negated": _NEGATED,
    }[verdict]


def _clearest(health: Health) -> str:
    if health.results.theme_sizes[health.theme]:
        return "Clearest documents"
    return "No document is clear enough; the nearest are"


def _extract(health: Health, kind: str, found: Sequence[int], most: int) -> Extract:
    shown = [_scored(health.results, document, health.theme) for document in found[:most]]
    return Extract(kind, shown, len(found))


def _scored(results: Results, document: int, theme: int) -> ScoredDocument:
    return ScoredDocument(
        document=mention(results, document),
        score=float(results.themes.scores[document, theme]),
        topic=results.topic_labels[document],
        evidence=_evidence(results, document, theme),
        judged=int(results.themes.judged[document, theme]),
    )


def _evidence(results: Results, document: int, theme: int) -> Pieces:
    themes = results.themes
    start, end = themes.evidence[document, theme].tolist()
    words = themes.words[document * len(themes.names) + theme]
    sentence = results.corpus.texts[document][start:end]
    return excerpt(sentence, words) if start >= 0 and results.quotes else []


def _square(results: Results) -> list[list[tuple[int, int]]]:
    both = shared(results)
    tenths = np.round(10 * both / np.maximum(both.diagonal(), 1)[:, None]).astype(int)
    pairs = zip(both.tolist(), tenths.tolist(), strict=True)
    return [list(zip(*row, strict=True)) for row in pairs]


def _pairs(results: Results) -> list[tuple[int, int, int]]:
    both = shared(results)
    every = combinations(range(len(both)), 2)
    found = sorted(((int(both[one, other]), one, other) for one, other in every), reverse=True)
    return [(one, other, number) for number, one, other in found[:OVERLAPS] if number]
