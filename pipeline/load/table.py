"""Which columns of a table are the id, the title, the text, the date and the groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from pipeline.artifacts import Check, Strings
from pipeline.errors import InputError
from pipeline.load.records import Entry, Record, as_tuple

# fmt: off
TEXT_NAMES = frozenset({
    "text", "texts", "abstract", "body", "content", "contents", "comment", "comments",
    "description", "document", "feedback", "message", "post", "response", "review", "sentence",
    "summary", "transcript", "tweet",
})
# fmt: on
"""What a column of texts is usually called."""

Name = Annotated[str, Field(min_length=1)]
Names = Annotated[tuple[Name, ...], BeforeValidator(as_tuple)]


class Columns(BaseModel):
    """The settings that every reader of tables has."""

    id: Name | None = Field(
        None, description="column of the unique names of the records; not given: 1, 2, 3, ..."
    )
    title: Name | None = Field(None, description="column of the titles")
    text: Names = Field(
        (),
        description="column of the texts, or a list of columns to join; may be left out where "
        "just one column is named like a text (text, abstract, body, content, ...)",
    )
    separator: str = Field("\n", description="what stands between joined columns")
    date: Name | None = Field(None, description="column of the dates, in ISO 8601")
    groups: Names = Field((), description="columns to compare topics by, kept as they are")


@dataclass(frozen=True)
class Layout:
    """The columns to read, every one of them there exactly once."""

    id: str | None
    title: str | None
    texts: Strings
    separator: str
    date: str | None
    groups: Strings
    checks: tuple[Check, ...] = ()

    @property
    def names(self) -> Strings:
        """The columns in use, each once."""
        single = [name for name in (self.id, self.title, self.date) if name is not None]
        return tuple(dict.fromkeys((*single, *self.texts, *self.groups)))

    def record(self, place: str, number: int, values: Mapping[str, str]) -> Entry:
        """Make a record of the values of one row; ``number`` is its id where there is no column."""
        parts = [values[name] for name in self.texts]
        record = Record(
            place=place,
            id=str(number) if self.id is None else values[self.id],
            title=values[self.title] if self.title is not None else "",
            text=self.separator.join(part for part in parts if part.strip()),
            date=values[self.date] if self.date is not None else "",
            groups=tuple(values[name] for name in self.groups),
        )
        if record.id.strip():
            return record
        return record.dropped("no id", f"column {self.id!r} is empty")


def lay_out(columns: Columns, header: Sequence[str], source: Path, hint: str = "") -> Layout:
    """Find the columns in the header.

    Raises ``InputError``, with ``hint`` at its end, where one is missing or occurs twice,
    or where no text column is named and there is not exactly one candidate.
    """
    for field, name in _asked_for(columns):
        _demand(name, field, header, source, hint)
    texts = columns.text or (_only_candidate(columns, header, source, hint),)
    title = columns.title
    # A title that is also a part of the text would be read twice.
    apart = tuple(name for name in texts if name != title)
    layout = Layout(
        id=columns.id,
        title=title if apart else None,
        texts=apart or texts,
        separator=columns.separator,
        date=columns.date,
        groups=tuple(dict.fromkeys(columns.groups)),
    )
    return layout if columns.text else replace(layout, checks=(_choice(layout, header),))


def _asked_for(columns: Columns) -> list[tuple[str, str]]:
    single = [(field, getattr(columns, field)) for field in ("id", "title", "date")]
    several = [(field, name) for field in ("text", "groups") for name in getattr(columns, field)]
    return [(field, name) for field, name in single if name is not None] + several


def _demand(name: str, field: str, header: Sequence[str], source: Path, hint: str) -> None:
    count = header.count(name)
    if count > 1:
        places = [str(place) for place, each in enumerate(header, 1) if each == name]
        raise InputError(
            f"{source}: load.{field}: {count} columns are called {name!r} "
            f"(columns {', '.join(places)}); rename all but one"
        )
    if not count:
        raise InputError(
            f"{source}: load.{field}: no column {name!r}{'' if hint else _near(name, header)}; "
            f"{_listed(header)}{hint}"
        )


def _only_candidate(columns: Columns, header: Sequence[str], source: Path, hint: str) -> str:
    taken = {columns.id, columns.title, columns.date, *columns.groups}
    found = [n for n in header if n.strip().casefold() in TEXT_NAMES and n not in taken]
    if len(found) == 1:
        return found[0]
    named = ", ".join(map(repr, found))
    why = (
        f"{len(found)} columns are named like a text ({named})"
        if found
        else "no column is named like a text (text, abstract, body, content, ...)"
    )
    raise InputError(
        f"{source}: load.text is not set and {why}; set it to a column or a list of columns; "
        f"{_listed(header)}{hint}"
    )


def _choice(layout: Layout, header: Sequence[str]) -> Check:
    rest = [repr(name) for name in header if name.strip() and name not in layout.names]
    more = ", ..." if len(rest) > 20 else ""
    unread = f"; not read: {', '.join(rest[:20])}{more}" if rest else ""
    return Check(
        "L10",
        "info",
        f"The texts are column {layout.texts[0]!r}, the one column named like a text{unread}.",
        "Name the columns with load.text, load.title, load.id, load.date and load.groups.",
    )


def _near(name: str, header: Sequence[str]) -> str:
    folded = {each.strip().casefold(): each for each in reversed(header)}
    near = get_close_matches(name.strip().casefold(), list(folded), n=1)
    return f"; did you mean {folded[near[0]]!r}?" if near else ""


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(repr(name) for name in header[:40])
    more = f" and {len(header) - 40} more" if len(header) > 40 else ""
    return f"{len(header)} column{'' if len(header) == 1 else 's'}: {shown}{more}"
