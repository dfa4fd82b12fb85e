"""A whole run of the large corpus, and how it grows with the number of documents."""

from dataclasses import replace

from benchmarks.speed.rows import Row, Target
from benchmarks.speed.whole_runs import WholeRuns

MINUTES, GIGABYTES = 8.0, 4.0
SMALL = 30_000
TIMES_LONGER, TIMES_LARGER = 4.6, 3.0


def whole(runs: WholeRuns) -> list[Row]:
    """A run with the report, from nothing."""
    row = runs.row(runs.setting.documents)
    minutes = Target(row.seconds / 60, "min", "at most", MINUTES)
    memory = Target(gigabytes(row), "GB", "at most", GIGABYTES)
    return [replace(row, targets=[minutes, memory])]


def growth(runs: WholeRuns) -> list[Row]:
    """A quarter of the documents and all of them, in turn."""
    few, all_ = runs.setting.share(SMALL), runs.setting.documents
    for turn in range(runs.setting.runs):
        for documents in (few, all_):
            runs.measure(documents, turn)
    small, large = runs.row(few), runs.row(all_)
    longer = Target(large.seconds / small.seconds, "times as long", "at most", TIMES_LONGER)
    larger = Target(large.peak_mib / small.peak_mib, "times the memory", "at most", TIMES_LARGER)
    return [small, replace(large, targets=[longer, larger])]


def gigabytes(row: Row) -> float:
    """The peak memory of a row, in 10**9 bytes."""
    return row.peak_mib * 2**20 / 10**9
