"""A run as it goes in lines: one for every step, and one now and then within a long one."""

import time
from abc import ABC, abstractmethod

from pipeline.core.events import Event, RunForecast, StepFinished, StepProgressed, StepStarted
from pipeline.report.reasons import because
from pipeline.resources.estimate import Forecast
from pipeline.resources.wording import duration, in_words
from pipeline.watching.progress import Progress

EVERY = 30.0
"""Seconds between lines within a step."""

BESIDE = 38
"""The column of a step's line at which it says why it ran."""


class Lines(ABC):
    """A watcher that writes a line for every step; where they go is told by ``tell``."""

    def __init__(self) -> None:
        self.progress = Progress()
        self._told = time.monotonic()
        self._first: tuple[int, float] | None = None
        self._why = ""

    def __call__(self, event: Event) -> None:
        """Tell what an event means."""
        self.progress.take(event, time.monotonic())
        if isinstance(event, RunForecast):
            self.tell(in_words(Forecast(event.seconds, event.memory, event.disk)))
        elif isinstance(event, StepStarted):
            self._told = time.monotonic()
            self._first = None
            self._why = "; ".join(map(because, event.why))
        elif isinstance(event, StepProgressed):
            # what comes before the first document, a model to load, says nothing of the rate
            self._first = self._first or (event.done, time.monotonic())
            self.moved(event, *self._first)
        elif isinstance(event, StepFinished):
            self.tell(finished(event, self._why), BESIDE)

    def headline(self, number: int, total: int, what: str) -> None:
        """One of several trials starts."""
        self.tell(f"{number} of {total}: {what}")

    def moved(self, event: StepProgressed, before: int, since: float) -> None:
        """A step moved on; ``before`` of its documents were done at the time ``since``."""
        now = time.monotonic()
        if now - self._told >= EVERY:
            self._told = now
            self.tell(f"{event.step}: {how_far(event, before, now - since)}")

    @abstractmethod
    def tell(self, line: str, hang: int = 4) -> None:
        """Write one line; what has no room beside it may begin at the column ``hang``."""


def finished(event: StepFinished, because_of: str) -> str:
    """One line for a step that has its result."""
    state = "cached" if event.hit else f"{event.seconds:.1f} s"
    why = "" if event.hit or not because_of else f"  {because_of}"
    why += f" ({event.reused:,} texts known)" if event.reused else ""
    return f"{event.step:<14} {event.method:<12} {state:>8}{why}"


def how_far(event: StepProgressed, before: int, seconds: float) -> str:
    """Progress in words: done, total, rate and time left; ``before`` were done so long ago."""
    rate = (event.done - before) / seconds if seconds > 0 else 0.0
    words = f"{event.done:,} of {event.total:,} documents"
    if rate == 0 or event.done >= event.total:
        return words
    left = (event.total - event.done) / rate
    return f"{words}, {rate:,.0f} a second, about {duration(left)} left"
