"""JSON Lines: one JSON object a line (RFC 8259, doi:10.17487/RFC8259; jsonlines.org).

Numbers keep the spelling they have in the file: 007 is refused as JSON, 1e5 stays "1e5".
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Dropped
from pipeline.core.errors import InputError
from pipeline.load.decode import Encoded, check_text, open_text, read_head
from pipeline.load.records import drop
from pipeline.load.table import Contents, Row, Table

Object = dict[str, Any]
Parsed = tuple[str, Object | Dropped]
"""The place of a line, and what it holds."""

INVALID = "invalid JSON"
"""The reason for lines that cannot be parsed."""


class JSONLines(Encoded, Table):
    """Reads one JSON object a line; the keys are the columns, and a missing key is empty."""

    def contents(self) -> Contents:
        """Every key of the file, and its objects; blank lines stand for nothing."""
        check_text(self.path, self.encoding)
        return Contents(self._keys(), self._rows)

    def _rows(self, names: Strings) -> Iterator[Row]:
        for number, (place, item) in enumerate(self._parsed(), 1):
            yield place, _row(place, number, item, names, self.id)

    def header(self) -> list[str] | None:
        text, whole = read_head(self.path, self.encoding)
        # a key may come for the first time in the last line
        return keys_of(objects_of(parse_lines(text.split("\n")))) or None if whole else None

    def _parsed(self) -> Iterator[Parsed]:
        """Every line of the file that is not blank."""
        with open_text(self.path, self.encoding, newline="\n") as lines:
            yield from parse_lines(lines)

    def _keys(self) -> list[str]:
        """Every key of the file, which may come for the first time in its last line."""
        first = next(self._parsed(), None)
        if first is not None and _opens_array(first[1]):
            raise InputError(
                f"{self.path}: is a JSON array, not JSON Lines; write one object a line, without "
                "the brackets around and the commas between them"
            )
        if next(objects_of(self._parsed()), None) is None:
            raise InputError(f"{self.path}: no line of it is a JSON object{_first(first)}")
        return keys_of(objects_of(self._parsed()))


def parse_lines(lines: Iterable[str]) -> Iterator[Parsed]:
    """Every line that is not blank, after its place."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_refuse
    )
    placed = ((f"line {number}", line.strip()) for number, line in enumerate(lines, 1))
    return ((place, _parse(decoder, place, line)) for place, line in placed if line)


def objects_of(parsed: Iterable[Parsed]) -> Iterator[Object]:
    """The lines that are JSON objects."""
    return (item for _, item in parsed if not isinstance(item, Dropped))


def keys_of(objects: Iterable[Object]) -> list[str]:
    """Every key once, in the order in which they come."""
    return list(dict.fromkeys(key for item in objects for key in item))


def value_of(item: Mapping[str, Any], name: str) -> str:
    """The value of a key as a string; a missing key and null are empty."""
    value = item.get(name)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _parse(decoder: json.JSONDecoder, place: str, line: str) -> Object | Dropped:
    try:
        parsed = decoder.decode(line)
    except (ValueError, RecursionError) as error:
        return drop(place, INVALID, str(error), text=line)
    if not isinstance(parsed, dict):
        return drop(place, "not an object", f"a JSON {_kind(parsed)}", text=line)
    return parsed


def _opens_array(item: Object | Dropped) -> bool:
    """Whether a line opens an array that it does not close."""
    return isinstance(item, Dropped) and item.reason == INVALID and item.excerpt.startswith("[")


def _object(pairs: list[tuple[str, Any]]) -> Object:
    item = dict(pairs)
    if len(item) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in item if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} occurs twice")
    return item


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


def _row(
    place: str, number: int, item: Object | Dropped, names: Strings, identifier: str | None
) -> Mapping[str, str] | Dropped:
    if isinstance(item, Dropped):
        return item
    for name in names:
        if isinstance(item.get(name), list | dict):
            detail = f"{name!r} is a JSON {_kind(item[name])}, not text"
            key = _id(number, item, identifier)
            return drop(place, "nested value", detail, key=key, text=json.dumps(item[name]))
    return {name: value_of(item, name) for name in names}


def _id(number: int, item: Object, column: str | None) -> str:
    """The id of a line that is no record; empty where it is nested itself."""
    if column is None:
        return str(number)
    return "" if isinstance(item.get(column), list | dict) else value_of(item, column)


def _kind(value: Any) -> str:
    kinds = {list: "array", dict: "object", bool: "truth value", type(None): "null"}
    return kinds.get(type(value), "string or number")


def _first(parsed: Parsed | None) -> str:
    """What is wrong with the first line, where that is no object."""
    place, item = parsed or ("", None)
    if not isinstance(item, Dropped):
        return ": every line is blank"
    return f"; {place}: {item.reason} ({item.detail})"
