"""Run a config: take from the store what is there, compute the rest, write the report."""

import shutil
import tempfile
import threading
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.artifacts import Check
from pipeline.config import Config
from pipeline.discovery import STAGES
from pipeline.events import RunFinished, StepFinished, StepProgressed, StepStarted, Watcher
from pipeline.flow import Step, steps
from pipeline.log import Log
from pipeline.method import Method
from pipeline.plan import answered, last_run, plan, previous_recipes, recipe_of_step
from pipeline.record import machine, report_recipe, stage_record, versions
from pipeline.report.story import Story
from pipeline.report.summary import sentences
from pipeline.report.write import LATE_IMPORTS, write
from pipeline.store.files import machine_errors, read_artifact, read_json, write_json
from pipeline.store.fingerprint import Recipe, digest_of, key_of
from pipeline.store.lock import locked
from pipeline.store.reasons import reasons
from pipeline.store.runs import RECORD, Run, next_folder, point_latest
from pipeline.store.stages import DamagedEntryError, Entry, StageStore


def execute(config: Config, watch: Watcher, command: str) -> Run:
    """Bring the results of a config up to date.

    Returns the new run, or the last one with ``fresh=False`` where nothing changed.
    Raises ``BusyError`` where another run holds the outputs folder.
    """
    root = config.outputs / ".store"
    with locked(root), Log(root / "log.jsonl", watch) as log:
        store = StageStore(root)
        store.sweep_drafts()
        return _Session(config, store, log).run(command)


class _Session:
    """One run on its way: which results are there, and what became of each step."""

    def __init__(self, config: Config, store: StageStore, log: Log) -> None:
        self.config = config
        self.store = store
        self.log = log
        self.steps = {step.name: step for step in steps(config)}
        self.previous = previous_recipes(config, store)
        self.entries: dict[str, Entry] = {}
        self.artifacts: dict[str, Any] = {}
        self.records: dict[str, dict[str, Any]] = {}

    def run(self, command: str) -> Run:
        started, clock = datetime.now(UTC), time.perf_counter()
        reading, *later = self.steps.values()
        coming = {planned.name for planned in plan(self.config) if planned.status != "cached"}
        prepared = _Preparation(reading, (step for step in later if step.name in coming))
        n_documents = 0
        try:
            self._advance(reading, prepared)
            if coming:
                n_documents = len(self._artifact(reading.name))
        finally:  # the background waits for an answer, also where there is no corpus
            prepared.corpus_has(n_documents)
        for step in later:
            self._advance(step, prepared)
        recipe = report_recipe(self.config, self.entries)
        last = answered(self.config, recipe)
        if last is not None:
            if not (last.folder.parent / "latest").exists():
                point_latest(last.folder)
            again = tuple(name for name, record in self.records.items() if not record["hit"])
            return Run(last.folder, fresh=False, recomputed=again)
        return self._write(recipe, command, started, clock)

    def _advance(self, step: Step, prepared: "_Preparation") -> None:
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
        prepared: "_Preparation | None" = None,
    ) -> None:
        inputs = [self._artifact(name) for name in step.inputs]
        self.log(StepStarted(step.name, step.method.name(), why))
        clock = time.perf_counter()
        if prepared:
            prepared.wait_for(step)
        call: Any = step.method
        watched = {"progress": self._progress(step)} if step.method.watched else {}
        artifact = call(*inputs, *(tool for _, tool in step.tools), **watched)
        entry = self.store.put(recipe, artifact)
        self.entries[step.name] = entry
        self.artifacts[step.name] = read_artifact(entry.folder, step.gives)
        self._finished(step, entry, why, hit=False, seconds=time.perf_counter() - clock)

    def _artifact(self, name: str) -> Any:
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
        self, step: Step, entry: Entry, why: tuple[str, ...], *, hit: bool, seconds: float
    ) -> None:
        notes = read_json(entry.folder / "notes.json")
        self.records[step.name] = stage_record(step, entry, why, notes, hit=hit, seconds=seconds)
        checks = tuple(Check(**check) for check in notes.get("checks", ()))
        self.log(StepFinished(step.name, step.method.name(), hit, seconds, checks))

    def _write(self, recipe: Recipe, command: str, started: datetime, clock: float) -> Run:
        last = last_run(self.config)
        why = reasons("report", recipe, last.record["report"] if last else None)
        self.log(StepStarted("report", "html", why))
        report_clock = time.perf_counter()
        folder = next_folder(self.config.outputs, self.config.name)
        record = {
            "themeline": version("themeline"),
            "run": folder.name,
            "name": self.config.name,
            "seed": self.config.seed,
            "command": command,
            "started": started.isoformat(timespec="seconds"),
            "config": self.config.resolved(),
            "stages": list(self.records.values()),
            "versions": versions(recipe, self.entries),
            "machine": machine(),
        }
        story = self._story(record)
        with machine_errors("cannot write the run folder"):
            draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=self.store.root))
            draft.chmod(0o755)  # mkdtemp's is private; a report is there to be shared
            files = write(draft, story, self.config.report)
            seconds = time.perf_counter() - clock
            self.log(StepFinished("report", "html", False, time.perf_counter() - report_clock))
            self.log(RunFinished(str(folder), seconds))
            record |= {
                "key": key_of(recipe),
                "report": recipe,
                "seconds": round(seconds, 3),
                "report_seconds": round(time.perf_counter() - report_clock, 3),
                "summary": sentences(story),
                "counts": _counts(story),
                "checks": [asdict(check) for check in story.checks],
                "files": {path.relative_to(draft).as_posix(): _file(path) for path in files},
            }
            shutil.copyfile(self.log.path, draft / "log.jsonl")
            write_json(draft / RECORD, record)
            draft.rename(folder)
            point_latest(folder)
        return Run(folder)

    def _story(self, record: Mapping[str, Any]) -> Story:
        found = {step: self._artifact(step) for step in (*STAGES, "map")}
        checks = [_of(name, check) for name in self.steps for check in self._artifact(name).checks]
        return Story(
            name=self.config.name,
            title=self.config.report.title or self.config.name,
            corpus=found["load"],
            map=found["map"],
            clustering=found["cluster"],
            topics=found["describe"],
            themes=found["assign"],
            asked=self.config.themes,
            quality=found["evaluate"],
            checks=tuple(checks),
            record=record,
        )


