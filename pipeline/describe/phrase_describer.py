"""What all describers have in common: they name topics by phrases, weighed by BERTopic."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from pipeline.core.contracts import Describer
from pipeline.core.word_choice import ChosenWords, WordChoice
from pipeline.describe.class_tfidf import BERTOPIC


class PhraseDescriber(Describer):
    """A describer that ranks candidate phrases; methods differ in how they rank."""

    imports: ClassVar[tuple[str, ...]] = BERTOPIC

    n_keywords: int = Field(10, ge=1, le=100, description="keywords per topic at most")
    n_representatives: int = Field(
        3, ge=0, le=100, description="typical documents per topic at most"
    )
    n_candidates: int = Field(40, ge=2, le=1000, description="phrases ranked per topic")
    max_ngram: int = Field(3, ge=1, le=5, description="words in a phrase at most")
    words: ChosenWords = WordChoice()

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        """What ``words`` says of the longest phrase is filled in as ``max_ngram``."""
        if self.words.ngrams not in (None, self.max_ngram):
            raise ValueError(
                f"max_ngram is {self.max_ngram}, and words.ngrams is {self.words.ngrams}; give one "
                "of the two"
            )
        return self
