"""Write a run as a tool reads it, into a folder that appears whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.core.digests import sha256_of
from pipeline.core.durable import draft_of, settle
from pipeline.core.errors import ConfigError
from pipeline.export.contents import Contents
from pipeline.export.format import Files, format_named
from pipeline.report.table import write_arrow, write_parquet
from pipeline.runs.record import RECORD
from pipeline.runs.run import Run
from pipeline.store.files import machine_errors


@dataclass(frozen=True)
class Exported:
    """What was written.

    folder   where
    tool     what opens it, and ``opening`` how: a command, or a line of Python
    holds    what each file has in it, in words, or nothing
    sizes    its bytes
    fresh    False where all of it was there already, byte by byte
    quotes   whether the run's config lets texts be sent on; the files hold them either way
    """

    folder: Path
    tool: str
    opening: str
    holds: Mapping[str, str]
    sizes: Mapping[str, int]
    fresh: bool
    quotes: bool


def export(run: Run, to: str, folder: Path | None = None) -> Exported:
    """Write a finished run in a format, such as "jsonl" or "atlas".

    Into ``folder``, which must not be there yet, or be empty, or hold the same already; by default
    ``<outputs>/<run>-<format>``. Raises ``ConfigError`` where there is no such format or the folder
    has something else in it, and ``MachineError`` where a part of the run is gone or the folder
    cannot be written.
    """
    form = format_named(to)
    place = folder or run.folder.with_name(f"{run.folder.name}-{to}")
    _require_apart_from_runs(place)
    contents = Contents(run)
    files = form.files(contents)
    with machine_errors(f"cannot write {run.folder.name} for {form.tool}", place):
        fresh, sizes = _write(place, files)
    return Exported(
        folder=place,
        tool=form.tool,
        opening=form.opening(place),
        holds={name: file.holds for name, file in files.items()},
        sizes=sizes,
        fresh=fresh,
        quotes=contents.quotes,
    )


def _require_apart_from_runs(folder: Path) -> None:
    """A run's folder holds what the run wrote, and nothing else (``themeline verify``)."""
    for above in (folder.absolute(), *folder.absolute().parents):
        if (above / RECORD).is_file():
            raise ConfigError(
                f"{folder}: is inside of a run, whose files stay as they were written; name a "
                "folder elsewhere"
            )


def _write(folder: Path, files: Files) -> tuple[bool, dict[str, int]]:
    """Whether anything had to be written, and the bytes of each file."""
    if folder.is_dir():
        folder = folder.resolve()  # what a link leads to is filled, and "." has a name
        if not any(folder.iterdir()):
            _require_elsewhere(folder)
            folder.rmdir()
    there = folder.exists() or folder.is_symlink()
    with draft_of(folder) as draft:
        for name, file in files.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, file.content)
        if there:
            _require_same(draft, folder, files)
        else:
            settle(draft, folder)
        return not there, {name: (folder / name).stat().st_size for name in files}


def _require_elsewhere(folder: Path) -> None:
    """An empty folder gives way to a new one, which whoever is in it would not see."""
    if folder == Path.cwd():
        raise ConfigError(
            f"{folder}: is the folder that the command runs in, and what is written takes the "
            "place of a folder as a whole; name one inside of it, such as --into export"
        )


def write_file(path: Path, content: Any) -> None:
    """Write what a ``File`` holds, as its type says."""
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, np.ndarray):
        with path.open("wb") as file:
            np.save(file, content, allow_pickle=False)
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="\n")
    elif isinstance(content, Mapping):
        write_parquet(content, path)
    elif hasattr(content, "schema"):
        write_arrow(content, path)
    else:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in content)


def _require_same(draft: Path, folder: Path, files: Files) -> None:
    """Raise ``ConfigError`` unless a folder holds what would be written, whatever else it has."""
    for name in files:
        path = folder / name
        if not path.is_file() or sha256_of(path) != sha256_of(draft / name):
            raise ConfigError(
                f"{folder}: is there already, and its {name} is not what would be written; "
                "move it away, or name another folder with --into"
            )
