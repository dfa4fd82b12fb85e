"""Format: what a tool of others reads, and which of them there are."""

import importlib
import inspect
import json
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from numpy.typing import NDArray

from pipeline.core.errors import ConfigError, unknown
from pipeline.export.contents import Contents
from pipeline.report.table import Table


@dataclass(frozen=True)
class File:
    """A file that is to be written.

    content  a text, its lines (each gets its line feed), bytes, an array (as .npy), or a table (as
             Parquet): columns by name, or an Arrow table
    holds    what is in it, in words: "300 documents"; empty where that is beside the point
    """

    content: str | Iterable[str] | bytes | NDArray[Any] | Table | Any
    holds: str = ""


Files = Mapping[str, File]
"""By name in the folder, with "/" between the parts of one."""


class Format(ABC):
    """A form that a tool reads; the file of its module is called as the form is.

    ``tool`` is what opens it, and ``source`` where the form is described. The same run gives the
    same bytes.
    """

    tool: ClassVar[str]
    source: ClassVar[str]

    @abstractmethod
    def files(self, contents: Contents) -> Files:
        """The files, from what a run holds."""

    @abstractmethod
    def opening(self, folder: Path) -> str:
        """How the tool opens what is in a folder: a command, or a line of Python."""


def format_named(name: str) -> Format:
    """The format of a name; raises ``ConfigError`` where there is none, with those there are."""
    found = formats()
    if name not in found:
        raise ConfigError(
            f"no format is called {unknown(name, list(found))}; there are: {listed()}"
        )
    return found[name]


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name, in alphabetical order."""
    import pipeline.export as package

    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = {name: importlib.import_module(f"{package.__name__}.{name}") for name in names}
    return {name: kind() for name, module in modules.items() for kind in _defined_in(module)}


def listed() -> str:
    """The formats in words, with the tools that open them."""
    return ", ".join(f"{name} ({each.tool})" for name, each in formats().items())


def json_text(value: Any) -> str:
    """Readable JSON with a line feed at its end."""
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _defined_in(module: Any) -> list[type[Format]]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Format)
        and value.__module__ == module.__name__
        and not inspect.isabstract(value)
    ]
