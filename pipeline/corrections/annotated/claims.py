"""Claims: from what people ticked to what belongs to a theme and what does not.

A theme that was asked for and not ticked does not belong. One that a ticked theme is part of does,
ticked or not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.errors import shown
from pipeline.core.theme import Theme, wider_themes
from pipeline.corrections.annotated.answer import Answer, LeftOut
from pipeline.corrections.settings import Claim, Judgement
from pipeline.runs.asking import none_of

UNTOLD = "what was not ticked, as the file does not say which themes were asked for"


@dataclass(frozen=True)
class Family:
    """The themes that there are, by name, with the wider ones that each is part of."""

    wider: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, themes: Sequence[Theme]) -> "Family":
        """That of a config's themes."""
        return cls(wider_themes(themes))

    def following(self, theme: str, *, belongs: bool) -> Iterator[str]:
        """The themes of which the same follows: itself, and wider ones or its parts."""
        yield theme
        if belongs:
            yield from self.wider[theme]
        else:
            yield from (part for part, above in self.wider.items() if theme in above)


def claims(answer: Answer, family: Family) -> Iterator[Claim[Judgement] | LeftOut]:
    """What an answer says of each theme, and what of it says nothing."""
    asked = answer.asked
    nothing = none_of(asked.themes or ())
    ticked = [each for each in answer.ticked if each != nothing]
    if ticked and nothing in answer.ticked:
        yield LeftOut(answer.where, f"both a theme and {shown(nothing)} ticked")
        return
    if not ticked and not asked.themes:
        yield LeftOut(answer.where, "nothing ticked, and nothing told of which themes were asked")
        return
    if ticked and asked.themes is None:
        yield LeftOut(answer.where, UNTOLD)
    known = [each for each in ticked if each in family.wider]
    belong = {name for each in known for name in family.following(each, belongs=True)}
    for name in dict.fromkeys([*ticked, *(asked.themes or ())]):
        if name not in family.wider:
            yield LeftOut(answer.where, f"about {shown(name)}, which no theme is called")
        else:
            said = Judgement(id=asked.document, theme=name, belongs=name in belong)
            yield Claim(answer.where, said)
