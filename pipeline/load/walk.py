"""The files of a folder, however deep, by their paths in it."""

import os
from contextlib import suppress
from pathlib import Path, PurePosixPath

from pipeline.core.errors import MachineError


def names_in(folder: Path) -> list[str]:
    """Paths in the folder, with forward slashes, sorted: files, and links to folders.

    Those links are not followed, so that a loop of them cannot trap the reader. What runs wrote
    into the folder is passed over.
    """
    found: list[str] = []
    for place, folders, files in os.walk(folder, onerror=_refuse):
        here = Path(place)
        folders[:] = [name for name in folders if not _holds_runs(here / name)]
        links = [name for name in folders if (here / name).is_symlink()]
        found += [(here / name).relative_to(folder).as_posix() for name in files + links]
    return sorted(found)


def _refuse(error: OSError) -> None:
    raise MachineError(f"{error.filename}: cannot be read: {error.strerror}") from error


def is_output(folder: Path, name: str) -> bool:
    """Whether a file in a folder of texts is what a run wrote there: reports are no documents."""
    above = list(PurePosixPath(name).parents)[:-1]
    return any(_holds_runs(folder / each) for each in above)


def _holds_runs(folder: Path) -> bool:
    with suppress(PermissionError):  # told when it is walked
        return (folder / ".store").is_dir()
    return False
