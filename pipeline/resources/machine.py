"""What the machine has free, and how fast it is."""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

MEMORY = Path("/proc/meminfo")
"""Where Linux says how much memory programs can still get."""

SIDE, PRODUCTS, TRIES = 64, 200, 4
"""Of the products of matrices that are timed."""

QUOTA = Path("/sys/fs/cgroup/memory.max")
USED = Path("/sys/fs/cgroup/memory.current")
"""What a container may use, and uses, in bytes."""


def free_memory(meminfo: Path = MEMORY, quota: Path = QUOTA, used: Path = USED) -> int | None:
    """Bytes of memory that a program can still get; None where the system does not say.

    macOS tells only what there is in all, Windows nothing.
    """
    free = _available(meminfo)
    with suppress(OSError, ValueError):  # no container, or "max"
        within = int(quota.read_text()) - int(used.read_text())
        free = within if free is None else min(free, within)
    return free


def free_disk(folder: Path) -> int | None:
    """Bytes free where a folder is or will be; None where the system does not say."""
    for place in (folder, *folder.parents):
        with suppress(OSError):
            return shutil.disk_usage(place).free
    return None


def core_rate() -> float:
    """GFLOP a second of one core in products of 64 x 64 float32 matrices, in 10 ms; 0 = unknown.

    BLAS gives so small a product to one thread, whose own time does not count what else goes on.
    """
    import numpy as np

    square = np.ones((SIDE, SIDE), dtype=np.float32)
    best = float("inf")
    for _ in range(TRIES):
        clock = time.thread_time()
        for _ in range(PRODUCTS):
            np.matmul(square, square)
        best = min(best, time.thread_time() - clock)
    # the clock of Windows ticks too seldom to tell
    return 2 * SIDE**3 * PRODUCTS / best / 1e9 if best > 0 else 0.0


def _available(meminfo: Path) -> int | None:
    with suppress(OSError, ValueError, StopIteration):
        lines = meminfo.read_text().splitlines()
        line = next(line for line in lines if line.startswith("MemAvailable:"))
        return int(line.split()[1]) * 1024
    with suppress(AttributeError, ValueError, OSError):  # Windows has no sysconf
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return None
