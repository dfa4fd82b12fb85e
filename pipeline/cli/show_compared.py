"""What the commands print about two runs."""

from pathlib import Path

from pipeline.cli.show import show_changes
from pipeline.compare.comparison import Comparison, compare
from pipeline.compare.moves import moves
from pipeline.compare.run_tables import RunTables
from pipeline.compare.sentences import sentences
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
