"""What a run would do, and why, without doing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.config import Config
from pipeline.core.changes import Reason
from pipeline.running.flow import Step, steps
from pipeline.running.recording import report_recipe
from pipeline.runs.results import recipes
from pipeline.runs.run import Run, intact, newest_run
from pipeline.store.code import CODE, recall
from pipeline.store.files import machine_errors
from pipeline.store.fingerprint import Recipe, key_of, recipe_of
from pipeline.store.reasons import own_reasons, reasons
from pipeline.store.stages import DamagedEntryError, Entry, StageStore


@dataclass(frozen=True)
class Planned:
    """What becomes of one step.

    cached   its result is in the store
    runs     it has to be computed, because of ``why``
    depends  its own settings are as before: it runs if an earlier step gives another result

    ``choice`` says how its method chooses between others, where it does. ``recipe`` is all that
    decides its result; empty where it is not known yet what earlier steps give.
    """

    name: str
    method: str
    status: Literal["cached", "runs", "depends"]
    why: tuple[Reason, ...] = ()
    choice: str = ""
    recipe: Recipe = field(default_factory=dict)


@machine_errors("cannot look through the outputs folder")
def plan(config: Config) -> tuple[Planned, ...]:
    """Look every step up in the store of the config's outputs folder. Writes nothing."""
    store = StageStore(config.outputs / ".store")
    recall(store.root / CODE)
    last = newest_run(config.outputs, config.name)
    entries: dict[str, Entry] = {}
    planned = look_up(steps(config), store, recipes(last, store) if last else {}, entries)
    waits_for = tuple(outlook.name for outlook in planned if outlook.status != "cached")
    return (*planned, report_outlook(config, entries, last, waits_for))


def look_up(
    flow: Iterable[Step],
    store: StageStore,
    previous: Mapping[str, Recipe],
    entries: dict[str, Entry],
) -> tuple[Planned, ...]:
    """What becomes of each step of a flow that is not in ``entries``, which then has what is there.

    ``previous`` are the recipes of the last run, by step.
    """
    return tuple(
        _outlook(step, store, previous.get(step.name), entries)
        for step in flow
        if step.name not in entries
    )


def recipe_of_step(step: Step, entries: Mapping[str, Entry]) -> Recipe:
    """The recipe of a step, given the results before it that are there."""
    inputs = {name: entries[name].digest for name in step.follows if name in entries}
    return recipe_of(step.method, inputs, dict(step.tools))


def _outlook(
    step: Step, store: StageStore, previous: Recipe | None, entries: dict[str, Entry]
) -> Planned:
    recipe = recipe_of_step(step, entries)
    waits_for = tuple(name for name in step.follows if name not in entries)

    def becomes(status: Literal["cached", "runs", "depends"], *why: Reason) -> Planned:
        whole = {} if waits_for else recipe
        return Planned(step.name, step.method.name(), status, why, step.method.choice, whole)

    if waits_for:
        why = own_reasons(step.name, recipe, previous)
        return becomes("runs", *why) if why else becomes("depends", Reason("pending", waits_for))
    try:
        entry = store.find(recipe)
    except DamagedEntryError as error:
        return becomes("runs", Reason("result damaged", (str(error),)))
    if entry is None:
        return becomes("runs", *reasons(step.name, recipe, previous))
    entries[step.name] = entry
    return becomes("cached")


def report_outlook(
    config: Config, entries: Mapping[str, Entry], last: Run | None, waits_for: tuple[str, ...] = ()
) -> Planned:
    """What becomes of the report: the last run is its answer where it has its recipe and files."""
    if waits_for:
        return Planned("report", "html", "depends", (Reason("pending", waits_for),))
    recipe = report_recipe(config, entries)
    if last is not None and last.record.key == key_of(recipe) and intact(last):
        return Planned("report", "html", "cached", recipe=recipe)
    why = reasons("report", recipe, last.record.report if last else None)
    return Planned("report", "html", "runs", why, recipe=recipe)
