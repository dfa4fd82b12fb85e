"""Whether a table is as its schema says: names and their order, types, ranges, what is empty."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.report.schema import field_of

TYPES = {
    "string": pa.large_string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "list of string": pa.large_list(pa.large_string()),
    "list of int32": pa.large_list(pa.int32()),
}


def assert_as_told(schema, table):
    """A table in Arrow's form, or the path of a Parquet file."""
    table = table if isinstance(table, pa.Table) else pq.read_table(table)
    found = [field_of(schema, name) for name in table.column_names]
    untold = [name for name, field in zip(table.column_names, found, strict=True) if not field]
    assert not untold, f"no schema tells of {untold}"
    missing = [field.name for field in schema if not field.optional and field not in found]
    assert not missing, f"the table lacks {missing}"
    order = [schema.index(field) for field in found]
    assert order == sorted(order), "the columns are in another order"
    for name, field in zip(table.column_names, found, strict=True):
        assert table[name].type == TYPES[field.type], name
        _assert_values(name, field, table[name].to_pylist())


def _assert_values(name, field, values):
    single = [one for value in values for one in (value if isinstance(value, list) else [value])]
    blank = [value for value in values if value is None or value in ("", [])]
    minus = [one for one in single if one == -1 and field.type == "int32"]
    assert field.empty or not blank, f"{name}: {len(blank)} are empty"
    if field.empty.startswith("-1"):
        single = [one for one in single if one != -1]
        assert not blank, f"{name}: empty, not -1"
    elif field.type != "bool":
        assert not minus or field.range.startswith(("-1", "from -1")), name
    single = [one for one in single if one not in (None, "")]
    if field.type == "string" and field.range and "digits" not in field.range:
        assert set(single) <= set(field.range.split(", ")), (name, set(single))
    elif single and (between := re.match(r"(-?\d+) to (-?\d+)", field.range)):
        low, high = map(float, between.groups())
        assert low - 1e-6 <= np.min(single) and np.max(single) <= high + 1e-6, name
    elif single and (least := re.match(r"from (-?\d+)", field.range)):
        assert np.min(single) >= float(least[1]), name
    elif field.type not in ("string", "bool", "list of string"):
        assert field.range, f"{name}: numbers of any range or unit"
