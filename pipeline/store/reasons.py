"""Why a stage runs: the difference between two recipes, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import shown
from pipeline.store.fingerprint import Recipe

GONE: Recipe = {}
"""Stands for the recipe of a result that the last run had and the store has no more."""


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


def _differences(step: str, new: Recipe, old: Recipe) -> Iterator[str]:
    if new["method"] != old["method"]:
        yield f"{step}.method {old['method']} -> {new['method']}"
        return
    yield from _settings(step, new["parameters"], old["parameters"])
    for name in _changed(new["sources"], old["sources"]):
        yield f"the content of {step}.{name} changed"
    for tool in _changed(new["tools"], old["tools"]):
        yield from _differences(tool, new["tools"][tool], old["tools"].get(tool, new))
    for name in _changed(new["inputs"], old["inputs"]):
        yield f"{name} has a new result"
    made_anew = _changed(new.get("made_by", {}), old.get("made_by", {}))
    for name in made_anew:
        if new["inputs"].get(name) == old["inputs"].get(name):
            yield f"{name} was computed anew, with the same result"
    for package in _changed(new["versions"], old["versions"]):
        before, after = old["versions"].get(package), new["versions"].get(package)
        yield f"{package} {before or 'not used'} -> {after or 'not used'}"
    modules = _changed(new["code"], old["code"])
    if modules:
        yield f"the code of {', '.join(modules)} changed"


def _settings(place: str, new: Any, old: Any) -> Iterator[str]:
    if isinstance(new, dict) and isinstance(old, dict):
        for name in _changed(new, old):
            yield from _settings(f"{place}.{name}", new.get(name), old.get(name))
    else:
        yield f"{place.replace('assign.themes', 'themes')} {shown(old)} -> {shown(new)}"


def _changed(new: Mapping[str, Any], old: Mapping[str, Any]) -> list[str]:
    names = dict.fromkeys([*new, *old])
    return [name for name in names if new.get(name) != old.get(name)]
