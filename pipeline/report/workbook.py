"""tables.xlsx: the tables of a run in one workbook, a sheet each.

Every value is written as what it is (``report.spreadsheet``), so nothing of the data becomes a
formula or markup, and the only links are ours, into the report beside it. The same tables give
the same bytes: the workbook says nothing of when it was made.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from pipeline.report.lettering import text_width, without_controls
from pipeline.report.spreadsheet import LEVEL, cells, is_share, links, number_columns
from pipeline.report.table import Table, plain_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HOLDS: Final = {
    "documents": "one row per document: its topic, its themes, where it stands on the map",
    "document_topics": "one row per whole document and theme or topic: passages, share",
    "topics": "one row per topic: name, keywords, size, how well it holds",
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


STYLE: Final[dict[str, dict[str, Any]]] = {
    "head": {"bold": True, "bg_color": "#e8edf3", "bottom": 1},
    "title": {"bold": True, "font_size": 16},
    "link": {"font_color": "#166dc0", "underline": 1},
    "text": {},
    "whole": {},
    "number": {"num_format": "0.0000"},
    "chance": {},
    "share": {"num_format": "0.0%"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "month": {"num_format": "yyyy-mm", "align": "left"},
    "year": {"num_format": "yyyy", "align": "left"},
}
"""How cells look, by what they hold."""

BARS: Final = {
    "type": "data_bar", "bar_solid": True, "bar_color": "#b9d3ef", "bar_border_color": "#b9d3ef",
    "min_type": "num", "min_value": 0, "max_type": "max",
}  # fmt: skip
"""Bars behind shares, from nothing to the largest of a column."""


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
    def holds(self) -> str:
        """What the table holds, in a line."""
        base, _, level = self.name.partition(LEVEL)
        of_level = f", on level {level} (0 is the coarsest)" if level else ""
        return f"{HOLDS.get(base, '')}{of_level}"

    @property
    def left_out(self) -> str:
        """Why the workbook does not have the table and which file does; empty where it has."""
        if self.table is not None:
            return ""
        return (
            f"; left out: its {self.rows * self.columns:,} cells are too many for a workbook that "
            f"opens at once ({MOST_CELLS:,}); {self.name.partition(LEVEL)[0]}.csv has it"
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
    numbers = number_columns({sheet.name: sheet.table for sheet in told if sheet.table})
    # in memory the parts of the archive have a fixed date and depend on no umask
    with Workbook(archive, {"in_memory": True}) as book:
        about = {"title": without_controls(title)[:255], "author": "Themeline", "created": CREATED}
        book.set_properties(about)
        style = {name: book.add_format(look) for name, look in STYLE.items()}
        _write_about(book.add_worksheet("About"), title, told, style)
        for sheet in told:
            if sheet.table is not None:
                of_sheet = {name for each, name in numbers if each == sheet.name}
                _write_table(book.add_worksheet(sheet.name), sheet, style, of_sheet)
    path.write_bytes(archive.getvalue())
    return path


def _write_about(
    sheet: "Worksheet", title: str, told: list[Sheet], style: "dict[str, Format]"
) -> None:
    sheet.write_string(0, 0, cell_text(title), style["title"])
    sheet.write_string(
        1, 0, "The tables of this run, a sheet each; blue cells lead into report.html."
    )
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
        sheet.write_string(row, 2, f"{each.holds}{each.left_out}")


def _write_table(
    sheet: "Worksheet", told: Sheet, style: "dict[str, Format]", numbers: Collection[str]
) -> None:
    table = told.table or {}
    sheet.freeze_panes(1, 1)
    linked, targets = links(told.name, table)
    for place, (heading, column) in enumerate(table.items()):
        values = list(cells(told.name, heading, column, number=heading in numbers))
        sheet.set_column(place, place, _width(heading, values))
        sheet.write_string(0, place, cell_text(heading), style["head"])
        if heading == linked:
            _link(sheet, place, targets, values, style["link"])
        for row, (value, look) in enumerate(values, start=1):
            held = heading == linked and row <= len(targets) and targets[row - 1]
            _write_cell(sheet, row, place, value, style["link" if held else look])
        if is_share(heading, column) and told.rows:
            sheet.conditional_format(1, place, told.rows, place, BARS)
    if table:
        sheet.autofilter(0, 0, told.rows, len(table) - 1)


def _link(
    sheet: "Worksheet",
    column: int,
    targets: Sequence[str],
    values: Sequence[tuple[Any, str]],
    style: "Format",
) -> None:
    """Have cells lead somewhere; what they say is written after, as what it is."""
    for row, (target, (value, _)) in enumerate(zip(targets, values, strict=False), start=1):
        if target and value != "":
            sheet.write_url(row, column, f"external:{target}", style, "link")


def _write_cell(sheet: "Worksheet", row: int, column: int, value: Any, look: "Format") -> None:
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, cell_text(value), look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def _width(heading: str, values: Sequence[tuple[Any, str]]) -> float:
    """The width that shows the heading beside the filter's arrow, and a sample of the cells."""
    needed = [text_width(plain_text(heading)) / LETTER + 4]
    sample = _sample(values)
    if any(look != "text" for _, look in sample):
        needed.append(NUMERIC)
    texts = (value for value, _ in sample if isinstance(value, str))
    lines = (line for text in texts for line in plain_text(text)[:1000].split("\n"))
    needed += [text_width(line) / LETTER + 1 for line in lines]
    return round(min(max(*needed, NARROWEST), WIDEST), 1)


def _sample(column: Sequence[Any]) -> Sequence[Any]:
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
