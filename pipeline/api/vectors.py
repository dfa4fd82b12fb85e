"""Vectors as a user of Python gives them, checked."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.core.errors import InputError

ID, VECTOR = "id", "vector"
"""The columns of the file of vectors."""


def vectors_of(embeddings: Any, ids: Sequence[str]) -> Mapping[str, Any]:
    """The columns of a file of vectors: the ids of n texts, and the vector of each.

    ``embeddings`` are (n, dimensions) real numbers. Raises ``InputError`` where they are not.
    """
    import pyarrow as pa

    values = _numbers(embeddings)
    n = len(ids)
    if values.ndim != 2 or not values.shape[1]:
        raise InputError(
            f"embeddings: have the shape {values.shape}, expected ({n}, dimensions): a row for "
            "each text"
        )
    if len(values) != n:
        raise InputError(
            f"embeddings: {len(values):,} rows for {n:,} texts; give each text its own, in the "
            "same order"
        )
    with np.errstate(over="ignore"):
        single = values.astype(np.float32)
    bad = np.flatnonzero(~np.isfinite(single).all(axis=1))
    if len(bad):
        some = ", ".join(map(str, bad[:3])) + (", ..." if len(bad) > 3 else "")
        raise InputError(
            f"embeddings: {len(bad):,} of {n:,} rows hold a value that is NaN or infinite, at "
            f"place{'' if len(bad) == 1 else 's'} {some}; make them again"
        )
    vectors = pa.FixedSizeListArray.from_arrays(pa.array(single.ravel()), single.shape[1])
    return {ID: pa.array(list(ids), pa.large_string()), VECTOR: vectors}


def _numbers(embeddings: Any) -> Any:
    try:
        values = np.asarray(embeddings)
    except ValueError as error:  # rows of different lengths
        raise InputError(_of_different_lengths(embeddings)) from error
    if values.dtype == object:
        raise InputError(_of_different_lengths(embeddings))
    if values.dtype.kind not in "fiu":
        raise InputError(
            f"embeddings: hold {values.dtype}, expected real numbers: vectors.astype('float32')"
        )
    return values


def _of_different_lengths(embeddings: Any) -> str:
    lengths = {len(row) for row in embeddings if hasattr(row, "__len__")}
    if len(lengths) > 1:
        return (
            f"embeddings: rows have {min(lengths)} to {max(lengths)} numbers, expected the same "
            "number in all"
        )
    return "embeddings: hold something else than numbers; give an array of shape (n, dimensions)"
