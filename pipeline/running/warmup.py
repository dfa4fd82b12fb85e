"""Import and compile in the background what later steps of a run need."""

import threading
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import takewhile
from typing import TypeVar

from pipeline.core.method import Method
from pipeline.running.flow import Step

_T = TypeVar("_T")

STORING = ("concurrent.futures.thread", "pyarrow.parquet", "threadpoolctl")
"""What storing a result and pinning threads import, and embedding in several."""


class Preparation:
    """What the coming steps need at once, done in the background of those that run.

    Reading and embedding leave a core idle now and then, and numba needs seconds to compile
    UMAP. Two threads that import one package at once can each meet the other's unfinished
    half, so the steps that run beside the imports have theirs behind them: reading imports
    before the background starts, embedding waits for the first part of it, and every other
    step for all of it. What fails here is forgotten: the step itself then meets the same
    error and reports it.

    Leaving the context ends it after the module that is being imported. The process waits for
    that: one that ends in the middle of loading a library can crash, and lose its exit code.
    """

    def __init__(self, reading: Step, coming: Iterable[Step]) -> None:
        self._coming = tuple(coming)
        self._can_embed = threading.Event()
        self._corpus_known, self._n_documents = threading.Event(), 0
        self._left = threading.Event()
        # one of a kind is enough: what is compiled for the map serves the reducer, too
        self._waiting: dict[type[Method], Method] = {}
        for step in self._coming:
            self._waiting.setdefault(type(step.method), step.method)
        self._done = {kind: threading.Event() for kind in self._waiting}
        if self._coming:
            _import_all([*STORING, *_imports(reading)])
            threading.Thread(target=self._work).start()

    def __enter__(self) -> "Preparation":
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._corpus_known.set()

    def corpus_has(self, n_documents: int) -> None:
        """Say how many documents there are; few need no compilation."""
        self._n_documents = n_documents
        self._corpus_known.set()

    def wait_for(self, step: Step) -> None:
        """Return once a step can run."""
        if type(step.method) not in self._done:
            return
        if step.method.stage == "embed":
            self._can_embed.wait()
        else:
            self._done[type(step.method)].wait()

    def _work(self) -> None:
        try:
            with suppress(BaseException):  # a package may end the process that imports it
                self._prepare()
        finally:
            for event in (self._can_embed, *self._done.values()):
                event.set()

    def _prepare(self) -> None:
        embedding = [step for step in self._coming if step.method.stage == "embed"]
        self._import(name for step in embedding for name in _imports(step))
        self._can_embed.set()
        self._import(name for step in self._coming for name in _imports(step))
        if not self._left.is_set():
            from pipeline.report.write import LATE_IMPORTS

            self._import(LATE_IMPORTS)
        self._corpus_known.wait()
        for kind, method in self._while_needed(self._waiting.items()):
            with suppress(Exception):
                method.prepare(self._n_documents)
            self._done[kind].set()

    def _import(self, modules: Iterable[str]) -> None:
        _import_all(self._while_needed(modules))

    def _while_needed(self, things: Iterable[_T]) -> Iterator[_T]:
        return takewhile(lambda _: not self._left.is_set(), things)


def _imports(step: Step) -> Iterator[str]:
    for method in (step.method, *(tool for _, tool in step.tools)):
        for part in (method, *method.components()):
            yield from part.imports


def _import_all(modules: Iterable[str]) -> None:
    with warnings.catch_warnings():  # bertopic silences warnings for the whole process
        for module in modules:
            with suppress(Exception):
                import_module(module)
