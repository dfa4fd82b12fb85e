"""Recurrence: how well the topics of a run would come back with another seed."""

import numpy as np
from numpy.typing import NDArray

from pipeline.numerics.contingency import Labels, crosstab, jaccard


def seed_stability(labels: Labels, replicas: Labels) -> NDArray[np.float64]:
    """How well each topic comes back with another seed, from 0 to 1: (topics,).

    ``labels`` are (n,), ``replicas`` (r, n) what r other seeds would have found, -1 for no topic.
    The topic is sought in every replica, and the one that is likest to it there is sought in all
    others: the mean Jaccard similarity (Hennig 2007, doi:10.1016/j.csda.2006.11.025). The
    topic itself would do too well, as it and the replicas stand on the same resamples; two
    replicas differ as two seeds do. No values where there are fewer than two.
    """
    topics, count = int(labels.max(initial=-1)) + 1, len(replicas)
    total = np.zeros(topics if count > 1 else 0)
    for one in range(count if len(total) else 0):
        found = likeness(labels, replicas[one]).argmax(axis=1)
        for other in range(count):
            if other != one:
                total += likeness(replicas[one], replicas[other]).max(axis=1)[found]
    return total / max(count * (count - 1), 1)


def likeness(one: Labels, other: Labels) -> NDArray[np.float64]:
    """The Jaccard similarity of every topic of one to every topic of the other: (r, k)."""
    shape = (max(int(one.max(initial=-1)) + 1, 1), max(int(other.max(initial=-1)) + 1, 1))
    sizes = (
        np.bincount(each[each >= 0], minlength=k)
        for each, k in zip((one, other), shape, strict=True)
    )
    return jaccard(crosstab(one, other, shape), *sizes)
