"""tables.md: every column of every table, made of the schemas that the tables are held to."""

from collections.abc import Iterator, Mapping

from pipeline.compare.schemas import SCHEMAS as COMPARED
from pipeline.predict.schemas import SCHEMAS as PREDICTED
from pipeline.report.figures.schemas import SCHEMAS as DRAWN
from pipeline.report.schema import ANY, Field, Schema
from pipeline.report.tables import SCHEMAS
from pipeline.runs.review import SCHEMA as REVIEWED
from pipeline.sweep.schema import SCHEMA as SWEPT

INTRODUCTION = """\
# The tables

<!-- Written by `python -m docs` from the code; do not edit. -->

Every table is written twice. Parquet is exact: numbers are numbers and every value is as it was
found. CSV is for programs: plain UTF-8, numbers with four decimals, and a text that a spreadsheet
would run as a formula has an apostrophe in front. Shares are from 0 to 1, and -1 is no topic.

**In a spreadsheet, open `tables.xlsx`.** It holds the same tables, a sheet each, and one for each
level of topics. Ids that are all whole numbers are numbers (else all stay texts, so that `007`
keeps its zeros), shares are percent with bars behind them, dates are dates (of days, months or
years, from 1901 on), and nothing of the data is a formula. Ids of the first 5,000 documents,
topics and themes are links into `report.html`, which has to lie beside it. A CSV file that the
page downloads begins with the mark by which a spreadsheet reads accents; `report:
{byte_order_mark: true}` gives it to the run's own.

Types are those in Parquet, where texts and lists may be of any length (`large_string`,
`large_list`). Only a number can be null there, which is an empty cell in CSV; a string that has
nothing to say is empty, and so is a list. The last column says what that means, and nothing where
it does not occur.
"""

ABOUT: Mapping[str, str] = {
    "documents": "One row per document, in the order of the input.",
    "document_topics": "Where `load.split` has cut texts into passages: one row per whole document "
    "and theme or topic.",
    "topics": "One row per topic and level.",
    "themes": "One row per theme, in the config's order.",
    "theme_documents": "One row per document and theme.",
    "theme_topics": "One row per theme and topic of the level shown; the topic -1 holds the "
    "documents without one.",
    "over_time": "Where the config names a date: one row per theme or topic and period.",
    "by_group": "Where the config names groups: one row per column, group and theme or topic.",
    "dropped": "One row per record of the input that is not in documents, and why; CSV only.",
    "boilerplate": "One row per part of a text that is shown and not read (`load.boilerplate`), "
    "those in most documents first.",
    "lineage": "One row per document: what later runs are compared by; Parquet only.",
}

FIGURES = """\
## figures/

Each figure has the table that it shows beside it, as CSV only; types are those that the numbers
have before they are rounded.
"""

ABOUT_FIGURES: Mapping[str, str] = {
    "map": "One row per document.",
    "topic_sizes": "One row per topic by falling size, the documents without one last.",
    "topic_tree": "One row per topic of every level, from the top down.",
    "theme_sizes": "One row per theme, in the config's order, then one each for several and none.",
    "themes_by_topic": "One row per topic and theme.",
}

ALIKE = """\
`map_by_theme` has the columns of `map`, `over_time` and `by_group` those of the tables of that
name; `by_group` holds the first column that tells groups.
"""

COMPARE = """\
## compare/

What changed since another run. Columns that begin with `from_` tell of the run before, those with
`to_` of the run after.
"""

ABOUT_COMPARED: Mapping[str, str] = {
    "topics": "One row per pair of topics that belong together, and per topic that is new or gone.",
    "documents": "One row per document that differs, the most surprising of each kind first.",
    "measures": "One row per measure.",
}

PREDICT = """\
## New documents

`themeline predict` writes [documents](#documents), [theme_documents](#theme_documents) and
[dropped](#dropped) with the columns that the run's tables have, and these. They count different
texts that the run has not.
"""

ABOUT_PREDICTED: Mapping[str, str] = {
    "topics": "One row per topic of the run.",
    "themes": "One row per theme of the run.",
    "new_words": "One row per word, the most telling first; CSV only.",
}

SWEEP = """\
## sweep

`themeline sweep` writes `sweep.csv` and `sweep.parquet`: one row per trial, in the order tried.
"""

REVIEW = """\
## The table to review

`themeline review` writes a CSV file for you to fill in: one row per document and theme.
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([INTRODUCTION, *_run(), *_beside()])


def _run() -> Iterator[str]:
    for name, schema in SCHEMAS.items():
        yield f"## {name}\n"
        yield f"{ABOUT[name]}\n"
        yield _table(schema)


def _beside() -> Iterator[str]:
    yield FIGURES
    shown = {name: DRAWN[name] for name in ABOUT_FIGURES}
    yield from _several("figures", shown, ABOUT_FIGURES)
    yield ALIKE
    yield COMPARE
    yield from _several("compare", COMPARED, ABOUT_COMPARED)
    yield PREDICT
    yield from _several("new documents", PREDICTED, ABOUT_PREDICTED)
    yield SWEEP
    yield _table(SWEPT)
    yield REVIEW
    yield _table(REVIEWED)


def _several(of: str, schemas: Mapping[str, Schema], about: Mapping[str, str]) -> Iterator[str]:
    for name, schema in schemas.items():
        yield f"### {of}: {name}\n"
        yield f"{about[name]}\n"
        yield _table(schema)


def _table(schema: Schema) -> str:
    rows = ["| column | what it holds | type and range | null or empty |", "|---|---|---|---|"]
    for each in schema:
        kind = f"{each.type}: {each.range}" if each.range else each.type
        rows.append(f"| {_name(each)} | {each.holds} | {kind} | {each.empty} |")
    return "\n".join([*rows, ""])


def _name(field: Field) -> str:
    if field.name == ANY:
        return "a column each"
    if not field.name.endswith(ANY):
        return f"`{field.name}`"
    stem = field.name.removesuffix(ANY)
    return f"`{stem}…`" if stem.startswith("signal") else f"`{stem}0`, …"
