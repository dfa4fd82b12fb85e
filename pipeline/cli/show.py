"""What the commands print on standard output."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.cli.saying import say, say_table, say_whole
from pipeline.cli.show_compared import show_changes
from pipeline.cli.table import Heading
from pipeline.cli.terminal import painted
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
        say(f"Nothing changed since {record.run}: {what}.")
        print(f"Report: {run.report_file}")
        return
    print()
    show_ending(record)
    print(f"Report: {run.report_file}")
    workbook = run.folder / "tables.xlsx"
    if workbook.exists():
        print(f"Tables: {workbook} (for a spreadsheet; the CSV files are for programs)")


def show_ending(record: RunRecord) -> None:
    """What a run found, what to keep in mind, and the time it took."""
    for sentence in record.summary:
        say(printable(sentence), then="  ")
    _show_warnings(record.checks)
    if record.comparison:
        print()
        show_changes(record.comparison.against, record.comparison.sentences)
    print()
    say(f"Time: {_times(record)}", then="  ")


def show_config(config: Config, seen: Look) -> None:
    """That a config is right, what it asks for and what it will read."""
    resolved = config.resolved()
    chosen = {name: value["method"] for name, value in resolved.items() if _has_method(value)}
    say_whole(f"{config.path}: no problem found.")
    for section, method in chosen.items():
        say_whole(f"  {section:<10} {method}")
    themes = ", ".join(theme.name for theme in config.themes) or "none"
    say_whole(f"  {'themes':<10} {themes}", 13)
    print(f"  {'outputs':<10} {config.outputs}")
    for sentence in seen.told:
        say(printable(sentence[:1].upper() + sentence[1:]))
    _show_warnings(negation_checks(config.themes))
    for note in config.notes:
        say_whole(f"note: {note}")


def show_methods(stages: Sequence[str]) -> None:
    """Every method of some stages, with its parameters."""
    for stage in stages:
        used = " (reduce and map)" if stage == "reduce" else ""
        print(f"{stage}{used}")
        for name in method_names(stage):
            method = method_class(stage, name)
            say(f"{name}: {about(method)}", "  ", "    ")
            for each in settings_of(method):
                line = f"{each.name} = {each.default}   {each.allowed}; {each.description}"
                say(line, "    ", "        ")
        print()


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


def _has_method(value: Any) -> bool:
    return isinstance(value, dict) and "method" in value


def _show_warnings(checks: Sequence[Check]) -> None:
    told = [check for check in checks if check.severity != "info"]
    if told:
        print("\nTo keep in mind:")
    for check in told:
        code = painted(check.code, "warning", sys.stdout)
        say(printable(f"{check.message} {check.advice}"), f"  {code} ", "      ")


def _times(record: RunRecord) -> str:
    parts = [
        f"{stage.step} {'cached' if stage.hit else _seconds(stage.seconds)}"
        for stage in record.stages
    ]
    parts.append(f"report {_seconds(record.report_seconds)}")
    return f"{_seconds(record.seconds)} ({', '.join(parts)})"


def _seconds(seconds: float | None) -> str:
    return "n/a" if seconds is None else f"{seconds:.1f} s"
