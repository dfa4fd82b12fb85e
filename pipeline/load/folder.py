"""A folder of text files: every .txt file in it, however deep, is one document."""

import os
from collections import Counter
from pathlib import Path, PurePosixPath

from pipeline.core.artifacts import Check
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Loader
from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError, MachineError
from pipeline.load.decode import Encoded, decode
from pipeline.load.inspect import inspect
from pipeline.load.records import Entry, Options, Record, Records, drop


class Folder(Encoded, Options, Loader):
    """Reads .txt files in the order of their names; a file's path in the folder is its id."""

    def __call__(self, context: Context = BY_ITSELF) -> Corpus:
        """Read the files; those in another encoding, and links to folders, are dropped."""
        return inspect(self.read(), self)

    def reads(self, name: str) -> bool:
        return _is_text(name)

    def read(self) -> Records:
        """The files as records, before any is inspected."""
        if not self.path.is_dir():
            raise InputError(
                f"{self.path}: is not a folder; leave load.method out to have it chosen by the "
                "file's ending"
            )
        names = _names(self.path)
        texts = [name for name in names if _is_text(name)]
        others = [name for name in names if not _is_text(name)]
        if not texts:
            found = f", only {_endings(others)}" if others else ""
            raise InputError(f"{self.path}: no .txt file in it{found}")
        return Records(map(self._entry, texts), checks=_unread(others))

    def _entry(self, name: str) -> Entry:
        file = self.path / name
        if not file.is_file():
            return drop(name, "not a file", "a link to a folder or to nothing, or a pipe", key=name)
        try:
            text = decode(file.read_bytes(), self.encoding, name)
        except OSError as error:
            raise MachineError(f"{file}: cannot be read: {error.strerror}") from error
        except InputError as error:
            return drop(name, "wrong encoding", str(error), key=name)
        return Record(name, name, text)


def _names(folder: Path) -> list[str]:
    """Paths in the folder, with forward slashes, sorted: files, and links to folders.

    Those links are not followed, so that a loop of them cannot trap the reader.
    """
    found: list[str] = []
    for place, folders, files in os.walk(folder, onerror=_refuse):
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        found += [(here / name).relative_to(folder).as_posix() for name in files + links]
    return sorted(found)


def _refuse(error: OSError) -> None:
    raise MachineError(f"{error.filename}: cannot be read: {error.strerror}") from error


def _is_text(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix.lower() == ".txt" and not hidden


def _endings(others: list[str]) -> str:
    """How many files of which ending: "8 .md, 4 .pdf"."""
    counts = Counter(PurePosixPath(name).suffix or "without ending" for name in others)
    rest = f", {len(counts) - 5} more endings" if len(counts) > 5 else ""
    return ", ".join(f"{count:,} {ending}" for ending, count in counts.most_common(5)) + rest


def _unread(others: list[str]) -> tuple[Check, ...]:
    if not others:
        return ()
    message = (
        f"Only .txt files that are not hidden were read; {len(others):,} others were not: "
        f"{_endings(others)}."
    )
    return (Check("L13", "info", message),)
