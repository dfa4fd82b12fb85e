"""Judgements that were made of texts in memory, where other texts or themes come next.

They are taken over beside the config of the runs of one name (``pipeline.api.project``). What is of
a document or theme that is not there waits in a file of its own, and counts again once both are.
Texts that came without ids are counted: "1" is another text in another list, and what was said of
it waits for its own.
"""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.assign.labels import COLUMNS, meant, read_rows
from pipeline.core.durable import whole
from pipeline.core.warning import warn_caller
from pipeline.corrections.taking_over import LABELS
from pipeline.store.files import machine_errors

WAITING = "waiting.csv"
"""What waits, with the texts that it was said of where these are counted."""

TEXTS = "texts"


@dataclass(frozen=True)
class Judgement:
    """One row as it is written; ``texts`` is the file of texts that were counted, else empty."""

    id: str
    theme: str
    belongs: bool
    texts: str = ""

    @property
    def about(self) -> tuple[str, str, str]:
        """What it is about."""
        return self.id, self.theme, self.texts


def sort_out(
    place: Path, before: str, now: str, ids: Collection[str], themes: Collection[str]
) -> None:
    """Let those judgements in a folder count that are of these documents and themes.

    ``before`` and ``now`` are the files of texts, empty where these have ids of their own. Warns
    (``UserWarning``) of how many wait, and where.
    """
    path, waiting = place / LABELS, place / WAITING
    said = [Judgement(*each, before) for each in _read(path)] if path.is_file() else []
    known = {each.about for each in said}
    waited = [each for each in _waiting(waiting) if each.about not in known]
    every = [*said, *waited]
    count = [
        each
        for each in every
        if meant(each.id, ids) in ids and meant(each.theme, themes) in themes and each.texts == now
    ]
    left = [each for each in every if each not in count]
    if count == said and left == waited:
        return
    with machine_errors("cannot sort out judgements", place):
        _write(path, count, COLUMNS)
        _write(waiting, left, (*COLUMNS, TEXTS))
    if left:
        of = "judgement was" if len(every) == 1 else "judgements were"
        warn_caller(
            f"{len(every):,} {of} made under this name, and {len(left):,} of them are of documents "
            f"or themes that are not here: they count for nothing and wait in {waiting}"
        )


def _read(path: Path) -> Iterator[tuple[str, str, bool]]:
    for _, identifier, theme, belongs in read_rows(path):
        yield identifier, theme, belongs


def _waiting(path: Path) -> list[Judgement]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Judgement(row["id"], row["theme"], row["belongs"] == "yes", row[TEXTS])
            for row in csv.DictReader(file)
        ]


def _write(path: Path, rows: Sequence[Judgement], columns: Sequence[str]) -> None:
    """Write the rows; without any, there is no file."""
    if not rows:
        path.unlink(missing_ok=True)
        return
    with whole(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(columns)
        for each in rows:
            said = (each.id, each.theme, "yes" if each.belongs else "no", each.texts)
            table.writerow(said[: len(columns)])
