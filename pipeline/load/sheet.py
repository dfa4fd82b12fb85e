"""Spreadsheets: .xlsx, .xlsb (ECMA-376), .xls (MS-XLS), .ods (OASIS OpenDocument), by calamine.

A sheet is a table with things around it: a title above, notes beside, other sheets. What is taken
for the table, and what is not read, is told in checks.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from pipeline.core.artifacts import Check, Strings
from pipeline.core.corpus import Dropped, first_words
from pipeline.core.errors import InputError
from pipeline.load.compressed import DAMAGES, check_expansion, open_bytes
from pipeline.load.decode import check_file
from pipeline.load.header import HeaderRows, header_checks, is_record, name_columns
from pipeline.load.records import drop
from pipeline.load.spelling import spelled
from pipeline.load.table import Contents, Name, Row, Table, names_asked_for

LOOKED_AT = 1000
"""Rows of a sheet in which its header is looked for."""

CELLS = 100_000_000
"""The size of a sheet, blank cells included, up to which it is read: each takes 32 bytes."""

UNPACKED = 10**9
"""Bytes up to which a spreadsheet may expand, however small it is."""

_BLOCK = 2**20
_REFERENCE = re.compile(rb' r="([A-Z]{1,3})([0-9]{1,7})"')

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of what Office wraps an encrypted file in."""

NumberedRow = tuple[int, list[str]]
"""The number of a row in its sheet, and its cells."""


@dataclass(frozen=True)
class Layout:
    """Where the table stands in a sheet.

    row      the number of the row that names the columns
    last     that of the last one that does
    above    the rows above them that are not blank
    columns  the names of the columns, and the places of their cells in a row
    labels   what columns are called in full, where their names are codes
    is_record
             whether what names the columns looks like one more record
    """

    row: int
    last: int
    above: list[NumberedRow]
    columns: list[tuple[str, int]]
    labels: Mapping[str, str]
    is_record: bool

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [name for name, _ in self.columns]


class Sheet(HeaderRows, Table):
    """Reads one sheet of a spreadsheet, from the row on that names the columns."""

    sheet: Literal["auto"] | Annotated[int, Field(ge=1)] | Name = Field(
        "auto",
        description="the sheet to read, by its name or its number from 1; auto: the first that "
        "has a table of at least two rows",
    )

    def header(self) -> list[str]:
        with open_workbook(self.path) as workbook:
            return self._lay_out(self._chosen(workbook)).names

    def hint(self, header: Sequence[str]) -> str:
        with open_workbook(self.path) as workbook:
            names = workbook.sheet_names
        if self.sheet != "auto" or len(names) < 2:
            return ""
        return f"; choose another of its {len(names)} sheets ({_listed(names)}) with load.sheet"

    def contents(self) -> Contents:
        """The columns of the sheet and its rows; one without any value stands for nothing."""
        with open_workbook(self.path) as workbook:
            sheet = self._chosen(workbook)
            layout = self._lay_out(sheet)
            checks = (
                *_other_sheets(workbook, sheet.name),
                *_rows_above(layout),
                *header_checks(layout.names, layout.last - layout.row + 1, layout.is_record),
            )

        def rows(names: Strings) -> Iterator[Row]:
            places = {name: place for name, place in layout.columns if name in names}
            for number, cells in _read(sheet):
                if number > layout.last:
                    yield f"row {number}", _values(cells, places)

        return Contents(layout.names, rows, checks, layout.labels)

    def _chosen(self, workbook: Any) -> Any:
        """The sheet that the settings ask for."""
        names = workbook.sheet_names
        if self.sheet == "auto":
            return self._first_table(workbook)
        if str(self.sheet) in names:  # a name of digits may stand without quotes
            return workbook.get_sheet_by_name(str(self.sheet))
        if isinstance(self.sheet, int) and self.sheet <= len(names):
            return workbook.get_sheet_by_index(self.sheet - 1)
        raise InputError(
            f"{self.path}: load.sheet: no sheet {self.sheet!r}; {len(names)} "
            f"sheet{'' if len(names) == 1 else 's'}: {_listed(names)}"
        )

    def _first_table(self, workbook: Any) -> Any:
        """The first sheet with two rows; those that are hidden come last."""
        shown = [str(each.visible).endswith(".Visible") for each in workbook.sheets_metadata]
        for index in sorted(range(len(shown)), key=lambda index: not shown[index]):
            sheet = workbook.get_sheet_by_index(index)
            if len(list(islice(_rows(sheet), 2))) == 2:
                return sheet
        raise InputError(
            f"{self.path}: no sheet of it has a table, which is a row of names and a row below; "
            f"sheets: {_listed(workbook.sheet_names)}"
        )

    def _lay_out(self, sheet: Any) -> Layout:
        head = list(islice(_rows(sheet), LOOKED_AT))
        row = self._header_row(head) if self.skip_rows == "auto" else self.skip_rows + 1
        cells = next((cells for number, cells in head if number == row), None)
        if cells is None:
            raise InputError(
                f"{self.path}: load.skip_rows: row {row} of sheet {sheet.name!r} names no columns;"
                f" its first {LOOKED_AT:,} rows were looked at"
            )
        above = [each for each in head if each[0] < row]
        below = [each for each in head if each[0] > row]
        named = _with_merged(sheet, row, cells)
        count, names, labels = name_columns(
            named, [cells for _, cells in below], self.rows_that_name
        )
        last = below[count - 2][0] if count > 1 and len(below) > count - 2 else row - (count == 0)
        doubtful = count == 1 and is_record(named, [cells for _, cells in below])
        return Layout(row, last, above, list(_columns(sheet, last, names)), labels, doubtful)

    def _header_row(self, head: list[NumberedRow]) -> int:
        """The number of the row with the names that are asked for, else of that as wide as any."""
        asked = names_asked_for(self)
        rows = (number for number, cells in head if asked and asked <= set(cells))
        return next(rows, _widest_row(head))


