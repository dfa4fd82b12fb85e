"""What a file of corrections holds: overrides, judgements and themes, and where each stands."""

from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.core.errors import shown
from pipeline.core.theme import Theme
from pipeline.overrides.settings import DocumentOverride, TopicOverride

T = TypeVar("T")


def _yes_or_no(said: Any) -> Any:
    known = {"yes": True, "no": False}
    if isinstance(said, bool):
        return said
    if not isinstance(said, str) or said.casefold() not in known:
        raise ValueError(f"{shown(said)} is not allowed; expected yes or no")
    return known[said.casefold()]


class Head(BaseModel):
    """Which run a file is about; ``key`` tells it from others of the same name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    run: str = Field(min_length=1, description="the run whose report was read")
    key: str = Field("", description="the key in the run.json of that run")


class Judgement(BaseModel):
    """What a reader says of one document and one theme."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, description="the document's id, as in documents.csv")
    theme: str = Field(min_length=1, description="the theme's name")
    belongs: Annotated[bool, BeforeValidator(_yes_or_no)] = Field(
        description="whether it belongs to the theme"
    )


@dataclass(frozen=True)
class Claim(Generic[T]):
    """One entry, and where it stands: "corrections.yaml:12"."""

    where: str
    said: T


@dataclass(frozen=True)
class Corrections:
    """All that one file says.

    themes  those that a reader asks for beside the config's
    own     the numbers of topics that are the reader's own: that the run read did not have
    """

    file: str
    head: Head
    topics: tuple[Claim[TopicOverride], ...] = ()
    documents: tuple[Claim[DocumentOverride], ...] = ()
    judgements: tuple[Claim[Judgement], ...] = ()
    themes: tuple[Claim[Theme], ...] = ()
    own: frozenset[int] = frozenset()
