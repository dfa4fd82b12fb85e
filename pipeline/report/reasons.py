"""Changes and reasons in words, the same in the terminal, the report and the comparison."""

import json
from collections.abc import Sequence
from itertools import takewhile
from typing import assert_never

from pipeline.core.changes import Change, Reason
from pipeline.report.wording import count

LENGTH, LEAD = 60, 20
"""Characters of a changed value that are shown, and how many of them before the difference."""

NAMED = 3
"""Modules that are named where code changed."""


def changed(change: Change) -> str:
    """What a setting was and is: "cluster.n_topics "auto" -> 8"."""
    place = ".".join((change.section, *change.path))
    if change.kind == "added":
        return f"{place} added: {', '.join(change.new)}"
    if change.kind == "removed":
        return f"{place} removed: {', '.join(change.old)}"
    if change.kind == "reordered":
        return f"{place} in another order"
    return f"{place} {_from_to(change)}"


def because(reason: Reason) -> str:
    """Why, as it stands behind "because": "first run", "embed has another result ..."."""
    names = ", ".join(reason.names)
    match reason.cause:
        case "first run":
            return "first run"
        case "result gone":
            return "its stored result is gone"
        case "result damaged" | "asked" | "recorded":
            return names
        case "vectors lost":
            shards, first = count(len(reason.names), "shard"), reason.names[0]
            return f"{shards} of kept vectors differed from what was written ({first}), and went"
        case "unanswered":
            return f"{count(int(reason.names[0]), 'topic')} had no answer"
        case "setting":
            return "" if reason.change is None else changed(reason.change)
        case "source":
            return f"the content of {names} changed"
        case "inputs":
            result = "has another result" if len(reason.names) == 1 else "have other results"
            return f"{names} {result} than in the last run"
        case "computed anew":
            return f"{names} was computed anew, with the same result"
        case "pending":
            return f"if {' or '.join(reason.names)} gives another result"
        case "version":
            return f"{names} {reason.old or 'not used'} -> {reason.new or 'not used'}"
        case "machine":
            return f"machine: {names} {reason.old or 'none'} -> {reason.new or 'none'}"
        case "code":
            return f"the code of {_some(reason.names)} changed"
        case _:
            assert_never(reason.cause)


def _some(modules: Sequence[str]) -> str:
    """A move of files changes many at once."""
    if len(modules) <= NAMED:
        return ", ".join(modules)
    return f"{', '.join(modules[:NAMED])} and {count(len(modules) - NAMED, 'more module')}"


def _from_to(change: Change) -> str:
    """Both values, cut to where they differ."""
    values = (change.old, change.new)
    texts = [json.dumps(value, ensure_ascii=False, sort_keys=True) for value in values]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    start = same - LEAD if same > LENGTH - LEAD and max(map(len, texts)) > LENGTH else 0
    return " -> ".join(_cut(text, start) for text in texts)


def _cut(text: str, start: int) -> str:
    end = start + LENGTH
    return f"{'...' if start else ''}{text[start:end]}{'...' if text[end:] else ''}"
