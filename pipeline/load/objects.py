"""JSON objects as rows (RFC 8259, doi:10.17487/RFC8259): every key is a column.

The values of an object within have its path, a.b; lists of strings and numbers are joined. A list
of objects stays as it is, and is no value of a row. Numbers keep the spelling they have in the
file: 007 is refused as JSON, 1e5 stays "1e5". The index of words that OpenAlex has for an abstract
(docs.openalex.org) is put back into the abstract.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.core.artifacts import Check, Strings
from pipeline.core.corpus import Dropped
from pipeline.load.records import drop
from pipeline.load.table import Columns, Row

Object = dict[str, Any]
Parsed = tuple[str, Object | Dropped]
"""The place of an object, and the object with its paths as keys, or why it is none."""

INVALID = "invalid JSON"
"""The reason for records that cannot be parsed."""

INDEX, ABSTRACT = "abstract_inverted_index", "abstract"

LONGEST_PATH = 1000
"""Characters of a path; what is nested deeper is refused, as its paths would fill the memory."""


class NoNumber(str):
    """NaN or Infinity, which programs write and JSON does not have."""

    __slots__ = ()


class _Repeated(Object):
    """An object in which a key occurs twice, so that one of its values is lost."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.key = _twice(pairs)


_NESTED = frozenset({dict, list, _Repeated})


def _twice(pairs: Iterable[tuple[str, Any]]) -> str:
    """The first key that occurs more than once."""
    return next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)


def _object(pairs: list[tuple[str, Any]]) -> Object:
    item = dict(pairs)
    return item if len(item) == len(pairs) else _Repeated(pairs)


DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=NoNumber
)
"""Raises ``ValueError`` where a text is not JSON, ``RecursionError`` where it nests too deep."""


def parse(place: str, text: str) -> Object | Dropped:
    """The object that a text spells, with its paths as keys."""
    try:
        value = DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        return drop(place, INVALID, str(error), text=text)
    return flat(place, value)


def flat(place: str, value: Any) -> Object | Dropped:
    """The values of an object by their paths."""
    if type(value) is dict and INDEX not in value and _NESTED.isdisjoint(map(type, value.values())):
        return value  # as most are
    try:
        if isinstance(value, dict):
            return _by_path(list(_leaves(value)))
        return drop(place, "not an object", f"a JSON {_kind(value)}", text=_excerpt(value))
    except (ValueError, RecursionError) as error:
        return drop(place, INVALID, str(error))


def objects_of(parsed: Iterable[Parsed]) -> Iterator[Object]:
    """Those that are objects."""
    return (item for _, item in parsed if not isinstance(item, Dropped))


def survey(objects: Iterable[Object]) -> tuple[list[str], tuple[Check, ...]]:
    """Every key that is not nested wherever it is filled, and what is to be told (L21)."""
    keys, nested, plain = dict[str, None](), set[str](), set[str]()
    count = 0
    for item in objects:
        keys.update(dict.fromkeys(item))
        lists = {key for key, value in item.items() if isinstance(value, list | dict)}
        nested |= lists
        plain.update(key for key in item.keys() - lists if item[key] is not None)
        count += sum(isinstance(value, NoNumber) for value in item.values())
    names = [key for key in keys if key in plain or key not in nested]
    if not count:
        return names, ()
    message = (
        f"{count:,} value{' is' if count == 1 else 's are'} NaN or Infinity, which JSON does not "
        "have: as an id or a text it drops the record, elsewhere it is empty."
    )
    return names, (Check("L21", "info", message),)


def value_of(item: Mapping[str, Any], name: str) -> str:
    """The value of a key as a string; a missing key, null and NaN are empty."""
    value = item.get(name)
    return "" if isinstance(value, NoNumber) else _spelled(value)


def rows_of(parsed: Iterable[Parsed], names: Strings, columns: Columns) -> Iterator[Row]:
    """The values of these keys, object by object."""
    others = {columns.title, columns.date, *columns.groups} - {columns.id, *columns.text}
    needed = {name for name in names if name not in others}
    for number, (place, item) in enumerate(parsed, 1):
        if isinstance(item, Dropped):
            yield place, item
            continue
        fault = next((f for name in names if (f := _fault(item, name, name in needed))), None)
        if fault is None:
            yield place, {name: value_of(item, name) for name in names}
        else:
            key = str(number) if columns.id is None else _plain(item.get(columns.id))
            yield place, drop(place, *fault[:2], key=key, text=fault[2])


def fault_of(first: Parsed | None, nothing: str) -> str:
    """Why records have no columns: what is wrong with the first; ``nothing`` where none is."""
    if first is None:
        return f": {nothing}"
    place, item = first
    if isinstance(item, Dropped):
        return f"; {place}: {item.reason} ({item.detail})"
    return ": the objects have no values, or lists of objects alone"


def _fault(item: Object, name: str, needed: bool) -> tuple[str, str, str] | None:
    """Why a value is none for a row, as reason, detail and text."""
    value = item.get(name)
    if isinstance(value, list | dict):
        detail = f"{name!r} is a JSON {_kind(value)}, not text"
        return "nested value", detail, _excerpt(value)
    if needed and isinstance(value, NoNumber):
        return INVALID, f"{value} is no JSON value", ""
    return None


def _leaves(item: Object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of an object and of those within it, with its path."""
    twice = item.key if isinstance(item, _Repeated) else None
    if twice is not None:
        raise ValueError(f"the key {twice!r} occurs twice")
    if len(path) > LONGEST_PATH:
        raise ValueError(f"objects are nested so deep that paths are over {LONGEST_PATH:,} long")
    for key, value in item.items():
        if key == INDEX and ABSTRACT not in item:
            yield _abstract(value, path)
        elif isinstance(value, dict) and key != INDEX:
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", _joined(value)


def _by_path(leaves: list[tuple[str, Any]]) -> Object:
    found = dict(leaves)
    if len(found) < len(leaves):  # {"a.b": 1, "a": {"b": 2}}
        raise ValueError(f"the key {_twice(leaves)!r} occurs twice")
    return found


def _joined(value: Any) -> Any:
    if isinstance(value, list) and not any(isinstance(each, list | dict) for each in value):
        return "; ".join(_spelled(each) for each in value if each is not None)
    return value


def _abstract(index: Any, path: str) -> tuple[str, Any]:
    """The words of an index in the order of their places; what is no such index stays as it is."""
    if not index:
        return f"{path}{ABSTRACT}", None
    try:
        places = [(int(place), word) for word, found in index.items() for place in _list(found)]
    except (AttributeError, TypeError, ValueError):
        return f"{path}{INDEX}", index
    return f"{path}{ABSTRACT}", " ".join(word for _, word in sorted(places))


def _list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    raise TypeError


def _spelled(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _excerpt(value: Any) -> str:
    """A value as JSON; nothing where it nests too deep to be written again."""
    try:
        return json.dumps(value)
    except RecursionError:
        return ""


def _plain(value: Any) -> str:
    """The id of a record that cannot be read; empty where it is nested, or no number."""
    return "" if isinstance(value, list | dict | NoNumber) else _spelled(value)


def _kind(value: Any) -> str:
    kinds = {list: "array", dict: "object", bool: "truth value", type(None): "null"}
    return kinds.get(type(value), "string or number")
