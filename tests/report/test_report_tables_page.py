"""Every column of every table is as docs/tables.md tells it, which is made of the schemas."""

from functools import cache

import pytest
from report_stories import VARIANTS

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
