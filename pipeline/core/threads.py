"""How many threads there may be, and where there must be one.

BLAS and OpenMP sum in an order that depends on the number of threads, and floating-point
sums depend on their order. Where such a sum reaches an artifact, one thread makes the bytes
the same everywhere.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""Where Linux says what a container may use: microseconds in a period, or "max"."""


_ALONE = threading.RLock()
"""BLAS has one limit for the whole process, so only one thread of Python may set it at once."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Limit BLAS and OpenMP to one thread; enter after the libraries are imported.

    A second thread of Python that enters waits until the first has left.
    """
    from threadpoolctl import threadpool_limits

    with _ALONE, threadpool_limits(limits=1):
        yield


def usable_cores(quota: Path = QUOTA) -> int:
    """The cores this process is allowed on, fewer where a container has a smaller quota."""
    if hasattr(os, "sched_getaffinity"):
        allowed = len(os.sched_getaffinity(0))
    else:
        allowed = os.cpu_count() or 1
    try:
        microseconds, period = quota.read_text().split()
        return max(1, min(allowed, int(microseconds) // int(period)))
    except (OSError, ValueError):  # no container, or "max"
        return allowed
