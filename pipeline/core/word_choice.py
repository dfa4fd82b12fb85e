"""Which words count for nothing, as one word, or as another, wherever words are read."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)

from pipeline.core.language_names import language_codes

LATER = ("keep_together", "lemmas", "ngrams")
"""What could not always be chosen: recorded where it is, so that older results still hold."""

_WITHOUT_SPACES = re.compile("[\u0e01-\u0e4e\u3005-\u9fff]")


class WordChoice(BaseModel):
    """How words are read for vectors, for the names of topics, for themes and for coherence."""

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
    keep_together: tuple[str, ...] = Field(
        (),
        description="phrases that are one word each, also where the last word is in the plural; "
        "their parts do not count there: [neural network, machine learning]",
    )
    lemmas: Mapping[str, str] = Field(
        {},
        description="words that are read as another, in any case: {mice: mouse, caps: cap}",
    )
    ngrams: int | None = Field(
        None,
        ge=1,
        le=5,
        description="words in a keyword at most, where describe.max_ngram is not to say so",
    )

    def __hash__(self) -> int:
        lemmas = tuple(sorted(self.lemmas.items()))
        return hash((self.stop_words, self.ignore, self.keep_together, lemmas, self.ngrams))

    @model_serializer(mode="wrap")
    def _as_chosen(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        every: dict[str, Any] = handler(self)
        return {name: value for name, value in every.items() if value or name not in LATER}

    @field_validator("stop_words", mode="before", json_schema_input_type=str | tuple[str, ...])
    @classmethod
    def _by_code(cls, given: Any) -> Any:
        return language_codes(given, "auto", "none")

    @field_validator("ignore")
    @classmethod
    def _one_word_each(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for entry in given:
            _require_one_word(entry, "give each word by itself")
        return given

    @field_validator("keep_together")
    @classmethod
    def _several_words_each(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for phrase in given:
            if not any(map(str.isalnum, phrase)):
                raise ValueError("one phrase is empty; remove it")
            one = len(re.findall(r"\w+", phrase)) == 1
            if one and not _WITHOUT_SPACES.search(phrase):
                raise ValueError(
                    f"{phrase!r} is a single word, which nothing takes apart; remove it, or give "
                    "the words that stand beside it, too"
                )
        return given

    @field_validator("lemmas")
    @classmethod
    def _one_step_each(cls, given: Mapping[str, str]) -> Mapping[str, str]:
        folded: dict[str, str] = {}
        for word, lemma in given.items():
            for one in (word, lemma):
                _require_one_word(one, "give words one by one; keep_together is for phrases")
            key = _folded(word)
            if folded.get(key, lemma) != lemma:
                raise ValueError(
                    f"{word!r} is read as {folded[key]!r} and as {lemma!r}; choose one"
                )
            if key == _folded(lemma):
                raise ValueError(f"{word!r} is read as itself; remove it")
            folded[key] = lemma
        for word, lemma in given.items():
            if _folded(lemma) in folded:
                further = folded[_folded(lemma)]
                raise ValueError(
                    f"{word!r} is read as {lemma!r}, which is read as {further!r}; a word is read "
                    f"as another once: write {word}: {further}"
                )
        return {word.strip(): lemma.strip() for word, lemma in given.items()}

    @model_validator(mode="after")
    def _nothing_ignored_is_read(self) -> Self:
        ignored = set(map(_folded, self.ignore))
        for word, lemma in self.lemmas.items():
            if _folded(word) in ignored:
                raise ValueError(
                    f"{word!r} is read as {lemma!r} by lemmas, and in ignore, too; take it out of "
                    "one of them"
                )
            if _folded(lemma) in ignored:
                raise ValueError(
                    f"{word!r} is read as {lemma!r}, which is in ignore; put {word!r} there, too, "
                    "in place of the lemma"
                )
        return self


def _require_one_word(entry: str, way_out: str) -> None:
    if len(entry.split()) != 1:
        what = f"{entry!r} is no single word" if entry.strip() else "one word is empty"
        raise ValueError(f"{what}; {way_out}")


def _folded(word: str) -> str:
    return word.strip().casefold().replace("’", "'")  # noqa: RUF001


ChosenWords = Annotated[WordChoice, Field(description="filled from the top-level words")]
"""The field of a method that reads words."""
