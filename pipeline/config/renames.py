"""Settings of version 0.1 that have another name now, or that it did not have.

Their old names are still understood, as long as ``pipeline.core.old_names`` says.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.config.problems import Path as Place
from pipeline.config.problems import Problem
from pipeline.core.old_names import old_name

_SUBSAMPLE = {"sample": "subsample"}

RENAMED: Mapping[str, Mapping[str, str]] = {
    "load": {
        **_SUBSAMPLE,
        "draw": "subsample_seed",
        "near_copies": "near_duplicate_threshold",
    },
    "embed": {
        **_SUBSAMPLE,
        "max_sample": "max_subsample",
        "draw": "subsample_seed",
        "vocabulary": "vocab_size",
    },
    "cluster": {
        "n_clusters": "n_topics",
        "resamples": "n_resamples",
        "share": "resample_fraction",
        "min_belonging": "min_membership",
        "selection": "cluster_selection_method",
        "epsilon": "cluster_selection_epsilon",
    },
    "describe": {"longest_phrase": "max_ngram"},
    "evaluate": _SUBSAMPLE,
}
"""Old names by section, each with the new one; no method of today has a setting of an old name."""

SAMPLED: Mapping[str, str] = {"cluster": "consensus", "map": "umap", "reduce": "umap"}
"""Sections that had a subsample of their own, each with the method that took one: the first that
says so now says it for the neighbours, which these methods share."""

STOP_WORDS = "stop_words"
"""A setting that LSA and the describers had, each its own."""

LATER: Mapping[str, Mapping[str, Any]] = {
    "load": {"boilerplate": "keep", "mask": [], "allow_dropped": False, "split": None},
    "neighbors": {"method": "exact", "n_neighbors": "auto", "subsample": 20_000},
}
"""Settings that came after version 0.1, each with the value by which that version worked."""

_OF_TABLES = {"date_format": "auto", "files": []}
LATER_OF_METHODS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "load": {
        "delimited": {**_OF_TABLES, "skip_rows": "auto", "header_rows": "auto"},
        "jsonl": _OF_TABLES,
        "parquet": _OF_TABLES,
    },
    "embed": {"lsa": {"characters": False}},
}
"""The same of single methods; of readers they change nothing for a file that was read right."""


def old_names(section: str, settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Where a section, or a part in it, calls a setting by its old name, and what it is now."""
    for key in settings:
        if key in RENAMED.get(section, {}):
            yield (key,), old_name(RENAMED[section][key])
    for index, part in _parts(settings):
        yield from ((("parts", index, *path), told) for path, told in old_names(section, part))


def subsamples(config: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """What the sections of a config say of a subsample of their own, by where they say it."""
    return {
        (section, key): settings[key]
        for section, method in SAMPLED.items()
        if isinstance(settings := config.get(section), dict)
        and settings.get("method", method) == method
        for key in ("subsample", *_SUBSAMPLE)
        if key in settings
    }


def with_neighbors(config: Mapping[str, Any]) -> dict[str, Any]:
    """The config with these subsamples as the one of the neighbours; what is said there stays."""
    said = subsamples(config)
    given = config.get("neighbors")
    if not said or not (given is None or isinstance(given, dict)):
        return dict(config)
    today = dict(config)
    for section, key in said:
        today[section] = {name: value for name, value in today[section].items() if name != key}
    today["neighbors"] = {"subsample": next(iter(said.values())), **(given or {})}
    return today


def as_given(section: str, settings: Mapping[str, Any], path: Place) -> Place:
    """Where a setting of today's name stands in a section that may have its old name for it."""
    if len(path) > 2 and path[0] == "parts":
        part = dict(_parts(settings)).get(int(path[1]))
        return path if part is None else (*path[:2], *as_given(section, part, path[2:]))
    old = {new: key for key, new in RENAMED.get(section, {}).items() if key in settings}
    return (old[path[0]], *path[1:]) if path and path[0] in old else path


def not_understood(section: str, settings: Mapping[str, Any]) -> Iterator[Problem]:
    """What version 0.1 understood of a section, or a part in it, and this one does not.

    That is stop words of a stage, and an old name beside the new one.
    """
    for key in settings:
        new = RENAMED.get(section, {}).get(key)
        if new in settings:
            yield (key,), f"is called {new} now, which is given, too; remove it"
        elif key == STOP_WORDS:
            yield (
                (key,),
                "is one for all stages now: words: {stop_words: ..., ignore: [...]}",
            )
    for index, part in _parts(settings):
        found = not_understood(section, part)
        yield from ((("parts", index, *path), told) for path, told in found)


def renamed(section: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of one section, and of the parts in it, by the names of today.

    Where one has both an old name and the new one, the value of the new one stays. Stop words
    are no setting of a section any more.
    """
    settings = {key: value for key, value in settings.items() if key != STOP_WORDS}
    names = RENAMED.get(section, {})
    today = {names[key]: value for key, value in settings.items() if key in names}
    today |= {key: value for key, value in settings.items() if key not in names}
    return _with_parts(today, lambda part: renamed(section, part))


def translated(config: Mapping[str, Any]) -> dict[str, Any]:
    """A whole config, such as run.json of version 0.1 records, as it is written today."""
    if not config:
        return {}
    today = {
        section: _with_later(section, renamed(section, settings))
        if isinstance(settings, dict) and section != "words"
        else settings
        for section, settings in {"neighbors": {}, **with_neighbors(config)}.items()
    }
    return {"language": "auto", "words": _word_choice(config), **today}


def _with_later(section: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a section with those that came later, in its parts, too."""
    of_methods = LATER_OF_METHODS.get(section, {})
    later = {**LATER.get(section, {}), **of_methods.get(settings.get("method", ""), {})}
    return _with_parts(
        {**later, **settings},
        lambda part: {**of_methods.get(part.get("method", ""), {}), **part},
    )


def _word_choice(config: Mapping[str, Any]) -> dict[str, Any]:
    """What the names of topics left out; a list stood in place of the stop words."""
    chosen = config.get("describe", {}).get(STOP_WORDS, "english")
    if isinstance(chosen, str):
        return {"stop_words": ["en"] if chosen == "english" else chosen, "ignore": []}
    return {"stop_words": "none", "ignore": [word for word in chosen if len(word.split()) == 1]}


def _with_parts(
    settings: dict[str, Any], change: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    """The settings with every part that is a group of settings changed."""
    parts = {index: change(part) for index, part in _parts(settings)}
    if not parts:
        return settings
    return {**settings, "parts": [parts.get(i, part) for i, part in enumerate(settings["parts"])]}


def _parts(settings: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The parts of joined that are groups of settings, each with its place in the list."""
    parts = settings.get("parts")
    for index, part in enumerate(parts if isinstance(parts, list) else ()):
        if isinstance(part, dict):
            yield index, part
