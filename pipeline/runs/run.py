"""Run folders: ``<outputs>/<name>-001``, ``-002``, ..., and ``latest``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.core.digests import sha256_of
from pipeline.core.errors import ConfigError, MachineError, shown, unknown
from pipeline.runs.record import RECORD, RunRecord, read_record
from pipeline.runs.tables import read_columns, read_frame
from pipeline.store.stages import Written

if TYPE_CHECKING:
    import pandas as pd

LATEST = "latest"
OF_OTHERS = ("sweep.csv", "predicted.json", "assigned.json")
"""Files that tell other folders from those of runs; version 0.1 called the last what is now
predicted.json. A comparison has no documents beside it."""

LISTED = 5
"""Runs that are named where one is not found."""


@dataclass(frozen=True)
class Run:
    """A finished run.

    ``fresh`` is False where nothing had changed and an earlier run answers; ``recomputed``
    then names the steps whose stored results were gone and came out the same.
    """

    folder: Path
    fresh: bool = True
    recomputed: tuple[str, ...] = ()

    @cached_property
    def record(self) -> RunRecord:
        """run.json: the resolved config, what ran and why, versions, machine, checks.

        Raises ``ValueError`` where it is not what a run wrote.
        """
        return read_record(self.folder)

    @property
    def report_file(self) -> Path:
        """The report, one self-contained page."""
        return self.folder / "report.html"

    def _repr_html_(self) -> str:
        """The run as a notebook shows it."""
        from pipeline.runs.shown import html_of

        return html_of(self)

    @cached_property
    def documents(self) -> "pd.DataFrame":
        """One row per document; here as in the other tables, columns of lists hold lists."""
        return self._table("documents")

    @cached_property
    def topics(self) -> "pd.DataFrame":
        """One row per topic and level."""
        return self._table("topics")

    @cached_property
    def themes(self) -> "pd.DataFrame":
        """One row per theme."""
        return self._table("themes")

    @cached_property
    def theme_documents(self) -> "pd.DataFrame":
        """One row per document and theme."""
        return self._table("theme_documents")

    def columns(self, name: str, only: Sequence[str] | None = None) -> dict[str, Any]:
        """The columns of a table, all or ``only`` some, as ``runs.tables`` reads them.

        For those who do not want to wait for pandas.
        """
        path = self._written(f"{name}.parquet")
        try:
            return read_columns(path, only)
        except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
            raise _damaged(path) from error

    def _written(self, name: str) -> Path:
        """A file of the run; raises ``MachineError`` where it is not as it was written."""
        if damaged(self, [name]):
            raise _damaged(self.folder / name)
        return self.folder / name

    def _table(self, name: str) -> "pd.DataFrame":
        path = self._written(f"{name}.parquet")
        try:
            return read_frame(path)
        except (OSError, ValueError) as error:
            raise _damaged(path) from error


def _damaged(path: Path) -> MachineError:
    return MachineError(f"{path}: is missing or damaged; themeline run writes a new run")


def newest_run(outputs: Path, name: str) -> Run | None:
    """The newest finished run of a name; one without a whole run.json was not finished."""
    return next(newest_first(outputs, name), None)


def newest_first(outputs: Path, name: str) -> Iterator[Run]:
    """The finished runs of a name."""
    runs = (Run(folder) for _, folder in sorted(_numbered(outputs, name), reverse=True))
    return filter(is_finished, runs)


def run_folders(outputs: Path) -> dict[str, list[Run]]:
    """What is called like a run in an outputs folder, finished or not: by name, oldest first.

    What sweeps, comparisons and new documents leave is called like a run and is none.
    """
    shape = re.compile(r"\A(.+)-(\d{3,})")
    names = {match[1] for match in map(shape.fullmatch, _folder_names(outputs)) if match}
    folders = {name: [f for _, f in sorted(_numbered(outputs, name))] for name in sorted(names)}
    runs = {name: [Run(f) for f in found if _may_be_a_run(f)] for name, found in folders.items()}
    return {name: found for name, found in runs.items() if found}


def is_finished(run: Run) -> bool:
    """Whether a folder holds a whole run: its run.json is there and says what was written."""
    try:
        return (run.folder / RECORD).is_file() and bool(run.record)
    except ValueError:
        return False


def newer_and_damaged(outputs: Path, name: str, than: Run | None) -> list[Path]:
    """The folders of runs that came after one, or after none, and whose run.json is damaged."""
    newer = takewhile(
        lambda folder: than is None or folder.name != than.folder.name,
        (folder for _, folder in sorted(_numbered(outputs, name), reverse=True)),
    )
    return [each for each in newer if _may_be_a_run(each) and not is_finished(Run(each))][::-1]


def damaged(run: Run, names: Iterable[str]) -> str:
    """The first of some files that is not as the run wrote it; empty where all are."""
    files = run.record.files
    return next((name for name in names if not _as_written(run, name, files.get(name))), "")


def _as_written(run: Run, name: str, written: Written | None) -> bool:
    path = run.folder / name
    if written is None or not path.is_file() or path.stat().st_size != written.size:
        return False
    return sha256_of(path) == written.sha256


def find_run(named: str, outputs: Path) -> Run:
    """The finished run that a command line names, by its folder or by its name in ``outputs``.

    ``latest`` is the newest. Raises ``ConfigError`` where there is none, naming those there are.
    """
    for run in map(Run, folders_named(named, outputs)):
        if is_finished(run):
            return run
    found = [run for runs in run_folders(outputs).values() for run in runs if is_finished(run)]
    known = [run.folder.name for run in sorted(found, key=lambda run: run.folder.stat().st_mtime)]
    if not known:
        raise ConfigError(f"no run is called {shown(named)}: there is none in {outputs}")
    if named == LATEST:
        return next(run for run in found if run.folder.name == known[-1])
    some = ", ".join(known[-LISTED:])
    close = unknown(named, known)
    raise ConfigError(f"no finished run is called {close} (the last in {outputs}: {some})")


def folders_named(named: str, outputs: Path) -> list[Path]:
    """The folders that a command line may mean by a run's folder, its name, or latest."""
    folders = [Path(named), outputs / named]
    pointed = [_pointed_at(each) if each.name == LATEST else None for each in folders]
    return [
        folder.parent / to if to else folder for folder, to in zip(folders, pointed, strict=True)
    ]


