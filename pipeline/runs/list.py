"""The finished runs of an outputs folder: when, how much, how firm, and what was changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from pipeline.core.changes import Reason
from pipeline.core.errors import MachineError
from pipeline.runs.changes import changed_inputs, changed_settings
from pipeline.runs.record import RunRecord
from pipeline.runs.run import Run, is_finished, run_folders
from pipeline.store.files import machine_errors


@dataclass(frozen=True)
class Listed:
    """One finished run. What its version of Themeline did not record is None.

    started    when it began, in UTC
    stability  mean stability of its topics, 0 to 1
    themes     documents of each theme
    changes    why it differs from the run of this name before: settings and inputs; none where
               only code or versions do
    """

    run: Run
    started: datetime | None
    documents: int | None
    topics: int | None
    stability: float | None
    themes: Mapping[str, int] | None
    changes: tuple[Reason, ...] | None


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
    for before, run in pairwise([None, *runs]):
        if run is not None:
            yield _facts(run, before)


def _facts(run: Run, before: Run | None) -> Listed:
    record = run.record
    return Listed(
        run=run,
        started=_moment(record.started),
        documents=record.counts.documents if record.counts else None,
        topics=record.counts.topics if record.counts else None,
        stability=record.measures.get("stability"),
        themes=_theme_counts(run),
        changes=(Reason("first run"),) if before is None else _changes(record, before.record),
    )


def _changes(new: RunRecord, old: RunRecord) -> tuple[Reason, ...] | None:
    if not new.config or not old.config:
        return None
    settings = (Reason("setting", change=change) for change in changed_settings(new, old))
    return (*settings, *changed_inputs(new, old))


def _theme_counts(run: Run) -> Mapping[str, int] | None:
    if run.record.themes is not None:
        return run.record.themes
    try:
        table = run.themes
    except MachineError:
        return None
    return dict(zip(table["theme"].tolist(), table["documents"].tolist(), strict=True))


def _moment(started: str) -> datetime | None:
    try:
        return datetime.fromisoformat(started).astimezone(UTC)
    except ValueError:
        return None


def _age(entry: Listed) -> datetime:
    return entry.started or datetime.min.replace(tzinfo=UTC)
