"""Texts in portions, so that what was embedded can be kept before all is."""

from collections.abc import Iterator, Sequence

PORTION = 32_768
"""Word pieces in a portion: seconds of work, and at most what a killed run has lost."""


def portions(lengths: Sequence[int], pieces: int = PORTION) -> Iterator[list[int]]:
    """Positions of texts, the longest first, about ``pieces`` word pieces a portion.

    ``lengths`` are word pieces a text. Texts of like length stay together, as batches need.
    """
    portion: list[int] = []
    size = 0
    for position in sorted(range(len(lengths)), key=lambda position: -lengths[position]):
        portion.append(position)
        size += lengths[position]
        if size >= pieces:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
