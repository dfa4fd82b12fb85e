"""What the commands print about the trials of a sweep."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from pipeline.cli.saying import say, say_table
from pipeline.cli.table import Heading
from pipeline.sweep import Sweep
from pipeline.sweep.grid import set_values
from pipeline.sweep.trials import MEASURES


def show_sweep(done: Sweep, config: Path, fixed: Sequence[str]) -> None:
    """The trials as a table, what speaks against each, and how to run one."""
    keys = list(done.trials[0].combination)
    # what no trial has would only take room
    measures = [name for name in MEASURES if any(t.scores[name] is not None for t in done.trials)]
    headings = [
        Heading(name if name in keys else name.replace("_", " "), right=name not in keys)
        for name in ("row", *keys, *measures, "seconds", "sensible")
    ]
    rows = []
    for number, (trial, why) in enumerate(zip(done.trials, done.objections, strict=True), 1):
        scores = [_score(name, trial.scores[name]) for name in measures]
        values = [trial.combination[key] for key in keys]
        rows.append([str(number), *values, *scores, f"{trial.seconds:.1f}", "" if why else "yes"])
    say_table(headings, rows)
    told = [f"Row {number}: {why}." for number, why in enumerate(done.objections, 1) if why]
    if told:
        print("\nWhy not the others:")
    for line in told:
        say(line, "  ", "      ")
    chosen = next((t for t, why in zip(done.trials, done.objections, strict=True) if not why), None)
    if chosen:
        settings = [*fixed, *set_values(chosen.combination)]
        arguments = [str(config), *(f"--set={setting}" for setting in settings)]
        print(f"\nRun one, for example: {shlex.join(['themeline', 'run', *arguments])}")
    print(f"Table: {done.folder / 'sweep.csv'}")


def _score(name: str, value: float | None) -> str:
    if value is None:
        return "n/a"
    return f"{value:.0f}" if name == "topics" else f"{value:.2f}"
