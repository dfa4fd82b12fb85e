"""A row of the result: what was measured of one command, and whether the target holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Literal

from benchmarks.speed.process import Measured


@dataclass(frozen=True)
class Target:
    """A figure and what it is to be at most, or at least; ``what`` names it or its unit."""

    found: float
    what: str
    kind: Literal["at most", "at least"]
    bound: float

    @property
    def holds(self) -> bool:
        """Whether the figure is on the right side of the bound, or on it."""
        return self.found <= self.bound if self.kind == "at most" else self.found >= self.bound

    @property
    def verdict(self) -> str:
        """The figure, the bound and whether it holds, for a table."""
        word = "holds" if self.holds else "**missed**"
        return f"{figure(self.found)} {self.what} ({self.kind} {figure(self.bound)}): {word}"


@dataclass(frozen=True)
class Row:
    """One command.

    what      the command in words
    command   as it was run, without the folders of this machine
    measured  one entry a run; none where it failed
    targets   what it is held against
    figures   further figures, by name with unit
    notes     sentences a reader needs to judge the figures
    """

    what: str
    command: str
    measured: Sequence[Measured] = ()
    targets: Sequence[Target] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    notes: Sequence[str] = ()

    def middle(self, of: Callable[[Measured], float]) -> float:
        """The median over the runs."""
        return median(map(of, self.measured))

    @property
    def seconds(self) -> float:
        """The median on the clock."""
        return self.middle(lambda run: run.seconds)

    @property
    def processor_seconds(self) -> float:
        """The median of all cores together."""
        return self.middle(lambda run: run.processor_seconds)

    @property
    def peak_mib(self) -> float:
        """The median of the peak memory."""
        return self.middle(lambda run: run.peak_mib)

    def as_json(self) -> dict[str, Any]:
        """All of it, with the medians and the verdicts."""
        medians = {}
        if self.measured:
            medians = {name: getattr(self, name) for name in Measured.__dataclass_fields__}
        verdicts = [asdict(target) | {"holds": target.holds} for target in self.targets]
        return asdict(self) | {"medians": medians, "targets": verdicts}


def figure(value: float) -> str:
    """Three digits of a number, more where it is a thousand or larger."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
