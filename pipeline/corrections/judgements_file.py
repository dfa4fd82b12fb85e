"""The table of judgements, with some more in it or others: its columns and rows stay."""

import csv
import io
from collections.abc import Container, Mapping

from pipeline.assign.labels import COLUMNS, meant
from pipeline.report.table import spreadsheet_text

Judged = Mapping[tuple[str, str], bool]
"""By theme and document id whether the document belongs."""


def with_judgements(
    text: str, new: Judged, themes: Container[str], documents: Container[str]
) -> str:
    """The table with these; a row that is there already says what is new, others come last.

    ``themes`` and ``documents`` are all names and ids that there are.
    """
    header, rows, delimiter, line_end = _read(text or f"{','.join(COLUMNS)}\n")
    at = [header.index(name) for name in COLUMNS]
    left = dict(new)
    for row in filter(None, rows):
        judged = meant(row[at[1]], themes), meant(row[at[0]], documents)
        if judged in new:
            row[at[2]] = _word(new[judged])
            left.pop(judged, None)
    for (theme, identifier), belongs in left.items():
        cells = dict.fromkeys(range(len(header)), "")
        told = (spreadsheet_text(identifier), spreadsheet_text(theme), _word(belongs))
        cells |= dict(zip(at, told, strict=True))
        rows.append(list(cells.values()))
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=line_end).writerows([header, *rows])
    return file.getvalue()


def _word(belongs: bool) -> str:
    return "yes" if belongs else "no"


def _read(text: str) -> tuple[list[str], list[list[str]], str, str]:
    """The header, the rows, what stands between cells, and what ends a line."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return header, rows, delimiter, "\r\n" if first.endswith("\r") else "\n"