class _Preparation:
    """What later steps need at once, done in the background of those that run.

    Reading and embedding leave a core idle now and then, and numba needs seconds to compile
    UMAP. Two threads that import one package at once can each meet the other's unfinished
    half, so the steps that run beside the imports have theirs behind them: reading imports
    before the background starts, embedding waits for the first part of it, and every other
    step for all of it. What fails here is forgotten: the step itself then meets the same
    error and reports it.
    """

    def __init__(self, reading: Step, coming: Iterable[Step]) -> None:
        self._coming = tuple(coming)
        self._can_embed = threading.Event()
        self._corpus_known, self._n_documents = threading.Event(), 0
        # one of a kind is enough: what is compiled for the map serves the reducer, too
        self._waiting: dict[type[Method], Method] = {}
        for step in self._coming:
            self._waiting.setdefault(type(step.method), step.method)
        self._done = {kind: threading.Event() for kind in self._waiting}
        if self._coming:
            _import_all([*STORING, *_imports(reading)])
            threading.Thread(target=self._work, daemon=True).start()

    def corpus_has(self, n_documents: int) -> None:
        """Say how many documents there are; few need no compilation."""
        self._n_documents = n_documents
        self._corpus_known.set()

    def wait_for(self, step: Step) -> None:
        """Return once a step can run."""
        if type(step.method) not in self._done:
            return
        if step.method.stage == "embed":
            self._can_embed.wait()
        else:
            self._done[type(step.method)].wait()

    def _work(self) -> None:
        embedding = [step for step in self._coming if step.method.stage == "embed"]
        _import_all(name for step in embedding for name in _imports(step))
        self._can_embed.set()
        _import_all([*(name for step in self._coming for name in _imports(step)), *LATE_IMPORTS])
        self._corpus_known.wait()
        for kind, method in self._waiting.items():
            with suppress(Exception):
                method.prepare(self._n_documents)
            self._done[kind].set()


STORING = ("concurrent.futures.thread", "pyarrow.parquet", "threadpoolctl")
"""What storing a result and pinning threads import, and embedding in several."""


def _imports(step: Step) -> Iterator[str]:
    for method in (step.method, *(tool for _, tool in step.tools)):
        for part in (method, *method.components()):
            yield from part.imports


def _import_all(modules: Iterable[str]) -> None:
    with warnings.catch_warnings():  # bertopic silences warnings for the whole process
        for module in dict.fromkeys(modules):
            with suppress(Exception):
                import_module(module)


def _of(step: str, check: Check) -> Check:
    """The map's checks say so: the same method may have spoken for the reducer before."""
    return replace(check, message=f"Map: {check.message}") if step == "map" else check


def _counts(story: Story) -> dict[str, int]:
    labels = story.clustering.labels
    return {
        "records": story.corpus.records,
        "documents": len(story.corpus),
        "dropped": len(story.corpus.dropped),
        "topics": story.clustering.n_topics,
        "without_topic": int((labels < 0).sum()),
        "without_theme": int((story.themes.primary < 0).sum()),
    }


def _file(path: Path) -> dict[str, Any]:
    return {"size": path.stat().st_size, "sha256": digest_of(path)}
