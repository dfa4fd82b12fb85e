"""Find methods by their file name: no registry, no entry points."""

import importlib
import inspect
import pkgutil
from functools import cache
from types import ModuleType

from pipeline.core.method import Method

STAGES = (
    "load", "embed", "neighbors", "reduce", "cluster", "describe", "naming", "assign", "evaluate",
)  # fmt: skip
"""The packages that hold methods, in the order the stages run."""

OPTIONAL = ("naming",)
"""Those that run only where the config has a section of their name."""


@cache
def method_class(stage: str, name: str) -> type[Method]:
    """The method that the config calls ``name``.

    Raises ``LookupError`` where the stage's package has no such method.
    """
    if name not in _modules(stage):
        raise LookupError(f"{stage} has no method {name!r}")
    found = _defined_in(importlib.import_module(f"pipeline.{stage}.{name}"))
    if found is None:
        raise LookupError(f"{stage} has no method {name!r}")
    return found


@cache
def method_names(stage: str) -> tuple[str, ...]:
    """Every method of a stage, in alphabetical order."""
    modules = {
        name: importlib.import_module(f"pipeline.{stage}.{name}") for name in _modules(stage)
    }
    return tuple(sorted(name for name, module in modules.items() if _defined_in(module)))


@cache
def _modules(stage: str) -> tuple[str, ...]:
    package = importlib.import_module(f"pipeline.{stage}")
    return tuple(module.name for module in pkgutil.iter_modules(package.__path__))


def _defined_in(module: ModuleType) -> type[Method] | None:
    for value in vars(module).values():
        if (
            isinstance(value, type)
            and issubclass(value, Method)
            and value.__module__ == module.__name__
            and not inspect.isabstract(value)
        ):
            return value
    return None
