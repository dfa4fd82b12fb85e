"""How long texts are cut into passages (``load.split``), and whether that is better."""

from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.numerics.passages import Span, Unit, by_unit, by_words, words

LONG = 570
"""Words that are longer than three windows of the default model (256 word pieces each)."""

MANY_LONG = 0.5
"""Share of the texts that are so long from which on all are better split; shorter ones are, too."""

WORDS = 150
"""Words of a passage that fit a window, where texts have no paragraphs to go by."""

UNITS: Final[tuple[Unit, ...]] = ("turns", "paragraphs")
"""What texts are better split into than words, where that leaves few of them so long."""


class Words(BaseModel):
    """Passages of so many words: whole sentences, as many as fit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: int = Field(
        ge=10,
        description="words of a passage at most; a sentence that is longer is cut",
    )
    overlap: int = Field(
        0,
        ge=0,
        description="words at the end of a passage, in whole sentences, that the next one repeats",
    )

    @model_validator(mode="after")
    def _moves_on(self) -> "Words":
        if 2 * self.overlap > self.words:
            raise ValueError(
                f"an overlap of {self.overlap} is more than half of {self.words} words; passages "
                f"would mostly repeat each other: set overlap to {self.words // 2} or less"
            )
        return self


Split = Unit | Words


def spans(text: str, own: str, split: Split, min_characters: int) -> list[Span]:
    """Where the passages of a text start and end, in its order; one for a text that is not cut.

    ``own`` is the text with spaces in place of what is not read, which counts for nothing.
    """
    if isinstance(split, Words):
        return by_words(text, own, split.words, split.overlap)
    return by_unit(text, own, split, min_characters)


def is_long(text: str) -> bool:
    """Whether a text is longer than three windows of the default model."""
    return len(text) > LONG and words(text) > LONG


def better(long: Sequence[str]) -> Split:
    """How texts that are too long are better split: into units that are not, else into words."""
    return next((unit for unit in UNITS if _cuts_up(long, unit)), Words(words=WORDS))


def spelled(split: Split) -> str:
    """The setting as a config spells it."""
    if not isinstance(split, Words):
        return split
    overlap = f", overlap: {split.overlap}" if split.overlap else ""
    return f"{{words: {split.words}{overlap}}}"


def _cuts_up(texts: Sequence[str], unit: Unit) -> bool:
    """Whether most texts have no passage that is still long."""
    cut = ([text[start:end] for start, end in by_unit(text, text, unit, 1)] for text in texts)
    return 2 * sum(not any(map(is_long, passages)) for passages in cut) > len(texts)
