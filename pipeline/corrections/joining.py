"""Joining: what several readers say, where they do not contradict each other."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.core.errors import shown
from pipeline.corrections.settings import Corrections
from pipeline.overrides.settings import TopicOverride

Said = tuple[str, str, str]
"""What is spoken of, what is said of it, and where."""


def conflicts(files: Sequence[Corrections]) -> list[str]:
    """Everything on which two files say different things, in a line each."""
    found = dict.fromkeys(_of_own_topics(files))
    for one, other in combinations(files, 2):
        theirs = {about: (said, where) for about, said, where in _statements(other)}
        for about, said, where in _statements(one):
            against, there = theirs.get(about, (said, ""))
            if against != said:
                found[f"{about}: {said} ({where}), but {against} ({there})"] = None
    return list(found)


def _of_own_topics(files: Sequence[Corrections]) -> list[str]:
    """Those on topics of the readers' own, which they are free to number alike."""
    found: dict[str, None] = {}
    for one, other in combinations(files, 2):
        for mine in (claim for claim in one.topics if claim.said.documents):
            for theirs in (claim for claim in other.topics if claim.said.documents):
                shared = set(mine.said.documents) & set(theirs.said.documents)
                same = set(mine.said.documents) == set(theirs.said.documents)
                if shared and not (same and mine.said.name == theirs.said.name):
                    about = f"document {shown(sorted(shared)[0])}"
                    first = f"in a topic {_called(mine.said)} ({mine.where})"
                    found[
                        f"{about}: {first}, but in one {_called(theirs.said)} ({theirs.where})"
                    ] = None
    return list(found)


def _called(entry: TopicOverride) -> str:
    return f"{shown(entry.name or entry.topic)} of {len(entry.documents):,}"


def _statements(file: Corrections) -> Iterator[Said]:
    """What a file says, in parts of which each can contradict another file's."""
    spoken_of = {claim.said.topic for claim in file.topics}
    for claim in file.topics:
        entry, where = claim.said, claim.where
        if entry.merge_into is not None and entry.merge_into not in spoken_of:
            yield f"topic {entry.merge_into}", "stays", where
        if entry.documents:
            continue
        fate = _fate(entry)
        if fate:
            yield f"topic {entry.topic}", fate, where
        if entry.name is not None:
            yield f"the name of topic {entry.topic}", shown(entry.name), where
    for document in file.documents:
        themes = ", ".join(sorted(document.said.themes)) or "none"
        yield f"the themes of {shown(document.said.id)}", themes, document.where
    for judged in file.judgements:
        said = "belongs" if judged.said.belongs else "does not belong"
        yield f"{shown(judged.said.id)} and {shown(judged.said.theme)}", said, judged.where
    for theme in file.themes:
        told = theme.said.model_dump_json(exclude={"name"}, exclude_defaults=True)
        yield f"the theme {shown(theme.said.name)}", told, theme.where


def _fate(entry: TopicOverride) -> str:
    """What becomes of a topic, so that no two of these go together."""
    if entry.merge_into is not None:
        return f"is part of topic {entry.merge_into}"
    if entry.hide:
        return "is hidden"
    return "stays" if entry.name is not None or entry.pin else ""
