"""tables.xlsx: the tables of a run in one workbook, a sheet each.

Every value is written as what it is, so nothing of the data becomes a formula, a link or
markup. The same tables give the same bytes: the workbook says nothing of when it was made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

import numpy as np

from pipeline.report.lettering import text_width, without_controls
from pipeline.report.lists import Lists, join
from pipeline.report.table import CHANCE, Column, Table, plain_text, rounded

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HOLDS: Final = {
    "documents": "one row per document: its topic, its themes, where it stands on the map",
    "document_topics": "one row per whole document and theme or topic: passages, share",
    "topics": "one row per topic and level: name, keywords, size, how well it holds",
    "themes": "one row per theme: documents, threshold, how sure it is of them",
    "theme_documents": "one row per document and theme: score, whether it was enough, evidence",
    "theme_topics": "one row per theme and topic: the documents that they share",
    "over_time": "one row per theme or topic and period: documents, share, what became of it",
    "by_group": "one row per column, group and theme or topic: documents, share, what differs",
    "dropped": "one row per record of the input that is no document, and why",
    "boilerplate": "one row per part of a text that was not read, and in how many documents it is",
}
"""What each table holds, in a line."""

MOST_CELLS = 300_000
"""A table of more is left out: so many take about two seconds to write."""

MOST_COLUMNS = 16_384
"""Columns that a sheet has; of rows it has more than any table of ``MOST_CELLS``."""

LONGEST = 32_767
"""UTF-16 units that a cell holds."""

CUT = "… (cut here, the CSV file has all)"

CREATED = datetime(2000, 1, 1)
"""What the file says of when it was made: the same, always."""

NARROWEST, NUMERIC, WIDEST = 8, 10, 60
"""Widths of columns in digits: the bounds, and the least of numbers."""

SAMPLED, STRIDE = 200, 7919
"""Cells looked at for the width of a column, and how far apart; a prime."""

LETTER = 0.62
"""The width of a digit, in the em of ``text_width``."""


@dataclass(frozen=True)
class Sheet:
    """A table to be shown, or only what is said of one that is too large: ``table`` is None."""

    name: str
    rows: int
    columns: int
    table: Table | None

    @classmethod
    def of(cls, name: str, table: Table) -> "Sheet":
        """The sheet of a table, which is let go where it is too large."""
        rows, columns = len(next(iter(table.values()), ())), len(table)
        fits = columns <= MOST_COLUMNS and rows * columns <= MOST_CELLS
        return cls(name, rows, columns, table if fits else None)

    @property
    def left_out(self) -> str:
        """Why the workbook does not have the table and which file does; empty where it has."""
        if self.table is not None:
            return ""
        return (
            f"; left out: its {self.rows * self.columns:,} cells are too many for a workbook that "
            f"opens at once ({MOST_CELLS:,}); {self.name}.csv has it"
        )


QUOTING = {"theme_documents": "evidence", "boilerplate": "text", "dropped": "excerpt"}
"""The columns of tables that hold words of documents."""


def unquoted(name: str, table: Table) -> Table:
    """A table without what it quotes of documents."""
    column = QUOTING.get(name)
    return {key: [""] * len(values) if key == column else values for key, values in table.items()}


def write_workbook(path: Path, title: str, sheets: Iterable[Sheet]) -> Path:
    """Write the sheets after one that says what they are; ``title`` is that of the report."""
    from xlsxwriter import Workbook

    told, archive = list(sheets), BytesIO()
    # in memory the parts of the archive have a fixed date and depend on no umask
    with Workbook(archive, {"in_memory": True}) as book:
        about = {"title": without_controls(title)[:255], "author": "Themeline", "created": CREATED}
        book.set_properties(about)
        style = {
            "head": book.add_format({"bold": True, "bg_color": "#e8edf3", "bottom": 1}),
            "title": book.add_format({"bold": True, "font_size": 16}),
            "number": book.add_format({"num_format": "0.0000"}),
        }
        _write_about(book.add_worksheet("About"), title, told, style)
        for sheet in told:
            if sheet.table is not None:
                _write_table(book.add_worksheet(sheet.name), sheet.table, style)
    path.write_bytes(archive.getvalue())
    return path


def _write_about(
    sheet: "Worksheet", title: str, told: list[Sheet], style: "dict[str, Format]"
) -> None:
    sheet.write_string(0, 0, cell_text(title), style["title"])
    sheet.write_string(1, 0, "The tables of this run, a sheet each.")
    sheet.write_string(
        2, 0, "Numbers are rounded to four decimals; the Parquet files have every value as it is."
    )
    for column, (name, width) in enumerate({"Sheet": 20, "Rows": 12, "What it holds": 80}.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(4, column, name, style["head"])
    for row, each in enumerate(told, start=5):
        if each.table is None:
            sheet.write_string(row, 0, each.name)
        else:
            sheet.write_url(row, 0, f"internal:'{each.name}'!A1", string=each.name)
        sheet.write_number(row, 1, each.rows)
        sheet.write_string(row, 2, f"{HOLDS.get(each.name, '')}{each.left_out}")


def _write_table(sheet: "Worksheet", table: Table, style: "dict[str, Format]") -> None:
    sheet.freeze_panes(1, 0)
    rows = 0
    for place, (heading, column) in enumerate(table.items()):
        rows = len(column)
        number = None if heading == CHANCE else style["number"]
        sheet.set_column(place, place, _width(heading, column))
        sheet.write_string(0, place, cell_text(heading), style["head"])
        for row, value in enumerate(_values(heading, column), start=1):
            _write_cell(sheet, row, place, value, number)
    if table:
        sheet.autofilter(0, 0, rows, len(table) - 1)


def _write_cell(
    sheet: "Worksheet", row: int, column: int, value: Any, number: "Format | None"
) -> None:
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, cell_text(value))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    else:
        sheet.write_number(row, column, value, number if isinstance(value, float) else None)


def _values(name: str, column: Column) -> list[Any]:
    """As Python's own, numbers and lists as the CSV file has them, nothing for what is unknown."""
    if isinstance(column, Lists):
        return [join(map(str, row)) for row in column]
    if not isinstance(column, np.ndarray):
        return list(column)
    if column.dtype.kind != "f":
        return list(column.tolist())
    return [_number(name, value) for value in rounded(name, column).tolist()]


