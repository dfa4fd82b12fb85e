"""Records and corrections that are JSON and YAML and not what they should be: told, no bug."""

import json
import random

import pytest
import tally
from forking import ended
from scenarios import OTHER, RUN, Scenario

PARTS = 4 if tally.ALL else 1
MANY = 25 if tally.ALL else 2
"""Mistakes in each file, of each part."""

TWICE = Scenario(OTHER, (RUN, OTHER))
FILES = {
    "run.json": "outputs/planted-001/run.json",
    "manifest.json": "outputs/.store/cluster/*/manifest.json",
    "recipe.json": "outputs/.store/embed/*/recipe.json",
    "content.json": "outputs/.store/describe/*/content.json",
    "code.json": "outputs/.store/code.json",
    "holder.json": "outputs/.store/holder.json",
}
COMMANDS = (
    ("runs",),
    ("show", "planted-001"),
    ("verify", "planted-001"),
    ("compare", "planted-001", "planted-002"),
    ("plan",),
    ("clean",),
    ("explain", "ki00"),
    ("replay", "planted-001"),
    ("predict", "planted-001", "new.csv"),
)
OTHERS = (None, True, -1, 0, 10**30, 1.5, "", "x", "../..", "\x1b[2J", [], {}, [[]], {"a": 1})

OVERRIDES = """\
topics:
  - {topic: 1, name: Kitchen}
  - {topic: 2, merge_into: 1}
  - {topic: 3, pin: true}
documents:
  - {id: ki00, themes: [Food, Music]}
  - {id: ha00, themes: []}
"""


def places_in(value, path=()):
    """Every place in a JSON value, by the keys that lead to it."""
    inside = value.items() if isinstance(value, dict) else ()
    inside = enumerate(value) if isinstance(value, list) else inside
    for key, each in inside:
        yield (*path, key)
        yield from places_in(each, (*path, key))


def mistaken(value, draw):
    """The value with one part gone, of another kind, or under another name."""
    changed = json.loads(json.dumps(value))
    *way, last = draw.choice(list(places_in(changed)))
    inside = changed
    for key in way:
        inside = inside[key]
    kind = draw.choice(("gone", "other", "other", "name"))
    if kind == "gone":
        del inside[last]
    elif kind == "other" or isinstance(inside, list):
        inside[last] = draw.choice(OTHERS)
    else:
        inside[f"{last}x"] = inside.pop(last)
    return changed


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", FILES)
def test_a_record_with_a_mistake_is_told_or_made_again(name, part, places):
    draw = random.Random(f"{name} {part}")
    for _ in range(MANY):
        folder = places.new(TWICE)
        path = next(folder.glob(FILES[name]))
        record = json.loads(path.read_text(encoding="utf-8"))
        # with its digest, any change is damage; early versions wrote none
        record.pop("digest", None)
        path.write_text(json.dumps(mistaken(record, draw)), encoding="utf-8")
        told = [ended(command, folder) for command in (draw.choice(COMMANDS), OTHER)]
        good = all(each.code in (0, 2, 3, 5) for each in told) and told[-1].code == 0
        tally.count(name, "record: a mistake", good)
        assert good, (path.read_text(encoding="utf-8"), told)


@pytest.mark.parametrize("part", range(PARTS))
def test_corrections_with_a_mistake_are_refused_in_words(part, places):
    import yaml

    draw = random.Random(part)
    plain = yaml.safe_load(OVERRIDES)
    for _ in range(MANY):
        folder = places.new(TWICE)
        (folder / "overrides.yaml").write_text(json.dumps(mistaken(plain, draw)), encoding="utf-8")
        told = ended((*RUN, "--set", "overrides=overrides.yaml"), folder)
        good = told.code in (0, 2, 3) and "Traceback" not in told.output
        tally.count("overrides.yaml", "record: a mistake", good)
        assert good, ((folder / "overrides.yaml").read_text(encoding="utf-8"), told.output)
