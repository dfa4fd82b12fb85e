"""What a reader hands over: the input's records in their order, usable or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from pipeline.core.artifacts import Check, Strings
from pipeline.core.corpus import Dropped, first_words
from pipeline.core.language_choice import ChosenLanguage
from pipeline.core.method import Source
from pipeline.load.mask import checked
from pipeline.load.split import Split
from pipeline.numerics.passages import Span

BANNER = "banner line"
"""The reason for lines that surround the records and were never meant to be documents."""


@dataclass(frozen=True, slots=True)
class Unread:
    """The parts of one text and of its title that are shown and not read."""

    left_out: tuple[Span, ...] = ()
    masked: tuple[Span, ...] = ()
    masked_title: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One record as the input spells it; ``place`` says where it stands there.

    A passage has the id and the title of the whole as its ``parent`` and ``parent_title``; so has
    a record that was to be cut and is one passage.
    ``unread`` is None where nobody has looked yet.
    """

    place: str
    id: str
    text: str
    title: str = ""
    date: str = ""
    groups: Strings = ()
    parent: str = ""
    parent_title: str = ""
    unread: Unread | None = None

    def dropped(self, reason: str, detail: str = "") -> Dropped:
        """The same record as one that is no document."""
        return drop(self.place, reason, detail, key=self.id, text=self.text or self.title)


Entry = Record | Dropped


@dataclass(frozen=True)
class Records:
    """What is read, in input order; ``groups`` names the entries of ``Record.groups``.

    ``entries`` may be read only once: most readers find them while they are asked for.
    """

    entries: Iterable[Entry]
    groups: Strings = ()
    checks: tuple[Check, ...] = ()


def as_tuple(value: Any) -> Any:
    """One name where a list of names may stand, and lists as the frozen model keeps them."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


Masked = Annotated[str, Field(min_length=1), AfterValidator(checked)]


class Options(BaseModel):
    """The settings that every reader has."""

    path: Source = Field(
        description="the file or folder to read, relative to the config; or a pattern such as "
        "exports/2024-*.csv, or a list of files"
    )
    subsample: int | None = Field(
        None,
        ge=1,
        description="documents drawn at random where there are more; not given: all are documents",
    )
    subsample_seed: int = Field(
        0, ge=0, le=2**32 - 1, description="where drawing starts: another number draws others"
    )
    min_characters: int = Field(
        3, ge=1, description="a text with fewer letters and digits is dropped"
    )
    allow_dropped: bool = Field(
        False,
        description="whether a run goes on where more than half of the records cannot be documents",
    )
    boilerplate: Literal["drop", "keep"] = Field(
        "drop",
        description="what is surely boilerplate (copyright notices, disclaimers, footers, "
        "placeholders such as [removed]): drop leaves it out of what is read and shows it in grey; "
        "keep reads it as any other text",
    )
    mask: Annotated[
        tuple[Masked, ...],
        BeforeValidator(as_tuple, json_schema_input_type=Masked | tuple[Masked, ...]),
    ] = Field(
        (),
        description="what tells the source of a text instead of its subject, and is shown but not "
        "read: handles (@name, user17, nicknames that open chat lines), names (of those who open "
        "turns of plays, chats and calls, or are in a column such as author or speaker), markup "
        "(tags and character references, as in HTML), regular expressions, or a list of these",
    )
    split: Split | None = Field(
        None,
        description="how long texts are cut into passages, which topics and themes are then of, "
        "each with its parent: sentences, paragraphs, turns (of dialogues), or {words: 150, "
        "overlap: 0}, whole sentences of so many words; not given: every text is one document",
    )
    language: ChosenLanguage = "auto"
    near_duplicate_threshold: float = Field(
        0.8,
        ge=0.5,
        le=1,
        description="Jaccard similarity of their word triples from which two texts are "
        "near-duplicates",
    )


def drop(place: str, reason: str, detail: str = "", *, key: str = "", text: str = "") -> Dropped:
    """A record that cannot be a document; ``key`` is its id. Its strings are made safe to write."""
    excerpt = first_words(text[:2000])[:200]
    return Dropped(encodable(place), encodable(key), reason, encodable(detail), encodable(excerpt))


def encodable(text: str) -> str:
    """The text with lone surrogates, which no file can hold, spelled out."""
    return text.encode("utf-8", "backslashreplace").decode()
