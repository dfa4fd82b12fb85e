"""The values of a column of a DataFrame, as a file keeps them."""

from typing import Any

from pipeline.core.errors import InputError
from pipeline.load.parquet import spelled


def arrow_column(column: Any, name: str) -> Any:
    """A column as an Arrow array; what is missing is null.

    Raises ``InputError`` where its values are of several kinds, or of one that no file can hold.
    """
    import pyarrow as pa

    try:
        found = pa.array(_dated(column), from_pandas=True)
        found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
        spelled(found[:1])
    except UnicodeEncodeError:
        raise InputError(
            f"column {name!r}: half of a surrogate pair is in there, which no file can hold; mend "
            f"it: df[{name!r}].str.encode('utf-8', 'replace').str.decode('utf-8')"
        ) from None
    except (pa.ArrowException, TypeError, ValueError):
        raise InputError(
            f"column {name!r} holds {_kinds(column)}, expected one kind: texts, numbers, dates or "
            f"truth values; make texts of them: df[{name!r}].astype(str)"
        ) from None
    return found.cast(pa.large_string()) if pa.types.is_null(found.type) else found


def _dated(column: Any) -> Any:
    """A column whose times are days, where they are: as the clock showed them, midnights as dates.

    Periods are spelled; whatever holds no times is as it was.
    """
    if str(column.dtype).startswith("period"):
        return column.astype(str).where(column.notna())
    if not str(column.dtype).startswith("datetime64"):
        return column
    local = column.dt.tz_localize(None)
    midnight = (local.dropna() == local.dropna().dt.normalize()).all()
    return local.dt.date if midnight else local


def _kinds(column: Any) -> str:
    counts = column.dropna().map(lambda value: type(value).__name__).value_counts()
    return ", ".join(f"{count:,} {kind}" for kind, count in counts.items()) or str(column.dtype)
