"""Keep a run: its folder, with the stored results and the files that it was made of."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copy2, copytree

from pipeline.api.project import GIVEN
from pipeline.core.durable import whole_folder
from pipeline.core.errors import ConfigError
from pipeline.runs.run import Run, find_run, is_finished, point_latest, run_folders
from pipeline.store.files import machine_errors

STORE = ".store"


def save(run: Run, folder: Path) -> Path:
    """Copy a run into a new folder; returns where the run is there."""
    folder = folder.expanduser().absolute()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise ConfigError(f"{folder}: is there and is not written over; name a new folder")
    record = run.record  # raises where it is no whole run
    outputs = run.folder.parent
    with machine_errors("cannot save the run", folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            folder.rmdir()
        with whole_folder(folder) as draft:
            copytree(run.folder, draft / run.folder.name)
            for made in record.stages:
                stored = Path(STORE, made.stage, made.key)
                if (outputs / stored).is_dir():
                    copytree(outputs / stored, draft / stored, dirs_exist_ok=True)
            for path in _given(run):
                (draft / path).parent.mkdir(parents=True, exist_ok=True)
                copy2(outputs / path, draft / path)
    kept = folder / run.folder.name
    point_latest(kept)
    return kept


def folder_of(folder: Path) -> Path:
    """The folder of a run: the one named, or of the only run in it."""
    folder = Path(os.path.normpath(folder.expanduser().absolute()))
    if is_finished(Run(folder)):
        return folder
    found = [run for runs in run_folders(folder).values() for run in runs if is_finished(run)]
    if len(found) == 1:
        return found[0].folder
    if not found:
        raise ConfigError(f"{folder}: is no run, and holds 0 runs; name the folder of one")
    names = ", ".join(run.folder.name for run in found[-5:])
    raise ConfigError(f"{folder}: holds {len(found):,} runs; name the folder of one: {names}")


def run_meant(other: Run | str | os.PathLike[str], outputs: Path) -> Run:
    """A run, or the one that is named so, by its folder or by its name in an outputs folder."""
    return other if isinstance(other, Run) else find_run(os.fspath(other), outputs)


def _given(run: Run) -> Iterator[Path]:
    """The files below the outputs folder that the run was made of, as seen from there."""
    record, outputs = run.record, run.folder.parent
    place = Path(os.path.normpath(Path(record.config_file).parent))
    if place.parts[:1] != (GIVEN,):
        return  # the config is a file of the user's
    yield from sorted(path.relative_to(outputs) for path in (outputs / place).iterdir())
    for section in record.config.values():
        path = section.get("path") if isinstance(section, dict) else None
        read = Path(os.path.normpath(place / path)) if isinstance(path, str) else Path()
        if read.parts[:1] == (GIVEN,) and (outputs / read).is_file() and read.parent != place:
            yield read
