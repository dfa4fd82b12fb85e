"""Texts as a user of Python gives them: a list, a Series, an array or a DataFrame, checked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.api.columns import AUTO, Asked, Roles, column_named, roles_of
from pipeline.api.text_list import kind_of, list_of, strings
from pipeline.api.values import arrow_column
from pipeline.core.errors import InputError
from pipeline.load.roles import Guess

TEXT = "text"
"""The column of a list of texts."""


@dataclass(frozen=True)
class Given:
    """Texts with what stands beside them.

    columns  Arrow arrays of one length, by name; ids are strings
    roles    which of them is what, as the load section of a config names them
    guesses  those of the roles that were not given, with the reason
    """

    columns: Mapping[str, Any]
    roles: Roles
    guesses: tuple[Guess, ...] = ()

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    @property
    def ids(self) -> list[str]:
        """The ids that the documents will have: of a column, or 1, 2, 3, ..."""
        named = self.roles.get("id")
        if named is None:
            return [str(number) for number in range(1, len(self) + 1)]
        return list(self.columns[str(named)].to_pylist())


def texts_of(given: Any, asked: Asked) -> Given:
    """Check what was given; ``asked`` are the columns that the user named.

    A missing text in a list or a Series is an error, one in a DataFrame is a record without a text,
    as it is in a file. Raises ``InputError`` that says how many of how many are wrong, and where.
    """
    if is_frame(given):
        return _of_frame(as_pandas(given), asked)
    named = [role for role, column in asked.items() if column not in (AUTO, None, [])]
    texts = list_of(given)
    if named:
        raise InputError(
            f"{', '.join(named)}: {'is a column' if len(named) == 1 else 'are columns'} of a "
            f"DataFrame, and the texts came as {kind_of(given)}; put both into a DataFrame"
        )
    return Given({TEXT: strings(texts)}, {"text": [TEXT]})


def is_frame(given: Any) -> bool:
    """Whether this is a table: a DataFrame of pandas or of polars, or a table of Arrow."""
    return hasattr(given, "columns") and (hasattr(given, "iloc") or hasattr(given, "to_pandas"))


def as_pandas(given: Any) -> Any:
    """A table as a DataFrame of pandas; an index that has a name is a column, too."""
    frame = given if hasattr(given, "iloc") else given.to_pandas()
    names = list(frame.index.names)
    if None in names or set(names) & set(frame.columns):
        return frame
    return frame.reset_index()


def _of_frame(frame: Any, asked: Asked) -> Given:
    if not len(frame):
        raise InputError("the DataFrame has 0 rows; at least 1 is needed")
    roles, guesses = roles_of(frame, asked)
    used = dict.fromkeys(
        name for value in roles.values() for name in ([value] if isinstance(value, str) else value)
    )
    columns = {name: arrow_column(column_named(frame, name), name) for name in used}
    for name in roles["text"]:
        _require_texts(columns[name], name)
    if "id" in roles:
        name = str(roles["id"])
        columns[name] = _ids(columns[name], name)
    return Given(columns, roles, guesses)


def _require_texts(column: Any, name: str) -> None:
    import pyarrow as pa

    if column.null_count == len(column):
        raise InputError(
            f"text: column {name!r} is empty in all {len(column):,} rows; name another column"
        )
    kind = column.type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        raise InputError(
            f"text: column {name!r} holds {kind} in all {len(column):,} rows, expected texts; name "
            f"another column, or make texts of it: df[{name!r}].astype(str)"
        )


def _ids(column: Any, name: str) -> Any:
    """Ids as strings, each once."""
    import pyarrow as pa

    from pipeline.load.parquet import spelled

    values = spelled(column)
    empty = sum(not value.strip() for value in values)
    if empty:
        raise InputError(
            f"id: {empty:,} of {len(values):,} rows have none in column {name!r}; fill them, or "
            "leave the ids out: id=None counts 1, 2, 3, ..."
        )
    again = [value for value, times in Counter(values).items() if times > 1]
    if again:
        some = ", ".join(again[:3]) + (", ..." if len(again) > 3 else "")
        rows = len(values) - len(set(values)) + len(again)
        raise InputError(
            f"id: {rows:,} of {len(values):,} rows share {len(again):,} "
            f"id{'' if len(again) == 1 else 's'} in column {name!r} ({some}); name a column in "
            "which each is there once, or leave the ids out: id=None counts 1, 2, 3, ..."
        )
    return pa.array(values, pa.large_string())
