"""Rows as Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from benchmarks.speed.rows import Row, figure

HEAD = ("what", "seconds (median)", "min to max", "processor seconds", "peak MiB", "target")


def table(job: str, rows: Sequence[Row]) -> str:
    """The rows of one job; below them what they found besides, and the commands."""
    lines = [f"### {job}", "", _line(HEAD), "|" + "---|" * len(HEAD), *map(_row, rows), ""]
    for row in rows:
        lines += _besides(row)
    return "\n".join(lines) + "\n"


def heading(conditions: Mapping[str, str]) -> str:
    """What was measured on what, as a list."""
    return "\n".join(f"- {name}: {value}" for name, value in conditions.items()) + "\n"


def _row(row: Row) -> str:
    targets = "; ".join(target.verdict for target in row.targets)
    if not row.measured:
        return _line((row.what, "", "", "", "", targets))
    seconds = [run.seconds for run in row.measured]
    span = f"{figure(min(seconds))} to {figure(max(seconds))}"
    medians = (row.processor_seconds, row.peak_mib)
    return _line((row.what, figure(row.seconds), span, *map(figure, medians), targets))


def _besides(row: Row) -> Iterator[str]:
    found = ", ".join(f"{figure(value)} {name}" for name, value in row.figures.items())
    yield f"- {row.what}: `{row.command}`" + (f": {found}" if found else "")
    yield from (f"  - {note}" for note in row.notes)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
