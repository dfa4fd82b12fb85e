"""The finished runs of an outputs folder: when, how much, how firm, and what was changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.core.errors import MachineError
from pipeline.runs.changes import changed_inputs, changed_settings, part
from pipeline.runs.run import Run, is_finished, run_folders
from pipeline.store.files import machine_errors

FIRST = "first run"
SAME = "nothing but code or versions"
UNKNOWN = "not recorded"


@dataclass(frozen=True)
class Listed:
    """One finished run. What its version of Themeline did not record is None.

    started    when it began, in UTC
    stability  mean stability of its topics, 0 to 1
    themes     documents of each theme
    changes    what differs from the run of this name before: settings and inputs
    """

    run: Run
    started: datetime | None
    documents: int | None
    topics: int | None
    stability: float | None
    themes: Mapping[str, int] | None
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """The finished runs, newest last, and the folders that look like runs and hold no whole one."""

    runs: tuple[Listed, ...]
    unfinished: tuple[Path, ...]


@machine_errors("cannot look through the outputs folder")
def catalogue(outputs: Path, name: str | None = None) -> Catalogue:
    """List the finished runs of an outputs folder: those of a name, or of all names."""
    found = run_folders(outputs)
    chosen = found if name is None else {name: found.get(name, [])}
    whole = {each: list(filter(is_finished, runs)) for each, runs in chosen.items()}
    listed = [entry for runs in whole.values() for entry in _listed(runs)]
    folders = [run.folder for runs in chosen.values() for run in runs]
    kept = {entry.run.folder for entry in listed}
    return Catalogue(
        tuple(sorted(listed, key=_age)),
        tuple(folder for folder in folders if folder not in kept),
    )


def _listed(runs: Sequence[Run]) -> Iterator[Listed]:
    """The runs of one name, the oldest first."""
    if runs:
        yield _facts(runs[0], (FIRST,))
    for before, run in pairwise(runs):
        yield _facts(run, _changes(run.record, before.record))


def _facts(run: Run, changes: tuple[str, ...]) -> Listed:
    counts = part(run.record, "counts")
    return Listed(
        run=run,
        started=_moment(run.record.get("started")),
        documents=counts.get("documents"),
        topics=counts.get("topics"),
        stability=part(run.record, "measures").get("stability"),
        themes=_theme_counts(run),
        changes=changes,
    )


def _changes(new: Mapping[str, Any], old: Mapping[str, Any]) -> tuple[str, ...]:
    if not part(new, "config") or not part(old, "config"):
        return (UNKNOWN,)
    return (*changed_settings(new, old), *changed_inputs(new, old)) or (SAME,)


def _theme_counts(run: Run) -> Mapping[str, int] | None:
    if isinstance(run.record.get("themes"), dict):
        return dict(run.record["themes"])
    try:
        table = run.themes
    except MachineError:
        return None
    return dict(zip(table["theme"].tolist(), table["documents"].tolist(), strict=True))


def _moment(started: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(started).astimezone(UTC)
    except (TypeError, ValueError):
        return None


def _age(entry: Listed) -> datetime:
    return entry.started or datetime.min.replace(tzinfo=UTC)
