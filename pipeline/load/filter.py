"""Part the records that can be documents from those that cannot, as they come.

Of a larger source a subsample is drawn: the records with the lowest hashes of their ids (bottom-k
sampling; Cohen & Kaplan 2007, doi:10.1145/1281100.1281133). Which these are depends neither on the
order of the records nor on the format, a larger subsample holds a smaller one, and no more records
are held than are drawn.
"""

import hashlib
import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline.core.corpus import Dropped
from pipeline.load.placeholders import is_placeholder
from pipeline.load.records import Entry, Record, encodable
from pipeline.numerics.tokens import said_in

PLACEHOLDER, NOTHING_ELSE = "placeholder", "boilerplate and nothing else"
EMPTY, WORDLESS = "empty text", "no words"
MASKED = "masked, and too little else"
"""The reasons for records whose text says that there is none, or has none of its own."""

LONGEST_ID = 500
"""Characters: an id is in every table, and is read by people."""

AT_ONCE = 200
"""Records that are held together, of those that come one by one."""

LONGEST_TEXT = 10_000_000
"""Characters: what is longer is a library, or a fault of whoever wrote the file."""

TWICE = "id occurs twice"
"""The reason for records with the id of an earlier one."""


@dataclass(frozen=True)
class Filtered:
    """What became of the records, in input order; the others were not drawn."""

    kept: list[Record]
    dropped: tuple[Dropped, ...]
    records: int


class Subsample:
    """The ids with the ``size`` lowest hashes so far; another ``seed`` gives other hashes."""

    def __init__(self, size: int, seed: int) -> None:
        self._size, self._salt = size, str(seed).encode()
        self._heap: list[tuple[int, str]] = []

    def add(self, name: str) -> str | None:
        """Add an id, each once; the id that has to go for it, maybe the same."""
        digest = hashlib.blake2b(name.encode(), digest_size=16, salt=self._salt).digest()
        entry = (-int.from_bytes(digest), name)
        if len(self._heap) < self._size:
            heapq.heappush(self._heap, entry)
            return None
        return heapq.heappushpop(self._heap, entry)[1]


def filter_records(
    entries: Iterable[Entry],
    min_characters: int,
    subsample: Subsample | None = None,
    *,
    keep_placeholders: bool = False,
) -> Filtered:
    """Keep the records that can be documents, or those of them that are drawn.

    Of usable records with the same id the first is kept.
    """
    kept: dict[str, Record] = {}
    dropped = []
    records = 0
    for entry in usable(entries, min_characters, keep_placeholders=keep_placeholders):
        records += 1
        if isinstance(entry, Dropped):
            dropped.append(entry)
        elif entry.id in kept:
            dropped.append(again(entry, kept[entry.id].place))
        else:
            kept[entry.id] = entry
            undrawn = subsample.add(entry.id) if subsample else None
            if undrawn is not None:
                del kept[undrawn]
    # what repeats a record that had to go later on was not drawn either
    told = (each for each in dropped if each.reason != TWICE or each.id in kept)
    return Filtered(list(kept.values()), tuple(told), records)


def usable(
    entries: Iterable[Entry], min_characters: int, *, keep_placeholders: bool = False
) -> Iterator[Entry]:
    """The same records, those that cannot be documents with the reason; ids are not compared.

    Where there is no text, or but a placeholder, a title stands in for it.
    """
    for entry in entries:
        if isinstance(entry, Dropped):
            yield entry
        elif refused := _refused(entry, min_characters):
            yield refused
        elif not keep_placeholders and is_placeholder(entry.text):
            yield without_text(entry, min_characters, PLACEHOLDER)
        else:
            yield entry


def also_dropped(
    entries: Iterable[Entry], find: Callable[[Sequence[Record]], Mapping[int, Dropped]]
) -> Iterator[Entry]:
    """The same records, dropped where ``find`` says so of some, by their places among these."""
    rest = iter(entries)
    while block := list(islice(rest, AT_ONCE)):
        records = [entry for entry in block if isinstance(entry, Record)]
        instead = {records[place].place: entry for place, entry in find(records).items()}
        yield from (instead.get(e.place, e) if isinstance(e, Record) else e for e in block)


def without_text(record: Record, min_characters: int, reason: str, detail: str = "") -> Entry:
    """A record whose text says nothing: a document if its title can be one."""
    said = said_in(record.title, min_characters)
    return record if said == min_characters else record.dropped(reason, detail)


def again(record: Record, kept: str) -> Dropped:
    """A record with the id of an earlier one, which stands at the place ``kept``."""
    return record.dropped(TWICE, f"{record.place} has the id of {kept}, which is kept")


def _refused(record: Record, min_characters: int) -> Dropped | None:
    written = "".join((record.id, record.title, record.text, record.date, *record.groups))
    if encodable(written) != written:
        return record.dropped(
            "broken character", "half of a surrogate pair, which no file can hold"
        )
    if len(record.id) > LONGEST_ID:
        return record.dropped(
            "id too long", f"{len(record.id):,} characters; an id has at most {LONGEST_ID:,}"
        )
    if len(record.text) > LONGEST_TEXT:
        return record.dropped(
            "text too long", f"{len(record.text):,} characters; a text has at most {LONGEST_TEXT:,}"
        )
    if not record.text.strip():
        return _dropped(without_text(record, min_characters, EMPTY))
    spoken = said_in(record.text, min_characters)
    if spoken < min_characters:
        detail = f"{spoken} letters and digits; a text has at least {min_characters}"
        return _dropped(without_text(record, min_characters, WORDLESS, detail))
    return None


def _dropped(entry: Entry) -> Dropped | None:
    return entry if isinstance(entry, Dropped) else None
