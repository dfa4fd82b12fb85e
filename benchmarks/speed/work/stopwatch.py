"""Time a part of a process, as its parent cannot."""

import time
from typing import Self


class Stopwatch:
    """Seconds on the clock and of all cores between entering and leaving."""

    def __enter__(self) -> Self:
        self._clock, self._processor = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._clock
        self.processor_seconds = time.process_time() - self._processor

    @property
    def told(self) -> dict[str, float]:
        """Both, as ``benchmarks.speed.process.report`` reads them."""
        return {"seconds": self.seconds, "processor_seconds": self.processor_seconds}
