"""Every column of every table is as docs/tables.md tells it, which is made of the schemas."""

from functools import cache

import pytest
from report_stories import VARIANTS

from pipeline.report.figures import FIGURES
from pipeline.report.figures.schemas import SCHEMAS as DRAWN
from pipeline.report.table import arrow_table
from pipeline.report.tables import SCHEMAS, TABLES
from schema_checks import assert_as_told


@cache
def told():
    return [make() for make in VARIANTS.values()]


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_are_as_they_are_told(name):
    for results in told():
        assert_as_told(SCHEMAS[name], arrow_table(TABLES[name](results)))


@pytest.mark.parametrize("name", FIGURES)
def test_the_columns_of_a_figure_are_as_they_are_told(name):
    table, _ = FIGURES[name]
    for results in told():
        assert_as_told(DRAWN[name], arrow_table(table(results)))
