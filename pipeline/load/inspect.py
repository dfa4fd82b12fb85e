"""What is wrong with the input: filter the records, then say what a reader should know."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Corpus, without_parts
from pipeline.core.errors import InputError
from pipeline.core.language_choice import told_among
from pipeline.load import checks
from pipeline.load.boilerplate import LeftOut, leave_out
from pipeline.load.dates import iso_date
from pipeline.load.filter import Subsample, filter_records
from pipeline.load.mask import as_told, find_mask
from pipeline.load.masked import mask_records
from pipeline.load.near_duplicates import first_copies
from pipeline.load.passages import split_records
from pipeline.load.records import Options, Record, Records
from pipeline.load.refusals import mostly_lost, nothing_left
from pipeline.numerics.languages import Teller, language_teller, sample, tell_enough
from pipeline.numerics.tokens import fold

IDENTIFIED = 20_000
"""Texts whose language is told; of more, an even sample."""


def inspect(reading: Records, options: Options) -> Corpus:
    """Make a corpus of the records that can be documents.

    Raises ``InputError`` with the counts by reason where none can.
    """
    among = told_among(options.language)
    tell = language_teller(among)  # first, so that its model is there when it is asked
    size, seed = options.subsample, options.subsample_seed
    subsample = None if size is None else Subsample(size, seed)
    keep = options.boilerplate == "keep"
    found = filter_records(
        reading.entries, options.min_characters, subsample, keep_placeholders=keep
    )
    without = LeftOut(found.kept) if keep else leave_out(found.kept, options.min_characters)
    mask = find_mask(options.mask, **_read(without.kept, reading.groups))
    without = mask_records(without, mask, options.min_characters)
    kept, dropped, records = without.kept, (*found.dropped, *without.dropped), found.records
    if not kept:
        reasons = Counter(each.reason for each in dropped)
        raise InputError(nothing_left(options.path, reasons, next(iter(dropped), None)))
    if not options.allow_dropped and checks.is_mostly_lost(dropped, records):
        raise InputError(mostly_lost(options.path, dropped, records))
    wholes = len(kept)
    if options.split is not None:
        without = split_records(without, options.split, options.min_characters)
        kept = without.kept
    columns = columns_of(kept, reading.groups)
    ids, titles, texts = columns["ids"], columns["titles"], columns["texts"]
    keys = [(fold(title), fold(text)) for title, text in zip(titles, texts, strict=True)]
    first_copy = first_copies(keys)
    own_texts = without_parts(without_parts(texts, without.parts), without.masked)
    own_titles = without_parts(titles, without.masked_titles)
    folded = list(keys)
    parts = (without.parts, without.masked, without.masked_titles)
    for place in np.unique(np.concatenate(parts)[:, 0]).tolist():
        folded[place] = fold(own_titles[place]), fold(own_texts[place])
    told, looked_at = _languages(own_texts, tell, alike=len(among) == 1)
    believed = bool(among) or tell_enough(told, looked_at)
    spoken = told if believed else ("",) * len(told)
    dates, unread = iso_dates(kept)
    corpus = Corpus(
        **columns,
        first_copy=first_copy,
        languages=spoken,
        dates=dates,
        records=records,
        dropped=dropped,
        left_out=without.parts,
        masked=without.masked,
        masked_titles=without.masked_titles,
        names=as_told(mask.names),
        checks=(
            *checks.dropped(dropped, records),
            *checks.copies(ids, first_copy),
            *checks.near(ids, folded, first_copy, options.near_duplicate_threshold),
            *(() if len(among) == 1 else checks.languages(ids, told, looked_at, believed=believed)),
            *checks.odd_characters(ids, texts),
            *checks.split(kept, wholes),
            *checks.long_texts(ids, own_texts, options.split),
            *checks.titled(ids, own_texts),
            *checks.boilerplate(ids, texts, without.parts),
            *checks.markup(ids, own_texts),
            *checks.recurring(ids, own_texts, first_copy),
            *checks.drawn(wholes, records - len(dropped), records),
            *checks.unread_dates(unread),
            *reading.checks,
        ),
    )
    return replace(corpus, checks=(*corpus.checks, *checks.masked(corpus, mask)))


def _read(kept: Sequence[Record], groups: Strings) -> dict[str, Any]:
    """What tells names: the texts, and the columns that are not empty."""
    columns = {
        name: tuple(record.groups[column] for record in kept if record.groups[column].strip())
        for column, name in enumerate(groups)
    }
    return {"texts": [record.text for record in kept], "columns": columns}


def columns_of(kept: Sequence[Record], groups: Strings) -> dict[str, Any]:
    """What is told of documents in so many words, by the fields of a corpus."""
    parents: dict[str, Any] = {}
    if kept[0].parent:
        parents = {
            "parents": tuple(record.parent for record in kept),
            "parent_titles": tuple(record.parent_title for record in kept),
        }
    return parents | {
        "ids": tuple(record.id for record in kept),
        "titles": tuple(record.title for record in kept),
        "texts": tuple(record.text for record in kept),
        "groups": {
            name: tuple(record.groups[column] for record in kept)
            for column, name in enumerate(groups)
        },
    }


def _languages(texts: Strings, tell: Teller, *, alike: bool) -> tuple[Strings, int]:
    """The language of each text, and how many were looked at.

    All are where they are ``alike``: there is but one language to tell.
    """
    looked_at = sample(len(texts), len(texts) if alike else IDENTIFIED)
    told = dict(zip(looked_at, tell([texts[i] for i in looked_at]), strict=True))
    return tuple(told.get(i, "") for i in range(len(texts))), len(told)


def iso_dates(kept: Sequence[Record]) -> tuple[Strings, list[Record]]:
    """The dates as ISO 8601, or none at all where no record has one; and what was not read."""
    if not any(record.date.strip() for record in kept):
        return (), []
    dates = [iso_date(record.date) if record.date.strip() else "" for record in kept]
    unread = [record for record, date in zip(kept, dates, strict=True) if date is None]
    return tuple(date or "" for date in dates), unread
