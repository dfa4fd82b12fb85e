"""How far a run is, and how long it still takes: from what was foreseen and what is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.core.events import (
    Event,
    RunFinished,
    RunForecast,
    RunStarted,
    StepFinished,
    StepProgressed,
    StepStarted,
)
from pipeline.resources.wording import duration

TRUSTED, SECONDS = 0.25, 10.0
"""The part of a forecast, and the seconds at least, that are believed as if they had been seen: the
first steps correct it little."""

SLOWEST = 2.0
"""How many times as long as foreseen, or as short, a run is taken to be at most."""

LATE, LATER = 1.1, 0.5
"""A step that takes so many times as long as foreseen, and so many seconds more, is late."""


@dataclass(frozen=True)
class Left:
    """What a run still takes: seconds, or these ``at_least`` where a step is late."""

    seconds: float
    at_least: bool = False

    def __str__(self) -> str:
        if not self.at_least:
            return f"about {_coarse(self.seconds)} left"
        return (
            f"at least {_coarse(self.seconds)} left"
            if self.seconds >= 1
            else "longer than foreseen"
        )


class Progress:
    """The steps of a run, the one that it is at, and the seconds that it still takes.

    Times are seconds of one clock, which does not go back. Until a forecast came, and in runs that
    have none, nothing is said of the seconds.

    step         that runs now; empty before the first
    done, total  documents of it, as it tells them; 0 of 0 where it tells none
    """

    _expected: Mapping[str, float]
    _finished: dict[str, float]

    def __init__(self) -> None:
        self._begin((), 0.0)

    def take(self, event: Event, now: float) -> None:
        """Take in what happened just now."""
        if isinstance(event, RunStarted):
            self._begin(event.steps, now)
        elif isinstance(event, RunForecast):
            self._expected = event.steps
        elif isinstance(event, StepStarted):
            self._at(event.step)
            self._since, self.done, self.total, self._again = now, 0, 0, False
        elif isinstance(event, StepProgressed):
            # what goes through its documents again may do so any number of times
            self._again = self._again or event.done < self.done
            self.done, self.total = event.done, event.total
        elif isinstance(event, StepFinished):
            self._at(event.step)
            self._finished[event.step] = event.seconds
        elif isinstance(event, RunFinished):
            self._finished |= dict.fromkeys(self._steps, 0.0)
            self._share = 1.0

    @property
    def position(self) -> str:
        """Such as "step 7 of 11"; empty before a run has told its steps."""
        return f"step {self._reached} of {len(self._steps)}" if self._reached else ""

    def left(self, now: float) -> Left | None:
        """What the run still takes; None where nobody can know."""
        # read once: another thread draws what this one takes in
        expected, finished, step = self._expected, self._finished, self.step
        done, total = self.done, self.total
        if not expected:
            return None
        pace = _pace(expected, finished)
        coming = [each for each in expected if each not in finished]
        seconds = sum(expected[each] * pace for each in coming if each != step)
        if step not in coming:
            return Left(seconds)
        foreseen, spent = expected[step] * pace, now - self._since
        if done and total and not self._again:
            left = 1 - done / total
            # the further it is, the more its own rate tells
            return Left(seconds + left * (left * foreseen + spent))
        late = spent > LATE * foreseen + LATER
        return Left(seconds + max(0.0, foreseen - spent), at_least=late)

    def share(self, now: float) -> float:
        """The part of the run that is over, from 0 to 1: of its seconds, else of its steps.

        What has told no steps, such as the placing of new documents, is as far as the one it is at.
        """
        if not self._steps:
            return self.done / max(1, self.total)
        left = self.left(now)
        if left is not None:
            spent = now - self._began
            self._share = max(self._share, spent / max(spent + left.seconds, 1e-9))
        elif self._reached:
            self._share = max(self._share, (self._reached - 1) / len(self._steps))
        return self._share

    def words(self, now: float) -> str:
        """Such as "step 7 of 11 · about 40 s left"."""
        left = self.left(now)
        return " · ".join(filter(None, (self.position, "" if left is None else str(left))))

    def doing(self) -> list[str]:
        """What is done just now, the longest way of saying it first; none before the first step."""
        if not self.step:
            return []
        if not self.total:
            return [self.step]
        counted = f"{self.step}, {self.done:,} of {self.total:,}"
        return [f"{counted} documents", counted, self.step]

    def _begin(self, steps: tuple[str, ...], now: float) -> None:
        """Forget all that was: several runs follow each other in a sweep."""
        self.step = ""
        self.done = self.total = 0
        self._again = False
        self._steps = steps
        self._expected = {}
        self._finished = {}
        self._began = self._since = now
        self._reached = 0
        self._share = 0.0

    def _at(self, step: str) -> None:
        self.step = step
        if step in self._steps:
            self._reached = max(self._reached, self._steps.index(step) + 1)


def _pace(expected: Mapping[str, float], finished: Mapping[str, float]) -> float:
    """How many times as long as foreseen all takes, by the steps that are done."""
    done = [step for step in expected if step in finished]
    took = sum(finished[step] for step in done)
    foreseen = sum(expected[step] for step in done)
    trusted = max(SECONDS, TRUSTED * sum(expected.values()))
    return min(SLOWEST, max(1 / SLOWEST, (took + trusted) / (foreseen + trusted)))


def _coarse(seconds: float) -> str:
    """Seconds in words, by fives where there are many: finer than an estimate is would flicker."""
    return duration(5 * round(seconds / 5) if seconds > 20 else seconds)
