"""Whether a run folder still holds what the run wrote, byte by byte."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.core.digests import sha256_of
from pipeline.runs.record import RECORD, fault_of, parsed
from pipeline.store.stages import Written

BESIDE = (RECORD, "log.jsonl")
"""Files of a run that run.json does not list: itself, and the log."""


def findings(folder: Path) -> list[str]:
    """What in a run folder is not as the run wrote it, one line each; empty where all is.

    run.json lists the other files, and has a digest of itself.
    """
    try:
        content, record = parsed(folder)
    except OSError as error:
        return [f"{RECORD}: {_trouble(error)}; without it nothing else can be verified"]
    except ValueError as error:
        return [f"{RECORD}: {error}; without it nothing else can be verified"]
    fault = fault_of(record, content)
    own = [f"{RECORD}: {fault}"] if fault else []
    return [*own, *_changed(folder, record.files), *_extra(folder, record.files)]


def _changed(folder: Path, files: Mapping[str, Written]) -> Iterator[str]:
    for name, written in sorted(files.items()):
        if not _is_inside(folder, name):
            yield f"{name}: is no place inside the folder, and was not read"
            continue
        try:
            fault = _fault(folder / name, written)
        except OSError as error:
            fault = _trouble(error)
        if fault:
            yield f"{name}: {fault}"


def _fault(path: Path, written: Written) -> str:
    size = path.stat().st_size
    if not path.is_file():  # reading a pipe would wait for ever
        return "is no file any more"
    if size != written.size:
        return f"has {size:,} bytes, {written.size:,} were written"
    return "" if sha256_of(path) == written.sha256 else "same size, other content"


def _trouble(error: OSError) -> str:
    gone = isinstance(error, FileNotFoundError | NotADirectoryError)
    return "is missing" if gone else f"cannot be read: {error.strerror}"


def _extra(folder: Path, files: Mapping[str, Written]) -> Iterator[str]:
    known = {*BESIDE, *files}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in known and (path.is_symlink() or not path.is_dir()):
            yield f"{name}: was not written by the run"


def _is_inside(folder: Path, name: str) -> bool:
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # a loop of links, a name that no file can have
        return False
