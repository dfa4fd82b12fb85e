"""Following: what was said of one run, said of the newest, whose topics may be others."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from pipeline.compare.matching import match
from pipeline.compare.run_tables import RunTables
from pipeline.core.artifacts import IntArray
from pipeline.core.errors import ConfigError, shown, unknown
from pipeline.corrections.settings import Claim, Corrections
from pipeline.overrides.settings import TopicOverride
from pipeline.report.wording import count


@dataclass(frozen=True)
class Between:
    """The run that was read and the newest; they may be one."""

    read: RunTables
    newest: RunTables

    @property
    def is_one(self) -> bool:
        """Whether no run came between."""
        return self.read.name == self.newest.name

    @cached_property
    def now(self) -> dict[str, str]:
        """The id that each document of the run that was read has in the newest, if it is there."""
        read, newest = self.read, self.newest
        if self.is_one:
            return {identifier: identifier for identifier in read.ids}
        both = match(read.ids, read.texts, newest.ids, newest.texts)
        pairs = zip(both.before.tolist(), both.after.tolist(), strict=True)
        return {read.ids[before]: newest.ids[after] for before, after in pairs}

    @cached_property
    def topics(self) -> frozenset[int]:
        """The topics that the run had which was read, those that overrides hide or merge, too."""
        return frozenset(known_topics(self.read))

    @cached_property
    def newest_topics(self) -> frozenset[int]:
        """The topics of the newest run, likewise."""
        return frozenset(known_topics(self.newest))

    def same(self, topic: int) -> tuple[int | None, str]:
        """Which topic of the newest run one of the run read is, and what is to be told of it."""
        newest = self.newest
        if self.is_one:
            return topic, ""
        ids = [
            self.now.get(self.read.ids[d]) for d in np.flatnonzero(_of(self.read, topic)).tolist()
        ]
        there = np.array([newest.position[each] for each in ids if each is not None], dtype=np.intp)
        name = f"topic {topic} “{self.read.label(topic)}” of {self.read.name}"
        if topic in self.newest_topics:
            kept = int(_of(newest, topic)[there].sum())
            if 2 * kept >= len(ids):
                return topic, ""
            return (
                topic,
                f"{name} has {kept:,} of its {count(len(ids), 'document')} in {newest.name}",
            )
        now = newest.topics[there]
        best = int(np.bincount(now[now >= 0]).argmax()) if (now >= 0).any() else -1
        held = int((now == best).sum()) if best >= 0 else 0
        if 2 * held <= len(ids):
            return None, f"{name} is none of {newest.name} any more"
        most = f"{held:,} of its {count(len(ids), 'document')}"
        return best, f"{name} is topic {best} “{newest.label(best)}” now, which has {most}"


def known_topics(side: RunTables) -> set[int]:
    """The topics of a run, those shown and those that overrides merge or hide."""
    return {*side.found_ids, *side.labels}


def _of(side: RunTables, topic: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which documents a topic has, before overrides where a run found it."""
    of: IntArray = side.found if topic in side.found_ids else side.topics
    return np.asarray(of == topic)


@dataclass
class _Notes:
    """What was told so far, each thing once."""

    told: list[str] = field(default_factory=list)

    def add(self, message: str) -> None:
        if message and message not in self.told:
            self.told.append(message)


def followed(
    corrections: Corrections, between: Between, themes: Sequence[str]
) -> tuple[Corrections, list[str]]:
    """The corrections as they are to be said of the newest run, and what a user should know.

    ``themes`` are those of the config. What cannot be said of the newest run any more is left
    out, and told. Raises ``ConfigError`` that names every topic, document and theme that the run
    never had.
    """
    problems = list(_problems(corrections, between, themes))
    if problems:
        raise ConfigError(*problems)
    corrections = _with_own(corrections, between)
    if between.is_one:
        return corrections, []
    notes = _Notes()
    topics = [_topic(claim, corrections.own, between, notes) for claim in corrections.topics]
    taken: dict[int, str] = {}
    kept = []
    for claim in filter(None, topics):
        first = taken.setdefault(claim.said.topic, claim.where)
        if first == claim.where:
            kept.append(claim)
        else:
            notes.add(f"{claim.where}: left out, for it is about what {first} is about by now")
    documents, judgements = (
        tuple(filter(None, (_moved(claim, between, notes) for claim in claims)))
        for claims in (corrections.documents, corrections.judgements)
    )
    asked = tuple(_theme(claim, between, notes) for claim in corrections.themes)
    moved = replace(
        corrections,
        topics=tuple(kept),
        documents=documents,
        judgements=judgements,
        themes=asked,
    )
    return moved, notes.told


