"""Run a config: take from the store what is there, compute the rest, write the report."""

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.artifacts import Check
from pipeline.config import Config
from pipeline.discovery import STAGES
from pipeline.events import RunFinished, StepFinished, StepProgressed, StepStarted, Watcher
from pipeline.flow import Step, steps
from pipeline.log import Log
from pipeline.plan import answered, last_run, plan, previous_recipes, recipe_of_step
from pipeline.prepare import Preparation
from pipeline.record import config_file, machine, report_recipe, stage_record, versions
from pipeline.report.story import Story
from pipeline.report.summary import sentences
from pipeline.report.write import write
from pipeline.store.files import machine_errors, read_artifact, read_json, write_json
from pipeline.store.fingerprint import Recipe, key_of
from pipeline.store.lock import locked
from pipeline.store.reasons import reasons
from pipeline.store.runs import RECORD, Run, next_folder, point_latest, require_pointer
from pipeline.store.stages import DamagedEntryError, Entry, StageStore, Written


@machine_errors("cannot finish the run")
def execute(config: Config, watch: Watcher, command: str) -> Run:
    """Bring the results of a config up to date.

    Returns the new run, or the last one with ``fresh=False`` where nothing changed.
    Raises ``BusyError`` where another run holds the outputs folder.
    """
    with _session(config, watch) as session:
        require_pointer(config.outputs)
        return session.run(command)


@machine_errors("cannot bring the stages up to date")
def results(config: Config, watch: Watcher) -> Mapping[str, Any]:
    """Bring every stage's result up to date and return the artifacts by step; no run is written."""
    with _session(config, watch) as session:
        session.bring_up()
        return {name: session.artifact(name) for name in session.steps}


@contextmanager
def _session(config: Config, watch: Watcher) -> "Iterator[_Session]":
    root = config.outputs / ".store"
    with locked(root), Log(root / "log.jsonl", watch) as log:
        store = StageStore(root)
        store.sweep_drafts()
        yield _Session(config, store, log)


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
        self.bring_up()
        recipe = report_recipe(self.config, self.entries)
        last = answered(self.config, recipe)
        if last is not None:
            point_latest(last.folder)
            again = tuple(name for name, record in self.records.items() if not record["hit"])
            return Run(last.folder, fresh=False, recomputed=again)
        return self._write(recipe, command, started, clock)

    def bring_up(self) -> None:
        """Find or compute the result of every step."""
        reading, *later = self.steps.values()
        coming = {planned.name for planned in plan(self.config) if planned.status != "cached"}
        prepared = Preparation(reading, (step for step in later if step.name in coming))
        n_documents = 0
        try:
            self._advance(reading, prepared)
            if coming:
                n_documents = len(self.artifact(reading.name))
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
            # it may name a file in bytes that are no text, which the report cannot hold
            "command": command.encode("utf-8", "backslashreplace").decode(),
            "started": started.isoformat(timespec="seconds"),
            "config_file": config_file(self.config),
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
                "files": {
                    path.relative_to(draft).as_posix(): Written.of(path).model_dump()
                    for path in files
                },
            }
            shutil.copyfile(self.log.path, draft / "log.jsonl")
            write_json(draft / RECORD, record)
            draft.rename(folder)
            point_latest(folder)
        return Run(folder)

    def _story(self, record: Mapping[str, Any]) -> Story:
        found = {step: self.artifact(step) for step in (*STAGES, "map")}
        checks = [_of(name, check) for name in self.steps for check in self.artifact(name).checks]
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
