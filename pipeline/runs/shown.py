"""A finished run as a notebook shows it: what was found, a small map, and the way to its report."""

import os
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote

from pipeline.report.lettering import printable
from pipeline.runs.record import RunRecord
from pipeline.runs.small_map import Mapped, small_map

SIDE_BY_SIDE = "display: flex; flex-wrap: wrap; gap: 1.5em; align-items: flex-start"


def html_of(run: Mapped) -> str:
    """A run in HTML; all texts of it are text."""
    name = f"<strong>Run {_text(run.folder.name)}</strong>"
    try:
        record = run.record
    except (OSError, ValueError) as error:
        return f"<div>{name}: its run.json is missing or damaged ({_text(str(error))}).</div>"
    beside = f"<div>{''.join(_counts(record))}</div>"
    both = f'<div style="{SIDE_BY_SIDE}">{small_map(run)}{beside}</div>'
    parts = [name, *_in_short(record), both, *_to_keep_in_mind(record)]
    return f"<div>{''.join(parts)}{_report(run.folder / 'report.html')}</div>"


def _in_short(record: RunRecord) -> Iterator[str]:
    if record.summary:
        told = "".join(f"<li>{_text(sentence)}</li>" for sentence in record.summary)
        yield f"<p><strong>In short</strong></p><ul>{told}</ul>"


def _counts(record: RunRecord) -> Iterator[str]:
    counts = record.counts
    if counts is None:
        return
    found = {"documents": counts.documents, "topics": counts.topics}
    yield _table({**found, "without a topic": counts.without_topic})
    if record.themes:
        yield _table({**record.themes, "without a theme": counts.without_theme}, "Themes")


def _table(rows: Mapping[str, int], caption: str = "") -> str:
    """Names and numbers; what a notebook sets in the middle goes to either side."""
    left, right = 'style="text-align: left"', 'style="text-align: right"'
    cells = "".join(
        f"<tr><th scope=row {left}>{_text(name)}</th><td {right}>{number:,}</td></tr>"
        for name, number in rows.items()
    )
    head = f"<caption {left}>{caption}</caption>" if caption else ""
    return f"<table>{head}{cells}</table>"


def _to_keep_in_mind(record: RunRecord) -> Iterator[str]:
    told = [check for check in record.checks if check.severity != "info"]
    if told:
        lines = (_text(f"{check.code} {check.message} {check.advice}") for check in told)
        items = "".join(f"<li>{line}</li>" for line in lines)
        yield f"<details><summary>To keep in mind: {len(told)}</summary><ul>{items}</ul></details>"


def _report(path: Path) -> str:
    """A link as seen from the notebook, whose server shows no file:// addresses."""
    try:
        link = quote(Path(os.path.relpath(path)).as_posix())
    except ValueError:  # another drive of Windows
        link = path.absolute().as_uri()
    return f'<p>Report: <a href="{escape(link)}" target="_blank">{_text(str(path))}</a></p>'


def _text(text: str) -> str:
    return escape(printable(text))
