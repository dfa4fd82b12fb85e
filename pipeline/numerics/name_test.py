"""The name test: whether documents find their topic by its name alone.

Like a reader who has the names and no keywords, each document goes to the topic whose name is
nearest to it by cosine; of k names that say nothing, one in k is right.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Clustering, FloatArray, IntArray, Topics, Vectors
from pipeline.core.threads import one_thread
from pipeline.numerics.neighbors import nearest


def with_found_by_name(
    topics: Topics,
    vectors: Vectors,
    clustering: Clustering,
    encode: Callable[[Sequence[str]], FloatArray],
) -> Topics:
    """The topics with what the test says of their labels, each among those of its level.

    ``encode`` gives a row of unit length for each of some distinct texts, in the space of
    ``vectors``. Labels are read once, and their order does not matter.
    """
    labels = sorted({topic.label for topic in topics.topics})
    if not labels:
        return topics
    meaning = dict(zip(labels, encode(labels), strict=True))
    done = []
    for level, of in enumerate(clustering.levels):
        asked = topics.at(level)
        if not asked:
            continue
        shares = found_by_name(np.stack([meaning[each.label] for each in asked]), vectors, of)
        pairs = zip(asked, shares.tolist(), strict=True)
        done += [replace(topic, found_by_name=share) for topic, share in pairs]
    return replace(topics, topics=tuple(done))


def found_by_name(names: FloatArray, vectors: Vectors, labels: IntArray) -> NDArray[np.float64]:
    """Of the documents of each topic, the share that are nearest to its name.

    ``names`` (topics, dimensions), by number; ``labels`` (n,), -1 for no topic. Every topic has
    documents. Returns (topics,), from 0 to 1; the first of two names that are equally near counts.
    """
    with one_thread():
        places, _ = nearest(vectors.values, names, 1)
    inside = labels >= 0
    of, right = labels[inside], places[inside, 0] == labels[inside]
    return np.bincount(of, right, len(names)) / np.bincount(of, minlength=len(names))
