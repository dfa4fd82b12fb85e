"""Why a stage runs: the difference between two recipes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.core.changes import Change, Reason
from pipeline.core.discovery import OPTIONAL
from pipeline.store.fingerprint import Recipe

GONE: Recipe = {}
"""Stands for the recipe of a result that the last run had and the store has no more."""

Path = tuple[str, ...]


def reasons(step: str, recipe: Recipe, previous: Recipe | None) -> tuple[Reason, ...]:
    """What differs from the recipe that made the previous result, most telling first."""
    if previous is None:
        return (Reason("first run"),)
    if previous == GONE:
        return (Reason("result gone"),)
    return tuple(_differences(step, recipe, previous)) or (Reason("result gone"),)


def own_reasons(step: str, recipe: Recipe, previous: Recipe | None) -> tuple[Reason, ...]:
    """The same, with the inputs left out: they are not known before earlier steps ran."""
    if previous is None or previous == GONE:
        return reasons(step, recipe, previous)
    return tuple(_differences(step, {**recipe, "inputs": previous["inputs"]}, previous))


def config_changes(new: Mapping[str, Any], old: Mapping[str, Any]) -> list[Change]:
    """What differs between two resolved configs; empty where they ask the same.

    A section that one of them lacks was not known to the version that wrote it: no change, unless
    it is one that a config need not have.
    """
    off = {name: {"method": None} for name in OPTIONAL if name in new or name in old}
    new, old = off | dict(new), off | dict(old)
    both = [name for name in _changed(new, old) if name in new and name in old]
    found = [change for name in both for change in _settings((name,), new[name], old[name])]
    # the seeds of the sections follow from the one seed, also where a version has none
    before, after = old.get("seed"), new.get("seed")
    following = ((before, after), (before, None), (None, after))
    return [each for each in found if not (_of_a_method(each) and _pair(each) in following)]


def _of_a_method(change: Change) -> bool:
    return change.is_seed and bool(change.path)


def _pair(change: Change) -> tuple[Any, Any]:
    return change.old, change.new


def _differences(step: str, new: Recipe, old: Recipe) -> Iterator[Reason]:
    for change in _settings(tuple(step.split(".")), _section(new), _section(old)):
        yield Reason("setting", change=change)
    if new["method"] != old["method"]:
        return
    for name in _changed(new["sources"], old["sources"]):
        yield Reason("source", (f"{step}.{name}",))
    for tool in _changed(new["tools"], old["tools"]):
        if tool in new["tools"] and tool in old["tools"]:
            yield from _differences(tool, new["tools"][tool], old["tools"][tool])
    inputs = _changed(new["inputs"], old["inputs"])
    if inputs:
        yield Reason("inputs", tuple(inputs))
    for name in _changed(new.get("made_by", {}), old.get("made_by", {})):
        if name not in inputs:
            yield Reason("computed anew", (name,))
    for package in _changed(new["versions"], old["versions"]):
        before, after = old["versions"].get(package, ""), new["versions"].get(package, "")
        yield Reason("version", (package,), old=before, new=after)
    modules = _changed(new["code"], old["code"])
    if modules:
        yield Reason("code", tuple(modules))


def _section(recipe: Recipe) -> dict[str, Any]:
    """The settings of a recipe as a section of the config has them."""
    return {"method": recipe["method"], **recipe["parameters"]}


def _settings(place: Path, new: Any, old: Any) -> Iterator[Change]:
    """What differs between two settings; ``place`` is the way to them from the config's top."""
    if isinstance(new, dict) and isinstance(old, dict):
        yield from _fields(place, new, old)
    elif _are_groups(new) and _are_groups(old):
        # recipes of assign and report hold the themes, which stand at the top of the config
        yield from _groups(("themes",) if place[1:] == ("themes",) else place, new, old)
    else:
        yield Change(place[0], place[1:], old, new)


def _fields(place: Path, new: Mapping[str, Any], old: Mapping[str, Any]) -> Iterator[Change]:
    another = new.get("method") != old.get("method")
    for name in _changed(new, old):
        # another method has other parameters; only what both have is a change
        foreign = another and not (name in new and name in old)
        # a setting that an older version did not know, left empty or auto, changes nothing
        unheard = name not in old and (not new[name] or new[name] == "auto")
        if not foreign and not unheard:
            yield from _settings((*place, name), new.get(name), old.get(name))


def _groups(
    place: Path, new: Sequence[Mapping[str, Any]], old: Sequence[Mapping[str, Any]]
) -> Iterator[Change]:
    """What differs between two lists of settings: by name where they have one, else by place."""
    after, before = _by_name(new), _by_name(old)
    added = [name for name in after if name not in before]
    removed = [name for name in before if name not in after]
    section, path = place[0], place[1:]
    if added:
        yield Change(section, path, new=added, kind="added")
    if removed:
        yield Change(section, path, old=removed, kind="removed")
    kept = [name for name in after if name in before]
    for name in kept:
        if after[name] != before[name]:
            yield from _settings((*place, name), after[name], before[name])
    if kept != [name for name in before if name in after]:
        yield Change(section, path, kind="reordered")


def _are_groups(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _by_name(groups: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {str(group.get("name", index)): group for index, group in enumerate(groups)}


def _changed(new: Mapping[str, Any], old: Mapping[str, Any]) -> list[str]:
    names = dict.fromkeys([*new, *old])
    return [name for name in names if new.get(name) != old.get(name)]
