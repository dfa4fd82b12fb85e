"""What was set on the command line, laid over the settings of the file."""

import re
from collections.abc import Sequence
from typing import Any

from pipeline.config import strict_yaml
from pipeline.config.problems import Path
from pipeline.config.settings import DEFAULT_METHODS, SECTIONS, stage_of
from pipeline.core.discovery import method_class, method_names
from pipeline.core.errors import ConfigError

SetValue = tuple[list[str], Any]
"""The parts of a key, and the value."""

_INDEX = re.compile("[0-9]{1,6}")


def lay_over(settings: dict[str, Any], texts: Sequence[str]) -> tuple[list[Path], list[str]]:
    """Set every ``KEY=VALUE`` in the settings, in place.

    Returns where something was set, and what is wrong with those that could not be.
    """
    values: list[SetValue] = []
    places: list[Path] = []
    problems: list[str] = []
    for text in texts:
        try:
            values.append(_parsed(text))
        except ConfigError as error:
            problems.append(str(error))
    for key, value in values:
        if len(key) == 2 and key[0] in SECTIONS and key[1] == "method":
            _make_way(settings, key[0], value)
    for key, value in values:
        try:
            places.append(_set(settings, key, value))
        except ConfigError as error:
            problems.append(f"--set {'.'.join(key)}: {error}")
    return places, problems


def _parsed(text: str) -> SetValue:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise ConfigError(f"--set {text}: expected KEY=VALUE, e.g. cluster.min_cluster_size=8")
    document = strict_yaml.read(value)
    if document.problems:
        raise ConfigError(f"--set {key.strip()}: {document.problems[0][1]}")
    return key.strip().split("."), document.value


def _make_way(settings: dict[str, Any], section: str, method: Any) -> None:
    """Leave out what the file sets for another method than the one chosen instead."""
    given, stage = settings.get(section), stage_of(section)
    if not isinstance(given, dict) or method not in method_names(stage):
        return
    if method == given.get("method", DEFAULT_METHODS.get(section)):
        return
    known = {name: set(method_class(stage, name).model_fields) for name in method_names(stage)}
    foreign = set[str]().union(*known.values()) - known[method]
    settings[section] = {key: given[key] for key in given if key not in foreign}


def _set(settings: dict[str, Any], key: Sequence[str], value: Any) -> Path:
    target: Any = settings
    place: Path = ()
    for part in key[:-1]:
        step = _step(target, part)
        place = (*place, step)
        inner = target.get(step) if isinstance(target, dict) else target[step]
        if not isinstance(inner, dict | list):
            inner = target[step] = _written_out(place, inner)
        target = inner
    step = _step(target, key[-1])
    target[step] = value
    return (*place, step)


def _step(target: Any, part: str) -> str | int:
    """The part of a key as the list or the group of settings is indexed."""
    if isinstance(target, dict):
        return part
    if _INDEX.fullmatch(part) and int(part) < len(target):
        return int(part)
    raise ConfigError(f"{part!r} is no entry of the list; it has {len(target)}, counted from 0")


def _written_out(place: Path, value: Any) -> dict[str, Any] | list[Any]:
    """What a word alone, or nothing, stands for: "kmeans" for {method: kmeans}."""
    if place[-1] in {"themes", "parts"}:
        return []
    if value is None:
        return {}
    if place == ("load",):
        return {"path": value}
    return {"name" if place[0] == "themes" else "method": value}
