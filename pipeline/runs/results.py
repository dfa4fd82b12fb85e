"""Stored results of finished runs, and what made them."""

from typing import TypeVar

from pipeline.config.renames import renamed
from pipeline.core.errors import MachineError
from pipeline.runs.record import Recorded
from pipeline.store.fingerprint import Recipe
from pipeline.store.reasons import GONE
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


def required_result(run: Recorded, step: str, kind: type[A]) -> A:
    """The same; raises ``MachineError`` where the store does not have it whole any more."""
    found = stored_result(run, step, kind)
    if found is None:
        raise MachineError(
            f"{run.folder.name}: the result of {step} in {run.folder.parent / '.store'} is missing "
            "or damaged; themeline run writes it again"
        )
    return found


def recipes(run: Recorded, store: StageStore) -> dict[str, Recipe]:
    """What made the results of a run, by step."""
    found = {}
    for stage in run.record.stages:
        entry = store.entry(stage.stage, stage.key)
        found[stage.step] = _in_todays_names(entry.recipe()) if entry else GONE
    return found


def _in_todays_names(recipe: Recipe) -> Recipe:
    """A recipe of which an earlier version may have called settings otherwise."""
    parameters = renamed(recipe["stage"], recipe["parameters"])
    tools = {name: _in_todays_names(tool) for name, tool in recipe["tools"].items()}
    return {**recipe, "parameters": parameters, "tools": tools}
