"""Why a document has its topic and its themes, in words, for whoever shows it."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.report.table import SIGNAL
from pipeline.runs.explain import ExplainedDocument

SAID = {"yes": "you said so", "no": "you said it does not belong"}
NAMED = {"yes": "says its name or a keyword", "no": "near in meaning only"}

Row = Mapping[Any, Any]
"""A row of the table of documents and themes."""


def topic_of(found: ExplainedDocument) -> str:
    """The topic of a document and how well it holds, or why it has none."""
    row = found.document
    if row["topic"] < 0:
        return f"No topic: {row['no_topic_reason']}"
    holds = f", a {row['topic_holds']} topic" if row["topic_holds"] else ""
    return f"Topic {row['topic']}: {row['topic_label']}{holds}"


def other_topics(found: ExplainedDocument) -> Iterator[str]:
    """The topic that is nearest to a document without one, and the one that comes second."""
    row = found.document
    if row["topic"] < 0 <= row["nearest_topic"]:
        name = found.names.get(row["nearest_topic"], "")
        times = f"{row['topic_distance']:.1f} times as far from its centre as its own documents"
        yield f"nearest {row['nearest_topic']}: {name} ({times})"
    if row["second_topic"] >= 0:
        name = found.names.get(row["second_topic"], "")
        yield f"second {row['second_topic']}: {name} (share {row['second_share']:.2f})"


def mark_of(theme: Row) -> str:
    """Whether a document has a theme, and whether that is its first."""
    return "primary" if theme["primary"] else "assigned" if theme["assigned"] else "not assigned"


def why_of(theme: Row) -> str:
    """What a score rests on: what the user said, else the name and the signals.

    Whether a document says the name is told where it has the theme. Signals are in standard
    deviations.
    """
    names = [name for name in theme if name.startswith(SIGNAL)]
    signals = "; ".join(f"{name.removeprefix(SIGNAL)} {theme[name]:+.1f}" for name in names)
    named = NAMED.get(theme["named"], "") if theme["assigned"] else ""
    return SAID.get(theme["judged"]) or ", ".join(filter(None, (named, signals)))


def evidence_of(theme: Row) -> tuple[str, ...]:
    """The sentence that speaks most for a theme, and the words in it that do, if any."""
    if not theme["evidence"]:
        return ()
    words = (f"[{'; '.join(theme['words'])}]",) if len(theme["words"]) else ()
    return (f"“{' '.join(theme['evidence'].split())}”", *words)
