"""Topics are numbered by falling size, then by their first document."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.artifacts import Check, Clustering, FloatArray, IntArray


def numbered_by_size(labels: NDArray[np.integer]) -> IntArray:
    """Renumber labels to 0, 1, ... by falling size, ties by first occurrence; -1 stays."""
    found, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    topics = [index for index in np.lexsort((first, -sizes)) if found[index] >= 0]
    numbers = np.full(int(found.max(initial=0)) + 1, -1, dtype=np.int32)
    numbers[found[topics]] = np.arange(len(topics), dtype=np.int32)
    return np.where(labels >= 0, numbers[labels], -1).astype(np.int32)


def one_level(
    labels: NDArray[np.integer],
    strengths: FloatArray,
    resolved: Mapping[str, Any],
    checks: tuple[Check, ...] = (),
) -> Clustering:
    """A clustering with a single level, its topics numbered by size."""
    numbered = numbered_by_size(labels)
    inside = np.where(numbered >= 0, strengths, 0).astype(np.float32)
    return Clustering(numbered, inside, numbered[None], 0, resolved, checks)


def no_topics(n_documents: int, message: str, advice: str) -> Clustering:
    """Nobody in a topic, and why."""
    labels = np.full(n_documents, -1, dtype=np.int32)
    check = Check("C01", "warning", message, advice)
    return one_level(labels, np.zeros(n_documents, dtype=np.float32), {}, (check,))
