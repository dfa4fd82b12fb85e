"""Durable: what is written appears whole and is on the disk, or does not appear at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Where to write a file that then takes the place of ``path``, whatever is there.

    A draft beside it, which takes its name once it is on the disk and is removed where writing
    fails; one that a killed process left is written over. What is no file, such as a terminal or a
    pipe, is written to as it is.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    draft = path.with_name(f".{path.name}.draft")
    try:
        yield draft
        _flush_file(draft)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def settle(draft: Path, folder: Path) -> None:
    """Give a folder that was written as a draft its name, once all of it is on the disk.

    Raises ``OSError`` where a folder of this name is there and not empty.
    """
    for path in sorted(draft.rglob("*")):
        if path.is_dir():
            flush_folder(path)
        else:
            _flush_file(path)
    flush_folder(draft)
    draft.rename(folder)
    flush_folder(folder.parent)


def flush(descriptor: int) -> None:
    """Make the kernel hand a file to the disk."""
    os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can (Windows cannot)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _flush_file(path: Path) -> None:
    with path.open("rb+") as file:  # Windows flushes only what may be written to
        flush(file.fileno())
