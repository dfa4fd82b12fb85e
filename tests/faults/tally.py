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


def count(where, fault, survived):
    """Note that a fault was tried."""
    if ALL:
        line = json.dumps([where, fault, survived])
        with Path(os.environ[VARIABLE]).open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def table(path):
    """What was counted, as Markdown: a row for each fault, a column for where it was tried."""
    tried, survived = Counter(), Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        where, fault, good = json.loads(line)
        tried[fault, where] += 1
        survived[fault, where] += good
    rows = ["| fault | tried | survived | where |", "|---|---|---|---|"]
    for fault in sorted({fault for fault, _ in tried}):
        places = [(where, tried[fault, where]) for each, where in sorted(tried) if each == fault]
        rows.append(
            f"| {fault} | {sum(times for _, times in places):,} "
            f"| {sum(survived[fault, where] for where, _ in places):,} "
            f"| {', '.join(f'{where} {times:,}' for where, times in places)} |"
        )
    return "\n".join(rows)


def put(found, page):
    """Write a table into a page, between its two marks."""
    before, begin, rest = page.read_text(encoding="utf-8").partition("<!-- faults -->\n")
    _, end, after = rest.partition("<!-- end of faults -->")
    text = f"{before}{begin}\n{found}\n\n{end}{after}"
    page.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    put(table(Path(sys.argv[1])), Path(sys.argv[2]))