@contextmanager
def open_workbook(path: Path) -> Iterator[Any]:
    """The spreadsheet, opened by calamine; ``InputError`` where it turns out to be unreadable."""
    import python_calamine as calamine

    check_file(path)
    with open_bytes(path) as packed:
        content = packed.read()
    _check_extent(path, content)
    try:
        # by what it holds: many a file is called .xls and is .xlsx
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            yield workbook
    except BaseException as error:
        # a panic of calamine, at some kinds of damage, is no Exception
        if isinstance(error, calamine.CalamineError | OSError) or _panicked(error):
            raise InputError(f"{path}: {_fault(content, error)}") from error
        raise


def _fault(content: bytes, error: BaseException) -> str:
    if type(error).__name__ == "PasswordError" or _ENCRYPTED in content:
        return (
            "is protected by a password; open it in a spreadsheet program and save it without one"
        )
    return (
        f"is not a spreadsheet that can be read: {error}; open it in a spreadsheet program and "
        "save it as .xlsx, or as .csv"
    )


def _panicked(error: BaseException) -> bool:
    return type(error).__module__ == "pyo3_runtime"


def _check_extent(path: Path, content: bytes) -> None:
    """Refuse what does not fit in memory, as calamine ends the process at that.

    That are sheets that expand beyond measure, and those with a cell so far out that the blank
    ones before it are too many.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            expanded = sum(part.file_size for part in archive.infolist())
            check_expansion(path, len(content), expanded, UNPACKED)
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    _refuse_far_cells(path, archive, name)
    except DAMAGES:
        return  # damaged, which calamine says, or an .xls, which cannot be that large


def _refuse_far_cells(path: Path, archive: zipfile.ZipFile, name: str) -> None:
    letters, digits, rest = {b"A"}, {b"1"}, b""
    with archive.open(name) as file:
        while block := file.read(_BLOCK):
            found = _REFERENCE.findall(rest + block)
            letters.update(column for column, _ in found)
            digits.update(row for _, row in found)
            rest = block[-32:]
    rows, columns = max(map(int, digits)), max(map(_number, letters))
    if rows * columns > CELLS:
        raise InputError(
            f"{path}: {name} reaches to row {rows:,} and column {columns:,}, which is more than "
            f"{CELLS:,} cells; delete what stands far from the table, or save the table as .csv"
        )


def _number(letters: bytes) -> int:
    """The number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _letters(number: int) -> str:
    """The letters of a column from its number: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _values(cells: list[str] | Dropped, places: Mapping[str, int]) -> Mapping[str, str] | Dropped:
    if isinstance(cells, Dropped):
        return cells
    return {name: cells[place] for name, place in places.items()}


def _rows(sheet: Any) -> Iterator[NumberedRow]:
    """The rows of a sheet that can be read and are not blank, from its first column on."""
    return ((number, cells) for number, cells in _read(sheet) if not isinstance(cells, Dropped))


def _read(sheet: Any) -> Iterator[tuple[int, list[str] | Dropped]]:
    """The rows of a sheet that are not blank; those with a date beyond the calendar are dropped."""
    if sheet.start is None:
        return
    rows = sheet.iter_rows()
    for number in count(1):
        try:
            cells = [spelled(value) for value in next(rows)]
        except StopIteration:
            return
        except (OverflowError, ValueError) as error:
            yield number, drop(f"row {number}", "unreadable value", str(error))
        else:
            if any(map(str.strip, cells)):
                yield number, cells


def _widest_row(head: list[NumberedRow]) -> int:
    """The number of the first row that is about as wide as the table.

    Titles stand in the first cells, names of groups of columns in some; a header may lack a name.
    """
    filled = [[place for place, cell in enumerate(cells, 1) if cell.strip()] for _, cells in head]
    width = max(map(len, filled), default=0)
    table = (
        number
        for (number, _), places in zip(head, filled, strict=True)
        if (2 * len(places) > width or len(places) + 1 == width) and 4 * places[-1] >= 3 * width
    )
    return next(table, 1)


def _with_merged(sheet: Any, row: int, header: list[str]) -> list[str]:
    """The names of the columns, also of those that stand in cells which reach down from above."""
    merged = _merged_into(sheet, row, len(header))
    return [cell if cell.strip() else merged.get(i, "") for i, cell in enumerate(header)]


def _columns(sheet: Any, last: int, names: list[str]) -> Iterator[tuple[str, int]]:
    """The columns with a name or a value, and their places; the names are made unless given.

    The values are in the rows after the ``last`` that names columns.
    """
    first = sheet.start[1]
    unnamed = {place for place, name in enumerate(names) if not name.strip()}
    filled: set[int] = set()
    for number, cells in _rows(sheet):
        if filled == unnamed:
            break
        if number > last:
            filled.update(place for place in unnamed if cells[place].strip())
    for place, name in enumerate(names):
        if name.strip():
            yield name, place
        elif place in filled:
            yield f"column {_letters(first + place + 1)}", place


def _merged_into(sheet: Any, row: int, width: int) -> dict[int, str]:
    """What cells above say that reach down into this row, by their places in it."""
    first = sheet.start[1]
    above = {
        (top, left - first)
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
        if top < row - 1 <= bottom and 0 <= left - first < width
    }
    rows = {top for top, _ in above}
    values = {
        number - 1: cells for number, cells in islice(_rows(sheet), row) if number - 1 in rows
    }
    return {place: values[top][place] for top, place in above if top in values}


def _other_sheets(workbook: Any, chosen: str) -> tuple[Check, ...]:
    """L20: which of several sheets is read."""
    others = [name for name in workbook.sheet_names if name != chosen]
    heights = {name: workbook.get_sheet_by_name(name).height for name in others}
    unread = [f"{name!r} ({n:,} row{'' if n == 1 else 's'})" for name, n in heights.items() if n]
    if not unread:
        return ()
    more = ", ..." if len(unread) > 20 else ""
    message = (
        f"The records are those of sheet {chosen!r}; not read: {', '.join(unread[:20])}{more}."
    )
    return (Check("L20", "info", message, "Choose another with load.sheet."),)


def _rows_above(layout: Layout) -> tuple[Check, ...]:
    """L19: what stands above the table."""
    if not layout.above:
        return ()
    n = len(layout.above)
    above = " ".join(" ".join(cells) for _, cells in layout.above)
    quote = repr(first_words(above[:2000], 20))
    message = (
        f"Row {layout.row} names the columns; {n:,} row{'' if n == 1 else 's'} above it "
        f"{'is' if n == 1 else 'are'} not read: {quote}."
    )
    return (Check("L19", "info", message, "Name another with load.skip_rows.", (), (quote,)),)


def _listed(names: Sequence[str]) -> str:
    more = ", ..." if len(names) > 20 else ""
    return ", ".join(map(repr, names[:20])) + more
