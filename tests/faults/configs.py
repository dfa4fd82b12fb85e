"""Configs drawn from what the models allow, and one mistake put into them."""

import copy

from hypothesis import strategies as st

from pipeline.core.discovery import method_class, method_names
from pipeline.core.method import SHARED
from pipeline.report.settings import ReportSettings

QUICK = {
    "embed": ("lsa",),
    "reduce": ("none", "pca"),
    "cluster": ("consensus", "hdbscan", "kmeans"),
    "describe": method_names("describe"),
    "assign": method_names("assign"),
    "evaluate": method_names("evaluate"),
}
"""Methods that are tried: those without a model and with nothing to compile."""

MOST = 60
"""A number that is tried at most, where more are allowed: the corpus has 40 documents."""

LOAD = {
    "path": "planted.csv",
    "id": "id",
    "title": "title",
    "text": "body",
    "date": "day",
    "groups": ["team"],
}
THEMES = [
    {"name": "Food", "keywords": ["bread", "flour", "oven", "recipe"]},
    {"name": "Music", "description": "Violins, and who plays them in an orchestra."},
    {"name": "harbour"},
    {"name": "Space travel", "keywords": ["rocket", "orbit"]},
    {"name": "Strings", "parent": "Music"},
    {"name": "Küche 🥖", "examples": ["ki00"], "counter_examples": ["ha00"]},
]


def values(schema, whole):
    """A strategy for what a schema allows; None where it allows only text of one's own."""
    if "$ref" in schema:
        return values(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    if "anyOf" in schema:
        each = [values(one, whole) for one in schema["anyOf"]]
        each = [one for one in each if one is not None]
        return st.one_of(each) if each else None
    kind = schema.get("type")
    if kind in ("integer", "number"):
        return numbers(schema, kind)
    return {"boolean": st.booleans(), "null": st.none()}.get(kind)


def numbers(schema, kind):
    """Numbers from the least that is allowed to the most, not too many of either."""
    step = 1 if kind == "integer" else 1e-3
    low = schema.get(
        "minimum",
        schema.get("exclusiveMinimum", 0 if kind == "integer" else -5)
        + (step if "exclusiveMinimum" in schema else 0),
    )
    high = schema.get(
        "maximum",
        schema.get("exclusiveMaximum", MOST + step) - (step if "exclusiveMaximum" in schema else 0),
    )
    high = max(low, min(high, MOST))
    if kind == "integer":
        return st.integers(low, high)
    return st.integers(0, 1000).map(lambda part: low + (high - low) * part / 1000)


@st.composite
def settings(draw, model):
    """Some settings of a model, each with a value that its schema allows."""
    schema, chosen = model.model_json_schema(), {}
    for name in model.model_fields:
        strategy = None if name in SHARED else values(schema["properties"][name], schema)
        if strategy is not None and draw(st.integers(0, 2)) == 0:
            chosen[name] = draw(strategy)
    return chosen


@st.composite
def configs(draw):
    """A config whose every value is allowed; what they mean together may be refused."""
    config = {"name": "planted", "load": dict(LOAD)}
    for stage, names in QUICK.items():
        name = draw(st.sampled_from(names))
        config[stage] = {"method": name, **draw(settings(method_class(stage, name)))}
    config["map"] = {"method": "pca"}
    config["themes"] = draw(st.lists(st.sampled_from(THEMES), unique_by=lambda t: t["name"]))
    config["report"] = {"figures": draw(st.sampled_from([[], ["svg"]]))}
    for setting in ("texts", "workbook", "byte_order_mark"):
        assert setting in ReportSettings.model_fields
        config["report"][setting] = draw(st.booleans())
    config["load"]["subsample"] = draw(st.sampled_from([None, None, 1, 2, 12]))
    config["seed"] = draw(st.integers(0, 2**32 - 1))
    return config


@st.composite
def mistakes(draw):
    """A config that is right but for one mistake, and the key that is to be named."""
    config = copy.deepcopy(draw(configs()))
    section = draw(st.sampled_from(["", *QUICK, "report", "load"]))
    inside = config[section] if section else config
    key = draw(st.sampled_from(sorted(inside)))
    kind = draw(st.sampled_from(["key", "value", "number"]))
    if kind == "key":
        place = draw(st.integers(0, len(key)))
        typo = key[:place] + draw(st.sampled_from("xyqz_")) + key[place:]
        if typo in inside:
            typo += "q"
        inside[typo] = inside.pop(key)
        return config, typo
    # nothing that can be set takes a list in a list, or a number out of all bounds
    inside[key] = [[1]] if kind == "value" else -(10**30)
    return config, key
