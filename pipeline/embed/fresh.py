"""Fresh texts: those whose vectors are not kept from earlier runs, and how far reading them is."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from pipeline.core.artifacts import FloatArray
from pipeline.core.context import Progress


def known_rows(
    texts: Sequence[str], known: Mapping[str, FloatArray], dimensions: int
) -> tuple[FloatArray, list[int]]:
    """The vectors of texts, (n, dimensions), those that are not known 0; and where these are."""
    vectors = np.zeros((len(texts), dimensions), dtype=np.float32)
    fresh = []
    for place, text in enumerate(texts):
        if text in known:
            vectors[place] = known[text]
        else:
            fresh.append(place)
    return vectors, fresh


def told_in_documents(progress: Progress, documents: int, pieces: int) -> Callable[[int], None]:
    """Say how many of all word pieces are done, in documents."""
    return lambda done: progress(documents * done // pieces, documents)
