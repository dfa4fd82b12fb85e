"""Show a run as it goes: a moving bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.cli.streams import harmless, tell
from pipeline.core.events import (
    Event,
    RunFinished,
    RunForecast,
    StepFinished,
    StepProgressed,
    StepStarted,
)
from pipeline.report.reasons import because
from pipeline.resources.estimate import Forecast
from pipeline.resources.wording import duration, in_words

EVERY = 30.0
"""Seconds between plain progress lines."""


@contextmanager
def watcher() -> Iterator["Lines"]:
    """A watcher that fits where standard error goes."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _MovingLine(bar)


class Lines:
    """One plain line for every step, and one now and then within a long one."""

    def __init__(self) -> None:
        self._told = time.monotonic()
        self._first: tuple[int, float] | None = None
        self._why = ""

    def __call__(self, event: Event) -> None:
        """Tell what an event means."""
        if isinstance(event, RunForecast):
            self.tell(in_words(Forecast(event.seconds, event.memory, event.disk)))
        elif isinstance(event, StepStarted):
            self._told = time.monotonic()
            self._first = None
            self._why = "; ".join(map(because, event.why))
            self.began(event)
        elif isinstance(event, StepProgressed):
            # what comes before the first document, a model to load, says nothing of the rate
            self._first = self._first or (event.done, time.monotonic())
            before, since = self._first
            self.moved(event, how_far(event, before, time.monotonic() - since))
        elif isinstance(event, StepFinished):
            state = "cached" if event.hit else f"{event.seconds:.1f} s"
            why = "" if event.hit or not self._why else f"  {self._why}"
            why += f" ({event.reused:,} texts known)" if event.reused else ""
            self.tell(f"{event.step:<14} {event.method:<12} {state:>8}{why}")

    def headline(self, number: int, total: int, what: str) -> None:
        """One of several trials starts."""
        self.tell(f"{number} of {total}: {what}")

    def began(self, event: StepStarted) -> None:
        """A step started; a line comes when it is over."""

    def moved(self, event: StepProgressed, said: str) -> None:
        """A step moved on."""
        if time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            self.tell(f"{event.step}: {said}")

    def tell(self, line: str) -> None:
        """Write one line."""
        tell(line)


class _MovingLine(Lines):
    """The same lines above a moving one."""

    def __init__(self, bar: object) -> None:
        super().__init__()
        from rich.progress import Progress

        assert isinstance(bar, Progress)  # noqa: S101  narrows the type for the checker
        self._progress = bar
        self._task = bar.add_task("starting", total=None)

    def __call__(self, event: Event) -> None:
        super().__call__(event)
        if isinstance(event, RunFinished):
            self._progress.update(self._task, description="done")

    def began(self, event: StepStarted) -> None:
        """Name the step in the moving line."""
        told = f"{event.step} {event.method}: {self._why}"
        self._progress.update(self._task, description=told)

    def moved(self, event: StepProgressed, said: str) -> None:
        """Show how far the step is."""
        self._progress.update(self._task, description=f"{event.step}: {said}")

    def tell(self, line: str) -> None:
        """Write one line above the moving one."""
        self._progress.console.print(harmless(line), markup=False, highlight=False, soft_wrap=True)


def how_far(event: StepProgressed, before: int, seconds: float) -> str:
    """Progress in words: done, total, rate and time left; ``before`` were done so long ago."""
    rate = (event.done - before) / seconds if seconds > 0 else 0.0
    words = f"{event.done:,} of {event.total:,} documents"
    if rate == 0 or event.done >= event.total:
        return words
    left = (event.total - event.done) / rate
    return f"{words}, {rate:,.0f} a second, about {duration(left)} left"
