"""Ray Data: the cores of a cluster, or of this machine (Moritz et al. 2018, arXiv:1712.05889).

Functions run in a pool of actors, one for each core. Results come in the order of the batches,
and what a worker had in hand when it died is done again by another.
"""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pipeline.core.errors import MachineError
from pipeline.engines.build import build
from pipeline.engines.worker import Parcel, Worker

A = TypeVar("A")
B = TypeVar("B")

TASKS, MOST = 8, 64
"""Tasks for each worker, so that none waits long for the last, and the most batches in one: a
task costs hundredths of a second whatever is in it."""

QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DATA_LOG_LEVEL": "CRITICAL",
}
"""Ray sends no statistics, and writes nothing between our lines."""

LASTING = {"RAY_idle_worker_killing_time_threshold_ms": "600000"}
"""Processes that wait for the next step of a run are kept: starting new ones takes seconds, and
unasked Ray ends them after one."""

LOST = 3
"""Workers in a row that may die before they have begun."""


@dataclass
class Ray:
    """The workers of a cluster, reached when there is first something to do.

    address  ``auto`` joins the cluster that this machine is part of and starts one of its own
             where there is none; ``local`` starts one; ``host:port`` joins that one
    threads  the workers of a cluster that is started here

    Stop it when all is done: a cluster that was started here ends with it.
    """

    address: str
    threads: int
    _reached: bool = field(default=False, init=False)

    def map(self, function: Callable[[A], B], batches: Iterable[A]) -> Iterator[B]:
        """See ``Engine``; all batches are made before the first is begun.

        Raises ``MachineError`` where there is no cluster at the address, or it fails.
        """
        parcels = [Parcel(batch) for batch in batches]
        if len(parcels) < 2:  # which more workers would do no sooner
            yield from (function(parcel.content) for parcel in parcels)
            return
        self._reach()
        import ray

        try:
            yield from self._results(ray.put(function), parcels)
        except ray.exceptions.RayError as error:
            raise MachineError(_failed(error)) from error

    def stop(self) -> None:
        """Leave the cluster, and end it where it was started here."""
        if self._reached:
            import ray

            ray.shutdown()
            self._reached = False

    def _results(self, function: Any, parcels: list[Parcel]) -> Iterator[Any]:
        import pandas as pd
        import ray

        workers = max(1, int(ray.cluster_resources().get("CPU", 1)))
        size = min(max(1, len(parcels) // (TASKS * workers)), MOST)
        blocks = [
            pd.DataFrame({"parcel": parcels[start : start + size]})
            for start in range(0, len(parcels), size)
        ]
        done = ray.data.from_pandas(blocks).map_batches(
            Worker,
            fn_constructor_args=([function], build()),  # in a list a reference stays one
            batch_size=None,
            batch_format="pandas",
            compute=ray.data.ActorPoolStrategy(size=min(workers, len(blocks))),
            num_cpus=1,
        )
        for block in done.iter_batches(batch_size=None, batch_format="pandas"):
            for parcel in block["parcel"]:
                if parcel.error is not None:
                    raise parcel.error
                yield parcel.content

    def _reach(self) -> None:
        for name, value in (QUIET | LASTING).items():
            os.environ.setdefault(name, value)
        import ray

        if not ray.is_initialized():
            self._start()
            self._reached = True
            # workers that died are told on standard output, and there is no switch for that
            ray._private.worker.print_to_stdstream = _untold
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.execution_options.preserve_order = True
        context.max_consecutive_actor_init_deaths = LOST

    def _start(self) -> None:
        try:
            with _unheard():
                self._join_or_start()
        except Exception as error:  # it has no class of its own for what can go wrong here
            raise MachineError(
                f"execution.address {self.address}: no Ray cluster can be used there "
                f"({str(error).strip()}); start one (ray start --head), or use execution.engine: "
                "local"
            ) from None

    def _join_or_start(self) -> None:
        import ray

        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
        own: dict[str, Any] = {"num_cpus": self.threads, "include_dashboard": False}
        if self.address not in ("auto", "local"):
            ray.init(self.address, **quiet)
            return
        # without an address it looks for what ``ray start`` began, and for no run's own cluster
        address = None if self.address == "auto" else "local"
        try:
            ray.init(address, **own, **quiet)
        except ValueError:  # there is one, which has as many cores as it has
            ray.init(address, **quiet)


def _failed(error: Exception) -> str:
    met = getattr(error, "cause", None) or error
    said = (str(met).strip() or "no reason given").splitlines()[0]
    return (
        f"the Ray cluster failed ({type(met).__name__}: {said}); what is done is kept: run again, "
        "or use execution.engine: local"
    )


def _untold(*lines: Any, **how: Any) -> None:
    """What becomes of lines that Ray would print."""


@contextmanager
def _unheard() -> Iterator[None]:
    """Drop what is written past Python to standard error, such as Ray's word on its own logs."""
    sys.stderr.flush()
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
