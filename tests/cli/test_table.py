"""Tables on a terminal: at 40, 80 and 160 columns, and in a file."""

import pytest

from pipeline.cli.folding import cells
from pipeline.cli.table import Heading, table

RUNS = (
    Heading("run"),
    Heading("started (UTC)"),
    Heading("documents", right=True),
    Heading("topics", right=True),
    Heading("themes", folds=True),
    Heading("changed", folds=True),
)
ROWS = [
    ["papers-001", "2026-11-30 11:16", "241", "11", "motion 31, robotics 12", "first run"],
    [
        *("papers-002", "2026-11-30 12:16", "1,241", "8"),
        "motion 31, robotics 12, representation 164",
        "cluster.n_topics auto -> 8; describe.n_keywords 10 -> 7",
    ],
]

AT_160 = """\
run         started (UTC)     documents  topics  themes                                      changed
papers-001  2026-11-30 11:16        241      11  motion 31, robotics 12                      first run
papers-002  2026-11-30 12:16      1,241       8  motion 31, robotics 12, representation 164  cluster.n_topics auto -> 8; describe.n_keywords 10 -> 7
"""  # noqa: E501

AT_120 = """\
run         started (UTC)     documents  topics  themes                              changed
papers-001  2026-11-30 11:16        241      11  motion 31, robotics 12              first run
papers-002  2026-11-30 12:16      1,241       8  motion 31, robotics 12,             cluster.n_topics auto -> 8;
                                                 representation 164                  describe.n_keywords 10 -> 7
"""  # noqa: E501

AT_80 = """\
run            papers-001
started (UTC)  2026-11-30 11:16
documents      241
topics         11
themes         motion 31, robotics 12
changed        first run

run            papers-002
started (UTC)  2026-11-30 12:16
documents      1,241
topics         8
themes         motion 31, robotics 12, representation 164
changed        cluster.n_topics auto -> 8; describe.n_keywords 10 -> 7
"""

AT_40 = """\
run            papers-001
started (UTC)  2026-11-30 11:16
documents      241
topics         11
themes         motion 31, robotics 12
changed        first run

run            papers-002
started (UTC)  2026-11-30 12:16
documents      1,241
topics         8
themes         motion 31, robotics 12,
               representation 164
changed        cluster.n_topics auto ->
               8; describe.n_keywords 10
               -> 7
"""


@pytest.mark.parametrize(
    ("width", "golden"), [(None, AT_160), (160, AT_160), (120, AT_120), (80, AT_80), (40, AT_40)]
)
def test_a_list_of_runs(width, golden):
    assert table(RUNS, ROWS, width) == golden.splitlines()


TRIALS = [Heading("row", right=True), Heading("cluster.n_topics")]
TRIALS += [
    Heading(name, right=True) for name in ("topics", "stability", "coherence npmi", "seconds")
]
TRIED = [[str(n), str(n), str(n), f"0.{n}1", f"0.{n}2", f"{n}.5"] for n in range(2, 8)]


def test_trials_stand_side_by_side_where_their_table_does_not_fit():
    turned = table(TRIALS, TRIED, 40)
    assert turned == [
        "row               2     3     4     5",
        "cluster.n_topics  2     3     4     5",
        "topics            2     3     4     5",
        "stability         0.21  0.31  0.41  0.51",
        "coherence npmi    0.22  0.32  0.42  0.52",
        "seconds           2.5   3.5   4.5   5.5",
        "",
        "row               6     7",
        "cluster.n_topics  6     7",
        "topics            6     7",
        "stability         0.61  0.71",
        "coherence npmi    0.62  0.72",
        "seconds           6.5   7.5",
    ]
    assert len(table(TRIALS, TRIED, 80)) == 7


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_no_cell_is_cut_and_no_line_too_long(width):
    for headings, rows in ((RUNS, ROWS), (TRIALS, TRIED)):
        lines = table(headings, rows, width)
        assert all(cells(line) <= width for line in lines)
        words = " ".join(lines).split()
        assert all(word in words for row in rows for cell in row for word in cell.split())
