"""Keep a run: its folder, with the stored results and the files that it was made of."""

import os
from pathlib import Path
from shutil import copy2, copytree

from pipeline.api.project import BEFORE, GIVEN, write_config
from pipeline.config import whole_settings
from pipeline.core.durable import whole_folder
from pipeline.core.errors import ConfigError
from pipeline.runs.run import Run, find_run, is_finished, point_latest, run_folders
from pipeline.runs.settings import config_of
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
            _copy_given(run, draft)
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
    if isinstance(other, Run):
        return other
    if not isinstance(other, str | os.PathLike):
        raise ConfigError(f"{type(other).__name__} is no run; expected one, its folder or its name")
    return find_run(os.fspath(other), outputs)


def _copy_given(run: Run, draft: Path) -> None:
    """Copy what the run was made of, where that lies below its outputs folder, with its config."""
    outputs, record = run.folder.parent, run.record
    file = Path(os.path.normpath(record.config_file))
    if file.parts[:1] != (GIVEN,):
        return  # the config is a file of the user's
    copytree(outputs / file.parent, draft / file.parent)
    for section in record.config.values():
        path = section.get("path") if isinstance(section, dict) else None
        read = Path(os.path.normpath(file.parent / path)) if isinstance(path, str) else Path()
        if read.parts[:1] == (GIVEN,) and (outputs / read).is_file():
            copy2(outputs / read, draft / read)
    # the one that is there may be of a later run
    settings = whole_settings(config_of(Run(draft / run.folder.name)))
    write_config(draft / file, settings)
    (draft / file).with_name(BEFORE).unlink(missing_ok=True)
