"""Tables that grow are those that are written at once."""

import numpy as np
import pandas as pd
import pytest
from pyarrow import parquet

from pipeline.report.growing import growing_table
from pipeline.report.lists import CountLists, Lists
from pipeline.report.table import write_csv, write_parquet

TABLE = {
    "id": ["a", "=b", "c\r\nd", "é", "5"],
    "number": np.array([1.5, -0.0, 2, 3, np.nan], dtype=np.float32),
    "holds": np.array([True, False, True, True, False]),
    "list": Lists([("a; b", "c"), (), ("",), ('"',), ("x",)]),
    "counts": CountLists([(1, 2), (), (3,), (4,), (5,)]),
}


def part(start, end):
    return {
        name: type(column)(column[start:end]) if isinstance(column, Lists) else column[start:end]
        for name, column in TABLE.items()
    }


@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("ends", [[5], [1, 3, 5], [0, 5, 5]])
def test_batches_make_the_same_table(tmp_path, ends, mark):
    csv = tmp_path / "grown.csv"
    with growing_table(csv, csv.with_suffix(".parquet"), byte_order_mark=mark) as table:
        for start, end in zip([0, *ends], ends, strict=False):
            table.append(part(start, end))
    whole = write_csv(TABLE, tmp_path / "whole.csv", byte_order_mark=mark)
    assert csv.read_bytes() == whole.read_bytes()
    exact = write_parquet(TABLE, tmp_path / "whole.parquet")
    grown = parquet.read_table(csv.with_suffix(".parquet"))
    pd.testing.assert_frame_equal(grown.to_pandas(), pd.read_parquet(exact))
    assert grown["list"].to_pylist() == list(map(list, TABLE["list"]))
    if ends == [5]:
        assert csv.with_suffix(".parquet").read_bytes() == exact.read_bytes()
    if ends == [1, 3, 5]:
        assert parquet.ParquetFile(csv.with_suffix(".parquet")).num_row_groups == 3


def test_a_table_without_rows_has_its_header(tmp_path):
    with growing_table(tmp_path / "t.csv") as table:
        table.append(part(0, 0))
        table.append(part(0, 0))
    assert (tmp_path / "t.csv").read_text() == "id,number,holds,list,counts\n"
