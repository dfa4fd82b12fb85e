"""What is wrong with the input: sift the records, then say what a reader should know."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from pipeline.artifacts import Check, Corpus, Dropped, Strings
from pipeline.errors import InputError
from pipeline.load import checks
from pipeline.load.dates import iso_date
from pipeline.load.languages import languages, sample
from pipeline.load.records import Entry, Options, Reading, Record, encodable
from pipeline.load.repeats import first_copies, fold

IDENTIFIED = 20_000
"""Texts whose language is told; of more, an even sample."""


def inspect(reading: Reading, options: Options) -> Corpus:
    """Make a corpus of the records that can be documents.

    Raises ``InputError`` with the counts by reason where none can.
    """
    kept, dropped = sift(reading.entries, options.min_characters)
    if not kept:
        raise InputError(_nothing_left(options.path, dropped))
    ids = tuple(record.id for record in kept)
    texts = tuple(record.text for record in kept)
    folded = [(fold(record.title), fold(record.text)) for record in kept]
    first_copy = first_copies(folded)
    spoken, told = _languages(texts)
    dates, date_checks = _dates(kept)
    return Corpus(
        ids=ids,
        titles=tuple(record.title for record in kept),
        texts=texts,
        first_copy=first_copy,
        languages=spoken,
        dates=dates,
        groups={
            name: tuple(record.groups[column] for record in kept)
            for column, name in enumerate(reading.groups)
        },
        records=len(reading.entries),
        dropped=dropped,
        checks=(
            *checks.dropped(dropped, len(reading.entries)),
            *checks.copies(ids, first_copy),
            *checks.near(ids, folded, first_copy, options.near_copies),
            *checks.languages(ids, spoken, told),
            *checks.odd_characters(ids, texts),
            *checks.long_texts(ids, texts),
            *date_checks,
            *reading.checks,
        ),
    )


def sift(entries: Sequence[Entry], min_characters: int) -> tuple[list[Record], tuple[Dropped, ...]]:
    """Part the records that can be documents from those that cannot, with the reasons.

    Of usable records with the same id the first is kept.
    """
    kept: dict[str, Record] = {}
    dropped = []
    for entry in entries:
        refused = entry if isinstance(entry, Dropped) else _refuse(entry, kept, min_characters)
        if refused is not None:
            dropped.append(refused)
        elif isinstance(entry, Record):
            kept[entry.id] = entry
    return list(kept.values()), tuple(dropped)


def _refuse(record: Record, kept: dict[str, Record], min_characters: int) -> Dropped | None:
    written = "".join((record.id, record.title, record.text, record.date, *record.groups))
    if encodable(written) != written:
        return record.dropped(
            "broken character", "half of a surrogate pair, which no file can hold"
        )
    if not record.text.strip():
        return record.dropped("empty text")
    spoken = sum(1 for _ in islice(filter(str.isalnum, record.text), min_characters))
    if spoken < min_characters:
        detail = f"{spoken} letters and digits; a text has at least {min_characters}"
        return record.dropped("no words", detail)
    if record.id in kept:
        detail = f"{record.place} has the id of {kept[record.id].place}, which is kept"
        return record.dropped("id occurs twice", detail)
    return None


def _nothing_left(path: Path, dropped: Sequence[Dropped]) -> str:
    if not dropped:
        return f"{path}: there are 0 records in it"
    reasons = checks.by_reason(dropped)
    first = dropped[0]
    seen = f" ({first.detail})" if first.detail else ""
    return (
        f"{path}: 0 of {len(dropped)} records can be used: {reasons}. The first is "
        f"{first.record}: {first.reason}{seen}. See that load names the right file, columns "
        "and settings"
    )


def _languages(texts: Strings) -> tuple[Strings, int]:
    """The language of each text, and how many texts were looked at."""
    looked_at = sample(len(texts), IDENTIFIED)
    told = dict(zip(looked_at, languages([texts[i] for i in looked_at]), strict=True))
    return tuple(told.get(i, "") for i in range(len(texts))), len(told)


def _dates(kept: Sequence[Record]) -> tuple[Strings, tuple[Check, ...]]:
    """The dates as ISO 8601, or none at all where no record has one."""
    if not any(record.date.strip() for record in kept):
        return (), ()
    dates = [iso_date(record.date) if record.date.strip() else "" for record in kept]
    unread = [record for record, date in zip(kept, dates, strict=True) if date is None]
    return tuple(date or "" for date in dates), checks.unread_dates(unread)
