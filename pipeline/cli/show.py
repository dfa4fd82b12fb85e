"""What the commands print of a run that has ended."""

from collections.abc import Sequence

from pipeline.cli.keep_in_mind import show_warnings
from pipeline.cli.saying import say
from pipeline.report.lettering import printable
from pipeline.runs.record import RunRecord
from pipeline.runs.run import Run


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
    show_warnings(record.checks)
    if record.comparison:
        print()
        show_changes(record.comparison.against, record.comparison.sentences)
    print()
    say(f"Time: {_times(record)}", then="  ")


def show_changes(before: str, told: Sequence[str]) -> None:
    """What changed since a run, in sentences."""
    say(f"Compared with {printable(before)}:")
    for sentence in told:
        say(printable(sentence), "  ", "    ")


def _times(record: RunRecord) -> str:
    parts = [
        f"{stage.step} {'cached' if stage.hit else _seconds(stage.seconds)}"
        for stage in record.stages
    ]
    parts.append(f"report {_seconds(record.report_seconds)}")
    return f"{_seconds(record.seconds)} ({', '.join(parts)})"


def _seconds(seconds: float | None) -> str:
    return "n/a" if seconds is None else f"{seconds:.1f} s"
