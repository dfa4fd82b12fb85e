"""JSON: an array of objects, or an object with such an array in it (doi:10.17487/RFC8259).

A file that calls itself .json may hold JSON Lines, and is read as such; so may it hold several
arrays, one after the other, which are one: programs write so that ask page by page. ``objects``
says what becomes of an object.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from json import JSONDecodeError
from typing import Any

from pydantic import Field

from pipeline.core.artifacts import Check, Strings
from pipeline.core.corpus import Dropped
from pipeline.core.errors import InputError
from pipeline.load.compressed import open_bytes
from pipeline.load.decode import BLOCK, Encoded, check_file, decode, read_head
from pipeline.load.jsonl import parse_lines
from pipeline.load.objects import DECODER, Parsed, fault_of, flat, objects_of, rows_of, survey
from pipeline.load.table import Contents, Name, Row, Table

LARGEST = 10**9
"""Bytes of a file that is held in memory as a whole, and several times over."""


_SPACE = re.compile(r"\s*")


class JSON(Encoded, Table):
    """Reads an array of JSON objects; keys and paths are the columns, a missing key is empty."""

    records: Name | None = Field(
        None,
        description="where the array of the records is, such as results or response.docs; not "
        "given: the one array of objects of the file",
    )

    def header(self) -> Sequence[str] | None:
        text, whole = read_head(self.path, self.encoding)
        return self._contents(text).header if whole else None

    def contents(self) -> Contents:
        """Every key of the objects, and the objects."""
        return self._contents(self._text())

    def _text(self) -> str:
        check_file(self.path)
        with open_bytes(self.path) as file:
            blocks = iter(lambda: file.read(BLOCK), b"")
            content = b"".join(islice(blocks, LARGEST // BLOCK + 1))
        if len(content) > LARGEST:
            raise InputError(
                f"{self.path}: has more than {LARGEST:,} bytes, and JSON is read up to that, as "
                "all of it has to be in memory; make it JSON Lines, for example: jq -c '.[]' FILE"
            )
        return decode(content, self.encoding, str(self.path))

    def _contents(self, text: str) -> Contents:
        parsed, checks = self._parsed(text)
        names, told = survey(objects_of(parsed))
        if not names:
            fault = fault_of(next(iter(parsed), None), "it holds no records")
            raise InputError(f"{self.path}: no object with columns in it{fault}")

        def rows(names: Strings) -> Iterator[Row]:
            return rows_of(parsed, names, self)

        return Contents(names, rows, (*checks, *told))

    def _parsed(self, text: str) -> tuple[list[Parsed], tuple[Check, ...]]:
        """The records of the file, and what is to be told of where they are."""
        try:
            value = _value(text)
            if isinstance(value, list):
                value = {"": value}
            path, items = self._chosen(dict(_arrays(value)) if isinstance(value, dict) else {})
        except RecursionError as error:
            raise InputError(f"{self.path}: arrays and objects are nested too deep") from error
        except ValueError as error:
            return self._lines(text, error), ()
        parsed = [(place := f"item {n}", flat(place, item)) for n, item in enumerate(items, 1)]
        return parsed, _elsewhere(path, value)

    def _lines(self, text: str, error: ValueError) -> list[Parsed]:
        """The lines of a file that is no JSON as a whole, where it begins with a line that is."""
        lines = text.split("\n")
        _, first = next(parse_lines(lines), ("", None))
        if first is None:
            raise InputError(f"{self.path}: every line is blank")
        if isinstance(first, Dropped):
            raise InputError(f"{self.path}: is not JSON: {error}") from error
        return list(parse_lines(lines))

    def proposed(self) -> dict[str, str]:
        """Where the records may be: the array with most objects, where there are several."""
        try:
            value = _value(self._text())
        except (ValueError, RecursionError):
            return {}
        arrays = dict(_arrays(value)) if isinstance(value, dict) else {}
        if self.records is not None or len(arrays) < 2:
            return {}
        return {"records": max(arrays, key=lambda path: len(arrays[path]))}

    def _chosen(self, arrays: Mapping[str, list[Any]]) -> tuple[str, list[Any]]:
        """The array of the records, and its path."""
        if self.records is None and len(arrays) == 1:
            return next(iter(arrays.items()))
        if self.records is not None and self.records in arrays:
            return self.records, arrays[self.records]
        several = [f"{path!r} ({len(items):,})" for path, items in arrays.items() if path]
        more = ", ..." if len(several) > 10 else ""
        found = f"{len(several)}: {', '.join(several[:10])}{more}" if several else "none"
        if self.records is None and not several:
            raise InputError(
                f"{self.path}: is no array of objects, and holds none; records are read from an "
                "array of objects, or from one object a line"
            )
        asked = "not set" if self.records is None else f"no array of objects {self.records!r}"
        raise InputError(
            f"{self.path}: load.records: {asked}; arrays of objects in the file: {found}"
        )


def _value(text: str) -> Any:
    """What a text spells; of several arrays in a row their items together.

    Raises ``ValueError`` where it is not JSON, ``RecursionError`` where it nests too deep.
    """
    value, end = DECODER.raw_decode(text, _after_space(text, 0))
    while (start := _after_space(text, end)) < len(text):
        more, end = DECODER.raw_decode(text, start)
        if not isinstance(value, list) or not isinstance(more, list):
            raise JSONDecodeError("Extra data", text, start)
        value += more
    return value


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _arrays(item: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Every array within an object that holds objects, with its path."""
    for key, value in item.items():
        if isinstance(value, dict):
            yield from _arrays(value, f"{path}{key}.")
        elif isinstance(value, list) and (not key or any(isinstance(i, dict) for i in value)):
            yield f"{path}{key}", value


def _elsewhere(path: str, value: Mapping[str, Any]) -> tuple[Check, ...]:
    """L22: which part of the file is read."""
    if not path or len(value) == 1:
        return ()
    message = f"The records are those of {path!r}; the rest of the file is not read."
    return (Check("L22", "info", message, "Name another array with load.records."),)
