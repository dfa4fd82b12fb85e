"""Auto: exact as long as that is quick, distilled beyond.

The vectors of small corpora are those of minilm, byte for byte.
"""

from dataclasses import replace

import numpy as np
from pydantic import Field

from pipeline.core.artifacts import BoolArray, Check, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.corpus import Corpus
from pipeline.embed.distilled import Distilled, UnfaithfulError
from pipeline.embed.minilm import MiniLM


class BySize(Distilled):
    """Choose between minilm and distilled by the number of documents.

    Where distilled vectors are not faithful enough, minilm embeds all documents.
    """

    exact_up_to: int = Field(
        20_000, ge=0, le=1_000_000_000, description="documents up to which minilm embeds all"
    )

    @property
    def choice(self) -> str:
        return f"minilm up to {self.exact_up_to:,} documents, distilled beyond"

    def documents_read(self, documents: int) -> int:
        return documents if documents <= self.exact_up_to else super().documents_read(documents)

    def exact(self, corpus: Corpus) -> BoolArray:
        if len(corpus) > self.exact_up_to:
            return super().exact(corpus)
        return np.ones(len(corpus), dtype=np.bool_)

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        checks: tuple[Check, ...] = ()
        context = context.remembering
        if len(corpus) > self.exact_up_to:
            try:
                return _picked(super().__call__(corpus, context))
            except UnfaithfulError as error:
                checks = (Check("E09", "warning", _unfaithful(error, len(corpus))),)
        return _picked(MiniLM.__call__(self, corpus, context), checks)


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
