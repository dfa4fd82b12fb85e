"""What the tests of embedding share: a corpus from texts."""

import numpy as np
import pytest

from pipeline.core.corpus import Corpus


@pytest.fixture
def corpus_of():
    def build(texts, first_copy=None, **columns):
        n = len(texts)
        copies = np.arange(n) if first_copy is None else np.array(first_copy)
        ids = tuple(f"d{i}" for i in range(n))
        given = {"records": n, **columns}
        return Corpus(ids, ("",) * n, tuple(texts), copies.astype(np.int32), **given)

    return build
