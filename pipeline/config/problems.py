"""Say what is wrong with a setting: where, what was given, what is allowed."""

import difflib
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from pipeline.core.errors import shown
from pipeline.core.method import SHARED, Method

Path = tuple[str | int, ...]
Problem = tuple[Path, str]


def problems_of(model: type[BaseModel], error: ValidationError) -> Iterator[Problem]:
    """Every wrong setting of one model once, as (path within the model, message)."""
    schema = model.model_json_schema()
    filled = set(SHARED) if issubclass(model, Method) else set()
    reported: set[Path] = set()
    found = [(_setting(schema, detail["loc"]), detail) for detail in error.errors()]
    groups = {path[:-1] for path, _ in found}
    groups |= {path for path, detail in found if detail["type"] == "value_error"}
    for path, detail in found:
        # where a group of settings was meant, it need not be told that it is no word either
        if path not in reported and not (detail["type"] == "literal_error" and path in groups):
            reported.add(path)
            yield path, _message(schema, path, detail, filled)


def told(place: Path, message: str) -> str:
    """A problem in words: where, with dots, and what."""
    return f"{'.'.join(map(str, place))}: {message}" if place else message


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` where a known word is close, else what is known."""
    known = list(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known: {', '.join(known)}" if known else ""


def name_problems(name: str, what: str) -> Iterator[str]:
    """What is wrong with a name that a report is to show; ``what`` is named so: "theme"."""
    broken = next(filter(_breaks_lines, name), None)
    if broken is not None:
        yield f"must be one line of text, and holds the character U+{ord(broken):04X}"
    if not name.strip():
        yield f"is empty; name the {what}"


def _breaks_lines(character: str) -> bool:
    """Whether it is a control character or a line end."""
    return unicodedata.category(character) in {"Cc", "Zl", "Zp"}


def _message(schema: Mapping[str, Any], path: Path, detail: Any, filled: Container[str]) -> str:
    if detail["type"] == "missing":
        return "missing; it has no default"
    if detail["type"] == "extra_forbidden":
        parent = _at(schema, path[:-1])
        hidden = () if path[:-1] else filled
        known = [key for key in parent.get("properties", {}) if key not in hidden]
        return "unknown setting" + did_you_mean(str(path[-1]), known)
    if detail["type"] == "too_long":
        most, given = detail["ctx"]["max_length"], detail["ctx"]["actual_length"]
        return f"has {given:,} entries, and at most {most:,} are allowed"
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    expected = allowed(_at(schema, path), schema)
    advice = "; put it in quotes" if detail["type"] == "string_type" else ""
    return f"{shown(detail['input'])} is not allowed; expected {expected}{advice}"


def _setting(schema: Mapping[str, Any], loc: tuple[str | int, ...]) -> Path:
    """The leading part of an error's place that is a setting; pydantic adds union branches."""
    path: Path = ()
    node: Mapping[str, Any] = schema
    for part in loc:
        node = _resolved(node, schema)
        if "anyOf" in node and node.get("properties") and "[" in str(part):
            node = {key: value for key, value in node.items() if key != "anyOf"}
            continue  # not a setting, but a branch that has some
        inside = part in node.get("properties", {}) if isinstance(part, str) else "items" in node
        if not inside and isinstance(part, str) and not node.get("properties"):
            break
        path = (*path, part)
        node = node.get("properties", {}).get(part, {}) if isinstance(part, str) else node["items"]
    return path


def _at(schema: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    node: Mapping[str, Any] = schema
    for part in path:
        node = _resolved(node, schema)
        node = node.get("properties", {}).get(part, {}) if isinstance(part, str) else node["items"]
    return _resolved(node, schema)


def _resolved(node: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" in node:
        definition: Mapping[str, Any] = schema["$defs"][node["$ref"].rpartition("/")[2]]
        return definition
    for option in node.get("anyOf", ()):
        if option.get("type") == "array" or "$ref" in option:
            return {**_resolved(option, schema), "anyOf": node["anyOf"]}
    return node


def allowed(node: Mapping[str, Any], schema: Mapping[str, Any] | None = None) -> str:
    """What a JSON schema node permits, in words: "a whole number of at least 2, or 'auto'"."""
    if "anyOf" in node:
        options = [allowed(option, schema) for option in node["anyOf"]]
        return ", or ".join(options)
    if "const" in node:
        return f"'{node['const']}'"
    if "enum" in node:
        return " or ".join(f"'{value}'" for value in node["enum"])
    if "$ref" in node and schema:
        return f"a group of settings ({', '.join(_resolved(node, schema).get('properties', {}))})"
    if node.get("format") == "path":
        return "a file or folder"
    return _TYPES.get(node.get("type", ""), "a group of settings") + _range(node)


_TYPES = {
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "string": "text",
    "array": "a list",
    "null": "nothing",
}


def _range(node: Mapping[str, Any]) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    above, below = node.get("exclusiveMinimum"), node.get("exclusiveMaximum")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    bounds = ((low, "of at least"), (high, "of at most"), (above, "above"), (below, "below"))
    words = [f" {word} {bound}" for bound, word in bounds if bound is not None]
    if "maxLength" in node:
        words.append(f" of {node.get('minLength', 0)} to {node['maxLength']} characters")
    elif node.get("minLength"):
        words.append(" that is not empty")
    if "pattern" in node:
        words.append(f" matching {node['pattern']}")
    return " and".join(words)
