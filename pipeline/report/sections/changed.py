"""What changed: the comparison with an earlier run, as its own page tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.core.provenance import Compared
from pipeline.report.results import Results


@dataclass(frozen=True)
class ChangedView:
    """The comparison in short, and as compare.html shows it; None for a first run."""

    compared: Compared | None
    comparison: Mapping[str, Any] | None


def view(results: Results) -> ChangedView:
    """What the comparison shows; nothing for a first run."""
    return ChangedView(results.compared, results.comparison)


def missing(view: ChangedView) -> str:
    """Why there is no comparison."""
    return "" if view.compared or view.comparison else "there is no earlier run to compare with"
