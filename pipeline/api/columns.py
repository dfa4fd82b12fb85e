"""The columns of a DataFrame: which is the text, the id, the title, the date and the groups."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pipeline.api.values import arrow_column
from pipeline.core.errors import InputError
from pipeline.load.column import Column, measure
from pipeline.load.parquet import spelled
from pipeline.load.roles import Guess, guess_roles
from pipeline.load.table import Contents, Row

AUTO = "auto"
"""Stands for a column that is to be told by its name and its values, as ``init`` does."""

ROLES = ("id", "title", "text", "date", "groups")
SEVERAL = ("text", "groups")
"""Roles that more than one column may have."""

LOOKED_AT = 20_000
"""Rows that tell what a column is, an even sample of all."""

LISTED = 10
"""Columns that a message names."""

Asked = Mapping[str, Any]
"""By role the column that the user named, a list of them, ``AUTO`` or None for none."""

Roles = dict[str, Any]
"""By role its column; of text and groups a list. Roles that no column has are not there."""


def roles_of(frame: Any, asked: Asked) -> tuple[Roles, tuple[Guess, ...]]:
    """The columns by their roles, and those of them that were guessed.

    Raises ``InputError``, one line for each, where a column is not there or is there twice, and
    where no column looks like texts.
    """
    problems: list[str] = []
    given = {
        role: _checked(frame, role, asked[role], problems)
        for role in ROLES
        if asked.get(role, AUTO) != AUTO
    }
    if not given.get("text", True):
        problems.append("text: no column was named; name the column of the texts")
    if problems:
        raise InputError("\n".join(problems))
    open_ = [role for role in ROLES if role not in given]
    guesses = tuple(_guessed(frame, given, open_)) if open_ else ()
    roles: Roles = {
        role: names if role in SEVERAL else names[0] for role, names in given.items() if names
    }
    for guess in guesses:
        if guess.role in SEVERAL:
            roles.setdefault(guess.role, []).append(guess.column)
        else:
            roles[guess.role] = guess.column
    if "text" not in roles:
        raise InputError(
            f"text: no column looks like texts; {listed(frame)}; name it: fit(df, text='COLUMN')"
        )
    return roles, guesses


def asked(before: Any, now: Any) -> Any:
    """What is asked for a role: what is said now, or before where that is ``AUTO``."""
    said = before if isinstance(now, str) and now == AUTO else now
    if said is None or isinstance(said, str):
        return said
    return list(map(str, said)) if isinstance(said, Iterable) else str(said)


def column_named(frame: Any, name: str) -> Any:
    """A column, which is there exactly once."""
    return frame.iloc[:, [str(each) for each in frame.columns].index(name)]


def listed(frame: Any) -> str:
    """The columns that there are, in words."""
    names = [repr(str(name)) for name in frame.columns]
    rest = f", ... and {len(names) - LISTED:,} more" if len(names) > LISTED else ""
    has = f"the DataFrame has {len(names):,} column{'' if len(names) == 1 else 's'}"
    return f"{has}: {', '.join(names[:LISTED])}{rest}"


def _checked(frame: Any, role: str, named: Any, problems: list[str]) -> list[str]:
    """The columns that the user named for a role."""
    several = isinstance(named, list)
    names = [] if named is None else list(named) if several else [named]
    if several and role not in SEVERAL:
        problems.append(f"{role}: {len(names)} columns were named, and it has one")
        return []
    there = [str(name) for name in frame.columns]
    for name in map(str, names):
        if there.count(name) > 1:
            count = f"{there.count(name)} of {len(there)} columns are called {name!r}"
            problems.append(f"{role}: {count}; rename all but one")
        elif name not in there:
            close = get_close_matches(name, there, n=1)
            meant = f"; did you mean {close[0]!r}?" if close else ""
            problems.append(f"{role}: there is no column {name!r}{meant}; {listed(frame)}")
    return list(map(str, names))


def _guessed(
    frame: Any, given: Mapping[str, Sequence[str]], open_: Sequence[str]
) -> Iterator[Guess]:
    """Columns for the roles that are open, by their names and values."""
    taken = {name for names in given.values() for name in names}
    columns = [column for column in _measured(frame) if column.name not in taken]
    for guess in guess_roles(columns):
        if guess.role not in open_:
            continue
        if guess.role == "id" and not column_named(frame, guess.column).is_unique:
            continue
        yield guess


def _measured(frame: Any) -> list[Column]:
    """What the columns hold that a file can hold, in an even sample of the rows."""
    rows = frame.iloc[:: len(frame) // LOOKED_AT + 1]
    names = [str(name) for name in frame.columns]
    values: dict[str, list[str]] = {}
    for name in names:
        if names.count(name) == 1:
            try:
                values[name] = spelled(arrow_column(column_named(rows, name), name))
            except InputError:
                continue  # it can be nothing that is asked for
    return measure(Contents(list(values), lambda wanted: _rows(values, wanted)))


def _rows(values: Mapping[str, Sequence[str]], names: Sequence[str]) -> Iterator[Row]:
    for number, row in enumerate(zip(*(values[name] for name in names), strict=True), 1):
        yield f"row {number}", dict(zip(names, row, strict=True))


def id_as_read(given: Any) -> str:
    """An id as a table is read: a whole number of a column with gaps has no ``.0``."""
    return str(int(given)) if isinstance(given, float) and given.is_integer() else str(given)
