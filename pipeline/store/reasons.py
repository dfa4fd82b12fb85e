"""Why a stage runs: the difference between two recipes, in words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from pipeline.store.fingerprint import Recipe

GONE: Recipe = {}
"""Stands for the recipe of a result that the last run had and the store has no more."""

LENGTH, LEAD = 60, 20
"""Characters of a changed value that are shown, and how many of them before the difference."""


def reasons(step: str, recipe: Recipe, previous: Recipe | None) -> tuple[str, ...]:
    """What differs from the recipe that made the previous result, most telling first."""
    if previous is None:
        return ("first run",)
    if previous == GONE:
        return ("its stored result is gone",)
    return tuple(_differences(step, recipe, previous)) or ("its stored result is gone",)


def own_reasons(step: str, recipe: Recipe, previous: Recipe | None) -> tuple[str, ...]:
    """The same, with the inputs left out: they are not known before earlier steps ran."""
    if previous is None or previous == GONE:
        return reasons(step, recipe, previous)
    return tuple(_differences(step, {**recipe, "inputs": previous["inputs"]}, previous))


def config_changes(new: Mapping[str, Any], old: Mapping[str, Any]) -> list[str]:
    """What differs between two resolved configs, key by key; empty where they ask the same.

    A section that one of them lacks was not known to the version that wrote it: no change.
    """
    both = [name for name in _changed(new, old) if name in new and name in old]
    found = [told for name in both for told in _settings(name, new[name], old[name])]
    # the seeds of the sections follow from the one seed, also where a version has none
    before, after = old.get("seed"), new.get("seed")
    pairs = ((before, after), (before, None), (None, after))
    following = tuple(f".seed {_change(*pair)}" for pair in pairs)
    return [told for told in found if not told.endswith(following)]


def _differences(step: str, new: Recipe, old: Recipe) -> Iterator[str]:
    yield from _settings(step, _section(new), _section(old))
    if new["method"] != old["method"]:
        return
    for name in _changed(new["sources"], old["sources"]):
        yield f"the content of {step}.{name} changed"
    for tool in _changed(new["tools"], old["tools"]):
        if tool in new["tools"] and tool in old["tools"]:
            yield from _differences(tool, new["tools"][tool], old["tools"][tool])
    inputs = _changed(new["inputs"], old["inputs"])
    if inputs:
        result = "has another result" if len(inputs) == 1 else "have other results"
        yield f"{', '.join(inputs)} {result} than in the last run"
    for name in _changed(new.get("made_by", {}), old.get("made_by", {})):
        if name not in inputs:
            yield f"{name} was computed anew, with the same result"
    for package in _changed(new["versions"], old["versions"]):
        before, after = old["versions"].get(package), new["versions"].get(package)
        yield f"{package} {before or 'not used'} -> {after or 'not used'}"
    modules = _changed(new["code"], old["code"])
    if modules:
        yield f"the code of {', '.join(modules)} changed"


def _section(recipe: Recipe) -> dict[str, Any]:
    """The settings of a recipe as a section of the config has them."""
    return {"method": recipe["method"], **recipe["parameters"]}


def _settings(place: str, new: Any, old: Any) -> Iterator[str]:
    if isinstance(new, dict) and isinstance(old, dict):
        yield from _fields(place, new, old)
    elif _are_groups(new) and _are_groups(old):
        yield from _groups("themes" if place.endswith(".themes") else place, new, old)
    else:
        yield f"{place} {_change(old, new)}"


def _fields(place: str, new: Mapping[str, Any], old: Mapping[str, Any]) -> Iterator[str]:
    another = new.get("method") != old.get("method")
    for name in _changed(new, old):
        # another method has other parameters; only what both have is a change
        foreign = another and not (name in new and name in old)
        # a setting that an older version did not know, left empty, changes nothing
        unheard = name not in old and not new[name]
        if not foreign and not unheard:
            yield from _settings(f"{place}.{name}", new.get(name), old.get(name))


def _groups(
    place: str, new: Sequence[Mapping[str, Any]], old: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """What differs between two lists of settings: by name where they have one, else by place."""
    after, before = _by_name(new), _by_name(old)
    added = [name for name in after if name not in before]
    removed = [name for name in before if name not in after]
    if added:
        yield f"{place} added: {', '.join(added)}"
    if removed:
        yield f"{place} removed: {', '.join(removed)}"
    kept = [name for name in after if name in before]
    for name in kept:
        if after[name] != before[name]:
            yield from _settings(f"{place}.{name}", after[name], before[name])
    if kept != [name for name in before if name in after]:
        yield f"{place} in another order"


def _are_groups(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _by_name(groups: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {str(group.get("name", index)): group for index, group in enumerate(groups)}


def _change(old: Any, new: Any) -> str:
    """Both values, cut to where they differ."""
    texts = [json.dumps(value, ensure_ascii=False, sort_keys=True) for value in (old, new)]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    start = same - LEAD if same > LENGTH - LEAD and max(map(len, texts)) > LENGTH else 0
    return " -> ".join(_cut(text, start) for text in texts)


def _cut(text: str, start: int) -> str:
    end = start + LENGTH
    return f"{'...' if start else ''}{text[start:end]}{'...' if text[end:] else ''}"


def _changed(new: Mapping[str, Any], old: Mapping[str, Any]) -> list[str]:
    names = dict.fromkeys([*new, *old])
    return [name for name in names if new.get(name) != old.get(name)]
