"""drift.md: a short page that says whether the run still describes its documents."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.predict.drift import Drift, moved, outside_sentence, read_sentences
from pipeline.predict.vocabulary import RARE
from pipeline.report.markdown import escaped
from pipeline.report.table import Table
from pipeline.report.wording import count

if TYPE_CHECKING:
    import pandas as pd

LISTED = 20
"""Documents and words listed on the page."""


def page(drift: Drift, outside: "pd.DataFrame") -> str:
    """The page in Markdown; ``outside`` are the first rows of documents that fit nowhere."""
    lines = [
        f"# {escaped(drift.file)}, held against {escaped(drift.run)}",
        f"**{escaped(drift.verdict)}**",
        *map(escaped, read_sentences(drift)),
        *(_findings(drift, outside) if drift.unseen else ()),
    ]
    return "\n\n".join(lines) + "\n"


def _findings(drift: Drift, outside: "pd.DataFrame") -> Iterator[str]:
    yield "## What fits nowhere"
    yield outside_sentence(drift)
    if len(outside):
        yield "\n".join(_outside_lines(outside, drift.outside))
    yield "## What grew or shrank"
    yield (
        f"Shares among the {count(drift.in_run, 'document')} of the run, each placed as if it "
        f"were new, and among the {drift.unseen:,} whose text is new to it. p is Fisher's exact "
        "test; named are those of which one in twenty is expected to be chance "
        "(Benjamini-Hochberg). All are in topics.csv and themes.csv."
    )
    yield _growth(drift.topics, "label", "topic")
    if len(drift.themes["theme"]):
        yield _growth(drift.themes, "theme", "theme")
    yield "## New words"
    yield _words(drift.words)


def _outside_lines(outside: "pd.DataFrame", documents: int) -> Iterator[str]:
    columns = ["id", "title", "no_topic_reason"]
    for name, title, reason in outside[columns].head(LISTED).to_numpy():
        yield f"- {escaped(name)}, {escaped(title)}: {escaped(reason)}"
    if documents > LISTED:
        yield f"- and {count(documents - LISTED, 'document')} more in documents.csv"


def _growth(table: Table, column: str, noun: str) -> str:
    rows = moved(table)
    if not rows:
        return f"No {noun} grew or shrank beyond chance."
    lines = [f"| {noun} | in the run | now | times | p |", "|---|---|---|---|---|"]
    for row in rows:
        before, now = table["share_expected"][row], table["share_new"][row]
        lines.append(
            f"| {escaped(str(table[column][row]))} | {before:.1%} | {now:.1%} "
            f"| {table['growth'][row]:.1f} | {table['p'][row]:.2g} |"
        )
    return "\n".join(lines)


def _words(table: Table) -> str:
    words = [
        f"{escaped(str(word))} ({new:,}, {run:,})"
        for word, new, run in zip(
            table["word"], table["documents_new"], table["documents_run"], strict=True
        )
    ]
    if not words:
        return "No word is frequent here and rare in the run beyond chance."
    return (
        f"Words of at most {RARE:.0%} of the run's documents that are more frequent here beyond "
        "chance (Fisher's exact test, Benjamini-Hochberg), the most telling first (log-odds with "
        "an informative prior), with the documents here and there: "
        f"{', '.join(words[:LISTED])}. More are in new_words.csv."
    )
