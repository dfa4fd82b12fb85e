"""Themeline: one config and one command turn a pile of texts into topics and themes.

From a config file, or from texts in memory::

    from pipeline import Themeline, run

    r = run("config.yaml")
    r = Themeline(themes=["delivery", "price"]).fit(df)
    r.documents, r.topics, r.themes  # DataFrames
"""

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api.run import Run
    from pipeline.api.themeline import Themeline
    from pipeline.config import Config
    from pipeline.core.events import Watcher
    from pipeline.core.theme import Theme
    from pipeline.estimators.consensus_topics import ConsensusTopics
    from pipeline.estimators.theme_scorer import ThemeScorer

__all__ = ["ConsensusTopics", "Run", "Theme", "ThemeScorer", "Themeline", "run"]

# before anything imports it: onnxruntime sends its maker what it is used for, under an id that it
# keeps in the home folder
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

_ASKED_FOR = {
    "ConsensusTopics": "pipeline.estimators.consensus_topics",
    "Run": "pipeline.api.run",
    "Theme": "pipeline.core.theme",
    "ThemeScorer": "pipeline.estimators.theme_scorer",
    "Themeline": "pipeline.api.themeline",
}
"""What is read when it is asked for, and where it is: importing the package takes no time."""


def run(
    config: "str | PathLike[str] | Mapping[str, Any] | Config",
    set_values: Sequence[str] = (),
    outputs: str | Path | None = None,
    watch: "Watcher | None" = None,
    *,
    force: bool = False,
) -> "Run":
    """Run a config end to end, computing only what has changed.

    ``config`` is the path of a config file, a dict with its settings, whose relative paths are
    seen from the working directory, or a ``Config``. ``set_values`` are ``"KEY=VALUE"`` as after
    ``--set``; ``outputs`` replaces the outputs folder; ``watch`` is called with every event
    (``pipeline.core.events``), and without it a notebook shows how far the run is; ``force`` goes
    on where memory or disk may not be enough.

    Warns (``FutureWarning``) of what a later version will not understand.
    Raises a subclass of ``pipeline.core.errors.ThemelineError`` for whatever a user can mend.
    """
    from pipeline.api.running import run_config

    return run_config(config, set_values, outputs, watch, force=force)


def __getattr__(name: str) -> Any:
    if name not in _ASKED_FOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ASKED_FOR[name]), name)
