"""A session: the stages of one config, taken from the store where they are there."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from pipeline.config import Config
from pipeline.core.artifacts import Check, FloatArray, Learned
from pipeline.core.changes import Reason
from pipeline.core.context import Context, Keep, Memory, unkept
from pipeline.core.contracts import Embedder
from pipeline.core.engine import Engine
from pipeline.core.events import StepFinished, StepProgressed, StepStarted, Watcher
from pipeline.core.method import Method
from pipeline.core.provenance import StageRecord
from pipeline.embed.distinct import distinct_texts
from pipeline.engines.choice import running
from pipeline.resources.caches import CACHES, place_caches
from pipeline.running.flow import NAMING, Step, steps
from pipeline.running.log import Log
from pipeline.running.logger import RUN, logged
from pipeline.running.naming import History, given_names
from pipeline.running.plan import Planned, look_up
from pipeline.running.recording import stage_record
from pipeline.running.warmup import Preparation
from pipeline.runs.results import recipes
from pipeline.runs.run import newest_run
from pipeline.store.answers import KeptAnswers
from pipeline.store.files import read_artifact, read_json
from pipeline.store.fingerprint import Recipe, require_unchanged, vectors_key
from pipeline.store.stages import DamagedEntryError, Entry, StageStore, held
from pipeline.store.vectors import KeptVectors


@contextmanager
def session(
    config: Config, watch: Watcher, history: History = list, answers: Path | None = None
) -> "Iterator[Session]":
    """Hold the outputs folder of a config. Raises ``BusyError`` where another process does.

    ``history`` and ``answers`` are as in ``Session``.
    """
    root = config.outputs / ".store"
    how = config.execution
    place_caches(root / CACHES)
    with (
        held(root) as store,
        Log(root / "log.jsonl", logged(RUN, watch)) as log,
        running(how.engine, how.address, how.threads) as engine,
    ):
        yield Session(config, store, log, engine, history, answers)


class Session:
    """One run on its way: which results are there, and what became of each step.

    ``last`` is the newest finished run of the config's name, ``history`` gives those whose topics
    go on. ``answers`` is another store whose answers of models are taken; none is asked for then.
    """

    def __init__(
        self,
        config: Config,
        store: StageStore,
        log: Log,
        engine: Engine | None = None,
        history: History = list,
        answers: Path | None = None,
    ) -> None:
        self.config = config
        self.store = store
        self.log = log
        self.engine = engine
        self.steps = {step.name: step for step in steps(config)}
        self.last = newest_run(config.outputs, config.name)
        self.previous = recipes(self.last, store) if self.last else {}
        self.planned: dict[str, Planned] = {}
        self.entries: dict[str, Entry] = {}
        self.artifacts: dict[str, Any] = {}
        self.memory = Memory()
        self.records: dict[str, StageRecord] = {}
        self._known: dict[str, KeptVectors] = {}
        self._history, self._answers = history, answers
        self._names: Mapping[int, str] | None = None
        self.started, self.clock = datetime.now(UTC), time.perf_counter()

    def bring_up(self, ready: Callable[[Sequence[Planned]], None] | None = None) -> None:
        """Find or compute the result of every step.

        ``ready`` is told what is to come once the corpus is there, before anything is computed
        of it; where nothing is to come, it is not called.
        """
        reading, *later = self.steps.values()
        self._look_up([reading])
        # what follows from a corpus that was not read yet is not known: it can be all
        if reading.name in self.entries:
            self._look_up(later)
        coming = [step for step in later if step.name not in self.entries]
        with Preparation(reading, coming) as prepared:
            self._advance(reading, prepared)
            self._look_up(coming)
            left = [self.planned[step.name] for step in coming if step.name not in self.entries]
            if left and ready:
                ready(left)
            prepared.corpus_has(len(self.artifact(reading.name)) if coming else 0)
            for step in later:
                self._advance(step, prepared)

    def _look_up(self, flow: Iterable[Step]) -> None:
        """Plan the steps of which it is not known yet what decides their results."""
        unknown = [step for step in flow if not self._recipe(step.name)]
        for planned in look_up(unknown, self.store, self.previous, self.entries, self._given):
            self.planned[planned.name] = planned

    def _recipe(self, name: str) -> Recipe:
        return self.planned[name].recipe if name in self.planned else {}

    def _advance(self, step: Step, prepared: Preparation) -> None:
        """Take a step's result from the store, or compute it."""
        self._look_up([step])
        if step.name in self.entries:
            self._finished(step)
        else:
            self._compute(step, self.planned[step.name].why, prepared)

    def _compute(
        self, step: Step, why: tuple[Reason, ...], prepared: Preparation | None = None
    ) -> None:
        recipe = self._recipe(step.name)
        inputs = [self.artifact(name) for name in step.inputs]
        known = self.known(step.name)
        self._known.pop(step.name, None)  # what is kept now is not in it
        if known is not None and known.damaged:
            why = (*why, Reason("vectors lost", tuple(map(str, known.damaged))))
        self.log(StepStarted(step.name, step.method.name(), why))
        clock = time.perf_counter()
        if prepared:
            prepared.wait_for(step)
        call: Any = step.method
        context = self._context(step, recipe, known)
        artifact = call(*inputs, *(tool for _, tool in step.tools), context=context)
        require_unchanged(recipe, step.method, dict(step.tools))
        entry = self.store.put(recipe, artifact)
        self.entries[step.name] = entry
        self.artifacts[step.name] = read_artifact(entry.folder, step.gives)
        self._finished(
            step,
            hit=False,
            why=why,
            seconds=round(time.perf_counter() - clock, 3),
            reused=0 if known is None else len(known),
        )

    def known(self, name: str) -> KeptVectors | None:
        """What is kept of the texts that a step would embed; None where it keeps none."""
        recipe = self._recipe(name)
        if name not in self._known and "vectors" in recipe:
            corpus = self.artifact("load")
            texts, _ = distinct_texts(corpus)
            method = cast("Embedder", self.steps[name].method)
            chosen = method.chosen(corpus)
            if chosen is not method:
                recipe = {**recipe, "vectors": vectors_key(chosen)}
            limit = int(self.config.execution.vectors_limit_gb * 10**9)
            self._known[name] = KeptVectors(self.store.root, recipe, texts, limit)
        return self._known.get(name)

    @property
    def recomputed(self) -> tuple[str, ...]:
        """The steps whose results were not in the store."""
        return tuple(name for name, record in self.records.items() if not record.hit)

    def artifact(self, name: str) -> Any:
        """A step's result, read from the store at most once; a damaged one is computed again."""
        if name not in self.artifacts:
            step, entry = self.steps[name], self.entries[name]
            try:
                self.artifacts[name] = self.store.load(entry, step.gives)
            except DamagedEntryError as error:
                del self.entries[name]
                self._compute(step, (Reason("result damaged", (str(error),)),))
        return self.artifacts[name]

    def results(self) -> dict[str, Any]:
        """The results of all steps, by step."""
        return {name: self.artifact(name) for name in self.steps}

    def _context(self, step: Step, recipe: Recipe, known: KeptVectors | None) -> Context:
        return Context(
            progress=lambda done, total: self.log(StepProgressed(step.name, done, total)),
            engine=self.engine,
            known={} if known is None else known,
            keep=unkept if known is None else _keeping(known, step, recipe),
            parts=tuple(self.artifact(name) for name in step.parts),
            memory=self.memory,
            learned=self._learned(step),
            **self._for_naming(step, recipe),
        )

    def _learned(self, step: Step) -> dict[Method, Learned]:
        """What the tools of a step learned of the corpus."""
        tools = {each for _, tool in step.tools for each in (tool, *tool.components())}
        steps = [one for one in self.steps.values() if one.method in tools and one.method.learns]
        found = {each.method: self.artifact(each.name) for each in steps}
        return {method: Learned(made.vocabulary, made.learned) for method, made in found.items()}

    def _for_naming(self, step: Step, recipe: Recipe) -> dict[str, Any]:
        """What a naming step is given beside: what was answered, and what the user said."""
        if step.name != NAMING:
            return {}
        root = self._answers or self.store.root
        kept = KeptAnswers(root, recipe, asking=self._answers is None)
        return {"answers": kept, "given": self._given()}

    def _given(self) -> Mapping[int, str]:
        """What the user calls topics, which is asked for once ``describe`` has its result."""
        if self._names is None:
            self._names = given_names(self.config, self.artifact, self._history)
        return self._names

    def _finished(self, step: Step, **computed: Any) -> None:
        """Record a step by its result; ``computed`` are facts of one that was not there."""
        entry = self.entries[step.name]
        notes = read_json(entry.folder / "notes.json")
        found = stage_record(step, entry, notes.get("resolved", {}))
        record = self.records[step.name] = found.model_copy(update=computed)
        checks = tuple(Check(**check) for check in notes.get("checks", ()))
        seconds = record.seconds or 0.0
        self.log(StepFinished(step.name, record.method, record.hit, seconds, checks, record.reused))


def _keeping(known: KeptVectors, step: Step, recipe: Recipe) -> Keep:
    """Keep vectors as long as they come of the model that the recipe tells of."""

    def keep(texts: Sequence[str], vectors: FloatArray) -> None:
        require_unchanged(recipe, step.method)
        known.keep(texts, vectors)

    return keep
