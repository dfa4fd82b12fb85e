"""What a user can correct: topics by their ids, and the themes of single documents."""

import json
from collections.abc import Collection, Mapping

from pydantic import BaseModel, ConfigDict, Field


class TopicOverride(BaseModel):
    """What is to become of one topic; ``topic`` is its id, which outlives a run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: int = Field(ge=0, description="the topic's id, as in topics.csv")
    name: str | None = Field(None, min_length=1, max_length=80, description="what it is called")
    merge_into: int | None = Field(
        None, ge=0, description="the topic that its documents count as those of"
    )
    hide: bool = Field(False, description="not a topic for the reader")
    pin: bool = Field(False, description="documents that had it in the last run keep it")
    documents: tuple[str, ...] = Field(
        (),
        description="ids of documents that are in it, whatever the clustering says; with them it "
        "is a topic of yours where no run has found one of this id",
    )

    @property
    def said(self) -> str:
        """What the entry says of the topic, as the file spells it: "name: Splatting"."""
        given = self.model_dump(exclude={"topic"}, exclude_defaults=True)
        spelled = {k: v if isinstance(v, str) else json.dumps(v) for k, v in given.items()}
        return ", ".join(f"{key}: {value}" for key, value in spelled.items())


class DocumentOverride(BaseModel):
    """The themes of one document: exactly these, whatever their scores; none where empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, description="the document's id, as in documents.csv")
    themes: tuple[str, ...] = Field(description="names of the themes that it has")


class Overrides(BaseModel):
    """All corrections of one file; without any, nothing changes.

    ``file`` is what messages call it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    topics: tuple[TopicOverride, ...] = ()
    documents: tuple[DocumentOverride, ...] = ()
    file: str = "overrides.yaml"

    @property
    def said(self) -> dict[str, dict[str, str]]:
        """What the file says, by topic and by document, in its own words."""
        return {
            "topics": {str(each.topic): each.said for each in self.topics},
            "documents": {each.id: ", ".join(each.themes) or "none" for each in self.documents},
        }

    @property
    def homes(self) -> dict[str, int]:
        """The topic of each document that is named as one of a topic's, by id."""
        return {id_: each.topic for each in self.topics for id_ in each.documents}

    @property
    def made(self) -> frozenset[int]:
        """The ids of topics that are given documents, which a run gives to no new one."""
        return frozenset(each.topic for each in self.topics if each.documents)

    @property
    def merges(self) -> dict[int, int]:
        """Each topic that is merged into another, and that other."""
        return {each.topic: each.merge_into for each in self.topics if each.merge_into is not None}

    def destinations(self, present: Collection[int]) -> dict[int, int]:
        """The topic that the documents of each topic count as: itself, or the last on its way.

        Topics that are not present are passed over.
        """
        ways = {topic: [topic, *way_of(topic, self.merges)] for topic in present}
        return {
            topic: next(step for step in reversed(way) if step in present)
            for topic, way in ways.items()
        }


def way_of(topic: int, merges: Mapping[int, int]) -> list[int]:
    """The topics that a topic is merged into, nearest first; ends where one comes again."""
    way: list[int] = []
    while topic in merges and merges[topic] not in way:
        topic = merges[topic]
        way.append(topic)
    return way
