"""The jobs by name, in the order in which they run, and what each needs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks.speed.adding import adding
from benchmarks.speed.distilled import distilled
from benchmarks.speed.exact import exact
from benchmarks.speed.papers import papers
from benchmarks.speed.resume import resume
from benchmarks.speed.rows import Row
from benchmarks.speed.setting import Setting
from benchmarks.speed.titles import titles
from benchmarks.speed.whole import growth, whole
from benchmarks.speed.whole_runs import WholeRuns

NAMES = (
    *("papers", "exact", "distilled", "whole-120k"),
    *("growth", "adding", "resume", "titles"),
)
"""The light ones come first, before this process has grown: see ``Measured.peak_mib``."""


@dataclass(frozen=True)
class Job:
    """What measures a family of rows, and what it cannot do without."""

    measure: Callable[[], list[Row]]
    corpora: bool = True
    reference: bool = False

    def lacks(self, setting: Setting) -> str:
        """The options that are missing; empty where the job can run."""
        missing = []
        if self.corpora and setting.corpora is None:
            missing.append("--corpora FOLDER")
        if self.reference and setting.reference is None:
            missing.append("--reference-python PYTHON")
        return " and ".join(missing)


def jobs_of(setting: Setting) -> dict[str, Job]:
    """All jobs; those about the large corpus share their whole runs."""
    runs = WholeRuns(setting)
    measures = (
        Job(partial(papers, setting), corpora=False),
        Job(partial(exact, setting), reference=True),
        *(Job(partial(measure, runs)) for measure in (distilled, whole, growth, adding, resume)),
        Job(partial(titles, setting)),
    )
    return dict(zip(NAMES, measures, strict=True))
