"""Records of which something is masked, and those of which nothing else is left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from pipeline.core.artifacts import IntArray
from pipeline.core.corpus import NOTHING, Dropped, parts_of, without_parts
from pipeline.load.boilerplate import Boilerplate, LeftOut
from pipeline.load.filter import MASKED, also_dropped
from pipeline.load.mask import Mask
from pipeline.load.records import Entry, Record
from pipeline.numerics.tokens import said_in


def mask_records(found: LeftOut, mask: Mask, min_characters: int) -> LeftOut:
    """Mask parts of the texts and titles of records, and drop those that hold too little else."""
    if not mask.asked:
        return found
    titles, texts = ([getattr(each, of) for each in found.kept] for of in ("title", "text"))
    masked, masked_titles = mask.parts(texts), mask.parts(titles)
    dropped = _nothing_else(found.kept, found.parts, masked, masked_titles, min_characters)
    places = [place for place in range(len(found.kept)) if place not in dropped]
    return replace(
        found,
        kept=[found.kept[place] for place in places],
        parts=parts_of(found.parts, places),
        masked=parts_of(masked, places),
        masked_titles=parts_of(masked_titles, places),
        dropped=(*found.dropped, *dropped.values()),
    )


def with_masked(
    entries: Iterable[Entry], mask: Mask, boilerplate: Boilerplate | None, min_characters: int
) -> Iterator[Entry]:
    """The same records, dropped where they hold too little that is not masked."""

    def dropped(records: Sequence[Record]) -> Mapping[int, Dropped]:
        titles, texts = ([getattr(each, of) for each in records] for of in ("title", "text"))
        parts = boilerplate.left_out(texts) if boilerplate else NOTHING
        masked = mask.parts(texts), mask.parts(titles)
        return _nothing_else(records, parts, *masked, min_characters)

    return also_dropped(entries, dropped)


def _nothing_else(
    records: Sequence[Record],
    left_out: IntArray,
    masked: IntArray,
    masked_titles: IntArray,
    min_characters: int,
) -> dict[int, Dropped]:
    """The records, by their places, that mask so much that title and text say too little."""
    texts = without_parts(tuple(record.text for record in records), left_out)
    own_texts = without_parts(texts, masked)
    own_titles = without_parts(tuple(record.title for record in records), masked_titles)
    return {
        place: records[place].dropped(MASKED)
        for place in np.union1d(masked[:, 0], masked_titles[:, 0]).tolist()
        if said_in(own_texts[place], min_characters) < min_characters
        and said_in(own_titles[place], min_characters) < min_characters
    }
