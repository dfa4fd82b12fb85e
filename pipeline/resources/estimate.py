"""From sizes and rates to seconds, memory and disk."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.resources.rates import (
    BASE_DISK,
    BASE_MEMORY,
    BLOCK,
    CORE_RATE,
    PLACING,
    Rate,
    rate_of,
)

NEAR = 10
"""A corpus so many times larger or smaller says nothing: a start is not told from work."""

UNITS = {"documents": 1_000, "characters": 1_000_000}
"""What rates are told for."""


@dataclass(frozen=True)
class Task:
    """A step that is to run: its method, and what it works on.

    ``documents`` and ``characters`` are of the corpus, ``share`` is what of it is worked on: an
    embedder reads only texts that are not known. ``unread`` is what it never reads: what is
    placed by its words.
    """

    stage: str
    method: str
    documents: int
    characters: int
    share: float = 1.0
    unread: float = 0.0


@dataclass(frozen=True)
class Past:
    """What a step took before, on this machine. ``characters`` is 0 where it is not recorded."""

    stage: str
    method: str
    seconds: float
    documents: int
    characters: int


@dataclass(frozen=True)
class Speed:
    """A machine: its cores, and what one does in products of float32 matrices (GFLOP/s)."""

    cores: int
    core_rate: float = CORE_RATE


@dataclass(frozen=True)
class Forecast:
    """What a run will take: seconds, bytes of memory at its peak, bytes of disk that stay.

    ``parts`` are the seconds of each task, in their order.
    """

    seconds: float
    memory: int
    disk: int
    parts: tuple[float, ...] = ()


def forecast(tasks: Sequence[Task], history: Sequence[Past], speed: Speed) -> Forecast:
    """What some steps will take, one after the other."""
    rates = {rate_of(task.stage, task.method) for task in tasks}
    memory = BASE_MEMORY + sum(rate.held for rate in rates) + max(map(_memory, tasks), default=0)
    disk = sum(rate_of(task.stage, task.method).disk * task.documents for task in tasks)
    parts = tuple(_seconds(task, history, speed) for task in tasks)
    return Forecast(sum(parts), memory, BASE_DISK + disk, parts)


def is_known(task: Task, history: Sequence[Past]) -> bool:
    """Whether this machine has done the like before, so that its speed need not be measured."""
    return _nearest(task, history) is not None


def _seconds(task: Task, history: Sequence[Past], speed: Speed) -> float:
    rate = rate_of(task.stage, task.method)
    size = _size(task, rate)
    past = _nearest(task, history)
    if past is None:
        placed = task.unread * size * PLACING / UNITS[rate.per] / speed.cores
        work = _work(rate, size, speed.cores) * task.share + placed
        return (rate.start + work) * CORE_RATE / speed.core_rate
    start = min(rate.start, past.seconds)
    further = _work(rate, size, speed.cores) / _work(rate, _size(past, rate), speed.cores)
    return start + (past.seconds - start) * task.share * further


def _work(rate: Rate, size: int, cores: int) -> float:
    """Seconds for a size, the start aside."""
    close = size if rate.closely is None else min(size, rate.closely)
    spread = cores if rate.spread else 1
    far = rate.beyond * (size - close) / cores
    return (rate.seconds * close / spread + far) / UNITS[rate.per]


def _memory(task: Task) -> int:
    rate = rate_of(task.stage, task.method)
    pairs = min(1.0, task.documents / BLOCK) ** 2 * rate.pairs
    return rate.memory * task.documents + int(pairs)


def _size(of: Task | Past, rate: Rate) -> int:
    return of.documents if rate.per == "documents" else of.characters


def _nearest(task: Task, history: Sequence[Past]) -> Past | None:
    """What was done before on the corpus nearest in size; None where none is near."""
    rate = rate_of(task.stage, task.method)
    method = (task.stage, task.method)
    alike = [p for p in history if (p.stage, p.method) == method and _size(p, rate)]
    size = max(1, _size(task, rate))
    apart = {past: max(size / _size(past, rate), _size(past, rate) / size) for past in alike}
    return min((past for past in alike if apart[past] <= NEAR), key=apart.__getitem__, default=None)
