"""What an engine is: it runs one function over many batches, here or on other machines.

Methods say what is to be done with a batch and know no engine; engines know no topics.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Engine(Protocol):
    """Runs partition functions: batch in, result out."""

    def map(self, function: Callable[[A], B], batches: Iterable[A]) -> Iterator[B]:
        """What the function makes of each batch, in the order of the batches, as it comes.

        The function may run in another process, and once more where a process died: it is
        pure, and it and its batches can be pickled; what it loads, such as a model, it loads
        where it runs. Raises what the function raises.
        """
