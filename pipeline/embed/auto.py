"""Auto: the English model for English, the one of many languages for others.

English is embedded exactly as long as that is quick, and distilled beyond; the vectors of small
corpora are those of minilm, byte for byte. Documents that are not English (``Corpus.is_english``)
are embedded by use_multilingual, all of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

import numpy as np
from pydantic import Field

from pipeline.core.artifacts import BoolArray, Check, FloatArray, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.embed.distilled import Distilled, UnfaithfulError
from pipeline.embed.minilm import MiniLM
from pipeline.embed.use_multilingual import UseMultilingual


class BySize(Distilled):
    """Choose between minilm and distilled by the number of documents.

    Languages other than English are embedded by use_multilingual. Where distilled vectors are not
    faithful enough, minilm embeds all documents.
    """

    packages: ClassVar[tuple[str, ...]] = (*MiniLM.packages, *UseMultilingual.packages)

    exact_up_to: int = Field(
        20_000, ge=0, le=1_000_000_000, description="documents up to which minilm embeds all"
    )

    @property
    def choice(self) -> str:
        return (
            f"minilm up to {self.exact_up_to:,} documents, distilled beyond; use_multilingual "
            "where they are not English"
        )

    def chosen(self, corpus: Corpus) -> Embedder:
        return self if corpus.is_english else self._multilingual

    def others(self) -> tuple[Embedder, ...]:
        return (self._multilingual,)

    def crosses_languages(self, corpus: Corpus) -> bool:
        return self.chosen(corpus) is not self

    @property
    def _multilingual(self) -> UseMultilingual:
        return UseMultilingual(threads=self.threads)

    def documents_read(self, documents: int) -> int:
        return documents if documents <= self.exact_up_to else super().documents_read(documents)

    def exact(self, corpus: Corpus) -> BoolArray:
        if len(corpus) > self.exact_up_to and self.chosen(corpus) is self:
            return super().exact(corpus)
        return np.ones(len(corpus), dtype=np.bool_)

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        chosen = self.chosen(corpus)
        if chosen is not self:
            vectors = chosen(corpus, context)
            resolved = {"method": chosen.name(), **vectors.resolved}
            return replace(
                vectors, resolved=resolved, checks=(_other_languages(corpus), *vectors.checks)
            )
        checks: tuple[Check, ...] = ()
        context = context.remembering
        if len(corpus) > self.exact_up_to:
            try:
                return _picked(super().__call__(corpus, context))
            except UnfaithfulError as error:
                checks = (Check("E09", "warning", _unfaithful(error, len(corpus))),)
        return _picked(MiniLM.__call__(self, corpus, context), checks)

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        chosen = self.chosen(corpus)
        if chosen is not self:
            return chosen.encode(texts, corpus, context)
        return super().encode(texts, corpus, context)


def _other_languages(corpus: Corpus) -> Check:
    message = (
        f"{corpus.english:.0%} of the documents that tell their language are English, so all "
        "were embedded by use_multilingual, which reads 16 languages side by side."
    )
    return Check("E11", "info", message)


def _picked(vectors: Vectors, checks: tuple[Check, ...] = ()) -> Vectors:
    """Vectors that also say which method they are of."""
    method = "distilled" if "fidelity" in vectors.resolved else "minilm"
    resolved = {"method": method, **vectors.resolved}
    return replace(vectors, resolved=resolved, checks=(*vectors.checks, *checks))


def _unfaithful(error: UnfaithfulError, documents: int) -> str:
    return (
        f"All {documents:,} documents were embedded by the model, because their words do not "
        f"tell enough: {error.found}."
    )
