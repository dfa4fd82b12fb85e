"""What a run tells those who watch it: the command line, and the log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.core.artifacts import Check
from pipeline.core.changes import Reason


@dataclass(frozen=True)
class RunStarted:
    """A run begins: the names of all its steps, in order."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class RunForecast:
    """What the run will take from here: seconds, bytes of memory at its peak, bytes of disk.

    ``steps`` are the seconds of each step that is to come, by name.
    """

    seconds: float
    memory: int
    disk: int
    steps: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class StepStarted:
    """A step runs, and why."""

    step: str
    method: str
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class StepProgressed:
    """A long step moves on: ``done`` of ``total`` documents."""

    step: str
    done: int
    total: int


@dataclass(frozen=True)
class StepFinished:
    """A step has its result: found in the store (``hit``) or computed in ``seconds``.

    ``reused`` counts the texts that an embedder knew from earlier runs.
    """

    step: str
    method: str
    hit: bool
    seconds: float
    checks: tuple[Check, ...] = ()
    reused: int = 0


@dataclass(frozen=True)
class RunFinished:
    """All is written."""

    folder: str
    seconds: float


Event = RunStarted | RunForecast | StepStarted | StepProgressed | StepFinished | RunFinished
Watcher = Callable[[Event], None]


def unwatched(event: Event) -> None:
    """The watcher of a run that nobody watches."""
