"""Which column is the text, the title, the id, the date and which are groups, as a person chooses.

By what the tool that wrote the file calls them, by names that say it, and always by the values: a
text is written in sentences, an id is unique in the whole file, a title is no person.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.load.column import Column
from pipeline.load.profiles import Profile, profile_of
from pipeline.load.table import TEXT_NAMES, is_named_like_text

Role = Literal["id", "title", "text", "date", "groups"]

MOST_GROUPS = 6
GROUP_VALUES = (2, 30)
"""Different values of a column that documents are compared by."""

# fmt: off
_IDS = ("id", "uid", "uuid", "guid", "key", "identifier", "pmid", "eid", "doi", "code", "number",
        "nr", "no", "index", "kennung")
_TITLES = ("title", "titles", "headline", "heading", "subject", "titel", "titre", "titulo",
           "summary", "name")
_DATES = ("published", "publication", "date", "created", "timestamp", "time", "submitted", "posted",
          "day", "datum", "fecha", "at", "on", "month", "year", "jahr")
_NOT_TITLES = frozenset({
    "source", "journal", "publication", "series", "conference", "book", "job", "short", "person",
    "user", "author", "file", "first", "last", "full", "company", "department", "channel", "your",
    "reviewer", "speaker", "respondent", "customer", "patient", "student", "teacher", "sender",
})
_LATER_DATES = frozenset({
    "added", "modified", "accessed", "access", "updated", "update", "entry", "revised", "early",
    "retrieved", "download", "downloaded", "reply", "replied", "edited", "issued", "query",
    "indexed", "deposited", "exported", "fetched", "scraped", "crawled",
})
_ANSWERS = frozenset({"reply", "response", "answer", "answers"})
# fmt: on


@dataclass(frozen=True)
class Guess:
    """A column that may serve as ``role``, and why."""

    role: Role
    column: str
    reason: str


def guess_roles(columns: Sequence[Column]) -> list[Guess]:
    """Propose columns for the text, the title, the id, the date and the groups, with reasons."""
    profile = profile_of([column.name for column in columns])
    title = _first(_titles(columns, profile))
    text = _first(_texts(columns, profile, title.column if title else ""))
    if text is None or (title is not None and text.column == title.column):
        title = None
    taken = {guess.column for guess in (text, title) if guess}
    rest = [column for column in columns if column.name not in taken]
    identifier, date = _first(_ids(rest, profile)), _first(_dates(rest, profile))
    single = [guess for guess in (text, title, identifier, date) if guess]
    taken = {guess.column for guess in single}
    return [*single, *_groups([column for column in rest if column.name not in taken], profile)]


def other_texts(columns: Sequence[Column], guesses: Sequence[Guess]) -> list[str]:
    """Columns that hold texts as well, and serve as nothing."""
    taken = {guess.column for guess in guesses}
    texts = (each for each in columns if each.kind == "prose" and each.name not in taken)
    return [each.name for each in texts if 2 * each.different > each.there]


def _first(guesses: Iterator[Guess]) -> Guess | None:
    return next(guesses, None)


def _by_profile(
    columns: Sequence[Column], profile: Profile | None, role: Role, fits: Callable[[Column], bool]
) -> Iterator[Guess]:
    by_name = {column.name.strip().casefold(): column for column in columns}
    for name in getattr(profile, role) if profile else ():
        column = by_name.get(name.casefold())
        if profile and column and fits(column):
            yield Guess(role, column.name, f"what {profile.tool} calls it")


def _texts(columns: Sequence[Column], profile: Profile | None, title: str) -> Iterator[Guess]:
    """Those that the profile or the name tells, then the one with most to read, then the title."""
    yield from _by_profile(columns, profile, "text", _is_text)
    for told in _by_profile(columns, profile, "title", _is_text):
        yield replace(told, role="text")  # such an export has no text of its own
    prose = sorted(filter(_is_text, columns), key=lambda each: -each.different * each.length)
    named = [column for column in prose if not TEXT_NAMES.isdisjoint(_words(column.name))]
    named.sort(key=lambda each: not _ANSWERS.isdisjoint(_words(each.name)))
    for column in named:
        if column.name != title:
            yield Guess("text", column.name, f"named like a text; {_size(column)}")
    for column in prose:
        yield Guess("text", column.name, f"the most to read; {_size(column)}")
    short = [each for each in columns if each.kind == "short" and is_named_like_text(each.name)]
    for column in short:
        yield Guess("text", column.name, f"named like a text; {_size(column)}")


def _is_text(column: Column) -> bool:
    return column.kind == "prose"


def _size(column: Column) -> str:
    filled = "" if column.filled == 1 else f", {column.filled:.0%} filled"
    return f"{column.length:.0f} characters on average{filled}"


def _titles(columns: Sequence[Column], profile: Profile | None) -> Iterator[Guess]:
    yield from _by_profile(columns, profile, "title", lambda each: each.filled > 0)
    named = (
        (rank, column)
        for column in columns
        if (rank := _rank(column.name, _TITLES, _NOT_TITLES)) is not None
    )
    for _, column in sorted(named, key=lambda each: (len(_words(each[1].name)), each[0])):
        worded = column.words >= 2 or column.name.strip().casefold() in _TITLES[:-1]
        if column.name_like and "name" in _words(column.name):
            continue  # of persons
        if column.kind == "prose" or (column.kind == "short" and worded):
            yield Guess("title", column.name, "named like a title")


def _ids(columns: Sequence[Column], profile: Profile | None) -> Iterator[Guess]:
    yield from _by_profile(columns, profile, "id", lambda column: column.is_unique)
    ranked = ((_rank(column.name, _IDS), column) for column in columns if column.is_unique)
    named = [(rank, column) for rank, column in ranked if rank is not None]
    for _, column in sorted(named, key=lambda each: (each[0], len(each[1].name))):
        if column.kind in ("short", "number", "link", "date"):
            yield Guess("id", column.name, "named like an id; every value is there and different")


def _dates(columns: Sequence[Column], profile: Profile | None) -> Iterator[Guess]:
    # years may be 0 where they are not known
    yield from _by_profile(columns, profile, "date", lambda each: each.kind in ("date", "number"))
    dated = [column for column in columns if column.kind == "date" and column.filled >= 0.5]
    named = [(_rank(column.name, _DATES), column) for column in dated]
    first = [(rank, column) for rank, column in named if rank is not None]
    first.sort(key=lambda each: (not _LATER_DATES.isdisjoint(_words(each[1].name)), each[0]))
    for _, column in first:
        yield Guess("date", column.name, _dated(column))
    for column in dated:
        if not column.samples[0].isdecimal():
            yield Guess("date", column.name, _dated(column))


def _dated(column: Column) -> str:
    return f"its values are dates; {column.filled:.0%} filled"


def _groups(columns: Sequence[Column], profile: Profile | None) -> list[Guess]:
    told = list(_by_profile(columns, profile, "groups", _can_group))
    names = {guess.column for guess in told}
    reason = "short values that come again and again"
    rest = (
        each
        for each in columns
        if _can_group(each) and each.name not in names and _words(each.name).isdisjoint(_IDS[:5])
    )
    return [*told, *(Guess("groups", column.name, reason) for column in rest)][:MOST_GROUPS]


def _can_group(column: Column) -> bool:
    least, most = GROUP_VALUES
    repeated = column.different <= column.there / 2
    usable = column.kind in ("short", "number", "prose") and column.length <= 40
    return usable and least <= column.different <= most and repeated and column.filled > 0.5


def _rank(name: str, names: Sequence[str], without: frozenset[str] = frozenset()) -> int | None:
    """The place in ``names`` of the first word of a column's name that is there; None for none."""
    words = _words(name)
    if not without.isdisjoint(words):
        return None
    return min((names.index(word) for word in words if word in names), default=None)


def _words(name: str) -> set[str]:
    """The words of a column's name: "createdAt" and "created_at" are of two."""
    found = re.findall(r"[^\W\d_]?[a-zß-ÿ]+|[^\W\d_]+", name.strip())
    return {word.casefold() for word in found}
