"""Numbers: what is read, one number for each that is different, in the order of their first."""

from typing import TypeVar

T = TypeVar("T")


class Numbers(dict[T, int]):
    """The number of each thing; one that is asked for the first time gets the next.

    ``map(numbers.__getitem__, words)`` numbers words with nothing of Python for those known.
    """

    def __missing__(self, thing: T) -> int:
        number = self[thing] = len(self)
        return number
