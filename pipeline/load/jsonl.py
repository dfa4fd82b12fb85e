"""JSON Lines: one JSON object a line (RFC 8259, doi:10.17487/RFC8259; jsonlines.org).

Numbers keep the spelling they have in the file: 007 is refused as JSON, 1e5 stays "1e5".
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.artifacts import Corpus, Dropped
from pipeline.contracts import Loader
from pipeline.errors import InputError
from pipeline.load.decode import Encoded, read_head, read_text
from pipeline.load.inspect import inspect
from pipeline.load.records import Entry, Options, Reading, drop
from pipeline.load.table import Columns, Layout, lay_out

Object = dict[str, Any]

INVALID = "invalid JSON"
"""The reason for lines that cannot be parsed."""


class JSONLines(Columns, Encoded, Options, Loader):
    """Reads one JSON object a line; the keys are the columns, and a missing key is empty."""

    def __call__(self) -> Corpus:
        """Read the objects as records; blank lines stand for nothing."""
        return inspect(self.read(), self)

    def read(self) -> Reading:
        """The records of the file, before any is inspected."""
        text = read_text(self.path, self.encoding)
        parsed = parse_lines(text)
        objects = objects_of(parsed)
        if text.lstrip().startswith("[") and _is_invalid(parsed[0][1]):
            raise InputError(
                f"{self.path}: is a JSON array, not JSON Lines; write one object a line, without "
                "the brackets around and the commas between them"
            )
        if not objects:
            raise InputError(f"{self.path}: no line of it is a JSON object{_first(parsed)}")
        layout = lay_out(self, keys_of(objects), self.path)
        entries = [_entry(line, i, item, layout) for i, (line, item) in enumerate(parsed, 1)]
        return Reading(entries, layout.groups, layout.checks)

    def header(self) -> list[str] | None:
        text, whole = read_head(self.path, self.encoding)
        # a key may come for the first time in the last line
        return keys_of(objects_of(parse_lines(text))) or None if whole else None


def parse_lines(text: str) -> list[tuple[str, Object | Dropped]]:
    """Every line that is not blank, after its place."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_refuse
    )
    lines = ((f"line {number}", line.strip()) for number, line in enumerate(text.split("\n"), 1))
    return [(place, _parse(decoder, place, line)) for place, line in lines if line]


def objects_of(parsed: Sequence[tuple[str, Object | Dropped]]) -> list[Object]:
    """The lines that are JSON objects."""
    return [item for _, item in parsed if not isinstance(item, Dropped)]


def keys_of(objects: Sequence[Object]) -> list[str]:
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


def _is_invalid(item: Object | Dropped) -> bool:
    return isinstance(item, Dropped) and item.reason == INVALID


def _object(pairs: list[tuple[str, Any]]) -> Object:
    item = dict(pairs)
    if len(item) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in item if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} occurs twice")
    return item


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


def _entry(place: str, number: int, item: Object | Dropped, layout: Layout) -> Entry:
    if isinstance(item, Dropped):
        return item
    for name in layout.names:
        if isinstance(item.get(name), list | dict):
            detail = f"{name!r} is a JSON {_kind(item[name])}, not text"
            key = _id(number, item, layout.id)
            return drop(place, "nested value", detail, key=key, text=json.dumps(item[name]))
    return layout.record(place, number, {name: value_of(item, name) for name in layout.names})


def _id(number: int, item: Object, column: str | None) -> str:
    """The id of a line that is no record; empty where it is nested itself."""
    if column is None:
        return str(number)
    return "" if isinstance(item.get(column), list | dict) else value_of(item, column)


def _kind(value: Any) -> str:
    kinds = {list: "array", dict: "object", bool: "truth value", type(None): "null"}
    return kinds.get(type(value), "string or number")


def _first(parsed: list[tuple[str, Object | Dropped]]) -> str:
    for place, item in parsed[:1]:
        if isinstance(item, Dropped):
            return f"; {place}: {item.reason} ({item.detail})"
    return ": every line is blank"
