"""Joined: several representations of a document side by side, each with a weight."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import Field, ValidationInfo, field_validator

from pipeline.core.artifacts import BoolArray, FloatArray, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.method import Execution, Method
from pipeline.core.word_choice import WordChoice
from pipeline.embed.nested import Beside, Nested
from pipeline.numerics.normalize import unit_rows

MEANING_AND_WORDS: Any = ({"method": "auto"}, {"method": "lsa", "weight": 0.3})
"""The default parts: over five corpora topics were best with words counting a quarter."""


class Share(Beside):
    """What a part counts."""

    weight: float = Field(1.0, gt=0, le=1000, description="what it counts beside the others")


class Part(Share, Nested):
    """One representation and what it counts: ``{method: lsa, weight: 0.5, n_components: 100}``."""

    @classmethod
    def beside(cls) -> type[Beside]:
        return Share


class Joined(Embedder):
    """Join the vectors of several methods.

    The cosine similarity of two documents is the weighted mean of their similarities in the
    parts. Where a document has no direction in one part (an all-zero row), the other parts
    share its weight. A part that compares words counts less where the documents are in several
    languages: its weight times the chance that two of them have the same.

    In a run every part is a step of its own, cached by itself, and the context holds the vectors
    of all; called by itself it has the parts embed the corpus.
    """

    threads: int = Execution(0, ge=0, le=1024, description="processor threads; 0 = all there are")
    words: WordChoice = Execution(
        WordChoice(), description="handed to the parts, whose results they decide"
    )
    parts: tuple[Part, ...] = Field(
        MEANING_AND_WORDS,
        validate_default=True,
        description="two or more embed methods with their settings, and a weight for each; not "
        "given: auto, and lsa with the weight 0.3",
    )

    @field_validator("parts", mode="before", json_schema_input_type=tuple[Part | str, ...])
    @classmethod
    def _share(cls, given: Any, info: ValidationInfo) -> Any:
        """Hand threads and words to the parts that have them and are not given their own."""
        if not isinstance(given, list | tuple):
            return given
        if len(given) < 2:
            raise ValueError(f"{len(given)} parts cannot be joined; name at least 2")
        return tuple(_with_defaults(part, info.data) for part in given)

    @property
    def encodes(self) -> bool:
        return all(part.method.encodes for part in self.parts)

    def crosses_languages(self, corpus: Corpus) -> bool:
        return any(part.method.crosses_languages(corpus) for part in self.parts)

    @property
    def sent_to(self) -> str:
        return ", and ".join(part.method.sent_to for part in self.parts if part.method.sent_to)

    def exact(self, corpus: Corpus) -> BoolArray:
        exact: BoolArray = np.logical_and.reduce([part.method.exact(corpus) for part in self.parts])
        return exact

    def parameters(self) -> dict[str, Any]:
        parts = [
            {"method": part.method.name(), "weight": part.weight, **part.method.parameters()}
            for part in self.parts
        ]
        return {"parts": parts}

    def components(self) -> tuple[Method, ...]:
        parts = (part.method for part in self.parts)
        return tuple(each for part in parts for each in (part, *part.components()))

    def sources(self) -> dict[str, Path]:
        return {
            f"parts.{index}.{name}": path
            for index, part in enumerate(self.parts)
            for name, path in part.method.sources().items()
        }

    def reader(self, source: str) -> Callable[[str], bool]:
        _, index, name = source.split(".", 2)
        return self.parts[int(index)].method.reader(name)

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        parts = context.parts or [part.method(corpus, context.aside) for part in self.parts]
        values = self._join([part.values for part in parts], corpus)
        context.progress(len(values), len(values))
        return Vectors(values, {"dimensions": [part.values.shape[1] for part in parts]})

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        parts = [part.method.encode(texts, corpus, context) for part in self.parts]
        return self._join(parts, corpus)

    def _join(self, parts: Sequence[FloatArray], corpus: Corpus) -> FloatArray:
        by_words = [part.method.compares_words for part in self.parts]
        less = 1.0 if all(by_words) else corpus.same_language
        weights = [
            part.weight * (less if words else 1)
            for part, words in zip(self.parts, by_words, strict=True)
        ]
        shares = [math.sqrt(weight / sum(weights)) for weight in weights]
        return unit_rows(
            np.hstack([share * values for share, values in zip(shares, parts, strict=True)])
        )


def _with_defaults(part: Any, shared: dict[str, Any]) -> Any:
    part = {"method": part} if isinstance(part, str) else part
    if not isinstance(part, dict) or not isinstance(part.get("method"), str):
        return part
    try:
        fields = Part.chosen(part["method"]).model_fields
    except ValueError:  # Part reports it, with its place in the list
        return part
    return {name: value for name, value in shared.items() if name in fields} | part
