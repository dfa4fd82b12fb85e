"""The JSON schema of a config, by which editors complete and check it as one types.

It is made of the models that check a config, so it has every section, method, setting, type
and range. What needs more than one value or a look at the disk, ``themeline check`` says.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import BaseModel

from pipeline.config.settings import DEFAULT_METHODS, SECTIONS, Execution, General, stage_of
from pipeline.core.discovery import STAGES, method_class, method_names
from pipeline.core.method import SHARED
from pipeline.core.theme import Theme
from pipeline.core.word_choice import WordChoice
from pipeline.report.settings import ReportSettings

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The one that most editors know."""

NAMED: Schema = {"required": ["method"]}
"""A section that names its method."""


def config_schema() -> Schema:
    """What a config may hold, as JSON schema (draft 7)."""
    definitions: Schema = {}
    for stage in STAGES:
        for name in method_names(stage):
            definitions[f"{stage}.{name}"] = _method(stage, name, definitions)
    general = _of(General, definitions)
    sections = {section: _section(section) for section in SECTIONS}
    theme = {"anyOf": [{"type": "string"}, _of(Theme, definitions)]}
    others = {
        "themes": _or_nothing({"type": "array", "items": theme}),
        "words": _or_nothing(_of(WordChoice, definitions)),
        "report": _or_nothing(_of(ReportSettings, definitions)),
        "execution": _or_nothing(_of(Execution, definitions)),
    }
    return {
        "$schema": DIALECT,
        "title": "Themeline's config",
        "type": "object",
        "properties": general["properties"] | sections | others,
        "required": ["name", "load"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _method(stage: str, name: str, definitions: Schema) -> Schema:
    """The settings of one method, which stand beside its name."""
    schema = _of(method_class(stage, name), definitions)
    settings = {key: node for key, node in schema["properties"].items() if key not in SHARED}
    if stage == "load":
        node = settings["path"]
        several = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
        settings["path"] = {
            "description": node["description"],
            "anyOf": [{key: value for key, value in node.items() if key != "description"}, several],
        }
    return schema | {"properties": {"method": {"const": name}} | settings}


def _section(section: str) -> Schema:
    """The settings of the method that is named; of the default one where none is."""
    stage, default = stage_of(section), DEFAULT_METHODS.get(section)
    names = _names(section)
    unnamed = [default] if default else names
    named = {"type": "string", "enum": list(names), "description": f"a {stage} method"}
    settings: Schema = {
        "type": "object",
        "properties": {"method": named | ({"default": default} if default else {})},
        "allOf": [
            *(_where_named(stage, name) for name in names),
            {"if": NAMED, "else": {"anyOf": [_reference(stage, name) for name in unnamed]}},
        ],
    }
    if section == "map":
        settings["properties"]["n_components"] = {"const": 2}
    if section == "load":
        return {"anyOf": [{"type": "string", "minLength": 1}, settings]}
    return _or_nothing(settings, named)


def _names(section: str) -> Sequence[str]:
    """The methods that a section can name; a map needs one that reduces."""
    stage = stage_of(section)
    names = method_names(stage)
    if section != "map":
        return names
    return [n for n in names if "n_components" in method_class(stage, n).model_fields]


def _where_named(stage: str, name: str) -> Schema:
    """The settings of a method, where it is the one that is named."""
    this = NAMED | {"properties": {"method": {"const": name}}}
    return {"if": this, "then": _reference(stage, name)}


def _reference(stage: str, name: str) -> Schema:
    return {"$ref": f"#/$defs/{stage}.{name}"}


def _or_nothing(*schemas: Schema) -> Schema:
    """A section may be left empty, which is null in YAML."""
    return {"anyOf": [*schemas, {"type": "null"}]}


def _of(model: type[BaseModel], definitions: Schema) -> Schema:
    """The schema of a model; what it refers to is put with the other definitions."""
    schema = cast("Schema", _without_titles(model.model_json_schema()))
    definitions |= schema.pop("$defs", {})
    return schema


def _without_titles(node: Any) -> Any:
    """Without the titles that pydantic makes of names, and without marks of our own."""
    if isinstance(node, Mapping):
        return {
            key: _without_titles(value)
            for key, value in node.items()
            if isinstance(value, Mapping) or key not in ("title", "execution")
        }
    return [_without_titles(each) for each in node] if isinstance(node, list) else node
