"""A session: the stages of one config, taken from the store where they are there."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.core.artifacts import Check
from pipeline.core.contracts import Embedder
from pipeline.core.engine import Engine
from pipeline.core.events import StepFinished, StepProgressed, StepStarted, Watcher
from pipeline.embed.distinct import distinct_texts
from pipeline.engines.choice import running
from pipeline.running.flow import Step, steps
from pipeline.running.log import Log
from pipeline.running.plan import plan, previous_recipes, recipe_of_step
from pipeline.running.recording import stage_record
from pipeline.running.warmup import Preparation
from pipeline.store.code import CODE, recall, remember
from pipeline.store.files import read_artifact, read_json
from pipeline.store.fingerprint import Recipe
from pipeline.store.lock import locked
from pipeline.store.reasons import reasons
from pipeline.store.stages import DamagedEntryError, Entry, StageStore
from pipeline.store.vectors import KeptVectors


@contextmanager
def session(config: Config, watch: Watcher) -> "Iterator[Session]":
    """Hold the outputs folder of a config. Raises ``BusyError`` where another process does."""
    root = config.outputs / ".store"
    how = config.execution
    with (
        locked(root),
        Log(root / "log.jsonl", watch) as log,
        running(how.engine, how.address, how.threads) as engine,
    ):
        store = StageStore(root)
        store.sweep_drafts()
        recall(root / CODE)
        yield Session(config, store, log, engine)
        remember(root / CODE)


class Session:
    """One run on its way: which results are there, and what became of each step."""

    def __init__(
        self, config: Config, store: StageStore, log: Log, engine: Engine | None = None
    ) -> None:
        self.config = config
        self.store = store
        self.log = log
        self.engine = engine
        self.steps = {step.name: step for step in steps(config)}
        self.previous = previous_recipes(config, store)
        self.entries: dict[str, Entry] = {}
        self.artifacts: dict[str, Any] = {}
        self.records: dict[str, dict[str, Any]] = {}
        self._known: dict[str, KeptVectors] = {}
        self.started, self.clock = datetime.now(UTC), time.perf_counter()

    def bring_up(self, ready: Callable[[], None] | None = None) -> None:
        """Find or compute the result of every step.

        ``ready`` is called once the corpus is there, before anything is computed of it.
        """
        reading, *later = self.steps.values()
        coming = {planned.name for planned in plan(self.config) if planned.status != "cached"}
        prepared = Preparation(reading, (step for step in later if step.name in coming))
        n_documents = 0
        try:
            self._advance(reading, prepared)
            if coming:
                n_documents = len(self.artifact(reading.name))
            if coming and ready:
                ready()
        finally:  # the background waits for an answer, also where there is no corpus
            prepared.corpus_has(n_documents)
        for step in later:
            self._advance(step, prepared)

    def _advance(self, step: Step, prepared: Preparation) -> None:
        """Find a step's result or compute it."""
        recipe = self._recipe(step)
        why: tuple[str, ...] = ()
        try:
            entry = self.store.find(recipe)
        except DamagedEntryError as error:
            entry, why = None, (str(error),)
            self.store.remove(self.store.folder(recipe))
        if entry is None:
            why = why or reasons(step.name, recipe, self.previous.get(step.name))
            self._compute(step, recipe, why, prepared)
        else:
            self.entries[step.name] = entry
            self._finished(step, entry, (), hit=True, seconds=0.0)

    def _compute(
        self,
        step: Step,
        recipe: Recipe,
        why: tuple[str, ...],
        prepared: Preparation | None = None,
    ) -> None:
        inputs = [self.artifact(name) for name in step.inputs]
        known = self.known(step.name)
        self._known.pop(step.name, None)  # what is kept now is not in it
        if known is not None and known.damaged:
            why = (*why, _lost(known.damaged))
        self.log(StepStarted(step.name, step.method.name(), why))
        clock = time.perf_counter()
        if prepared:
            prepared.wait_for(step)
        call: Any = step.method
        further: dict[str, Any] = {}
        if step.method.watched:
            further["progress"] = self._progress(step)
        if step.method.spreads:
            further["engine"] = self.engine
        if known is not None:
            further |= {"known": known, "keep": known.keep}
        artifact = call(*inputs, *(tool for _, tool in step.tools), **further)
        entry = self.store.put(recipe, artifact)
        self.entries[step.name] = entry
        self.artifacts[step.name] = read_artifact(entry.folder, step.gives)
        seconds = time.perf_counter() - clock
        reused = 0 if known is None else len(known)
        self._finished(step, entry, why, hit=False, seconds=seconds, reused=reused)

    def known(self, name: str) -> KeptVectors | None:
        """What is kept of the texts that a step would embed; None where it keeps none."""
        step = self.steps.get(name)
        if step is None or not (isinstance(step.method, Embedder) and step.method.by_text):
            return None
        if name not in self._known:
            texts, _ = distinct_texts(self.artifact("load"))
            limit = int(self.config.execution.vectors_limit_gb * 10**9)
            self._known[name] = KeptVectors(self.store.root, self._recipe(step), texts, limit)
        return self._known[name]

    @property
    def recomputed(self) -> tuple[str, ...]:
        """The steps whose results were not in the store."""
        return tuple(name for name, record in self.records.items() if not record["hit"])

    def artifact(self, name: str) -> Any:
        """A step's result, read from the store at most once; a damaged one is computed again."""
        if name not in self.artifacts:
            step, entry = self.steps[name], self.entries[name]
            try:
                self.artifacts[name] = self.store.load(entry, step.gives)
            except DamagedEntryError as error:
                self.store.remove(entry.folder)
                self._compute(step, self._recipe(step), (str(error),))
        return self.artifacts[name]

    def _recipe(self, step: Step) -> Recipe:
        digests = {name: entry.digest for name, entry in self.entries.items()}
        return recipe_of_step(step, digests)

    def _progress(self, step: Step) -> Any:
        return lambda done, total: self.log(StepProgressed(step.name, done, total))

    def _finished(
        self,
        step: Step,
        entry: Entry,
        why: tuple[str, ...],
        *,
        hit: bool,
        seconds: float,
        reused: int = 0,
    ) -> None:
        notes = read_json(entry.folder / "notes.json")
        record = stage_record(step, entry, why, notes, hit=hit, seconds=seconds)
        self.records[step.name] = record | {"reused": reused}
        checks = tuple(Check(**check) for check in notes.get("checks", ()))
        self.log(StepFinished(step.name, step.method.name(), hit, seconds, checks, reused))


def _lost(shards: Sequence[Path]) -> str:
    what = "1 shard" if len(shards) == 1 else f"{len(shards)} shards"
    return f"{what} of kept vectors differed from what was written ({shards[0]}), and went"
