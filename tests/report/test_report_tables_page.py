"""docs/tables.md tells every column of every table, and none that is not there."""

import re
from pathlib import Path

import pytest
from report_stories import VARIANTS, leveled

import pipeline
from pipeline.report.table import SIGNAL
from pipeline.report.tables import TABLES

PAGE = Path(pipeline.__file__).parents[1] / "docs" / "tables.md"
NUMBERED = re.compile(r"_\d+$")


def told(name):
    """The columns that the page tells of a table; numbered ones by the first of them."""
    section = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    part = next(each for each in section if each.startswith(f"{name}\n"))
    cells = re.findall(r"^\| ([^|]+) \|", part, re.MULTILINE)
    return {column for cell in cells for column in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize("name", TABLES)
def test_the_page_tells_every_column(name):
    columns = {*TABLES[name](leveled()), *TABLES[name](VARIANTS["passages"]())}
    numbered = {column for column in columns if NUMBERED.search(column)}
    first = {NUMBERED.sub("_0", column) for column in numbered}
    described = told(name)
    assert columns - numbered | first <= described
    # another method of assigning has other signals
    optional = {name for name in described if NUMBERED.search(name) or name.startswith(SIGNAL)}
    assert described - optional <= columns
