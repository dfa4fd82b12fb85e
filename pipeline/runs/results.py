"""Stored results of finished runs."""

from typing import TypeVar

from pipeline.runs.run import Run
from pipeline.store.stages import DamagedEntryError, StageStore

A = TypeVar("A")


def stored_result(run: Run, step: str, kind: type[A]) -> A | None:
    """What a step of a run gave, or None where the store does not have it whole any more."""
    store = StageStore(run.folder.parent / ".store")
    stages = [stage for stage in run.record["stages"] if stage["step"] == step]
    entry = store.entry(stages[0]["stage"], stages[0]["key"]) if stages else None
    if entry is None:
        return None
    try:
        return store.load(entry, kind)
    except DamagedEntryError:
        return None