def next_folder(outputs: Path, name: str) -> Path:
    """The folder of the next run; numbers are not used twice while a later run exists."""
    number = max((number for number, _ in _numbered(outputs, name)), default=0) + 1
    return outputs / f"{name}-{number:03d}"


def intact(run: Run) -> bool:
    """Whether every file that the run wrote is still there as it was."""
    return not damaged(run, run.record.files)


def require_pointer(outputs: Path) -> None:
    """Raise ``MachineError`` where something else stands in the way of ``latest``."""
    latest = outputs / LATEST
    pointed = _pointed_at(latest)
    if pointed is not None and not re.fullmatch(r"\A[^/\\\n]+-\d{3,}", pointed):
        raise MachineError(
            f"{latest}: is no pointer to a run of ours, and the newest run is to be called so; "
            "move it away, or name another outputs folder"
        )
    if latest.is_dir() and not latest.is_symlink():
        raise MachineError(
            f"{latest}: is a folder, as copying can make of a link, and a link to the newest run "
            "belongs there; move the folder away"
        )


def point_latest(folder: Path) -> None:
    """Let ``latest`` beside a run folder point at it.

    A symbolic link, or a text file with the name where links need a privilege (Windows).
    """
    latest = folder.parent / LATEST
    if _pointed_at(latest) == folder.name:
        return
    draft = folder.parent / ".latest"
    draft.unlink(missing_ok=True)
    try:
        draft.symlink_to(folder.name, target_is_directory=True)
    except OSError:
        draft.write_text(folder.name + "\n", encoding="utf-8")
    draft.replace(latest)


def _pointed_at(latest: Path) -> str | None:
    if latest.is_symlink():
        return str(latest.readlink())
    return latest.read_text("utf-8", "replace").strip() if latest.is_file() else None


def _numbered(outputs: Path, name: str) -> list[tuple[int, Path]]:
    shape = re.compile(re.escape(name) + r"-(\d{3,})")
    matches = ((shape.fullmatch(folder), outputs / folder) for folder in _folder_names(outputs))
    return [(int(match[1]), folder) for match, folder in matches if match]


def _folder_names(outputs: Path) -> list[str]:
    return [folder.name for folder in outputs.iterdir()] if outputs.is_dir() else []


def _may_be_a_run(folder: Path) -> bool:
    if not folder.is_dir() or any((folder / name).is_file() for name in OF_OTHERS):
        return False
    return (folder / "documents.csv").is_file() or not (folder / "compare.html").is_file()
