"""Stored results of finished runs."""

from typing import TypeVar

from pipeline.runs.record import Recorded
from pipeline.store.stages import DamagedEntryError, StageStore

A = TypeVar("A")


def stored_result(run: Recorded, step: str, kind: type[A]) -> A | None:
    """What a step of a run gave, or None where the store does not have it whole any more."""
    store = StageStore(run.folder.parent / ".store")
    made = run.record.stage(step)
    entry = store.entry(made.stage, made.key) if made else None
    if entry is None:
        return None
    try:
        return store.load(entry, kind)
    except DamagedEntryError:
        return None
