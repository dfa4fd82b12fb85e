"""Lists of a table: a column of them, and how a cell of a CSV file or a workbook spells one.

Values follow each other with "; " in between: ``dynamics; in-context learning``. One that holds
a semicolon, a quotation mark or a line end, begins or ends with a space, or is empty stands in
quotation marks, and each of its own is doubled: ``"a; b 9"; x``. So a program reads a cell as
one row of CSV with semicolons, which is what ``split`` does; no value is ever cut or joined to
the next. An empty cell is an empty list.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings

_TO_QUOTE = re.compile(r'[;"\r\n]|^\s|\s$|^$')


class Lists(tuple[Sequence[Any], ...]):
    """A column of lists of strings, one list a row.

    A type of its own, since a column without rows does not show what it would hold.
    """

    @property
    def values(self) -> Strings | NDArray[np.int32]:
        """Those of all rows, one after the other."""
        return tuple(chain.from_iterable(self))


class CountLists(Lists):
    """A column of lists of whole numbers, one list a row."""

    @property
    def values(self) -> NDArray[np.int32]:
        """Those of all rows, one after the other."""
        return np.array(list(chain.from_iterable(self)), dtype=np.int32)


def join(values: Iterable[str]) -> str:
    """A list as the text of one cell; ``split`` has it back."""
    return "; ".join(_quoted(value) if _TO_QUOTE.search(value) else value for value in values)


def split(cell: str) -> Strings:
    """The values of a cell that ``join`` made; none of an empty one."""
    return tuple(next(csv.reader([cell], delimiter=";", skipinitialspace=True), ()))


def _quoted(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"'
