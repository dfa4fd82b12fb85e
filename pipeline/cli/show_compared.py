"""What the commands print about two runs."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.cli.saying import say
from pipeline.compare.comparison import Comparison, compare
from pipeline.compare.moves import moves
from pipeline.compare.run_tables import RunTables
from pipeline.compare.sentences import sentences
from pipeline.report.lettering import printable
from pipeline.runs.run import Run, find_run


def show_comparison(comparison: Comparison, folder: Path) -> None:
    """What changed, and where it is written."""
    show_changes(comparison.before.name, sentences(comparison, moves(comparison)))
    print(f"\nPage: {folder / 'compare.html'}")
    print(f"Summary: {folder / 'compare.md'}")
    print(f"Tables: {folder / 'compare'}")


def show_against(named: str, run: Run) -> None:
    """What changed since another run, where nothing changed since the last one."""
    comparison = compare(RunTables(find_run(named, run.folder.parent)), RunTables(run))
    show_changes(comparison.before.name, sentences(comparison, moves(comparison)))


def show_changes(before: str, told: Sequence[str]) -> None:
    """What changed since a run, in sentences."""
    say(f"Compared with {printable(before)}:")
    for sentence in told:
        say(printable(sentence), "  ", "    ")
