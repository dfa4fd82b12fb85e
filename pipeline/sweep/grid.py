"""What a sweep tries: every combination of some values, or some of them drawn at random."""

import itertools
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.config import strict_yaml
from pipeline.core.errors import ConfigError
from pipeline.report.table import Column

EXAMPLE = "cluster.min_cluster_size=5,10,20"

Combination = Mapping[str, str]
"""The value of each key that is tried, spelled as after ``--set``."""


def combinations(tries: Sequence[str], drawn: int | None, seed: int) -> list[Combination]:
    """All combinations of ``KEY=VALUE,VALUE,...``, or ``drawn`` of them, in grid order.

    Raises ``ConfigError`` for what cannot be read, and where a key is given twice.
    """
    axes: dict[str, list[str]] = {}
    for text in tries:
        key, values = _axis(text)
        if key in axes:
            raise ConfigError(f"--try {key}: given twice; list all its values in one, {EXAMPLE}")
        axes[key] = values
    if not axes:
        raise ConfigError(f"nothing to try; name a key and its values: --try {EXAMPLE}")
    grid = [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]
    if drawn is None or drawn >= len(grid):
        return list(grid)
    chosen = np.random.default_rng(seed).choice(len(grid), drawn, replace=False)
    return [grid[place] for place in np.sort(chosen)]


def set_values(combination: Combination) -> list[str]:
    """A combination as it is given to ``--set``; a method first, for it decides the rest."""
    methods_first = sorted(combination, key=lambda key: not key.endswith(".method"))
    return [f"{key}={combination[key]}" for key in methods_first]


def as_numbers(spelled: Sequence[str]) -> Column:
    """Values as an array where all are numbers, or all true or false; else as they are spelled."""
    values = [strict_yaml.read(text).value for text in spelled]
    kinds = set(map(type, values))
    if kinds == {bool} or kinds == {int}:
        return np.array(values)
    return np.array(values, dtype=np.float64) if kinds <= {int, float} else spelled


def _axis(text: str) -> tuple[str, list[str]]:
    key, equals, values = (part.strip() for part in text.partition("="))
    if not equals or not key or not values:
        raise ConfigError(f"--try {text}: expected KEY=VALUE,VALUE,..., e.g. {EXAMPLE}")
    document = strict_yaml.read(f"[{values}]")
    if document.problems:
        raise ConfigError(f"--try {key}: {document.problems[0][1]}")
    spelled = [_spelled(value) for value in document.value]
    if len(set(spelled)) < len(spelled):
        raise ConfigError(f"--try {key}: the same value twice in {values}")
    return key, spelled


def _spelled(value: Any) -> str:
    """A value in YAML again: a word without quotes where it needs none."""
    if isinstance(value, str):
        again = strict_yaml.read(value)
        return value if again.value == value and not again.problems else json.dumps(value)
    return json.dumps(value)
