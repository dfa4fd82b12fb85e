"""How often the language of a text is told right where only its beginning is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.languages.corpora import Text
from pipeline.core.language_names import language_code
from pipeline.numerics.languages import languages


@dataclass(frozen=True)
class Told:
    """Shares of the texts whose language was told right, told wrong, and not told."""

    right: float
    wrong: float
    untold: float

    def __str__(self) -> str:
        return f"{self.right:.0%} right, {self.untold:.0%} untold, {self.wrong:.0%} wrong"


def told(texts: Sequence[Text], names: dict[str, str], characters: int, *, named: bool) -> Told:
    """Tell the languages of texts that are cut off after some characters.

    ``names`` are the English names of all their languages, among which they are told where these
    are ``named``, as the config may.
    """
    code = {own: language_code(name) for own, name in names.items()}
    among = tuple(sorted(code.values())) if named else ()
    found = languages([text.text[:characters] for text in texts], among)
    right = sum(each == code[text.language] for each, text in zip(found, texts, strict=True))
    untold = sum(not each for each in found)
    n = len(texts)
    return Told(right / n, (n - right - untold) / n, untold / n)
