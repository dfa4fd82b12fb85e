"""Read new documents as the run read its own, and find those that it has already."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray
from pipeline.core.corpus import Corpus, Dropped
from pipeline.core.discovery import method_class
from pipeline.core.errors import ConfigError, InputError
from pipeline.core.method import exists
from pipeline.load.filter import usable
from pipeline.load.formats import method_for
from pipeline.load.look import Readable
from pipeline.load.passages import split_entries
from pipeline.load.records import Entry, Records
from pipeline.load.refusals import nothing_left
from pipeline.numerics.tokens import fold

Positions = NDArray[np.intp]

DIGEST = 16
"""Bytes that tell texts apart: among 10**9 texts two are taken for one with odds of 10**-21."""

OF_THE_RUN = ("method", "path", "subsample", "subsample_seed")
"""Settings that are not handed on: of new documents each is placed."""


@dataclass(frozen=True)
class Matched:
    """Which of m new documents the run has.

    same    (m,) the run's document with the same folded title and text, that of the same id
            before others; -1 for none
    edited  (m,) bool, whether the run has the id with another text
    earlier
            (m,) the number in the file of the first document with the text, where that was in an
            earlier batch; -1 elsewhere
    """

    same: Positions
    edited: BoolArray
    earlier: Positions

    @cached_property
    def unseen(self) -> BoolArray:
        """(m,) whether the run has no such text."""
        return self.same < 0

    @cached_property
    def known(self) -> BoolArray:
        """(m,) whether the run has the text, and no other one under the same id."""
        return ~self.unseen & ~self.edited

    @cached_property
    def repeated(self) -> Positions:
        """(e,) the numbers of the documents of earlier batches that are needed again, rising."""
        return np.unique(self.earlier[self.unseen & (self.earlier >= 0)])

    def fresh(self, new: Corpus) -> Positions:
        """The new documents whose text neither the run nor an earlier of them has: (f,)."""
        first = new.first_copy == np.arange(len(new))
        return np.flatnonzero(self.unseen & (self.earlier < 0) & first)

    def sources(self, new: Corpus, n: int) -> Positions:
        """(m,) the row of each document where f fresh and e repeated ones follow n of the run."""
        fresh = self.fresh(new)
        after = n + np.searchsorted(fresh, new.first_copy)
        again = n + len(fresh) + np.searchsorted(self.repeated, self.earlier)
        return np.where(self.unseen, np.where(self.earlier < 0, after, again), self.same)


def settings_for(made_by: Mapping[str, Any], file: Path) -> dict[str, Any]:
    """The load settings of a run, for another file: method, path and what the method has.

    ``made_by`` is the section of the run's resolved config. The method stays unless the ending
    is another one and names another; the delimiter goes with the ending. Raises ``ConfigError``
    where there is no such file.
    """
    if not exists(file):
        raise ConfigError(f"{file}: no such file or folder; name the file of new documents")
    kept = {key: value for key, value in made_by.items() if key not in OF_THE_RUN}
    method = made_by["method"]
    files = kept.pop("files", [])
    before = Path(files[0] if files else made_by["path"])
    if _ending(file) != _ending(before) or file.is_dir() != (method == "folder"):
        method = method_for(file) or method
        kept.pop("delimiter", None)
    fields = method_class("load", method).model_fields
    kept = {key: value for key, value in kept.items() if key in fields}
    if files and "files" in fields and file.is_file():
        # documents of a folder say which file they are from, so that of one file do, too
        return {"method": method, "path": str(file.absolute().parent), "files": [file.name], **kept}
    return {"method": method, "path": str(file.absolute()), **kept}


def reader(settings: Mapping[str, Any]) -> Readable:
    """The reader of new documents."""
    kind = method_class("load", settings["method"])
    given = {key: value for key, value in settings.items() if key != "method"}
    return cast("Readable", kind.model_validate(given))


def usable_of(source: Readable, reading: Records) -> Iterator[Entry]:
    """The records as the run would have taken them."""
    keep = source.boilerplate == "keep"
    return usable(reading.entries, source.min_characters, keep_placeholders=keep)


def count_usable(source: Readable) -> int:
    """How many records or passages can be documents; all are read, so that any fault shows.

    Raises ``InputError`` as the loader does, such as for none.
    """
    documents, reasons = 0, Counter[str]()
    first: Dropped | None = None
    entries = usable_of(source, source.read())
    if source.split is not None:
        entries = split_entries(entries, source.split, source.min_characters)
    for entry in entries:
        if isinstance(entry, Dropped):
            reasons[entry.reason] += 1
            first = first or entry
        else:
            documents += 1
    if not documents:
        raise InputError(nothing_left(source.path, reasons, first))
    return documents


def ids_tell(settings: Mapping[str, Any]) -> bool:
    """Whether ids come from the input; elsewhere they only count the records of one file."""
    return settings["method"] == "folder" or settings.get("id") is not None


class Known:
    """The texts of a run, and where ``by_id`` its ids."""

    def __init__(self, run: Corpus, *, by_id: bool) -> None:
        self._by_id = by_id
        self._keys = [digest_of_text(*pair) for pair in zip(run.titles, run.texts, strict=True)]
        self._of_id = {name: place for place, name in enumerate(run.ids)}
        self._of_key: dict[bytes, int] = {}
        for place, key in enumerate(self._keys):
            self._of_key.setdefault(key, place)

    def match(self, name: str, key: bytes) -> tuple[int, bool]:
        """The run's document with this text, -1 for none, and whether it was edited since."""
        own = self._of_id.get(name, -1)
        kept = own >= 0 and self._keys[own] == key
        same = own if kept else self._of_key.get(key, -1)
        return same, self._by_id and own >= 0 and not kept


def digest_of_text(title: str, text: str) -> bytes:
    """What texts have in common that differ in nothing that a reader sees."""
    folded = f"{fold(title)}\0{fold(text)}".encode()
    return hashlib.blake2b(folded, digest_size=DIGEST).digest()


def _ending(path: Path) -> str:
    return path.suffix.lower()
