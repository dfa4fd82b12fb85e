"""Which columns of a table are the id, the title, the text, the date and the groups."""

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, Field

from pipeline.core.artifacts import Check, Strings
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Loader
from pipeline.core.corpus import Corpus, Dropped
from pipeline.core.errors import InputError, MachineError
from pipeline.load.dates import DateFormat, format_of, read_date
from pipeline.load.formats import endings_of
from pipeline.load.records import Entry, Options, Record, Records, as_tuple
from pipeline.load.several import files_in, is_one_of, put_together

# fmt: off
TEXT_NAMES = frozenset({
    "text", "texts", "abstract", "answer", "answers", "body", "content", "contents", "comment",
    "comments", "description", "document", "feedback", "message", "post", "remark", "remarks",
    "reply", "response", "review", "sentence", "summary", "transcript", "tweet",
})
# fmt: on
"""What a column of texts is usually called."""

_NUMBERED = re.compile(r" \(\d+\)\Z")
"""What tells columns of one name apart."""

MOST_COLUMNS = 50_000
"""Columns of a table."""

Name = Annotated[str, Field(min_length=1)]
Names = Annotated[
    tuple[Name, ...],
    BeforeValidator(as_tuple, json_schema_input_type=Name | tuple[Name, ...]),
]

Problem = tuple[str, str]
"""A setting of the reader, and what is wrong with it."""


Row = tuple[str, Mapping[str, str] | Dropped]
"""The place of a row, and its values by column, or why it cannot be a document."""


@dataclass(frozen=True)
class Contents:
    """What a table holds.

    header  the names of its columns, all of them
    rows    reads the columns of these names, row by row, anew at each call
    checks  what a reader of the result should know of how it was read
    labels  what columns are called in full, where their names are codes
    """

    header: Sequence[str]
    rows: Callable[[Strings], Iterator[Row]]
    checks: tuple[Check, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


class Columns(BaseModel):
    """The settings that every reader of tables has."""

    named: ClassVar[Mapping[str, str]] = {}
    """The columns that a format always has, by the settings they are for where none is given."""

    id: Name | None = Field(
        None,
        description="column of the unique names of the records; not given: that of the format, "
        "else 1, 2, 3, ...",
    )
    title: Name | None = Field(None, description="column of the titles")
    text: Names = Field(
        (),
        description="column of the texts, or a list of columns to join; may be left out where the "
        "format has one, or just one column is named like a text (text, abstract, body, content, "
        "...)",
    )
    separator: str = Field("\n", description="what stands between joined columns")
    date: Name | None = Field(None, description="column of the dates")
    date_format: DateFormat = Field(
        "auto",
        description="how dates are written that may mean two days (1/2/2024): day-first, "
        "month-first, or a pattern such as %d.%m.%Y; auto: as the column tells",
    )
    groups: Names = Field(
        (), max_length=50, description="columns to compare topics by, kept as they are"
    )

    @abstractmethod
    def header(self) -> Sequence[str] | None:
        """The names of the columns; None where the head of the file does not tell them all.

        Raises ``InputError`` where it cannot be read.
        """

    def hint(self, header: Sequence[str]) -> str:
        """What else may be wrong where a column is not in this header."""
        return ""

    def column_problems(self) -> list[Problem]:
        """What is wrong with the columns asked for, as far as the head of the file tells."""
        try:
            header = self.header()
        except (InputError, MachineError):  # whoever reads all of the file says what is wrong
            return []
        return [] if header is None else _problems(_with_named(self, header), header)


class Table(Columns, Options, Loader):
    """Reads rows of named columns, each row as a record; of one file, or of several in a folder."""

    files: Names = Field(
        (),
        description="files to read as one corpus where path is a folder: names, or patterns such "
        "as 2024-*.csv; not given: all with an ending of the format",
    )

    def __call__(self, context: Context = BY_ITSELF) -> Corpus:
        """Read the rows as records; what is blank stands for nothing."""
        from pipeline.load.inspect import inspect

        return inspect(self.read(), self)

    @abstractmethod
    def contents(self) -> Contents:
        """The columns of the table, and how its rows are read.

        Raises ``InputError`` where it cannot be read as declared.
        """

    def reads(self, name: str) -> bool:
        return is_one_of(name, self._patterns())

    def parameters(self) -> dict[str, Any]:
        """The deciding values; of a folder, which files of it are read."""
        files = list(self._patterns() if self.path.is_dir() else self.files)
        return {**super().parameters(), "files": files}

    def column_problems(self) -> list[Problem]:
        if self.path.is_dir():
            first = files_in(self.path, self._patterns())[0]
            return self._of(first).column_problems()
        return super().column_problems()

    def each(self) -> list[tuple[str, Self]]:
        """The reader of each file of a folder, by the file's path there, in order."""
        return [(name, self._of(name)) for name in files_in(self.path, self._patterns())]

    def read(self) -> Records:
        """The records of the table, before any is inspected."""
        if not self.path.is_dir():
            return self._of_one_file()
        parts = [(name, reader._of_one_file()) for name, reader in self.each()]
        return put_together(parts, counted=self.id is None)

    def _patterns(self) -> Strings:
        return self.files or tuple(f"*{ending}" for ending in endings_of(self.name()))

    def _of(self, name: str) -> Self:
        return self.model_copy(update={"path": self.path / name, "files": ()})

    def _of_one_file(self) -> Records:
        found = self.contents()
        layout = lay_out(self, found.header, self.path)
        if layout.date is not None and layout.date_format == "auto":
            layout = replace(layout, date_format=format_of(_values(found, layout.date)))
        entries = (
            row if isinstance(row, Dropped) else layout.record(place, number, row)
            for number, (place, row) in enumerate(found.rows(layout.names), 1)
        )
        return Records(entries, layout.groups, (*found.checks, *layout.checks))


@dataclass(frozen=True)
class ColumnRoles:
    """The columns to read, every one of them there exactly once."""

    id: str | None
    title: str | None
    texts: Strings
    separator: str
    date: str | None
    date_format: str
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
            date=self._date(values[self.date]) if self.date is not None else "",
            groups=tuple(values[name] for name in self.groups),
        )
        if record.id.strip():
            return record
        return record.dropped("no id", f"column {self.id!r} is empty")

    def _date(self, value: str) -> str:
        """The date in ISO 8601; what cannot be read stays as it is, to be told."""
        return read_date(value, self.date_format) or value


