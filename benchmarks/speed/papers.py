"""The commands on the 241 papers, side by side with the plain BERTopic script."""

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.speed.process import ROOT, Measured, measure
from benchmarks.speed.rows import Row, Target
from benchmarks.speed.setting import Setting
from pipeline.reduce.compiled import kept_code

PAPERS = ROOT / "pipeline" / "data" / "papers.txt"
SCRIPT = ROOT / "benchmarks" / "speed" / "reference" / "plain_bertopic.py"

PLAIN = "plain BERTopic script"
WHOLE_RUN, NOT_COMPILED = "whole run, empty store", "the same, UMAP not yet compiled"
WHOLE_RUN_SHARE = 0.5
"""A whole run may take this share of the plain script's time."""
SECONDS = {"unchanged rerun": 1.0, "plan": 0.7, "check": 0.5, "--help": 0.5}
"""Seconds allowed to what computes nothing."""


@dataclass
class Turn:
    """A command that is timed in its turn, and what it took."""

    what: str
    command: Sequence[str]
    before: Callable[[], None] = lambda: None
    measured: list[Measured] = field(default_factory=list)


def papers(setting: Setting) -> list[Row]:
    """Time the commands in turn, so that a slow moment of the machine hits all of them."""
    turns = _turns(setting)
    for _ in range(setting.runs + 1):
        for turn in turns:
            turn.before()
            turn.measured.append(measure(turn.command))
    for turn in turns:  # the first round warms file caches and bytecode
        del turn.measured[0]
    rows = [Row(turn.what, setting.shown(turn.command), turn.measured) for turn in turns]
    return [_judged(row, rows) for row in rows]


def _turns(setting: Setting) -> list[Turn]:
    command = [sys.executable, "-m", "pipeline"]
    config = [str(ROOT / "config.yaml"), "--outputs"]
    empty, full = setting.folder / "empty", setting.folder / "full"
    whole = [*command, "run", *config]
    kept = kept_code()
    turns = [
        Turn(WHOLE_RUN, [*whole, str(empty)], lambda: _remove(empty)),
        Turn(NOT_COMPILED, [*whole, str(empty)], lambda: _remove(empty, kept)),
        Turn("unchanged rerun", [*whole, str(full)]),
        Turn("plan", [*command, "plan", *config, str(full)]),
        Turn("check", [*command, "check", str(ROOT / "config.yaml")]),
        Turn("--help", [*command, "--help"]),
    ]
    if setting.reference is None:
        print("no --reference-python: the plain BERTopic script is not timed")
        return turns
    plain = [setting.reference, str(SCRIPT), str(PAPERS), str(setting.folder)]
    return [Turn(PLAIN, plain), *turns]


def _judged(row: Row, rows: Sequence[Row]) -> Row:
    """The row with its target, and with its share of the plain script's time."""
    if row.what in SECONDS:
        return replace(row, targets=[Target(row.seconds, "s", "at most", SECONDS[row.what])])
    plain = next((other.seconds for other in rows if other.what == PLAIN), None)
    if plain is None or row.what == PLAIN:
        return row
    share, what = row.seconds / plain, "of the plain script's time"
    if row.what == WHOLE_RUN:
        return replace(row, targets=[Target(share, what, "at most", WHOLE_RUN_SHARE)])
    return replace(row, figures={what: share})


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
