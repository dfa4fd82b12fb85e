"""What taking over corrections would change, in words: a line for each change."""

import json
from collections import Counter
from collections.abc import Iterator

from pipeline.compare.run_tables import RunTables
from pipeline.corrections.changes import Changes
from pipeline.corrections.proposal import Proposal
from pipeline.overrides.settings import TopicOverride
from pipeline.report.wording import count, cut

LONGEST = 60
"""Characters of a title."""

LISTED = 20
"""New judgements on a theme that are told one by one; of more, how many."""


def lines(proposal: Proposal) -> Iterator[str]:
    """What is added (+) and changed (~), the settings of the config last."""
    yield from _topics(proposal)
    yield from _documents(proposal)
    yield from _judgements(proposal)
    yield from _themes(proposal.changes)
    for place, name in proposal.settings.items():
        yield f"+ {'.'.join(place)}: {name}"


def _topics(proposal: Proposal) -> Iterator[str]:
    for topic, (before, after) in proposal.changes.topics.items():
        said = _said(after, proposal.newest)
        label = proposal.newest.labels.get(topic)
        name = f"topic {topic} “{label}”" if label else f"topic {topic}"
        if before is None:
            yield f"+ {name}: {said}"
        else:
            yield f"~ {name}: {_said(before, proposal.newest)} -> {said}"


def _said(entry: TopicOverride, newest: RunTables) -> str:
    """What is said of a topic, in words."""
    parts = [] if entry.name is None else [f"called “{entry.name}”"]
    if entry.documents:
        parts.append(f"of {count(len(entry.documents), 'document')}")
    if entry.merge_into is not None:
        label = newest.labels.get(entry.merge_into)
        parts.append(f"merged into topic {entry.merge_into}" + (f" “{label}”" if label else ""))
    parts += ["hidden"] if entry.hide else []
    parts += ["pinned"] if entry.pin else []
    return ", ".join(parts)


def _documents(proposal: Proposal) -> Iterator[str]:
    for identifier, (before, after) in proposal.changes.documents.items():
        now = ", ".join(after.themes) or "none"
        if before is None:
            yield f"+ themes of {_document(identifier, proposal.newest)}: {now}"
        else:
            was = ", ".join(before.themes) or "none"
            yield f"~ themes of {_document(identifier, proposal.newest)}: {was} -> {now}"


def _judgements(proposal: Proposal) -> Iterator[str]:
    words = {True: "belongs", False: "does not belong"}
    judged = proposal.changes.judgements
    new = Counter(
        (theme, after) for (theme, _), (before, after) in judged.items() if before is None
    )
    for (theme, after), number in new.items():
        if number > LISTED:
            about = "belong" if after else "do not belong"
            yield f"+ {theme}: {count(number, 'document')} {about}"
    for (theme, identifier), (before, after) in judged.items():
        if before is None and new[theme, after] > LISTED:
            continue
        about = f"{theme}: {_document(identifier, proposal.newest)}"
        if before is None:
            yield f"+ {about}: {words[after]}"
        else:
            yield f"~ {about}: {words[before]} -> {words[after]}"


def _themes(changes: Changes) -> Iterator[str]:
    for theme in changes.themes:
        told = theme.model_dump(mode="json", exclude={"name"}, exclude_defaults=True)
        said = "; ".join(f"{key}: {_listed(value)}" for key, value in told.items())
        yield f"+ theme “{theme.name}”{f': {said}' if said else ''}"


def _listed(value: object) -> str:
    return (
        ", ".join(map(str, value))
        if isinstance(value, list)
        else json.dumps(value, ensure_ascii=False)
    )


def _document(identifier: str, newest: RunTables) -> str:
    place = newest.position.get(identifier)
    title = "" if place is None else newest.titles[place]
    return f"{identifier} “{cut(title, LONGEST)}”" if title else identifier
