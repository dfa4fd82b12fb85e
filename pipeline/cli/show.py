"""What the commands print on standard output."""

import shlex
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.cli.show_compared import show_changes
from pipeline.config import Config
from pipeline.config.reference import settings_of
from pipeline.core.artifacts import Check
from pipeline.core.discovery import method_class, method_names
from pipeline.core.theme import negation_checks
from pipeline.load.look import Look
from pipeline.report.lettering import printable
from pipeline.running.recording import about
from pipeline.runs.record import RunRecord
from pipeline.runs.run import Run
from pipeline.sweep import Sweep
from pipeline.sweep.grid import set_values
from pipeline.sweep.trials import MEASURES


def show_run(run: Run) -> None:
    """The result of a run in words."""
    record = run.record
    if not run.fresh:
        lost = f"computed again what the store had lost: {', '.join(run.recomputed)}"
        what = lost if run.recomputed else "nothing was computed"
        print(f"Nothing changed since {record.run}: {what}.")
        print(f"Report: {run.report}")
        return
    print()
    show_ending(record)
    print(f"Report: {run.report}")


def show_ending(record: RunRecord) -> None:
    """What a run found, what to keep in mind, and the time it took."""
    for sentence in record.summary:
        print(textwrap.fill(printable(sentence), 96, subsequent_indent="  "))
    _show_warnings(record.checks)
    if record.comparison:
        print()
        show_changes(record.comparison.against, record.comparison.sentences)
    print(f"\nTime: {_times(record)}")


def show_config(config: Config, seen: Look) -> None:
    """That a config is right, what it asks for and what it will read."""
    resolved = config.resolved()
    chosen = {name: value["method"] for name, value in resolved.items() if _has_method(value)}
    print(f"{config.path}: no problem found.")
    for section, method in chosen.items():
        print(f"  {section:<10} {method}")
    themes = ", ".join(theme.name for theme in config.themes) or "none"
    print(f"  {'themes':<10} {themes}")
    print(f"  {'outputs':<10} {config.outputs}")
    for sentence in seen.told:
        print(textwrap.fill(printable(sentence[:1].upper() + sentence[1:]), 96))
    _show_warnings(negation_checks(config.themes))


def show_methods(stages: Sequence[str]) -> None:
    """Every method of some stages, with its parameters."""
    for stage in stages:
        used = " (reduce and map)" if stage == "reduce" else ""
        print(f"{stage}{used}")
        for name in method_names(stage):
            method = method_class(stage, name)
            print(textwrap.fill(f"  {name}: {about(method)}", 96, subsequent_indent="    "))
            for each in settings_of(method):
                line = f"    {each.name} = {each.default}   {each.allowed}; {each.description}"
                print(textwrap.fill(line, 96, subsequent_indent="        "))
        print()


def show_sweep(done: Sweep, config: Path, fixed: Sequence[str]) -> None:
    """The trials as a table, what speaks against each, and how to run one."""
    from rich.console import Console
    from rich.table import Table

    keys = list(done.trials[0].combination)
    # what no trial has would only take room
    measures = [name for name in MEASURES if any(t.scores[name] is not None for t in done.trials)]
    table = Table(box=None, pad_edge=False)
    for name in ("", *keys, *measures, "seconds", "sensible"):
        heading = name if name in keys else name.replace("_", " ")
        table.add_column(heading, justify="left" if name in keys else "right")
    for number, (trial, why) in enumerate(zip(done.trials, done.objections, strict=True), 1):
        scores = [_score(name, trial.scores[name]) for name in measures]
        values = [trial.combination[key] for key in keys]
        table.add_row(str(number), *values, *scores, f"{trial.seconds:.1f}", "" if why else "yes")
    console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 200)
    console.print(table)
    told = [f"Row {number}: {why}." for number, why in enumerate(done.objections, 1) if why]
    if told:
        print("\nWhy not the others:")
    for line in told:
        print(textwrap.fill(f"  {line}", 96, subsequent_indent="      "))
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


def _has_method(value: Any) -> bool:
    return isinstance(value, dict) and "method" in value


def _show_warnings(checks: Sequence[Check]) -> None:
    told = [check for check in checks if check.severity != "info"]
    if told:
        print("\nTo keep in mind:")
    for check in told:
        line = printable(f"{check.code} {check.message} {check.advice}")
        print(textwrap.fill(f"  {line}", 96, subsequent_indent="      "))


def _times(record: RunRecord) -> str:
    parts = [
        f"{stage.step} {'cached' if stage.hit else _seconds(stage.seconds)}"
        for stage in record.stages
    ]
    parts.append(f"report {_seconds(record.report_seconds)}")
    return f"{_seconds(record.seconds)} ({', '.join(parts)})"


def _seconds(seconds: float | None) -> str:
    return "n/a" if seconds is None else f"{seconds:.1f} s"
