"""Time the commands on the 241 papers, side by side with the plain BERTopic script.

    python -m benchmarks.speed --reference-python OTHER_VENV/bin/python --json speed.json

The commands take turns within one call, so that a slow moment of the machine hits all of
them; ratios of medians are worth quoting, single seconds are not. Without
``--reference-python`` (an environment with torch and sentence-transformers, which ours
has not) only our own commands are timed.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.reduce.compiled import kept_code

ROOT = Path(__file__).resolve().parent.parent
PAPERS = ROOT / "pipeline" / "data" / "papers.txt"

TARGETS = {"unchanged rerun": 1.0, "plan": 0.7, "check": 0.5, "--help": 0.5}
"""Seconds allowed on a quiet machine with two cores."""
WHOLE_RUN, NOT_COMPILED = "whole run, empty store", "the same, UMAP not yet compiled"
WHOLE_RUN_SHARE = 0.6
"""A whole run may take this share of the plain script's time."""


@dataclass
class Job:
    """A command that is timed, and what was measured."""

    name: str
    command: Sequence[str]
    before: Callable[[], None] = lambda: None
    seconds: list[float] = field(default_factory=list)
    peak_mib: list[float] = field(default_factory=list)

    def once(self) -> None:
        """Run the command as a process of its own; its wall time and peak memory."""
        self.before()
        started = time.perf_counter()
        process = subprocess.Popen(
            self.command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        message = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds.append(time.perf_counter() - started)
        self.peak_mib.append(usage.ru_maxrss / 1024)
        if process.returncode != 0:
            raise SystemExit(f"{self.name} failed:\n{message.decode()}")

    def row(self) -> dict[str, object]:
        """Medians and ranges."""
        return {
            "job": self.name,
            "seconds": round(statistics.median(self.seconds), 3),
            "seconds_min": round(min(self.seconds), 3),
            "seconds_max": round(max(self.seconds), 3),
            "peak_mib": round(statistics.median(self.peak_mib)),
            "runs": len(self.seconds),
            "target_seconds": TARGETS.get(self.name),
        }


def main() -> None:
    """Time every job in turn and print the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        jobs = _jobs(Path(folder), options.reference_python)
        for _ in range(options.runs + 1):
            for job in jobs:
                job.once()
        for job in jobs:  # the first round warms file caches and bytecode
            del job.seconds[0], job.peak_mib[0]
    rows = [job.row() for job in jobs]
    print(_table(rows))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reference-python", help="python with bertopic and torch")
    parser.add_argument("--runs", type=int, default=3, help="rounds counted after a warm-up")
    parser.add_argument("--json", type=Path, help="write the rows here")
    return parser.parse_args()


def _jobs(folder: Path, reference: str | None) -> list[Job]:
    command = [sys.executable, "-m", "pipeline"]
    config = [str(ROOT / "config.yaml"), "--outputs"]
    empty, full = folder / "empty", folder / "full"
    whole = [*command, "run", *config]
    kept = kept_code()
    jobs = [
        Job(WHOLE_RUN, [*whole, str(empty)], lambda: _remove(empty)),
        Job(NOT_COMPILED, [*whole, str(empty)], lambda: _remove(empty, kept)),
        Job("unchanged rerun", [*whole, str(full)]),
        Job("plan", [*command, "plan", *config, str(full)]),
        Job("check", [*command, "check", str(ROOT / "config.yaml")]),
        Job("--help", [*command, "--help"]),
    ]
    if reference is None:
        print("no --reference-python: the plain BERTopic script is not timed")
        return jobs
    script = str(ROOT / "benchmarks" / "plain_bertopic.py")
    return [Job("plain BERTopic script", [reference, script, str(PAPERS), str(folder)]), *jobs]


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _table(rows: Sequence[dict[str, object]]) -> str:
    lines = ["| job | seconds (median) | min to max | peak MiB | target |", "|---|---|---|---|---|"]
    medians = {str(row["job"]): float(str(row["seconds"])) for row in rows}
    plain = medians.get("plain BERTopic script")
    for row in rows:
        target = f"≤ {row['target_seconds']} s" if row["target_seconds"] else ""
        if plain and row["job"] in (WHOLE_RUN, NOT_COMPILED):
            share = medians[str(row["job"])] / plain
            target = f"{share:.2f} of the plain script (≤ {WHOLE_RUN_SHARE})"
        span = f"{row['seconds_min']} to {row['seconds_max']}"
        lines.append(f"| {row['job']} | {row['seconds']} | {span} | {row['peak_mib']} | {target} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
