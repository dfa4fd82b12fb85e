"""Several files of one kind in a folder, read as one corpus.

Each record says which file it is from: where it stands, in a group called ``file``, and in its id
where that only counts the records of a file.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from pipeline.core.artifacts import Check, Strings
from pipeline.core.corpus import Dropped
from pipeline.core.errors import InputError
from pipeline.load.records import Entry, Records
from pipeline.load.walk import names_in

FILE = "file"
"""The group of the files' names."""

_WILD = re.compile(r"[*?\[]")


def split_path(path: str) -> tuple[str, str]:
    """A path with a pattern in it as the folder before that, and the pattern."""
    parts = PurePosixPath(path.replace(os.sep, "/")).parts
    place = next(number for number, part in enumerate(parts) if _WILD.search(part))
    return str(PurePosixPath(*parts[:place])), str(PurePosixPath(*parts[place:]))


def as_folder(paths: Sequence[str]) -> tuple[str, list[str]]:
    """Several files or patterns as the folder that holds them all, and where they are in it.

    Either all of them are absolute, or none is, and none leads out of where it is seen from.
    """
    split = [PurePosixPath(path.replace(os.sep, "/")) for path in paths]
    fixed = [
        PurePosixPath(split_path(path)[0]) if is_pattern(path) else each.parent
        for path, each in zip(paths, split, strict=True)
    ]
    folder = PurePosixPath(os.path.commonpath(fixed))
    return str(folder), [str(each.relative_to(folder)) for each in split]


def is_pattern(path: str) -> bool:
    """Whether a path is a pattern such as exports/*.csv."""
    return _WILD.search(path) is not None


def is_one_of(name: str, patterns: Strings) -> bool:
    """Whether a file is meant by names or patterns; ``name`` is its path in the folder."""
    hidden = any(part.startswith(".") for part in PurePosixPath(name).parts)
    return not hidden and any(
        name.count("/") == pattern.count("/") and fnmatchcase(name, pattern) for pattern in patterns
    )


def files_in(folder: Path, patterns: Strings) -> list[str]:
    """The files of a folder that are meant, in the order of their names.

    Raises ``InputError`` where there is none, or one of them is not there.
    """
    if any(map(is_pattern, patterns)):
        found = sorted(name for name in names_in(folder) if is_one_of(name, patterns))
    else:
        found = sorted(set(patterns))
        missing = [name for name in found if not (folder / name).is_file()]
        if missing:
            raise InputError(f"{folder}: no file in it is called {', '.join(map(repr, missing))}")
    if not found:
        wanted = ", ".join(map(repr, patterns))
        raise InputError(f"{folder}: no file in it is called {wanted}; name them in load.files")
    return found


def put_together(parts: Sequence[tuple[str, Records]], *, counted: bool) -> Records:
    """The records of all files, each by its name; ``counted`` says that ids count within a file."""
    groups = parts[0][1].groups
    short = [str(PurePosixPath(name).with_suffix("")) for name, _ in parts]
    own = short if len(set(short)) == len(short) else [name for name, _ in parts]
    entries = (
        _of_file(entry, name, before if counted else "")
        for (name, records), before in zip(parts, own, strict=True)
        for entry in records.entries
    )
    return Records(entries, (*groups, FILE), tuple(_checks(parts)))


def _of_file(entry: Entry, name: str, before: str) -> Entry:
    """An entry of a file, its id behind that of the file where there is one."""
    place = f"{name}, {entry.record if isinstance(entry, Dropped) else entry.place}"
    identifier = f"{before}:{entry.id}" if before and entry.id else entry.id
    if isinstance(entry, Dropped):
        return replace(entry, record=place, id=identifier)
    return replace(entry, place=place, id=identifier, groups=(*entry.groups, name))


def _checks(parts: Sequence[tuple[str, Records]]) -> Iterator[Check]:
    """What is told of each file, of all of them what is the same once."""
    told: set[str] = set()
    for name, records in parts:
        for check in records.checks:
            if check.message not in told:
                told.add(check.message)
                yield replace(check, message=f"{name}: {check.message}")
