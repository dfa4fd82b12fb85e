"""Themeline: one config and one command turn a pile of texts into topics and themes.

from pipeline import run

r = run("config.yaml")
r.documents, r.topics, r.themes  # DataFrames
"""

import os
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.core.events import Watcher
    from pipeline.estimators.consensus_topics import ConsensusTopics
    from pipeline.runs.run import Run

__all__ = ["ConsensusTopics", "run"]

# before anything imports it: onnxruntime sends its maker what it is used for, under an id that it
# keeps in the home folder
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


def run(
    config: str | Path,
    set_values: Sequence[str] = (),
    outputs: str | Path | None = None,
    watch: "Watcher | None" = None,
    *,
    force: bool = False,
) -> "Run":
    """Run a config file end to end, computing only what has changed.

    ``set_values`` are ``"KEY=VALUE"`` as after ``--set``; ``outputs`` replaces the outputs
    folder; ``watch`` is called with every event (``pipeline.core.events``), and without it a
    notebook shows how far the run is; ``force`` goes on where memory or disk may not be enough.

    Raises a subclass of ``pipeline.core.errors.ThemelineError`` for whatever a user can mend.
    """
    from pipeline.config import load_config
    from pipeline.running.execute import execute
    from pipeline.watching.notebook import watching

    checked = load_config(config, set_values, outputs)
    with watching() if watch is None else nullcontext(watch) as told:
        return execute(checked, told, f"pipeline.run({str(config)!r})", force=force)


def __getattr__(name: str) -> type:
    """``ConsensusTopics`` and scikit-learn are read when they are asked for."""
    if name != "ConsensusTopics":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline.estimators.consensus_topics import ConsensusTopics

    return ConsensusTopics
