"""Reading Parquet leaves nothing behind that could end the process otherwise than it would."""

import subprocess
import sys

import pyarrow as pa
import pytest
from pyarrow import parquet

from pipeline.core.parquet import read_parquet

TABLE = pa.table({"id": ["a; b 9", "", "é"], "n": [1.5, float("inf"), 0.0], "rest": [1, 2, 3]})
LEAVING = """
import sys
from pathlib import Path
from pipeline.core.parquet import read_parquet
read_parquet(Path(sys.argv[1]))
raise SystemExit(3)
"""


@pytest.fixture
def path(tmp_path):
    parquet.write_table(TABLE, tmp_path / "table.parquet", row_group_size=2)
    return tmp_path / "table.parquet"


def test_all_of_it_or_some_columns_or_some_groups(path):
    assert read_parquet(path).equals(TABLE)
    assert read_parquet(path, ["n"]).equals(TABLE.select(["n"]))
    assert read_parquet(path, groups=[1]).equals(TABLE.slice(2))
    assert read_parquet(path, groups=[]).num_rows == 0


def test_a_damaged_file_is_an_error_of_value_or_system(path):
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises((OSError, ValueError)):
        read_parquet(path)


def test_a_process_that_ends_after_reading_ends_as_it_says(path):
    """With threads of pyarrow's own, one of three such processes was aborted."""
    script = [sys.executable, "-c", LEAVING, str(path)]
    running = [subprocess.Popen(script, stderr=subprocess.PIPE) for _ in range(12)]
    ends = [(process.communicate()[1], process.returncode) for process in running]
    assert ends == [(b"", 3)] * 12
