"""Which languages the texts are in, as far as the user says."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from pipeline.core.artifacts import Strings
from pipeline.core.language_names import UNTOLD, WRITTEN_AS, language_codes, language_name


def _by_code(given: Any) -> Any:
    codes = language_codes(given, "auto")
    if codes == ():
        raise ValueError("is empty; name a language, or set auto")
    for code in codes if codes != "auto" and len(codes) > 1 else ():
        if code in UNTOLD:
            name, other = language_name(code), WRITTEN_AS.get(code)
            advice = f"name {language_name(other)} in its place" if other else "leave it out"
            raise ValueError(
                f"{name} cannot be told from others by its texts; {advice}, or name it alone "
                "where all texts are in it"
            )
    return codes


LanguageChoice = Annotated[
    Literal["auto"] | tuple[str, ...],
    BeforeValidator(_by_code, json_schema_input_type=str | tuple[str, ...]),
]
"""Each text's own language, told from all or from some of them; or one, that of every text."""

ChosenLanguage = Annotated[LanguageChoice, Field(description="filled from the top-level language")]
"""The field of a method that tells languages."""


def told_among(choice: LanguageChoice) -> Strings:
    """The languages that texts are told to be in; empty for all."""
    return () if choice == "auto" else tuple(choice)