def _values(contents: Contents, column: str) -> Iterator[str]:
    """A column from its first to its last value."""
    rows = (row for _, row in contents.rows((column,)))
    return (row[column] for row in rows if not isinstance(row, Dropped))


def lay_out(columns: Columns, header: Sequence[str], source: Path) -> ColumnRoles:
    """Find the columns in the header.

    Raises ``InputError``, one line for each, where some are missing or occur twice, or where
    no text column is named and there is not exactly one candidate.
    """
    if len(header) > MOST_COLUMNS:
        raise InputError(
            f"{source}: has {len(header):,} columns, and at most {MOST_COLUMNS:,} can be; if rows "
            "and columns are exchanged, exchange them back"
        )
    columns = _with_named(columns, header)
    problems = _problems(columns, header)
    if problems:
        lines = (f"{source}: load.{setting}: {message}" for setting, message in problems)
        raise InputError("\n".join(lines))
    texts = columns.text or _candidates(columns, header)
    title = columns.title
    # A title that is also a part of the text would be read twice.
    apart = tuple(name for name in texts if name != title)
    layout = ColumnRoles(
        id=columns.id,
        title=title if apart else None,
        texts=apart or texts,
        separator=columns.separator,
        date=columns.date,
        date_format=columns.date_format,
        groups=tuple(dict.fromkeys(columns.groups)),
    )
    return layout if columns.text else replace(layout, checks=(_choice(layout, header),))


def _with_named(columns: Columns, header: Sequence[str]) -> Columns:
    """The settings, and for those that are not given the columns that the format always has."""
    given = {
        field: (name,) if field == "text" else name
        for field, name in columns.named.items()
        if name in header and not getattr(columns, field)
    }
    return columns.model_copy(update=given)


def _problems(columns: Columns, header: Sequence[str]) -> list[Problem]:
    asked_for = [(field, name, header.count(name)) for field, name in _asked_for(columns)]
    candidates = _candidates(columns, header)
    undecided = not columns.text and len(candidates) != 1
    if not undecided and all(count == 1 for _, _, count in asked_for):
        return []
    hint = columns.hint(header)  # which may take as long as reading the header
    found = [
        (field, _missing(name, header, hint) if not count else _repeated(name, header))
        for field, name, count in asked_for
        if count != 1
    ]
    if undecided:
        found.append(("text", _undecided(candidates, header, hint)))
    return found


def names_asked_for(columns: Columns) -> set[str]:
    """The columns that settings name."""
    return {name for _, name in _asked_for(columns)}


def _asked_for(columns: Columns) -> dict[tuple[str, str], None]:
    """Every setting that names a column, with the name, in the order of the settings."""
    single = [(field, getattr(columns, field)) for field in ("id", "title", "date")]
    several = [(field, name) for field in ("text", "groups") for name in getattr(columns, field)]
    return dict.fromkeys([(field, name) for field, name in single if name is not None] + several)


def _missing(name: str, header: Sequence[str], hint: str) -> str:
    several = [each for each in header if re.fullmatch(rf"{re.escape(name)} \(\d+\)", each)]
    if len(several) > 1:
        return (
            f"{len(several)} columns are called {name!r}; write {' or '.join(map(repr, several))}"
        )
    near = "" if hint else _near(name, header)
    return f"no column {name!r}{near}; {_listed(header)}{hint}"


def _repeated(name: str, header: Sequence[str]) -> str:
    places = [str(place) for place, each in enumerate(header, 1) if each == name]
    return (
        f"{len(places)} columns are called {name!r} (columns {', '.join(places)}); "
        "rename all but one"
    )


def is_named_like_text(name: str) -> bool:
    """Whether a column of this name is usually one of texts."""
    return _NUMBERED.sub("", name.strip()).casefold() in TEXT_NAMES


def _candidates(columns: Columns, header: Sequence[str]) -> Strings:
    taken = {columns.id, columns.title, columns.date, *columns.groups}
    return tuple(name for name in header if is_named_like_text(name) and name not in taken)


def _undecided(candidates: Strings, header: Sequence[str], hint: str) -> str:
    named = ", ".join(map(repr, candidates))
    why = (
        f"{len(candidates)} columns are named like a text ({named})"
        if candidates
        else "no column is named like a text (text, abstract, body, content, ...)"
    )
    return f"not set, and {why}; set it to a column or a list of columns; {_listed(header)}{hint}"


def _choice(layout: ColumnRoles, header: Sequence[str]) -> Check:
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
