"""A theme: what a user asks for, as opposed to a topic, which is found."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from pipeline.core.artifacts import Check
from pipeline.core.negation import affirmed, negated

CLOSE = 0.15
"""How far a score may be from the threshold to be borderline."""

PRESENT, SURE = 0.80, 0.95
"""Share of the decoys that a theme beats which is there; the same where the texts do not know its
name: a word of it, or several together ("paper planes")."""

AS_AT_RANDOM = "no nearer than those of subjects picked at random"
"""How near the texts are to a theme that does not beat so many."""

UNCOVERED = 0.25
"""Share of a topic's documents with any theme, up to which themes hardly cover it."""

MOST_PHRASES = 1_000
"""Keywords of a theme, and phrases that do not count for it."""


class Theme(BaseModel):
    """What a user asks for: a name, and whatever says more about what is meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=80, description="what the theme is called")
    description: str = Field("", description="what belongs to it, in a sentence or two")
    keywords: tuple[str, ...] = Field(
        (), max_length=MOST_PHRASES, description="words and phrases that speak for it"
    )
    not_counting: tuple[str, ...] = Field(
        (),
        max_length=MOST_PHRASES,
        description='phrases that do not, whatever words they share: "dynamic range"',
    )
    examples: tuple[str, ...] = Field((), description="ids of documents that belong to it")
    counter_examples: tuple[str, ...] = Field((), description="ids of documents that do not")
    parent: str = Field("", description="the wider theme that this one is part of")

    @property
    def is_described(self) -> bool:
        """Whether more is known of the theme than its name."""
        return bool(self.description or self.keywords)

    @property
    def text(self) -> str:
        """All that is said to belong to the theme, as one text to embed.

        Without what is negated; empty where that is all.
        """
        parts = (
            affirmed(self.name),
            affirmed(self.description).rstrip(". "),
            ", ".join(self.keywords),
        )
        return ". ".join(part for part in parts if part)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The name and the keywords: what a text says that names the theme."""
        return (self.name if self.only_negated else affirmed(self.name), *self.keywords)

    @property
    def negated(self) -> tuple[str, ...]:
        """What name and description say is not meant: it counts nowhere."""
        return (*negated(self.name), *negated(self.description))

    @property
    def only_negated(self) -> bool:
        """Whether the name negates, and no other field says what does not belong."""
        return bool(negated(self.name)) and not (self.not_counting or self.counter_examples)


def negation_checks(themes: Sequence[Theme]) -> tuple[Check, ...]:
    """What themes say is not meant, where they say it in words that cannot tell it."""
    return tuple(_negation_check(theme) for theme in themes if theme.negated)


def _negation_check(theme: Theme) -> Check:
    said = ", ".join(f"“{part}”" for part in theme.negated)
    message = (
        f"The theme {theme.name!r} says what is not meant: {said}. Neither words nor vectors can "
        "tell that from what is, so it counts for nothing"
    )
    if theme.only_negated:
        message += ", and only documents with the very name of the theme can have it"
    advice = (
        "Say what is meant; put phrases that are not under not_counting, and ids of documents that "
        "do not belong under counter_examples."
    )
    return Check("A05", "warning", f"{message}.", advice)


def wider_themes(themes: Sequence[Theme]) -> dict[str, tuple[str, ...]]:
    """The themes that each one is part of, by name, the nearest first.

    Ends where a parent leads back to one that was met, or is none of the themes.
    """
    parents = {theme.name: theme.parent for theme in themes}
    found: dict[str, tuple[str, ...]] = {}
    for name in parents:
        above: list[str] = []
        parent = parents[name]
        while parent and parent not in above:
            above.append(parent)
            parent = parents.get(parent, "")
        found[name] = tuple(above)
    return found
