"""Origins: who gave each topic its name, where a model was asked for names."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.core.artifacts import Topics
from pipeline.core.named import NamedTopics, Naming

NamedBy = Literal["model", "you", "words"]
"""Who a name is by: a model, the user, or the describer's weighing of words."""

Key = tuple[int, int]
"""The level of a topic, and its id there."""


@dataclass(frozen=True)
class Origins:
    """Where the names of topics come from.

    model, host  who was asked for names, and where it runs
    remote       whether that is another machine
    namings      what came of asking, by the topics
    by_user      topics that the user has given a name
    """

    model: str
    host: str
    remote: bool
    namings: Mapping[Key, Naming]
    by_user: frozenset[Key]

    def named_by(self, topic: Key) -> NamedBy:
        """Who gave a topic its name."""
        if topic in self.by_user:
            return "you"
        naming = self.namings.get(topic)
        return "model" if naming and naming.name else "words"

    def naming(self, topic: Key) -> Naming | None:
        """How the model named a topic; None where its name is not the model's."""
        return self.namings[topic] if self.named_by(topic) == "model" else None


def origins_of(
    topics: Topics, shown: int, ids: Sequence[int], renamed: Collection[int]
) -> Origins | None:
    """The origins of names as a run found them; None where no model was asked.

    ``ids`` are those of the topics of the level ``shown``, by their numbers when they were named,
    and ``renamed`` those of them that have a name of the user's.
    """
    if not isinstance(topics, NamedTopics):
        return None
    return Origins(
        topics.model,
        topics.host,
        topics.remote,
        {
            (each.level, ids[each.topic] if each.level == shown else each.topic): each
            for each in topics.namings
        },
        frozenset((shown, topic) for topic in renamed),
    )
