"""Doccano: text classification as JSONL or JSON.

Labels that were handed over and labels that people chose look the same in it, and so do a document
that nobody has opened and one that nothing was chosen for. So an answer counts where its labels
are others than those handed over, or all that is exported was approved.
"""

from collections.abc import Iterator

from pipeline.corrections.annotated.answer import (
    Answer,
    LeftOut,
    Record,
    Said,
    asked_of,
    text,
    texts,
)
from pipeline.runs.asking import PREDICTED

NAME, RECORD = "doccano", ""

UNSEEN = ", so that nobody may have looked; export approved documents only, and add --approved"


def recognises(record: Record) -> bool:
    """Whether a record is one of its own."""
    return "text" in record and ("label" in record or "labels" in record)


def answers(where: str, record: Record, approved: bool) -> Iterator[Said]:
    """What people answered to a record; ``approved`` is whether somebody has looked at all."""
    asked = asked_of(where, record)
    labels = record["label"] if "label" in record else record["labels"]
    ticked = texts([] if labels is None else labels)
    if ticked is None or (labels and not ticked):
        yield LeftOut(where, "labelled otherwise than text classification does, by name")
        return
    before = texts(record.get(PREDICTED)) or ()
    if approved or (ticked and set(ticked) != set(before)):
        yield Answer(asked, ticked, text(record.get("username")))
    elif ticked:
        yield LeftOut(where, f"labelled as when handed over{UNSEEN}")
    else:
        yield LeftOut(where, f"without a label{UNSEEN}")
