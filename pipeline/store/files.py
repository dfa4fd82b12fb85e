"""Artifacts as files: .npy for arrays, Parquet for strings, JSON for the rest. No pickle.

Checks and resolved values are written apart (``notes.json``): they describe a result and
are not part of its content, so a reworded check recomputes nothing downstream.
"""

import errno
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from pipeline.core.artifacts import Arrays, Strings
from pipeline.core.durable import flush
from pipeline.core.errors import MachineError
from pipeline.core.parquet import read_parquet

A = TypeVar("A")

NOTES = ("checks", "resolved")

Lists = tuple[Strings, ...]
"""Of many documents, so they are strings, too, with how many belong to each."""


def write_artifact(folder: Path, artifact: Any) -> None:
    """Write every field of an artifact into a folder and flush it to the disk."""
    kinds = get_type_hints(type(artifact))
    values: dict[str, Any] = {}
    notes: dict[str, Any] = {}
    columns: dict[str, Strings] = {}
    for field in fields(artifact):
        value, kind = getattr(artifact, field.name), kinds[field.name]
        if isinstance(value, np.ndarray):
            _write_array(folder / f"{field.name}.npy", value)
        elif kind == Strings:
            columns[field.name] = value
        elif kind == Lists:
            columns[field.name] = tuple(chain.from_iterable(value))
            _write_array(folder / _lengths(field.name), np.array(list(map(len, value)), np.int32))
        elif kind == Mapping[str, Strings]:
            columns |= {f"{field.name}.{name}": column for name, column in value.items()}
            values[field.name] = list(value)
        elif kind == Arrays:
            for name, array in value.items():
                _write_array(folder / f"{field.name}.{name}.npy", array)
            values[field.name] = list(value)
        else:
            plain = TypeAdapter(kind).dump_python(value, mode="json")
            (notes if field.name in NOTES else values)[field.name] = plain
    if columns:
        values["columns"] = _write_strings(folder, columns)
    write_json(folder / "content.json", values)
    write_json(folder / "notes.json", notes)


def read_artifact(folder: Path, kind: type[A]) -> A:
    """Read what ``write_artifact`` wrote; arrays are mapped into memory, read-only."""
    kinds = get_type_hints(kind)
    values = read_json(folder / "content.json") | read_json(folder / "notes.json")
    columns = _read_strings(folder, values.pop("columns", {}))
    given: dict[str, Any] = {}
    for name, hint in kinds.items():
        array = folder / f"{name}.npy"
        if array.exists():
            given[name] = _read_array(array)
        elif name in columns and hint == Lists:
            each = iter(columns[name])
            lengths = np.load(folder / _lengths(name), allow_pickle=False).tolist()
            given[name] = tuple(tuple(islice(each, length)) for length in lengths)
        elif name in columns:
            given[name] = columns[name]
        elif hint == Mapping[str, Strings] and name in values:
            given[name] = {key: columns[f"{name}.{key}"] for key in values[name]}
        elif hint == Arrays and name in values:
            given[name] = {key: _read_array(folder / f"{name}.{key}.npy") for key in values[name]}
        elif name in values:
            given[name] = TypeAdapter(hint).validate_python(values[name])
    return kind(**given)


def write_json(path: Path, value: Any) -> None:
    """Write readable JSON with one spelling for each value, flushed to the disk."""
    text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    # a lone surrogate, from a file's name that is not text, becomes an escape of JSON
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(text)
        flush(file.fileno())


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


@contextmanager
def machine_errors(doing: str, place: Path | None = None) -> Iterator[None]:
    """Turn a refusal of the file system into an error that says what to do.

    ``place`` is told where the refusal itself names no file.
    """
    try:
        yield
    except BrokenPipeError:  # whoever watched has seen enough: no fault of the machine
        raise
    except OSError as error:
        named = error.filename or place
        where = f" ({named})" if named else ""
        advice = "free some space, check the permissions, or choose another --outputs folder"
        why = f"{error.strerror or error}{_room(error, named)}"
        raise MachineError(f"{doing}{where}: {why}; {advice}") from error


def _room(error: OSError, named: Any) -> str:
    """How much room there is where it gave out, drafts removed; empty where that was not it."""
    if named is None or error.errno not in (errno.ENOSPC, errno.EDQUOT):
        return ""
    for folder in (Path(named), *Path(named).absolute().parents):
        with suppress(OSError):
            return f" ({shutil.disk_usage(folder).free / 1e6:,.1f} MB are free again)"
    return ""


def _lengths(name: str) -> str:
    return f"{name}.lengths.npy"


def _write_array(path: Path, array: Any) -> None:
    with path.open("wb") as file:
        np.save(file, array, allow_pickle=False)
        file.flush()
        flush(file.fileno())


def _read_array(path: Path) -> NDArray[Any]:
    array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array


def _write_strings(folder: Path, columns: Mapping[str, Strings]) -> dict[str, int]:
    import pyarrow as pa
    from pyarrow import parquet

    lengths = {name: len(values) for name, values in columns.items()}
    longest = max(lengths.values(), default=0)
    # an optional column that is absent has no entries; the table needs equal lengths
    filled = {name: [*values, *[""] * (longest - len(values))] for name, values in columns.items()}
    table = pa.table({name: pa.array(values, pa.string()) for name, values in filled.items()})
    with (folder / "strings.parquet").open("wb") as file:
        parquet.write_table(table, file, compression="zstd", write_page_checksum=True)
        file.flush()
        flush(file.fileno())
    return lengths


def _read_strings(folder: Path, lengths: Mapping[str, int]) -> dict[str, Strings]:
    if not lengths:
        return {}
    table = read_parquet(folder / "strings.parquet")
    return {name: tuple(table[name].to_pylist()[:length]) for name, length in lengths.items()}
