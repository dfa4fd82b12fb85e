"""Keep the machine code that numba makes of UMAP: compiling takes longer than 1,000 layouts.

UMAP does not ask numba to keep it, so every process would compile anew.
"""

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any


def kept_code() -> Path:
    """Where it is kept: in the environment, beside UMAP's bytecode.

    Numba notices when a function's own file changes, but not when code it took in from another
    package does; the folder is therefore named after the versions of both.
    """
    package = find_spec("umap")
    assert package is not None and package.origin is not None  # noqa: S101  a dependency of ours
    versions = "-".join(f"{name}-{version(name)}" for name in ("umap-learn", "pynndescent"))
    return Path(package.origin).parent / "__pycache__" / versions


@cache
def keep_compiled() -> None:
    """Let numba keep and find again what it compiles of UMAP and of its neighbour search.

    Where the folder may not be written to, it is kept where numba is told to (NUMBA_CACHE_DIR), and
    where that is not said, code is compiled in every process as before.
    """
    import numba
    import pynndescent
    import umap

    settings: Any = numba.config
    before, beside = settings.CACHE_DIR, kept_code()
    folders = (beside, *([Path(before) / beside.name] if before else []))
    folder = next(filter(_can_be_written, folders), None)
    if folder is None:
        return
    settings.CACHE_DIR = str(folder)
    try:
        for function in (*_compilable(umap), *_compilable(pynndescent)):
            function.enable_caching()
    finally:
        settings.CACHE_DIR = before


def _can_be_written(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _compilable(package: ModuleType) -> Iterator[Any]:
    """The functions of a package that numba compiles on call and does not keep by itself."""
    from numba.core.registry import CPUDispatcher

    modules = [name for name in sys.modules if name.partition(".")[0] == package.__name__]
    for name in modules:
        for value in vars(sys.modules[name]).values():
            own = isinstance(value, CPUDispatcher) and value.__module__ == name
            if own and value.stats.cache_path is None:
                yield value
