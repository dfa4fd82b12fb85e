"""Settings as Python gives them: dicts, tuples, paths, numbers of NumPy."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel

from pipeline.config.problems import Path as Place
from pipeline.config.problems import told
from pipeline.core.errors import ConfigError


def plain(settings: Mapping[Any, Any]) -> dict[str, Any]:
    """Settings as a config file may hold them: texts, numbers, true, false, lists and groups.

    A path is a text then, a tuple a list, a theme its settings, a number of NumPy one of Python.
    Raises ``ConfigError`` that names every setting of another kind.
    """
    problems: list[str] = []
    made = {str(key): _plain(value, (str(key),), problems) for key, value in settings.items()}
    if problems:
        raise ConfigError(*problems)
    return made


def _plain(value: Any, place: Place, problems: list[str]) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each, (*place, str(key)), problems) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each, (*place, n), problems) for n, each in enumerate(value)]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    kind = type(value).__name__
    expected = "expected text, a number, true or false, a list or a dict of these"
    problems.append(f"config: {told(place, f'{kind} is no setting; {expected}')}")
    return None
