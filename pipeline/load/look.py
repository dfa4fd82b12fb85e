"""A look at what a reader will make of its input, before anything is computed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from pipeline.core.artifacts import Check, Strings
from pipeline.core.corpus import Dropped
from pipeline.core.errors import InputError
from pipeline.load.checks import MANY_LOST, by_reason, is_mostly_lost
from pipeline.load.dates import iso_date
from pipeline.load.filter import again, usable
from pipeline.load.mask import MARKUP
from pipeline.load.records import Records
from pipeline.load.refusals import mostly_lost, nothing_left
from pipeline.load.split import LONG, MANY_LONG, Split, better, is_long, spans, spelled
from pipeline.numerics.markup import first_markup

OF_CHOICES = ("L10", "L12")
"""Checks that tell what a config does not say; one of ``themeline init`` says it."""

MOST = 50_000
"""Records that are looked at."""


SAMPLE = 100
"""Long texts that tell how they are better split."""


class Readable(Protocol):
    """What every reader can do: hand over its records one by one."""

    @property
    def path(self) -> Path:
        """The file or folder."""

    @property
    def min_characters(self) -> int:
        """Letters and digits that a text has at least."""

    @property
    def boilerplate(self) -> str:
        """Whether boilerplate is left out ("drop") or read ("keep")."""

    @property
    def allow_dropped(self) -> bool:
        """Whether most records may be dropped."""

    @property
    def mask(self) -> Strings:
        """What is shown and not read."""

    @property
    def split(self) -> Split | None:
        """How texts are cut into passages; None for not at all."""

    def read(self) -> Records:
        """The records, from the first on at each call."""


@dataclass(frozen=True)
class Look:
    """The first records of an input.

    records    that were looked at
    whole      whether these are all
    documents  those of them that can be documents
    dropped    the others
    titled     documents with nothing but a title to read
    passages   of all of them, boilerplate aside; as many as documents where none is cut
    long       of these that are longer than three windows of a model
    marked     documents that are written in HTML or the like, where that is read
    better     how they are better split, where many are long
    undated    dates that cannot be read, with where they stand
    checks     what the reader tells of how it reads
    """

    records: int
    whole: bool
    documents: int
    dropped: tuple[Dropped, ...]
    titled: int
    undated: tuple[tuple[str, str], ...]
    passages: int = 0
    long: int = 0
    marked: int = 0
    better: Split | None = None
    checks: tuple[Check, ...] = ()

    @property
    def reasons(self) -> Mapping[str, int]:
        """How many were dropped for which reason."""
        return Counter(each.reason for each in self.dropped)

    @property
    def told(self) -> list[str]:
        """What there is, in sentences."""
        counted = f"{self.records:,} record{'' if self.records == 1 else 's'}"
        seen = counted if self.whole else f"the first {counted}"
        if not self.dropped:
            told = [f"{seen}, each of them a document."]
        else:
            fate = f"{by_reason(self.reasons)}; the first is {self.dropped[0].record}"
            told = [f"{seen}, {self.documents:,} of them documents; dropped: {fate}."]
        if self.titled:
            verb = "has" if self.titled == 1 else "have"
            told.append(f"{self.titled:,} of the documents {verb} a title alone.")
        if self.passages > self.documents:
            told.append(f"They are cut into {self.passages:,} passages.")
        if self.is_marked_up:
            told.append(f"{self.marked:,} of the documents hold markup: set load.mask: markup.")
        if self.better is not None:
            of = "passages" if self.passages > self.documents else "documents"
            told.append(
                f"{self.long:,} of the {of} {'is' if self.long == 1 else 'are'} longer than "
                f"{LONG} words, and each gets one topic: set load.split: {spelled(self.better)}."
            )
        if self.undated:
            value, place = self.undated[0]
            dates = "1 date" if len(self.undated) == 1 else f"{len(self.undated):,} dates"
            told.append(
                f"{dates} cannot be read, or may mean two days; the first is {value!r} ({place}): "
                "set load.date_format."
            )
        doubts = (f"{check.message} {check.advice}" for check in self.checks)
        return [*told, *(doubt.strip() for doubt in doubts)]

    @property
    def is_marked_up(self) -> bool:
        """Whether more than a few documents are written in HTML or the like."""
        return self.marked > MANY_LOST * self.documents

    @property
    def mostly_lost(self) -> bool:
        """Whether more than half cannot be documents, and are no placeholders."""
        return is_mostly_lost(self.dropped, self.records)


def look(source: Readable, most: int | None = None) -> Look:
    """Read the first records, ``most`` of them or ``MOST``.

    Raises ``InputError`` where the input cannot be read as declared.
    """
    keep = source.boilerplate == "keep"
    reading = source.read()
    entries = usable(reading.entries, source.min_characters, keep_placeholders=keep)
    places: dict[str, str] = {}
    dropped: list[Dropped] = []
    undated = []
    titled = passages = marked = 0
    long: list[str] = []
    for entry in islice(entries, MOST if most is None else most):
        if isinstance(entry, Dropped):
            dropped.append(entry)
        elif entry.id in places:
            dropped.append(again(entry, places[entry.id]))
        else:
            places[entry.id] = entry.place
            titled += not entry.text.strip()
            parts = _parts(entry.text, source)
            passages += len(parts)
            marked += MARKUP not in source.mask and bool(first_markup(entry.text))
            long += filter(is_long, parts)
            if entry.date.strip() and iso_date(entry.date) is None:
                undated.append((entry.date[:40], entry.place))
    whole = next(entries, None) is None
    documents = len(places)
    records = documents + len(dropped)
    checks = tuple(check for check in reading.checks if check.code not in OF_CHOICES)
    return Look(
        records,
        whole,
        documents,
        tuple(dropped),
        titled,
        tuple(undated),
        passages,
        len(long),
        marked,
        better(long[:: len(long) // SAMPLE + 1]) if len(long) >= MANY_LONG * passages > 0 else None,
        checks,
    )


def _parts(text: str, source: Readable) -> list[str]:
    """The passages of a text, or the text."""
    if source.split is None:
        return [text]
    return [text[slice(*span)] for span in spans(text, text, source.split, source.min_characters)]


def require_documents(source: Readable, seen: Look) -> None:
    """Raise ``InputError`` where a run would stop for want of documents."""
    if seen.whole and not seen.documents:
        raise InputError(nothing_left(source.path, seen.reasons, next(iter(seen.dropped), None)))
    if seen.mostly_lost and not source.allow_dropped:
        raise InputError(mostly_lost(source.path, seen.dropped, seen.records))
