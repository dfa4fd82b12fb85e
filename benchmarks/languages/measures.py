"""What is measured: topics of one language, and themes by language."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

MOSTLY = 0.9
"""Share of a topic's documents in one language from which on it is a topic of this language."""

Truth = NDArray[np.bool_]
Labels = NDArray[np.int32]


def of_one_language(topics: Labels, languages: NDArray[np.str_]) -> tuple[int, int]:
    """How many topics are of one language only, and how many there are; -1 is no topic."""
    counts = [Counter(languages[topics == topic].tolist()) for topic in set(topics.tolist()) - {-1}]
    return sum(max(each.values()) >= MOSTLY * each.total() for each in counts), len(counts)


def macro_f1(assigned: Truth, truth: Truth) -> float:
    """The mean over t themes of the F1 of n documents: (n, t) each; 0 for a theme of none."""
    both = (assigned & truth).sum(axis=0)
    sizes = assigned.sum(axis=0) + truth.sum(axis=0)
    return float(np.mean(2 * both / np.maximum(sizes, 1)))


def by_language(assigned: Truth, truth: Truth, languages: NDArray[np.str_]) -> dict[str, float]:
    """The macro F1 of the documents of each language, by its name."""
    return {
        code: macro_f1(assigned[languages == code], truth[languages == code])
        for code in sorted(set(languages.tolist()))
    }