def _with_own(corrections: Corrections, between: Between) -> Corrections:
    """The corrections with the reader's own topics under numbers that no run has used."""
    claims = corrections.topics
    own = sorted({claim.said.topic for claim in claims} - between.topics)
    unused = between.newest.unused
    free = iter(range(max([unused, *(topic + 1 for topic in own)]), 2**31))
    numbers = {topic: topic if topic >= unused else next(free) for topic in own}
    return replace(
        corrections,
        topics=tuple(Claim(claim.where, renumbered(claim.said, numbers)) for claim in claims),
        own=frozenset(numbers.values()),
    )


def renumbered(entry: TopicOverride, numbers: Mapping[int, int]) -> TopicOverride:
    """An entry in which some topics have other numbers."""
    into = entry.merge_into
    return entry.model_copy(
        update={
            "topic": numbers.get(entry.topic, entry.topic),
            "merge_into": None if into is None else numbers.get(into, into),
        }
    )


def _problems(corrections: Corrections, between: Between, themes: Sequence[str]) -> Iterator[str]:
    read = between.read
    ids = set(read.ids)
    made = {claim.said.topic for claim in corrections.topics if claim.said.documents}
    asked = [*themes, *(claim.said.name for claim in corrections.themes)]
    for claim in corrections.topics:
        for topic in (claim.said.topic, claim.said.merge_into):
            if topic is not None and topic not in between.topics | made:
                there = ", ".join(map(str, sorted(read.labels))) or "none"
                yield f"{claim.where}: {read.name} has no topic {topic}; there are: {there}"
    named: list[tuple[str, Sequence[str]]] = [
        *((claim.where, claim.said.documents) for claim in corrections.topics),
        *((claim.where, [claim.said.id]) for claim in corrections.documents),
        *((claim.where, [claim.said.id]) for claim in corrections.judgements),
        *((c.where, [*c.said.examples, *c.said.counter_examples]) for c in corrections.themes),
    ]
    for where, given in named:
        for identifier in given:
            if identifier not in ids:
                close = unknown(identifier, read.ids)
                yield f"{where}: {read.name} has no document with the id {close}"
    about = [
        *((claim.where, name) for claim in corrections.documents for name in claim.said.themes),
        *((claim.where, claim.said.theme) for claim in corrections.judgements),
    ]
    for where, name in about:
        if name not in asked:
            yield f"{where}: no theme is called {unknown(name, asked)}"


def _topic(
    claim: Claim[TopicOverride], own: Collection[int], between: Between, notes: _Notes
) -> Claim[TopicOverride] | None:
    """An entry on a topic under the number that this has now; None where it is no more."""
    said = claim.said
    documents = _still(said.documents, claim.where, between, notes)
    if said.documents and not documents:
        return None
    changes: dict[str, object] = {"documents": documents}
    for key in ("topic", "merge_into"):
        topic = getattr(said, key)
        if topic is None or topic in own:
            continue
        now, told = between.same(topic)
        if now is None:
            notes.add(f"{claim.where}: left out: {told}")
            return None
        notes.add(f"{claim.where}: {told}" if told else "")
        changes[key] = now
    if changes.get("merge_into") is not None and changes["merge_into"] == changes.get("topic"):
        notes.add(f"{claim.where}: the two are one topic in {between.newest.name} already")
        return None
    return Claim(claim.where, said.model_copy(update=changes))


def _moved(claim: Claim, between: Between, notes: _Notes) -> Claim | None:  # type: ignore[type-arg]
    """An entry on a document under the id that this has now; None where it is no more."""
    now = _still([claim.said.id], claim.where, between, notes)
    return Claim(claim.where, claim.said.model_copy(update={"id": now[0]})) if now else None


def _theme(claim: Claim, between: Between, notes: _Notes) -> Claim:  # type: ignore[type-arg]
    fields = ("examples", "counter_examples")
    now = {name: _still(getattr(claim.said, name), claim.where, between, notes) for name in fields}
    return Claim(claim.where, claim.said.model_copy(update=now))


def _still(ids: Sequence[str], where: str, between: Between, notes: _Notes) -> tuple[str, ...]:
    """The documents that the newest run still has, by the ids that they have there."""
    gone = [identifier for identifier in ids if identifier not in between.now]
    for identifier in gone:
        notes.add(f"{where}: left out: {between.newest.name} has no document {shown(identifier)}")
    return tuple(between.now[identifier] for identifier in ids if identifier in between.now)
