"""Read new documents as the run read its own, and find those that it has already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from pipeline.artifacts import BoolArray, Corpus
from pipeline.contracts import Loader
from pipeline.discovery import method_class
from pipeline.errors import ConfigError
from pipeline.load.repeats import fold
from pipeline.load.sniff import method_for
from pipeline.method import exists

Positions = NDArray[np.intp]


@dataclass(frozen=True)
class Matched:
    """Which of m new documents the run has.

    same    (m,) the run's document with the same folded title and text, that of the same id
            before others; -1 for none
    edited  (m,) bool, whether the run has the id with another text
    """

    same: Positions
    edited: BoolArray

    @cached_property
    def unseen(self) -> BoolArray:
        """(m,) whether the run has no such text."""
        return self.same < 0

    @cached_property
    def known(self) -> BoolArray:
        """(m,) whether the run has the text, and no other one under the same id."""
        return ~self.unseen & ~self.edited

    def fresh(self, new: Corpus) -> Positions:
        """The new documents whose text neither the run nor an earlier of them has: (f,)."""
        return np.flatnonzero(self.unseen & (new.first_copy == np.arange(len(new))))

    def sources(self, new: Corpus, n: int) -> Positions:
        """(m,) the row of each document where f fresh ones follow the n of the run."""
        after = n + np.searchsorted(self.fresh(new), new.first_copy)
        return np.where(self.unseen, after, self.same)


def settings_for(made_by: Mapping[str, Any], file: Path) -> dict[str, Any]:
    """The load settings of a run, for another file: method, path and what the method has.

    ``made_by`` is the section of the run's resolved config. The method stays unless the ending
    is another one and names another; the delimiter goes with the ending. Raises ``ConfigError``
    where there is no such file.
    """
    if not exists(file):
        raise ConfigError(f"{file}: no such file or folder; name the new documents to assign")
    kept = {key: value for key, value in made_by.items() if key not in ("method", "path")}
    method = made_by["method"]
    if _ending(file) != _ending(Path(made_by["path"])) or file.is_dir() != (method == "folder"):
        method = method_for(file) or method
        kept.pop("delimiter", None)
    fields = method_class("load", method).model_fields
    kept = {key: value for key, value in kept.items() if key in fields}
    return {"method": method, "path": str(file.absolute()), **kept}


def read(settings: Mapping[str, Any]) -> Corpus:
    """Read the documents; raises ``InputError`` as the loader does, such as for no documents."""
    kind = cast("type[Loader]", method_class("load", settings["method"]))
    given = {key: value for key, value in settings.items() if key != "method"}
    return kind.model_validate(given)()


def ids_tell(settings: Mapping[str, Any]) -> bool:
    """Whether ids come from the input; elsewhere they only count the records of one file."""
    return settings["method"] == "folder" or settings.get("id") is not None


def match(run: Corpus, new: Corpus, *, by_id: bool) -> Matched:
    """Find new documents in the run by their text, and where ``by_id`` the edited ones."""
    keys = _folded(run)
    of_id = {name: place for place, name in enumerate(run.ids)}
    of_key: dict[tuple[str, str], int] = {}
    for place, key in enumerate(keys):
        of_key.setdefault(key, place)
    same, edited = [], []
    for name, key in zip(new.ids, _folded(new), strict=True):
        own = of_id.get(name, -1)
        kept = own >= 0 and keys[own] == key
        same.append(own if kept else of_key.get(key, -1))
        edited.append(by_id and own >= 0 and not kept)
    return Matched(np.array(same, dtype=np.intp), np.array(edited, dtype=np.bool_))


def part_of(corpus: Corpus, places: Sequence[int]) -> Corpus:
    """The texts of some documents that do not repeat each other, without what goes with them."""
    return Corpus(
        ids=tuple(corpus.ids[place] for place in places),
        titles=tuple(corpus.titles[place] for place in places),
        texts=tuple(corpus.texts[place] for place in places),
        first_copy=np.arange(len(places), dtype=np.int32),
    )


def _folded(corpus: Corpus) -> list[tuple[str, str]]:
    pairs = zip(corpus.titles, corpus.texts, strict=True)
    return [(fold(title), fold(text)) for title, text in pairs]


def _ending(path: Path) -> str:
    return path.suffix.lower()
