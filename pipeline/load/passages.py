"""Records as passages: parts of a text that stand for themselves, each with its parent.

What is not read of a text (boilerplate, what is masked) is found before it is cut, so that a
footer is looked for at the foot of the text and not at that of every passage.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from pipeline.core.artifacts import IntArray
from pipeline.core.corpus import without_parts
from pipeline.load.boilerplate import Boilerplate, LeftOut
from pipeline.load.filter import again
from pipeline.load.mask import Mask
from pipeline.load.records import Entry, Record, Unread
from pipeline.load.split import Split, spans
from pipeline.numerics.names import part_rows
from pipeline.numerics.passages import Span

NO_MASK = Mask()

SIGN = "#"
"""Between the id of a whole document and the number of a passage."""


def split_records(found: LeftOut, split: Split, min_characters: int) -> LeftOut:
    """The same records in passages; those that are not cut stay as they are."""
    sign = _free_sign([record.id for record in found.kept])
    parts = (found.parts, found.masked, found.masked_titles)
    each = zip(*(_by_record(rows, len(found.kept)) for rows in parts), strict=True)
    cut = [
        _passages(replace(record, unread=Unread(*unread)), split, min_characters, sign)
        for record, unread in zip(found.kept, each, strict=True)
    ]
    return gathered(list(chain.from_iterable(cut)), dropped=found)


def split_entries(
    entries: Iterable[Entry],
    split: Split,
    min_characters: int,
    boilerplate: Boilerplate | None = None,
    mask: Mask = NO_MASK,
) -> Iterator[Entry]:
    """The same of records that come one by one; of those with one id the first is split."""
    places: dict[str, str] = {}
    for entry in entries:
        if not isinstance(entry, Record):
            yield entry
        elif entry.id in places:
            yield again(entry, places[entry.id])
        else:
            places[entry.id] = entry.place
            yield from _passages(
                _with_unread(entry, boilerplate, mask), split, min_characters, SIGN
            )


def gathered(records: list[Record], dropped: LeftOut | None = None) -> LeftOut:
    """Records that know what is not read of them, with these parts as arrays."""
    unread = [record.unread or Unread() for record in records]
    return LeftOut(
        records,
        part_rows(each.left_out for each in unread),
        part_rows(each.masked for each in unread),
        part_rows(each.masked_title for each in unread),
        dropped.dropped if dropped else (),
    )


def _with_unread(record: Record, boilerplate: Boilerplate | None, mask: Mask) -> Record:
    left_out = boilerplate.left_out([record.text]) if boilerplate else ()
    return replace(
        record,
        unread=Unread(
            tuple((start, end) for _, start, end in np.asarray(left_out, np.int32).tolist()),
            tuple(mask.spans(record.text)),
            tuple(mask.spans(record.title)),
        ),
    )


def _passages(record: Record, split: Split, min_characters: int, sign: str) -> list[Record]:
    """The passages of a record, numbered from 1; the record itself where it is not cut.

    The title stands over the first of them alone, so that it is read once.
    """
    unread = record.unread or Unread()
    parts = part_rows([[*unread.left_out, *unread.masked]])
    own = without_parts((record.text,), parts)[0]
    cuts = spans(record.text, own, split, min_characters)
    if len(cuts) < 2:
        return [replace(record, parent=record.id, parent_title=record.title)]
    return [
        replace(
            record,
            place=f"{record.place}, passage {number}",
            id=f"{record.id}{sign}{number}",
            title=record.title if number == 1 else "",
            text=record.text[slice(*cut)],
            parent=record.id,
            parent_title=record.title,
            unread=Unread(
                _within(unread.left_out, cut),
                _within(unread.masked, cut),
                unread.masked_title if number == 1 else (),
            ),
        )
        for number, cut in enumerate(cuts, 1)
    ]


def _within(parts: Iterable[Span], cut: Span) -> tuple[Span, ...]:
    """The parts of a text that lie in one passage of it, as places in that."""
    low, high = cut
    inside = ((max(start, low) - low, min(end, high) - low) for start, end in parts)
    return tuple((start, end) for start, end in inside if start < end)


def _by_record(parts: IntArray, n: int) -> Sequence[tuple[Span, ...]]:
    found: list[list[Span]] = [[] for _ in range(n)]
    for record, start, end in parts.tolist():
        found[record].append((start, end))
    return [tuple(each) for each in found]


def _free_sign(ids: Sequence[str]) -> str:
    """A sign for which no passage gets the id of a record."""
    taken, sign = set(ids), SIGN
    while any(name.rpartition(sign)[0] in taken for name in ids if sign in name):
        sign += SIGN
    return sign
