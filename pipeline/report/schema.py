"""What a column of a table holds: its type in Parquet, its range, and what nothing means in it.

``docs/tables.md`` is made of this, and tests hold the tables to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Type = Literal[
    "string", "int32", "int64", "float32", "float64", "bool", "list of string", "list of int32"
]
"""What Parquet calls large_string, large_list and so on."""

ANY = "*"
"""Stands in a name for what differs: a number, or the name of a signal or of a column of yours."""


@dataclass(frozen=True)
class Field:
    """One column.

    name      as in the table, with ``ANY`` at its end where there are several
    holds     what it says
    range     of numbers "0 to 1" or "from 0", and the unit; of strings the values that it may have
    empty     what null, an empty string or list, or -1 means; empty where none occurs
    optional  whether some runs do not have it
    """

    name: str
    type: Type
    holds: str
    range: str = ""
    empty: str = ""
    optional: bool = False

    def fits(self, column: str) -> bool:
        """Whether a column is of this field."""
        if self.name.endswith(ANY):
            return column.startswith(self.name.removesuffix(ANY))
        return column == self.name


Schema = tuple[Field, ...]


def field_of(schema: Sequence[Field], column: str) -> Field | None:
    """The field that a column is of: that of its own name, or else of the most of it."""
    fitting = [field for field in schema if field.fits(column)]
    return max(fitting, key=lambda field: len(field.name.removesuffix(ANY)), default=None)
