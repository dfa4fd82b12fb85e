"""Distilled: MiniLM for a sample of the corpus, and a map from words to its space for the rest.

The teacher's answers to a part of the corpus are the lesson from which a smaller student learns
(Hinton, Vinyals & Dean 2015, arXiv:1503.02531). As in model2vec (doi:10.5281/zenodo.17270888)
the student starts from the teacher's vectors of single words.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.core.artifacts import BoolArray, Check, FloatArray, Vectors
from pipeline.core.context import BY_ITSELF, Context, silent
from pipeline.core.corpus import Corpus
from pipeline.core.errors import ConfigError
from pipeline.core.threads import one_thread
from pipeline.embed.distillation import Student, taught
from pipeline.embed.distinct import distinct_texts
from pipeline.embed.fidelity import Fidelity
from pipeline.embed.minilm import MiniLM
from pipeline.embed.word_map import (
    FeatureReader,
    Placing,
    count_words,
    lesson_of,
    mapped,
    reader_of,
    wordless,
)
from pipeline.engines.local import Local
from pipeline.numerics.sampling import random_order

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class UnfaithfulError(ConfigError):
    """The words of a corpus do not tell what the model makes of its texts: ``found`` says how."""

    def __init__(self, found: str, wayout: str) -> None:
        super().__init__(f"embed.min_fidelity: {found}; {wayout}")
        self.found = found


class Distilled(MiniLM):
    """Embed a sample exactly, learn from it what words mean, and place the rest by their words.

    The settings of minilm are those of the teacher. New texts are embedded by the teacher, in
    the same space.
    """

    imports: ClassVar[tuple[str, ...]] = (
        *MiniLM.imports,
        "sklearn.feature_extraction.text",
        "sklearn.cluster",
        "sklearn.metrics",
        "scipy.linalg",
    )

    subsample: int = Field(
        5000, ge=50, le=50_000, description="documents embedded exactly, from which the map learns"
    )
    max_subsample: int = Field(
        20_000,
        ge=50,
        le=50_000,
        description="how far the subsample may grow, doubling while the map is not faithful enough",
    )
    min_fidelity: float = Field(
        0.6,
        ge=0,
        le=1,
        description="the least mean cosine of exact and distilled vectors, their common mean taken "
        "off, on documents of the subsample that the map has not seen",
    )
    vocab_size: int = Field(
        20_000, ge=10, le=200_000, description="words the map knows, the most frequent ones"
    )
    subsample_seed: int = Field(
        0,
        ge=0,
        le=2**32 - 1,
        description="which documents are drawn; the seed of the run has no say in it, so that "
        "another seed changes topics and no vector",
    )

    def documents_read(self, documents: int) -> int:
        return min(documents, self.subsample)

    def exact(self, corpus: Corpus) -> BoolArray:
        texts, inverse = distinct_texts(corpus)
        sampled = np.zeros(len(texts), dtype=np.bool_)
        sampled[random_order(texts, self.subsample_seed)[: self.subsample]] = True
        return sampled[inverse]

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        context = context.remembering
        first, inverse = np.unique(corpus.first_copy, return_inverse=True)
        originals = corpus.part(first)
        learned = self._learn(originals, context) if len(first) > self.subsample else None
        if learned is None:
            return super().__call__(corpus, context)
        values = self._place(originals, learned, context)
        resolved = {
            "dimensions": values.shape[1],
            "subsample": len(learned.rows),
            "words": learned.counts.shape[1],
            "penalty": learned.student.penalty,
            "fidelity": learned.student.fidelity.rounded,
        }
        checks = (*learned.exact.checks, self._check(len(first), learned))
        return Vectors(values[inverse], resolved, checks)

    def _learn(self, originals: Corpus, context: Context) -> "_Learned | None":
        """Teach with a sample that is large enough; None where all documents would be in it.

        Raises ``UnfaithfulError`` where the largest one will not do.
        """
        texts = originals.full_texts
        counts, words = count_words(texts, self.vocab_size)
        if not words:
            return None
        reader = reader_of(counts, self.encode(words, originals, context))
        order, size = random_order(texts, self.subsample_seed), self.subsample
        while size < len(texts):
            rows = order[:size]
            sample = originals.part(rows)
            exact = super().__call__(sample, context)
            with one_thread():
                student = taught(
                    lesson_of(reader.read(counts[rows]), exact.values), self.subsample_seed
                )
            if student.fidelity.cosine >= self.min_fidelity:
                return _Learned(rows, exact, counts, student, reader)
            if size >= self.max_subsample:
                raise self._refusal(size, student.fidelity)
            read = dict(zip(sample.full_texts, exact.values, strict=True))
            context = replace(context, known={**context.known, **read})
            size = min(2 * size, self.max_subsample)
        return None

    def _place(self, originals: Corpus, learned: "_Learned", context: Context) -> FloatArray:
        """Exact vectors where there are, and of texts that hold no known word; else by the map."""
        with one_thread():
            placing = Placing(learned.student.word_map, learned.reader)
            values = mapped(placing, learned.counts, context.engine or Local())
        values[learned.rows] = learned.exact.values
        mute = np.setdiff1d(np.flatnonzero(wordless(learned.counts)), learned.rows)
        if len(mute):
            untold = replace(context, progress=silent)
            values[mute] = super().__call__(originals.part(mute), untold).values
        return values

    def _check(self, texts: int, learned: "_Learned") -> Check:
        seen = learned.student.fidelity
        message = (
            f"{len(learned.rows):,} of {texts:,} different texts were embedded by the model, the "
            f"rest were placed by their words. On {seen.documents:,} documents kept apart, the "
            f"mean cosine of the two vectors, less what all share, is {seen.cosine:.2f}; "
            f"{seen.neighbours:.0%} of the nearest documents stay the nearest; and k-means on "
            f"the one and on the other agree with an adjusted mutual information of "
            f"{seen.topics:.2f}, where two starts on the model's own reach {seen.ceiling:.2f}."
        )
        advice = "For the model's vectors of all documents, use embed.method minilm."
        return Check("E08", "info", message, advice)

    def _refusal(self, size: int, seen: Fidelity) -> UnfaithfulError:
        return UnfaithfulError(
            f"distilled vectors, less what all share, have a mean cosine of {seen.cosine:.2f} to "
            f"those of the model after {size:,} documents, expected at least {self.min_fidelity:g}",
            "use embed.method minilm, which takes longer, raise embed.max_subsample, or lower "
            "embed.min_fidelity",
        )


@dataclass(frozen=True)
class _Learned:
    """The sample (``rows`` of the different texts), its vectors, and what was learned from it."""

    rows: NDArray[np.intp]
    exact: Vectors
    counts: "csr_matrix"
    student: Student
    reader: FeatureReader
