"""References: each document as a work that a reference manager holds, whatever the format."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.core.artifacts import Strings
from pipeline.export.contents import Contents

KNOWN = {
    "authors": ("authors", "author", "author full names", "creator"),
    "journal": ("journal", "source title", "publication title", "container-title", "venue"),
    "doi": ("doi",),
    "url": ("url", "link"),
    "type": ("type", "document type", "item type", "publication type"),
    "keywords": ("keywords", "author keywords", "index keywords"),
}
"""What columns are called that mean the same everywhere, in lower case."""

ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
"""How a date begins."""


@dataclass(frozen=True)
class Reference:
    """A document as a work.

    date      year, month and day, as far as they are known
    known     what columns of the input say that every reference has: authors, journal, doi, ...
    others    what the others say
    keywords  its themes and its topics, the finest level first
    """

    id: str
    title: str
    abstract: str
    date: tuple[int, ...]
    language: str
    known: Mapping[str, str]
    others: Mapping[str, str]
    keywords: Strings


def references(contents: Contents) -> Iterator[Reference]:
    """Every document of a run."""
    corpus = contents.corpus
    known = {
        name: next((column for column in corpus.groups if column.casefold() in spelled), None)
        for name, spelled in KNOWN.items()
    }
    others = [column for column in corpus.groups if column not in known.values()]
    for place, identifier in enumerate(contents.ids):
        title, text = contents.titles[place], contents.texts[place]
        labels = (level.names[place] for level in reversed(contents.levels))
        keywords = (*contents.themes_of(place), *labels)
        yield Reference(
            id=identifier,
            title=title,
            abstract="" if text == title else text,
            date=_parts(corpus.dates[place] if corpus.dates else ""),
            language=corpus.language_of(place),
            known={name: corpus.groups[c][place] for name, c in known.items() if c is not None},
            others={column: corpus.groups[column][place] for column in others},
            keywords=tuple(dict.fromkeys(filter(None, keywords))),
        )


def parted(values: str) -> list[str]:
    """Several values of one column, which stand between semicolons."""
    return [part.strip() for part in values.split(";") if part.strip()]


def _parts(date: str) -> tuple[int, ...]:
    found = ISO.match(date)
    return tuple(int(part) for part in found.groups() if part) if found else ()
