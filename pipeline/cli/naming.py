"""Which outputs folder and which run a command line means."""

import os
from pathlib import Path

from pipeline.cli.defaults import DEFAULT_CONFIG, DEFAULT_OUTPUTS
from pipeline.cli.streams import tell
from pipeline.compare.run_tables import RunTables, require_comparable
from pipeline.config import load_config
from pipeline.core.errors import ConfigError, ThemelineError, shown
from pipeline.core.method import exists
from pipeline.runs.run import Run, find_run, folders_named, is_finished


def outputs_folder(outputs: Path | None) -> Path:
    """The outputs folder of a command that takes no config.

    That of ``--outputs``, else that of ./config.yaml where it is there and right, else
    ./outputs.
    """
    if outputs is not None:
        return outputs
    try:
        return load_config(DEFAULT_CONFIG).outputs
    except ThemelineError:
        return DEFAULT_OUTPUTS


def runs_in(outputs: Path | None, config: Path | None) -> Path | None:
    """The folder that --outputs names, or the config of --config; None where neither is given."""
    if outputs is not None or config is None:
        return outputs
    return load_config(config).outputs


def outputs_of(config: Path, outputs: Path | None) -> Path:
    """That of ``--outputs``, else that of the config, which has to be right then.

    ./outputs where no config is named and none is here.
    """
    if outputs is not None:
        return outputs
    return DEFAULT_OUTPUTS if is_without(config) else load_config(config).outputs


def is_without(config: Path) -> bool:
    """Whether a command has no config: none was named, and the folder it is in has none."""
    return config == DEFAULT_CONFIG and not exists(config)


def run_named(named: str, outputs: Path | None) -> Run:
    """The finished run that is meant: a folder, a name such as papers-002, or latest.

    The folder of the run is absolute. Says where the latest is damaged and the one before it
    answers. Raises ``ConfigError`` where no finished run is called so.
    """
    inside = outputs_folder(outputs)
    found = find_run(named, inside)
    for folder in folders_named(named, inside):
        if folder.is_dir() and not is_finished(Run(folder)):
            tell(f"{folder.name} is newer, and damaged: this is {found.folder.name}")
    # not resolved: what run.json names is seen from where the outputs folder seems to be
    return Run(Path(os.path.normpath(found.folder.absolute())))


def folder_named(named: str, outputs: Path | None) -> Path:
    """The folder of the run that is meant, whole or not: a damaged run can still be verified."""
    folders = folders_named(named, outputs_folder(outputs))
    there = sorted((f for f in folders if f.is_dir()), key=lambda f: not is_finished(Run(f)))
    return there[0] if there else run_named(named, outputs).folder


def side_named(named: str, outputs: Path | None) -> RunTables:
    """One side of a comparison: a run, or one level of it (papers-002@0).

    Raises ``ConfigError`` where there is no such run or level, ``InputError`` for a run of an
    early version, which cannot be compared.
    """
    name, at, level = named.rpartition("@")
    run = run_named(name if at else named, outputs)
    require_comparable(run)
    if not at:
        return RunTables(run)
    levels = sorted(set(run.columns("topics", ["level"])["level"].tolist()))
    if level not in map(str, levels):
        there = ", ".join(map(str, levels)) or "none"
        raise ConfigError(f"{run.folder.name} has no level {shown(level)}; there are: {there}")
    return RunTables(run, int(level))
