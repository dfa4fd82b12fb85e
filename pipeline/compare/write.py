"""Write a comparison: the page, the summary in Markdown and the tables."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.compare.comparison import Comparison
from pipeline.compare.moves import Move, moves
from pipeline.compare.page import render
from pipeline.compare.tables import TABLES
from pipeline.compare.words import sentences
from pipeline.report.lettering import printable
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
    title = f"### {_escaped(f'{comparison.before.name} → {comparison.after.name}')}"
    lines = [title, "", f"**{_escaped(verdict)}**", "", *(f"- {_escaped(line)}" for line in told)]
    return "\n".join([*lines, ""])


def _escaped(text: str) -> str:
    """A sentence in which nothing of the data's is taken for Markdown or HTML.

    Nor for what GitHub makes of text: a mention, an issue, a formula, a link.
    """
    plain = printable(text).replace(" -> ", " → ").translate(_ESCAPES)
    return re.sub(r"(?<!\w)@(?=\w)|:(?=//)", r"\g<0>&#8203;", plain)


_ESCAPES = {ord(mark): f"\\{mark}" for mark in "\\`*_[]#|~!"}
_ESCAPES |= {ord(mark): f"&#{ord(mark)};" for mark in "<>&$"}


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
