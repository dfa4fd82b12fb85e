"""What a run would do, and why, without doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.config import Config
from pipeline.running.flow import Step, steps
from pipeline.running.recording import report_recipe
from pipeline.runs.run import Run, intact, newest_run
from pipeline.store.code import CODE, recall
from pipeline.store.files import machine_errors
from pipeline.store.fingerprint import Recipe, key_of, recipe_of
from pipeline.store.reasons import GONE, own_reasons, reasons
from pipeline.store.stages import DamagedEntryError, Entry, StageStore


@dataclass(frozen=True)
class Planned:
    """What becomes of one step.

    cached   its result is in the store
    runs     it has to be computed, because of ``why``
    depends  its own settings are as before: it runs if an earlier step gives another result

    ``choice`` says how its method chooses between others, where it does.
    """

    name: str
    method: str
    status: Literal["cached", "runs", "depends"]
    why: tuple[str, ...] = ()
    choice: str = ""


@machine_errors("cannot look through the outputs folder")
def plan(config: Config) -> tuple[Planned, ...]:
    """Look every step up in the store of the config's outputs folder. Writes nothing."""
    store = StageStore(config.outputs / ".store")
    recall(store.root / CODE)
    previous = previous_recipes(config, store)
    entries: dict[str, Entry] = {}
    planned = []
    for step in steps(config):
        digests = {name: entry.digest for name, entry in entries.items()}
        outlook, entry = _outlook(step, store, digests, previous.get(step.name))
        planned.append(replace(outlook, choice=step.method.choice))
        if entry is not None:
            entries[step.name] = entry
    return (*planned, _report_outlook(config, entries, planned))


def answered(config: Config, recipe: Recipe) -> Run | None:
    """The last run of this name, where it has this report's recipe and all its files."""
    last = last_run(config)
    if last and last.record["key"] == key_of(recipe) and intact(last):
        return last
    return None


def last_run(config: Config) -> Run | None:
    """The newest finished run of the config's name."""
    return newest_run(config.outputs, config.name)


def recipe_of_step(step: Step, digests: Mapping[str, str]) -> Recipe:
    """The recipe of a step, given the content digests of the results before it."""
    inputs = {name: digests[name] for name in step.inputs if name in digests}
    return recipe_of(step.method, inputs, dict(step.tools))


def previous_recipes(config: Config, store: StageStore) -> dict[str, Recipe]:
    """What made the results of the last finished run of this name, by step."""
    run, found = last_run(config), {}
    for stage in run.record["stages"] if run else ():
        entry = store.entry(stage["stage"], stage["key"])
        found[stage["step"]] = entry.recipe() if entry else GONE
    return found


def _report_outlook(
    config: Config, entries: Mapping[str, Entry], planned: Sequence[Planned]
) -> Planned:
    waits_for = [outlook.name for outlook in planned if outlook.status != "cached"]
    if waits_for:
        condition = f"if {' or '.join(waits_for)} gives another result"
        return Planned("report", "html", "depends", (condition,))
    recipe = report_recipe(config, entries)
    if answered(config, recipe):
        return Planned("report", "html", "cached")
    last = last_run(config)
    why = reasons("report", recipe, last.record["report"] if last else None)
    return Planned("report", "html", "runs", why)


def _outlook(
    step: Step, store: StageStore, digests: Mapping[str, str], previous: Recipe | None
) -> tuple[Planned, Entry | None]:
    recipe = recipe_of_step(step, digests)
    waits_for = [name for name in step.inputs if name not in digests]
    if waits_for:
        why = own_reasons(step.name, recipe, previous)
        if why:
            return Planned(step.name, step.method.name(), "runs", why), None
        return Planned(
            step.name,
            step.method.name(),
            "depends",
            (f"if {' or '.join(waits_for)} gives another result",),
        ), None
    try:
        entry = store.find(recipe)
    except DamagedEntryError as error:
        return Planned(step.name, step.method.name(), "runs", (str(error),)), None
    if entry is None:
        return Planned(
            step.name, step.method.name(), "runs", reasons(step.name, recipe, previous)
        ), None
    return Planned(step.name, step.method.name(), "cached"), entry
