"""The events of a run in Python's own logging, for notebooks and servers that listen.

The logger ``themeline`` has a handler that does nothing, as those of libraries do, so that nobody
who does not listen is told anything.
"""

import logging
from collections.abc import Iterator
from typing import assert_never

from pipeline.core.artifacts import Check
from pipeline.core.events import (
    Event,
    RunFinished,
    RunForecast,
    RunStarted,
    StepFinished,
    StepProgressed,
    StepStarted,
    Watcher,
)
from pipeline.report.reasons import because
from pipeline.resources.estimate import Forecast
from pipeline.resources.wording import in_words

RUN, PREDICT = "themeline.run", "themeline.predict"
"""The loggers: of runs, trials and replays, and of new documents."""

logging.getLogger("themeline").addHandler(logging.NullHandler())


def logged(name: str, watch: Watcher) -> Watcher:
    """A watcher that logs every event, and every check of a finished step, and passes it on.

    Each is one record, which has the event as ``event`` and the check as ``check``.
    """
    logger = logging.getLogger(name)

    def told(event: Event) -> None:
        for level, message, check in _records(event):
            if logger.isEnabledFor(level):
                logger.log(level, "%s", message, extra={"event": event, "check": check})
        watch(event)

    return told


def _records(event: Event) -> Iterator[tuple[int, str, Check | None]]:
    """Level, message and check of each record."""
    yield logging.DEBUG if isinstance(event, StepProgressed) else logging.INFO, _said(event), None
    if isinstance(event, StepFinished):
        for check in event.checks:
            level = logging.INFO if check.severity == "info" else logging.WARNING
            yield level, f"{check.code}: {check.message} {check.advice}".rstrip(), check


def _said(event: Event) -> str:
    match event:
        case RunStarted():
            return f"run started: {', '.join(event.steps)}"
        case RunForecast():
            return in_words(Forecast(event.seconds, event.memory, event.disk))
        case StepStarted():
            why = "; ".join(map(because, event.why))
            return f"{event.step} started ({event.method})" + (f": {why}" if why else "")
        case StepProgressed():
            return f"{event.step}: {event.done:,} of {event.total:,} documents"
        case StepFinished():
            took = "is in the store" if event.hit else f"finished in {event.seconds:.1f} s"
            known = f", {event.reused:,} texts known" if event.reused else ""
            return f"{event.step} {took} ({event.method}{known})"
        case RunFinished():
            return f"run finished in {event.seconds:.1f} s: {event.folder}"
    assert_never(event)
