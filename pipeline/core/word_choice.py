"""Which words count for nothing, wherever words are read."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from pipeline.core.language_names import language_codes


class WordChoice(BaseModel):
    """The words that are left out of vectors, of the names of topics and of themes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stop_words: Literal["auto", "none"] | tuple[str, ...] = Field(
        "auto",
        description="words that hold a sentence together and name nothing: auto takes those of "
        "every language that a tenth of the texts are in; or the languages, by code or name "
        "(german, or [de, en]); or none",
    )
    ignore: tuple[str, ...] = Field(
        (),
        description="words of your own that count for nothing either, each with its plural: the "
        "name of the product, say",
    )

    @field_validator("stop_words", mode="before", json_schema_input_type=str | tuple[str, ...])
    @classmethod
    def _by_code(cls, given: Any) -> Any:
        return language_codes(given, "auto", "none")

    @field_validator("ignore")
    @classmethod
    def _one_word_each(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for entry in given:
            if len(entry.split()) != 1:
                what = f"{entry!r} is no single word" if entry.strip() else "one word is empty"
                raise ValueError(f"{what}; give each word by itself")
        return given


ChosenWords = Annotated[WordChoice, Field(description="filled from the top-level words")]
"""The field of a method that reads words."""
