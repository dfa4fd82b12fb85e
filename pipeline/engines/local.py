"""The engine that is always there: this process, on some of its threads."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

AHEAD = 4
"""Batches begun for each thread before the first result is taken: no thread waits for it."""


@dataclass(frozen=True)
class Local:
    """Runs batches in several threads; on one thread, in the caller's own."""

    threads: int = 1

    def map(self, function: Callable[[A], B], batches: Iterable[A]) -> Iterator[B]:
        """See ``Engine``; a batch is not made before its turn comes near."""
        if self.threads == 1:
            yield from map(function, batches)
            return
        waiting: deque[Future[B]] = deque()
        with ThreadPoolExecutor(self.threads) as pool:
            try:
                for batch in batches:
                    waiting.append(pool.submit(function, batch))
                    if len(waiting) > AHEAD * self.threads:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:  # Ctrl-C waits for what was begun alone
                pool.shutdown(wait=False, cancel_futures=True)
