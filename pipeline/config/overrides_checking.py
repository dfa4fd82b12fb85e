"""What is wrong with corrections that can be read: doubles, contradictions, unknown themes."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.config.problems import Path, Problem, did_you_mean, name_problems
from pipeline.core.errors import shown
from pipeline.overrides.settings import DocumentOverride, TopicOverride, way_of

Line = Callable[[Path], int]
"""The line of a place in the file."""


def topic_problems(topics: Mapping[int, TopicOverride], line: Line) -> Iterator[Problem]:
    """What is wrong with entries on topics, given by their places in the list."""
    merges = {e.topic: e.merge_into for e in topics.values() if e.merge_into is not None}
    yield from _doubles("topics", "topic", {i: each.topic for i, each in topics.items()}, line)
    yield from _shared_documents(topics, line)
    for index, each in topics.items():
        for key, message in (*_contradictions(each), *_circle(each, merges)):
            yield ("topics", index, *key), message
        for message in name_problems(each.name, "topic") if each.name is not None else ():
            yield ("topics", index, "name"), message


def document_problems(
    documents: Mapping[int, DocumentOverride], themes: Sequence[str] | None, line: Line
) -> Iterator[Problem]:
    """What is wrong with entries on documents; ``themes`` are those there are, None if unknown."""
    yield from _doubles("documents", "id", {i: each.id for i, each in documents.items()}, line)
    for index, each in documents.items():
        for number, name in enumerate(each.themes):
            if themes is not None and name not in themes:
                yield ("documents", index, "themes", number), _no_theme(name, themes)


def _doubles(
    section: str, key: str, named: Mapping[int, int | str], line: Line
) -> Iterator[Problem]:
    """Entries on what an earlier one is on already, given what each is on by its place."""
    first: dict[int | str, int] = {}
    for index, name in named.items():
        earlier = first.setdefault(name, index)
        if earlier != index:
            at = line((section, earlier))
            message = f"{shown(name)} has an entry on line {at} already; make them one"
            yield (section, index, key), message


def _shared_documents(topics: Mapping[int, TopicOverride], line: Line) -> Iterator[Problem]:
    """Documents that are named for two topics, or twice for one."""
    first: dict[str, tuple[str | int, ...]] = {}
    for index, each in topics.items():
        for number, name in enumerate(each.documents):
            place = ("topics", index, "documents", number)
            if first.setdefault(name, place) != place:
                at = line(first[name])
                yield place, f"{shown(name)} is in a topic's documents on line {at}; keep one"


def _contradictions(entry: TopicOverride) -> Iterator[Problem]:
    """Settings that do not go together, and an entry without any."""
    if all(getattr(entry, key) in (None, ()) for key in entry.model_fields_set - {"topic"}):
        yield (
            (),
            f"says nothing of topic {entry.topic}; add name, merge_into, hide, pin or documents",
        )
    if entry.merge_into is not None:
        for key in ("name", "hide", "pin"):
            if getattr(entry, key):
                message = "does not go with merge_into, after which the topic is no more"
                yield (key,), f"{message}; remove one of the two"
    if entry.documents and entry.pin:
        yield ("pin",), "does not go with documents, which stay in it anyway; remove pin"
    if entry.hide and entry.pin:
        yield ("pin",), "does not go with hide, which takes the topic away; remove one of the two"


def _circle(entry: TopicOverride, merges: Mapping[int, int]) -> Iterator[Problem]:
    if entry.topic in way_of(entry.topic, merges):
        yield ("merge_into",), f"leads back to topic {entry.topic} itself; remove one merge_into"


def _no_theme(name: str, themes: Sequence[str]) -> str:
    advice = did_you_mean(name, themes) or "; the config asks for none"
    return f"no theme is called {shown(name)}{advice}"
