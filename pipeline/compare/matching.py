"""Matching: which document of one run is which of another."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings


@dataclass(frozen=True)
class Matching:
    """Documents of two runs, by their positions.

    before, after  (m,) each, documents that both runs have, in the order after
    edited         (m,) bool, of which only the id is the same
    removed        those that only the run before has
    added          those that only the run after has
    """

    before: NDArray[np.intp]
    after: NDArray[np.intp]
    edited: NDArray[np.bool_]
    removed: NDArray[np.intp]
    added: NDArray[np.intp]


def match(ids: Strings, texts: Strings, new_ids: Strings, new_texts: Strings) -> Matching:
    """Match documents by id and text, then by text alone, then by id alone.

    ``texts`` are digests. Ids that count records shift when a record is put in: the text tells
    that a document is the same. One whose text alone changed was edited.
    """
    pairs = _paired(list(zip(ids, texts, strict=True)), list(zip(new_ids, new_texts, strict=True)))
    pairs |= _rest(pairs, texts, new_texts)
    same = set(pairs)
    pairs |= _rest(pairs, ids, new_ids)
    after = sorted(pairs)
    before = [pairs[position] for position in after]
    return Matching(
        before=np.array(before, dtype=np.intp),
        after=np.array(after, dtype=np.intp),
        edited=np.array([position not in same for position in after], dtype=np.bool_),
        removed=np.setdiff1d(np.arange(len(ids)), before),
        added=np.setdiff1d(np.arange(len(new_ids)), after),
    )


def _rest(pairs: dict[int, int], keys: Strings, new_keys: Strings) -> dict[int, int]:
    """Pairs among the documents that have no partner yet."""
    taken = set(pairs.values())
    open_ = [position for position in range(len(keys)) if position not in taken]
    new = [position for position in range(len(new_keys)) if position not in pairs]
    found = _paired([keys[position] for position in open_], [new_keys[p] for p in new])
    return {new[after]: open_[before] for after, before in found.items()}


def _paired(keys: Sequence[object], new_keys: Sequence[object]) -> dict[int, int]:
    """For positions after, the position before with the same key; copies in their order."""
    waiting: dict[object, list[int]] = defaultdict(list)
    for position in reversed(range(len(keys))):
        waiting[keys[position]].append(position)
    return {
        position: waiting[key].pop() for position, key in enumerate(new_keys) if waiting.get(key)
    }
