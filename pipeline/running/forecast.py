"""What a config's next run will take, by its corpus, its store and this machine."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.config import Config
from pipeline.core.contracts import Embedder
from pipeline.core.errors import MachineError
from pipeline.core.method import Method
from pipeline.core.threads import usable_cores
from pipeline.resources.estimate import Forecast, Past, Speed, Task, forecast, is_known
from pipeline.resources.machine import core_rate, free_disk, free_memory
from pipeline.resources.rates import CORE_RATE
from pipeline.resources.sizes import Size, size_of_source
from pipeline.resources.wording import shortage
from pipeline.running.flow import Step, steps
from pipeline.running.plan import Planned, recipe_of_step
from pipeline.running.recording import machine
from pipeline.runs.record import Counts
from pipeline.runs.run import Run, is_finished, run_folders
from pipeline.store.files import read_json
from pipeline.store.stages import DamagedEntryError, StageStore
from pipeline.store.vectors import kept_rows

if TYPE_CHECKING:  # the plan has no need of it
    from pipeline.running.session import Session

Part = tuple[float, float]
"""The shares of the documents that an embedder has to read, and that it never reads."""

WHOLE: Part = (1.0, 0.0)

LOOKED_THROUGH = 6
"""Finished runs of an outputs folder that are asked how long a step takes, the newest first."""


def foresee(config: Config, planned: Sequence[Planned]) -> Forecast | None:
    """What a run would take; None where it would compute nothing.

    Where the corpus was not read yet its size is taken from the file's.
    """
    coming = [outlook for outlook in planned if outlook.status != "cached"]
    if not coming:
        return None
    size = _corpus_size(config)
    parts = {step.name: _part(config, step, size) for step in steps(config)}
    return _forecast(config, coming, size, parts)


def foresee_rest(open_: "Session", coming: Sequence[Planned]) -> Forecast:
    """What the steps take that are left of a run that has read its corpus."""
    corpus = open_.artifact("load")
    parts = {}
    for outlook in coming:
        known = open_.known(outlook.name)
        if known is not None:
            method = open_.steps[outlook.name].method
            parts[outlook.name] = _read(method, len(corpus), len(known))
    size = Size(len(corpus), sum(map(len, corpus.full_texts)))
    return _forecast(open_.config, coming, size, parts)


def require_room(expected: Forecast, outputs: Path) -> None:
    """Raise ``MachineError`` where a run would not fit into free memory or disk."""
    problem = shortage(expected, free_memory(), free_disk(outputs))
    if problem:
        raise MachineError(problem)


def _forecast(
    config: Config, coming: Sequence[Planned], size: Size, parts: dict[str, Part]
) -> Forecast:
    stages = {step.name: step.method.stage for step in steps(config)}
    tasks = [
        Task(
            stages.get(outlook.name, outlook.name),
            outlook.method,
            size.documents,
            size.characters,
            *parts.get(outlook.name, WHOLE),
        )
        for outlook in coming
    ]
    history = list(_history(config.outputs))
    cores = config.execution.threads or usable_cores()
    if all(is_known(task, history) for task in tasks):
        return forecast(tasks, history, Speed(cores))
    return forecast(tasks, history, Speed(cores, core_rate() or CORE_RATE))


def _history(outputs: Path) -> Iterator[Past]:
    """What the steps of the newest runs took, where they ran whole and on this machine."""
    here = machine()
    runs = [run for found in run_folders(outputs).values() for run in found]
    newest = sorted(runs, key=lambda run: run.folder.stat().st_mtime, reverse=True)
    for run in islice(filter(is_finished, newest), LOOKED_THROUGH):
        if run.record.machine == here:
            yield from _pasts(run)


def _pasts(run: Run) -> Iterator[Past]:
    record, counts = run.record, run.record.counts or Counts()
    size = (counts.documents, counts.characters)
    for stage in record.stages:
        part = stage.reused or "fidelity" in stage.resolved
        if not stage.hit and not part and stage.seconds is not None:
            yield Past(stage.stage, stage.method, stage.seconds, *size)
    if record.report_seconds is not None:
        yield Past("report", "html", record.report_seconds, *size)


def _corpus_size(config: Config) -> Size:
    """The size of the corpus: of documents as it was read, where it was; else as a file tells."""
    (reading, *_) = steps(config)
    whole = size_of_source(config.load.sources()["path"], config.load.name())
    size = whole.drawn(config.load.parameters()["subsample"])
    entry = _found(StageStore(config.outputs / ".store"), reading)
    if entry is None:
        return size
    content = read_json(entry / "content.json")
    return Size(content["columns"]["texts"], size.characters)


def _part(config: Config, step: Step, size: Size) -> Part:
    """What of the corpus an embedder still has to read, at best: kept texts may be others."""
    recipe = recipe_of_step(step, {})
    if "vectors" not in recipe:
        return WHOLE
    kept = kept_rows(config.outputs / ".store", recipe)
    return _read(step.method, size.documents, kept)


def _read(method: Method, documents: int, kept: int) -> Part:
    """What an embedder has to read when so many are known, and what it does without."""
    reads = method.documents_read(documents) if isinstance(method, Embedder) else documents
    whole = max(1, documents)
    return max(0, reads - kept) / whole, (documents - reads) / whole


def _found(store: StageStore, step: Step) -> Path | None:
    try:
        entry: Any = store.find(recipe_of_step(step, {}))
    except DamagedEntryError:
        return None
    return entry.folder if entry else None
