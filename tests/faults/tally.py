"""How many faults were tried and survived, by what was going on: one line of JSON each.

Only where ``THEMELINE_TALLY`` names a file to add them to, as ``make faults`` does.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

VARIABLE = "THEMELINE_TALLY"
ALL = VARIABLE in os.environ
"""Whether all faults are to be tried, and not some of each kind only."""


def count(where, fault, survived, times=1):
    """Note that a fault was tried."""
    if ALL:
        line = json.dumps([where, fault, times, times if survived else 0])
        with Path(os.environ[VARIABLE]).open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def table(path):
    """What was counted, as Markdown: a row for each fault and place."""
    tried, survived = Counter(), Counter()
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        where, fault, times, good = json.loads(line)
        tried[fault, where] += times
        survived[fault, where] += good
    rows = [
        f"| {fault} | {where} | {tried[fault, where]} | {survived[fault, where]} |"
        for fault, where in sorted(tried)
    ]
    faults = sorted({fault for fault, _ in tried})
    sums = [
        f"| **{fault}** | all | {_sum(tried, fault)} | {_sum(survived, fault)} |"
        for fault in faults
    ]
    return "\n".join(["| fault | where | tried | survived |", "|---|---|---|---|", *sums, *rows])


def _sum(counter, fault):
    return sum(times for (kind, _), times in counter.items() if kind == fault)


if __name__ == "__main__":
    print(table(sys.argv[1]))