def _number(name: str, value: float) -> float | str:
    if np.isnan(value):
        return ""
    if np.isinf(value):  # which a sheet has no number for
        return str(value)
    return float(f"{value:.2g}") if name == CHANCE else value


def _width(heading: str, column: Column) -> float:
    """The width that shows the heading beside the filter's arrow, and a sample of the cells."""
    needed = [text_width(plain_text(heading)) / LETTER + 4]
    if isinstance(column, np.ndarray):
        needed.append(NUMERIC)
    else:
        texts = _sample(_values(heading, column))
        lines = (line for text in texts for line in plain_text(text)[:1000].split("\n"))
        needed += [text_width(line) / LETTER + 1 for line in lines]
    return round(min(max(*needed, NARROWEST), WIDEST), 1)


def _sample(column: Sequence[str]) -> Sequence[str]:
    """Cells from all over a column, in steps that fall into step with no repeating rows."""
    if len(column) <= SAMPLED:
        return column
    return [column[place * STRIDE % len(column)] for place in range(SAMPLED)]


def cell_text(text: str) -> str:
    """A text as XlsxWriter shows it in a cell: without control characters, and cut to fit."""
    plain = plain_text(text)
    if 2 * len(plain) > LONGEST and _units(plain) > LONGEST:
        kept = plain.encode("utf-16-le")[: 2 * (LONGEST - _units(CUT))]
        plain = kept.decode("utf-16-le", "ignore") + CUT
    if plain.startswith("<r>") and plain.endswith("</r>"):  # which it would take for its own XML
        return f"<r><t>{escape(plain)}</t></r>"
    return plain


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
