"""Hold the tables of two run folders side by side, value by value.

    python -m benchmarks.same_tables BEFORE AFTER

For those who change the code and want to know what it did to results: BEFORE was written by the
commit before, AFTER by this one, from the same config. Tables about other runs (``compare/``) are
left out. Lists are held against lists, however a version joined them. Columns that only one side
has are named, not compared. Ends with 1 where a value differs.
"""

import csv
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pipeline.runs.tables import read_columns

LISTED = 3
"""Values named of each column that differs."""


def differences(before: Path, after: Path) -> Iterator[str]:
    """What differs between the CSV files of two folders, a line each, and what only one has."""
    olds, news = _tables(before), _tables(after)
    for name in sorted({*olds, *news}):
        if name not in olds or name not in news:
            yield f"{name}: only {'after' if name in news else 'before'}"
            continue
        yield from (f"{name}: {line}" for line in _of_table(olds[name], news[name]))


def _of_table(before: Path, after: Path) -> Iterator[str]:
    old, new = _columns(before), _columns(after)
    for side, names in (("before", set(old) - set(new)), ("after", set(new) - set(old))):
        if names:
            yield f"only {side}: {', '.join(sorted(names))}"
    for name in filter(new.__contains__, old):
        pairs = list(zip_longest(old[name], new[name]))
        apart = [(row, *pair) for row, pair in enumerate(pairs) if pair[0] != pair[1]]
        if apart:
            some = "; ".join(f"row {row}: {a!r} -> {b!r}" for row, a, b in apart[:LISTED])
            yield f"{name} differs in {len(apart)} of {len(pairs)} rows ({some})"


def _tables(folder: Path) -> dict[str, Path]:
    found = (path for path in sorted(folder.rglob("*.csv")))
    names = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path for name, path in names.items() if not name.startswith("compare/")}


def _columns(path: Path) -> dict[str, list[Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    columns = {name: [row[place] for row in rows] for place, name in enumerate(head)}
    return columns | _lists(path.with_suffix(".parquet"))


def _lists(exact: Path) -> dict[str, list[Any]]:
    found = read_columns(exact) if exact.is_file() else {}
    return {name: each for name, each in found.items() if any(isinstance(v, list) for v in each)}


def main() -> None:
    """Print what differs, and end with 1 where a value does."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    before, after = map(Path, sys.argv[1:])
    found = list(differences(before, after))
    for line in found:
        print(line)
    different = sum(" differs in " in line for line in found)
    print(f"{len(_tables(after))} tables, {different} columns with other values")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
