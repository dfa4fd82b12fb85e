"""Write to standard output in the columns that there are."""

import sys
from collections.abc import Sequence

from pipeline.cli.folding import HANG, fold, hanging
from pipeline.cli.table import Heading, table
from pipeline.cli.terminal import columns

READING = 96
"""Columns beyond which lines are hard to read, and those of a text that goes to a file."""


def say(text: str = "", first: str = "", then: str = "") -> None:
    """Write a text in lines, which begin with ``first`` and ``then``."""
    print("\n".join(fold(text, min(READING, columns(sys.stdout) or READING), first, then)))


def say_whole(line: str, hang: int = HANG) -> None:
    """Write what is one line in a file, and more only where a terminal has no room for it.

    Further lines begin at the column ``hang``, if enough are left of them there.
    """
    width = columns(sys.stdout)
    print(line if width is None else "\n".join(hanging(line, width, hang)))


def say_table(headings: Sequence[Heading], rows: Sequence[Sequence[str]]) -> None:
    """Write a table, one line for a row where it goes to a file."""
    print("\n".join(table(headings, rows, columns(sys.stdout))))
