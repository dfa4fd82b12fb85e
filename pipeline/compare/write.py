"""Write a comparison: the page, the summary in Markdown and the tables."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.compare.comparison import Comparison
from pipeline.compare.moves import Move, moves
from pipeline.compare.page import render
from pipeline.compare.sentences import sentences
from pipeline.compare.tables import TABLES
from pipeline.report.markdown import escaped
from pipeline.report.table import write_csv, write_parquet
from pipeline.store.files import machine_errors


def write(folder: Path, comparison: Comparison, moved: Sequence[Move]) -> list[Path]:
    """Write compare.html, compare.md and compare/*.csv, *.parquet; returns the files written."""
    page, summary = folder / "compare.html", folder / "compare.md"
    page.write_text(render(comparison, moved), encoding="utf-8", newline="\n")
    summary.write_text(markdown(comparison, moved), encoding="utf-8", newline="\n")
    home = folder / "compare"
    home.mkdir()
    paths = [page, summary]
    for name, make in TABLES.items():
        table = make(comparison, moved)
        paths.append(write_csv(table, home / f"{name}.csv"))
        paths.append(write_parquet(table, home / f"{name}.parquet"))
    return paths


def markdown(comparison: Comparison, moved: Sequence[Move]) -> str:
    """The comparison as a summary fit for a pull request."""
    *told, verdict = sentences(comparison, moved)
    title = f"### {escaped(f'{comparison.before.name} → {comparison.after.name}')}"
    lines = [title, "", f"**{escaped(verdict)}**", "", *(f"- {escaped(line)}" for line in told)]
    return "\n".join([*lines, ""])


@machine_errors("cannot write the comparison")
def write_beside(comparison: Comparison) -> Path:
    """Write a comparison into a folder of its own, beside the run after; returns the folder.

    One of the same two runs that is there already is replaced.
    """
    outputs = comparison.after.run.folder.parent
    folder = outputs / f"{comparison.after.name}-against-{comparison.before.name}"
    with tempfile.TemporaryDirectory(prefix=".draft-", dir=outputs) as draft:
        home = Path(draft) / folder.name
        home.mkdir()
        write(home, comparison, moves(comparison))
        if (folder / "compare.html").is_file():
            shutil.rmtree(folder)
        home.rename(folder)
    return folder
