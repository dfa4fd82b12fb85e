"""Write a comparison: the page, the summary in Markdown and the tables."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.compare.comparison import Comparison
from pipeline.compare.moves import Move, moves
from pipeline.compare.page import render
from pipeline.compare.sentences import sentences
from pipeline.compare.tables import TABLES
from pipeline.core.durable import whole, whole_folder
from pipeline.report.markdown import escaped
from pipeline.report.table import write_csv, write_parquet
from pipeline.store.files import machine_errors


def write(
    folder: Path, comparison: Comparison, moved: Sequence[Move], place: Path | None = None
) -> list[Path]:
    """Write compare.html, compare.md and compare/*.csv, *.parquet; returns the files written.

    ``place`` is the folder that they will lie in, the run after's where it is not given.
    """
    home = folder / "compare"
    home.mkdir(exist_ok=True)
    texts = {
        folder / "compare.html": render(comparison, moved, place or comparison.after.run.folder),
        folder / "compare.md": markdown(comparison, moved),
    }
    for path, text in texts.items():
        with whole(path) as draft:
            draft.write_text(text, encoding="utf-8", newline="\n")
    tables = {home / name: make(comparison, moved) for name, make in TABLES.items()}
    for path, table in tables.items():
        with whole(path.with_suffix(".csv")) as draft:
            write_csv(table, draft)
        with whole(path.with_suffix(".parquet")) as draft:
            write_parquet(table, draft)
    return [*texts, *(path.with_suffix(end) for path in tables for end in (".csv", ".parquet"))]


def markdown(comparison: Comparison, moved: Sequence[Move]) -> str:
    """The comparison as a summary fit for a pull request."""
    *told, verdict = sentences(comparison, moved)
    title = f"### {escaped(f'{comparison.before.name} → {comparison.after.name}')}"
    lines = [title, "", f"**{escaped(verdict)}**", "", *(f"- {escaped(line)}" for line in told)]
    return "\n".join([*lines, ""])


def write_beside(comparison: Comparison) -> Path:
    """Write a comparison into a folder of its own, beside the run after; returns the folder.

    Of one that is there already every file is replaced; what else is in the folder stays.
    """
    outputs = comparison.after.run.folder.parent
    folder = outputs / f"{comparison.after.name}-against-{comparison.before.name}"
    moved = moves(comparison)
    with machine_errors("cannot write the comparison", folder):
        if folder.exists():
            write(folder, comparison, moved, folder)
        else:
            with whole_folder(folder) as draft:
                write(draft, comparison, moved, folder)
    return folder
