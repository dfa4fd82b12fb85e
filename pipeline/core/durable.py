"""Durable: what is written appears whole and is on the disk, or does not appear at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

DRAFTS = ".draft-*"
"""How folders of drafts are called; what a killed process left of them is anybody's to remove."""


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


@contextmanager
def drafts(root: Path) -> Iterator[Path]:
    """A folder under ``root`` for what is being made; it is gone in the end, finished or not.

    As private as the umask says, like all that is given its name from here.
    """
    folder = root / DRAFTS.replace("*", uuid4().hex[:12])
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Where to write a folder that then gets the name ``folder``, which none must have yet.

    A draft beside it, as for ``whole``.
    """
    with draft_of(folder) as draft:
        yield draft
        settle(draft, folder)


@contextmanager
def draft_of(folder: Path) -> Iterator[Path]:
    """A draft beside a folder, for ``settle``; it is gone in the end, settled or not.

    One that a killed process left is written anew.
    """
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


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
