"""Drift: whether a run still describes the documents that came after it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.load.checks import by_reason
from pipeline.numerics.statistics import interval_of
from pipeline.report.table import Table
from pipeline.report.wording import count, listing, out_of, percent, quoted

TOLERATED = 0.05
"""Share of the new documents that may fit nowhere, and of the run's that may be edited."""

TIMES = 2
"""Times what is expected that may fit nowhere, where that is more."""

NAMED = 10
"""Topics and words named in a sentence."""


@dataclass(frozen=True)
class Drift:
    """What became of m new documents of a file, held against a run of n.

    run, file   their names
    in_run      n
    documents   m
    dropped     how many records are no documents, for each reason
    known       documents whose text the run has, under no id of another text
    edited      documents whose id the run has with another text
    unseen      documents whose text the run has not; shares below are of these
    outside     those of them that fit nowhere
    similarity  cosine with its nearest document of the run that a document must have to fit
    expected    share that fits nowhere though nothing has changed, by construction
    topics, themes
                the tables of growth
    words       the table of new words
    sent_to     the machine that new texts are sent to, empty where they stay here
    """

    run: str
    file: str
    in_run: int
    documents: int
    dropped: Mapping[str, int]
    known: int
    edited: int
    unseen: int
    outside: int
    similarity: float
    expected: float
    topics: Table
    themes: Table
    words: Table
    sent_to: str = ""

    @property
    def new(self) -> int:
        """Documents of which the run knows neither the text nor the id."""
        return self.documents - self.known - self.edited

    @cached_property
    def interval(self) -> tuple[float, float]:
        """The share that fits nowhere, with 95% confidence."""
        return interval_of(self.outside, self.unseen)

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Why it is time to run all documents again; none where it is not."""
        return tuple(self._reasons())

    @property
    def rerun(self) -> bool:
        """Whether it is time to run all documents again."""
        return bool(self.reasons)

    @property
    def verdict(self) -> str:
        """The answer in one sentence."""
        if not self.rerun:
            return f"{self.run} still describes these documents."
        return f"Time to rerun on all documents together: {listing(self.reasons)}."

    def _reasons(self) -> Iterator[str]:
        limit = max(TOLERATED, TIMES * self.expected)
        low = self.interval[0]
        if low > limit:
            yield (
                f"{out_of(self.outside, self.unseen)} fit nowhere, surely more than {low:.0%} "
                f"where {limit:.0%} is tolerable"
            )
        if self.edited > TOLERATED * self.in_run:
            yield (
                f"{out_of(self.edited, self.in_run)} of the run have another text by now, where "
                f"{TOLERATED:.0%} is tolerable"
            )


def sentences(drift: Drift) -> tuple[str, ...]:
    """What was read, where it belongs and what that means, the verdict last."""
    return (*read_sentences(drift), *_found(drift), drift.verdict)


def read_sentences(drift: Drift) -> tuple[str, ...]:
    """What was read."""
    placed = (
        f"Placed {count(drift.documents, 'document')} of {drift.file} under the topics and "
        f"themes of {drift.run} ({count(drift.in_run, 'document')})."
    )
    known = (
        f"Known to the run already: {drift.known:,}; edited since (same id, another text): "
        f"{drift.edited:,}; new: {drift.new:,}."
    )
    records = count(sum(drift.dropped.values()), "record")
    dropped = (f"{records} dropped: {by_reason(drift.dropped)}.",) if drift.dropped else ()
    sent = (f"New texts were sent to {drift.sent_to}.",) if drift.sent_to and drift.unseen else ()
    return placed, *dropped, known, *sent


def outside_sentence(drift: Drift) -> str:
    """How many fit nowhere, and how many would if nothing had changed."""
    low, high = drift.interval
    share = percent(drift.outside, drift.unseen)
    return (
        f"Of the {drift.unseen:,} whose text is new to the run {drift.outside:,} fit nowhere "
        f"({share}; 95% interval {low:.1%} to {high:.1%}); {drift.expected:.1%} is expected of "
        "documents like those of the run."
    )


def moved(table: Table) -> list[int]:
    """The rows of a growth table that chance does not explain, the surest first."""
    rows = [row for row, beyond in enumerate(table["beyond_chance"]) if beyond]
    chances = np.asarray(table["p"], dtype=np.float64)
    return sorted(rows, key=lambda row: float(chances[row]))


def _found(drift: Drift) -> Iterator[str]:
    if not drift.unseen:
        return
    yield outside_sentence(drift)
    yield _moved_sentence(drift.topics, "label", "topic")
    if len(drift.themes["theme"]):
        yield _moved_sentence(drift.themes, "theme", "theme")
    words = [quoted(str(word)) for word in drift.words["word"][:NAMED]]
    if words:
        yield f"New words: {listing(words)}."


def _moved_sentence(table: Table, column: str, noun: str) -> str:
    rows = moved(table)
    if not rows:
        return f"No {noun} grew or shrank beyond chance."
    said = [
        f"{quoted(str(table[column][row]))} ({table['share_expected'][row]:.0%} "
        f"to {table['share_new'][row]:.0%})"
        for row in rows[:NAMED]
    ]
    return f"Beyond chance {count(len(rows), noun)} grew or shrank: {listing(said)}."
