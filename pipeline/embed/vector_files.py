"""Vectors made elsewhere, as files: a NumPy array, or a Parquet table with ids."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings
from pipeline.core.errors import InputError
from pipeline.core.parquet import read_parquet


@dataclass(frozen=True)
class VectorFile:
    """What a file holds: (rows, dimensions) numbers, and the ids of the rows if it has any."""

    values: NDArray[Any]
    ids: Strings | None = None


def read_npy(path: Path) -> VectorFile:
    """Open a two-dimensional .npy file, mapped into memory.

    Raises ``InputError`` where it is no such file or holds anything but numbers.
    """
    try:
        values = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise InputError(f"{path}: not a .npy file of numbers ({error}); {_SAVE}") from None
    if not isinstance(values, np.ndarray) or values.dtype.kind not in "fiu":
        kind = getattr(values, "dtype", "several arrays")
        raise InputError(f"{path}: holds {kind}, expected real numbers; {_SAVE}")
    if values.ndim != 2 or not values.shape[1]:
        raise InputError(f"{path}: shape {values.shape}, expected (documents, dimensions)")
    return VectorFile(values)


_SAVE = "write it with numpy.save(path, vectors.astype('float32'))"


def read_table(path: Path, id_column: str) -> VectorFile:
    """Read a Parquet table: an id column, and one column of lists or one for each dimension.

    Raises ``InputError`` where the columns are not of this kind.
    """
    import pyarrow as pa

    try:
        table = read_parquet(path)
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path}: not a Parquet file ({error})") from None
    if id_column not in table.column_names:
        raise InputError(
            f"{path}: no column {id_column!r}; its columns are {_listed(table.column_names)}; "
            "name the column of ids in embed.id"
        )
    ids = _ids(path, table[id_column])
    rest = table.drop_columns([id_column])
    return VectorFile(_values(path, rest), ids)


def _ids(path: Path, column: Any) -> Strings:
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        if not pa.types.is_integer(column.type):
            raise InputError(f"{path}: ids are {column.type}, expected strings or whole numbers")
        column = column.cast(pa.string())
    if column.null_count:
        raise InputError(f"{path}: {column.null_count} of {len(column)} ids are missing")
    return tuple(column.to_pylist())


def _values(path: Path, table: Any) -> NDArray[Any]:
    import pyarrow as pa

    lists = [
        field.name
        for field in table.schema
        if pa.types.is_list(field.type)
        or pa.types.is_large_list(field.type)
        or pa.types.is_fixed_size_list(field.type)
    ]
    if len(lists) > 1:
        raise InputError(
            f"{path}: {len(lists)} columns hold lists ({_listed(lists)}), expected one; "
            "keep the id and the vectors"
        )
    if lists:
        return _from_lists(path, lists[0], table[lists[0]].combine_chunks())
    other = [field.name for field in table.schema if not pa.types.is_floating(field.type)]
    if other or not table.num_columns:
        what = f"{_listed(other)} hold no floating-point numbers" if other else "it holds only ids"
        raise InputError(
            f"{path}: expected a column of lists, or one column of numbers for each dimension, "
            f"but {what}; keep the id and the vectors"
        )
    return np.column_stack([column.to_numpy() for column in table.columns])


def _from_lists(path: Path, name: str, column: Any) -> NDArray[Any]:
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type.value_type
    if not (pa.types.is_floating(kind) or pa.types.is_integer(kind)):
        raise InputError(f"{path}: column {name!r} holds lists of {kind}, expected numbers")
    if column.null_count:
        raise InputError(f"{path}: {column.null_count} of {len(column)} vectors are missing")
    lengths = set(pc.list_value_length(column).to_pylist())
    if len(lengths) > 1 or 0 in lengths:
        raise InputError(
            f"{path}: vectors in column {name!r} have {min(lengths)} to {max(lengths)} "
            "dimensions, expected the same number, at least 1, in all"
        )
    numbers = column.flatten().to_numpy(zero_copy_only=False)
    return np.asarray(numbers.reshape(len(column), max(lengths, default=1)))


def _listed(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
