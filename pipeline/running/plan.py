"""What a run would do, and why, without doing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from pipeline.config import Config
from pipeline.core.changes import Reason
from pipeline.running.flow import NAMING, Step, steps
from pipeline.running.naming import (
    Given,
    Load,
    cost,
    given_names,
    inputs_beside,
    nothing,
    tables_of,
    unanswered,
)
from pipeline.running.recording import report_recipe
from pipeline.runs.results import recipes
from pipeline.runs.run import Run, intact, newest_run
from pipeline.store.answers import KeptAnswers
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
    flow = {step.name: step for step in steps(config)}

    @cache
    def load(name: str) -> Any:
        return store.load(entries[name], flow[name].gives)

    @cache
    def given() -> Mapping[int, str]:
        return given_names(config, load, lambda: tables_of(config))

    planned = look_up(flow.values(), store, recipes(last, store) if last else {}, entries, given)
    planned = tuple(_with_cost(each, flow, store, load, given) for each in planned)
    waits_for = tuple(outlook.name for outlook in planned if outlook.status != "cached")
    return (*planned, report_outlook(config, entries, last, waits_for))


def _with_cost(
    outlook: Planned, flow: Mapping[str, Step], store: StageStore, load: Load, given: Given
) -> Planned:
    """A naming step with what it would ask, as far as that is known."""
    if outlook.name != NAMING or not (outlook.recipe or outlook.status == "cached"):
        return outlook
    if outlook.status == "cached":
        return replace(outlook, choice="")
    answers = KeptAnswers(store.root, outlook.recipe, asking=False)
    return replace(outlook, choice=cost(flow[NAMING], load, given(), answers))


def look_up(
    flow: Iterable[Step],
    store: StageStore,
    previous: Mapping[str, Recipe],
    entries: dict[str, Entry],
    given: Given = nothing,
) -> tuple[Planned, ...]:
    """What becomes of each step of a flow that is not in ``entries``, which then has what is there.

    ``previous`` are the recipes of the last run, by step; ``given`` is what the user calls topics.
    """
    return tuple(
        _outlook(step, store, previous.get(step.name), entries, given)
        for step in flow
        if step.name not in entries
    )


def recipe_of_step(step: Step, entries: Mapping[str, Entry], given: Given = nothing) -> Recipe:
    """The recipe of a step, given the results before it that are there."""
    inputs = {name: entries[name].digest for name in step.follows if name in entries}
    if len(inputs) == len(step.follows):
        inputs |= inputs_beside(step, given)
    return recipe_of(step.method, inputs, dict(step.tools))


def _outlook(
    step: Step,
    store: StageStore,
    previous: Recipe | None,
    entries: dict[str, Entry],
    given: Given,
) -> Planned:
    recipe = recipe_of_step(step, entries, given)
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
    left = unanswered(entry) if step.name == NAMING else 0
    if left:
        return becomes("runs", Reason("unanswered", (str(left),)))
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
