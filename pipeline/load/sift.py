"""Part the records that can be documents from those that cannot, as they come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pipeline.artifacts import Dropped
from pipeline.load.records import Entry, Record, encodable

TWICE = "id occurs twice"
"""The reason for records with the id of an earlier one."""


@dataclass(frozen=True)
class Sifted:
    """What became of the records, in input order."""

    kept: list[Record]
    dropped: tuple[Dropped, ...]
    records: int


def sift(entries: Iterable[Entry], min_characters: int) -> Sifted:
    """Keep the records that can be documents.

    Of usable records with the same id the first is kept.
    """
    kept: dict[str, Record] = {}
    dropped = []
    records = 0
    for entry in usable(entries, min_characters):
        records += 1
        if isinstance(entry, Dropped):
            dropped.append(entry)
        elif entry.id in kept:
            dropped.append(again(entry, kept[entry.id].place))
        else:
            kept[entry.id] = entry
    return Sifted(list(kept.values()), tuple(dropped), records)


def usable(entries: Iterable[Entry], min_characters: int) -> Iterator[Entry]:
    """The same records, those that cannot be documents with the reason; ids are not compared."""
    for entry in entries:
        yield entry if isinstance(entry, Dropped) else _refused(entry, min_characters) or entry


def again(record: Record, kept: str) -> Dropped:
    """A record with the id of an earlier one, which stands at the place ``kept``."""
    return record.dropped(TWICE, f"{record.place} has the id of {kept}, which is kept")


def _refused(record: Record, min_characters: int) -> Dropped | None:
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
    return None
