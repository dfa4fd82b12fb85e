"""Which texts of a corpus are a fair sample of it."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def by_lot(texts: Sequence[str], seed: int) -> NDArray[np.intp]:
    """All positions in an order drawn by lot, of which every beginning is a fair sample.

    The lot of a text is a hash of it and of the seed: it depends neither on where the text
    stands nor on the others, so a corpus that grows keeps most of its sample.
    """
    salt = str(seed).encode()
    lots = [
        hashlib.blake2b(t.encode("utf-8", "replace"), digest_size=8, salt=salt[:16]) for t in texts
    ]
    return np.argsort([lot.hexdigest() for lot in lots], kind="stable")
