"""What can be set: every setting of a model with its default, what is allowed, what it means."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from pipeline.config.problems import allowed
from pipeline.core.method import SHARED, Method


@dataclass(frozen=True)
class Setting:
    """One setting, in a reader's words; ``default`` is "required" where there is none."""

    name: str
    default: str
    allowed: str
    description: str


def settings_of(model: type[BaseModel]) -> Iterator[Setting]:
    """Every setting of a model in the order of its fields, but for what the config fills itself."""
    schema = model.model_json_schema()
    for name, field in model.model_fields.items():
        if issubclass(model, Method) and name in SHARED:
            continue
        default = "required" if field.is_required() else _spelled(field.default)
        values = allowed(schema["properties"][name], schema)
        yield Setting(name, default, values, field.description or "")


def _spelled(value: Any) -> str:
    """A default as a config spells it."""
    if value is None:
        return "none"
    if isinstance(value, str):
        return value if value and value.isprintable() else json.dumps(value)
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_spelled, value))}]"
    if isinstance(value, BaseModel):
        return _spelled(value.model_dump())
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_spelled(inner)}' for key, inner in value.items())}}}"
    return str(value).lower() if isinstance(value, bool) else str(value)
