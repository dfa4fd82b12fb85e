"""Write everything a run leaves for its readers."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.report.figures import FIGURES
from pipeline.report.figures.canvas import Form
from pipeline.report.figures.fonts import fonts_of
from pipeline.report.figures.style import house_style, save
from pipeline.report.page import render
from pipeline.report.results import Results
from pipeline.report.settings import ReportSettings
from pipeline.report.spreadsheet import by_level
from pipeline.report.table import Table, write_csv, write_parquet
from pipeline.report.tables import TABLES
from pipeline.report.workbook import Sheet, unquoted, write_workbook

LATE_IMPORTS = (
    "jinja2",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg",
    "matplotlib.figure",
    "xlsxwriter",
)
"""What writing imports when it is called, for those who would rather import it ahead."""

CSV_ALONE = ("dropped",)
"""Tables that exist for reading only."""

PARQUET_ALONE = ("lineage",)
"""Tables that exist for later runs only."""

IF_ANY = ("document_topics", "over_time", "by_group")
"""Tables that are left out where they have no rows: most inputs have short texts, no dates and no
groups."""


def write(folder: Path, results: Results, settings: ReportSettings) -> list[Path]:
    """Write all a run leaves into an empty folder; returns the files written."""
    tables = {name: make(results) for name, make in TABLES.items()}
    return [
        *write_tables(folder, results, tables, settings),
        *write_figures(folder, results, settings),
        *write_report(folder, results, settings),
    ]


def write_tables(
    folder: Path, results: Results, tables: Mapping[str, Table], settings: ReportSettings
) -> list[Path]:
    """Write the tables, and those for reading as a workbook too; returns the files written."""
    paths, sheets = [], []
    for name, table in tables.items():
        if name in IF_ANY and not len(next(iter(table.values()))):
            continue
        if name not in PARQUET_ALONE:
            mark = settings.byte_order_mark
            paths.append(write_csv(table, folder / f"{name}.csv", byte_order_mark=mark))
            told = table if results.quotes else unquoted(name, table)
            parts = by_level(told, results.clustering.level) if name == "topics" else {name: told}
            sheets += [Sheet.of(*part) for part in parts.items()]
        if name not in CSV_ALONE:
            paths.append(write_parquet(table, folder / f"{name}.parquet"))
    if settings.workbook:
        paths.append(write_workbook(folder / "tables.xlsx", results.title or results.name, sheets))
    return paths


def write_report(folder: Path, results: Results, settings: ReportSettings) -> list[Path]:
    """Write report.md and report.html; returns them."""
    report = render(results, settings)
    texts = {folder / "report.md": report.markdown, folder / "report.html": report.html}
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def write_figures(folder: Path, results: Results, settings: ReportSettings) -> list[Path]:
    """Write each figure and the table it shows; returns the files written."""
    drawing = settings.figures
    if not drawing.formats:
        return []
    paths: list[Path] = []
    home = folder / "figures"
    home.mkdir()
    with house_style(fonts_of(results).families):
        for name, (table, draw) in FIGURES.items():
            pages = draw(results, Form.of(drawing))
            if not pages:
                continue
            paths += save(pages, home / name, drawing, settings.dpi)
            mark = settings.byte_order_mark
            paths.append(write_csv(table(results), home / f"{name}.csv", byte_order_mark=mark))
    return paths
