"""Run every combination on what the store has, and put the results into one table."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.config import Config, load_config
from pipeline.core.artifacts import Quality
from pipeline.core.durable import whole_folder
from pipeline.core.errors import ConfigError
from pipeline.core.events import Event, StepFinished, Watcher
from pipeline.report.table import Column, Table, write_csv, write_parquet
from pipeline.running.execute import results
from pipeline.store.files import machine_errors
from pipeline.sweep.grid import Combination, as_numbers, combinations, set_values
from pipeline.sweep.sensible import Scores, objections

MEASURES = (
    "topics",
    "share_without_topic",
    "stability",
    "seed_agreement",
    "coherence_npmi",
    "coherence_cv",
    "topic_diversity",
    "silhouette",
    "share_without_theme",
    "share_with_several_themes",
)
"""The columns of a sweep's table, in its order."""


@dataclass(frozen=True)
class Trial:
    """One combination and what came of it; ``seconds`` is what it cost beside the store."""

    combination: Combination
    scores: Scores
    seconds: float


@dataclass(frozen=True)
class Sweep:
    """All trials of a sweep, and where they are written."""

    folder: Path
    trials: tuple[Trial, ...]

    @cached_property
    def objections(self) -> tuple[str, ...]:
        """For each trial why it is no sensible choice; empty where it is one."""
        return tuple(objections([trial.scores for trial in self.trials]))

    @cached_property
    def table(self) -> Table:
        """One row per trial, in the order tried; a measure that is undefined is NaN.

        Settings are spelled as ``--set`` takes them.
        """
        columns: dict[str, Column] = {"row": np.arange(1, len(self.trials) + 1), **self._tried}
        for name in MEASURES:
            values = [trial.scores[name] for trial in self.trials]
            columns[name] = np.array(values, dtype=np.float64)
        columns["seconds"] = np.array([trial.seconds for trial in self.trials])
        columns["sensible"] = np.array([not why for why in self.objections])
        columns["why_not"] = self.objections
        return columns

    @property
    def exact(self) -> Table:
        """The same, with a setting that is a number in every trial as numbers."""
        numbers = {key: as_numbers(spelled) for key, spelled in self._tried.items()}
        return {**self.table, **numbers}

    @property
    def _tried(self) -> dict[str, list[str]]:
        keys = self.trials[0].combination
        return {key: [trial.combination[key] for trial in self.trials] for key in keys}


def sweep(
    config: Path,
    tries: Sequence[str],
    *,
    drawn: int | None,
    fixed: Sequence[str],
    outputs: Path | None,
    watch: Watcher,
    began: Callable[[int, int, str], None],
) -> Sweep:
    """Bring the stages up to date under every combination, write the table, leave no run.

    ``tries`` are ``KEY=VALUE,VALUE``; ``drawn`` takes so many of the grid at random;
    ``fixed`` are set for all, as after ``--set``; ``began`` is called before each trial with its
    number, how many there are and what it sets.
    Every config is checked before anything runs.
    """
    plain = load_config(config, fixed, outputs)
    tried = combinations(tries, drawn, plain.seed)
    configs = _checked(config, tried, fixed, outputs)
    trials = []
    for number, (combination, each) in enumerate(zip(tried, configs, strict=True), 1):
        began(number, len(tried), " ".join(set_values(combination)))
        clock = time.perf_counter()
        quality: Quality = results(replace(each, naming=None), _computed(watch))["evaluate"]
        seconds = time.perf_counter() - clock
        scores = {measure.name: measure.value for measure in quality.measures}
        trials.append(Trial(combination, {name: scores.get(name) for name in MEASURES}, seconds))
    return _written(Sweep(_next_folder(plain), tuple(trials)))


def _checked(
    path: Path, tried: Sequence[Combination], fixed: Sequence[str], outputs: Path | None
) -> list[Config]:
    configs, problems = [], []
    for combination in tried:
        try:
            configs.append(load_config(path, [*fixed, *set_values(combination)], outputs))
        except ConfigError as error:
            problems += [line for line in str(error).splitlines() if line not in problems]
    if problems:
        raise ConfigError(*(line.replace("--set ", "--try ", 1) for line in problems))
    return configs


def _computed(watch: Watcher) -> Watcher:
    """Of many trials only what is computed is worth a line."""

    def told(event: Event) -> None:
        if not (isinstance(event, StepFinished) and event.hit):
            watch(event)

    return told


def _written(done: Sweep) -> Sweep:
    with machine_errors("cannot write the sweep", done.folder), whole_folder(done.folder) as draft:
        write_csv(done.table, draft / "sweep.csv")
        write_parquet(done.exact, draft / "sweep.parquet")
    return done


def _next_folder(config: Config) -> Path:
    shape = re.compile(re.escape(f"{config.name}-sweep") + r"-(\d{3,})")
    found: list[Any] = []
    if config.outputs.is_dir():
        found = [shape.fullmatch(folder.name) for folder in config.outputs.iterdir()]
    number = max((int(match[1]) for match in found if match), default=0) + 1
    return config.outputs / f"{config.name}-sweep-{number:03d}"
