"""Latent semantic analysis: word statistics of the corpus itself.

Deerwester et al. (1990), doi:10.1002/(SICI)1097-4571(199009)41:6<391::AID-ASI1>3.0.CO;2-9;
the decomposition is exact (Lanczos's method; Lehoucq, Sorensen & Yang 1998,
doi:10.1137/1.9780898719628). A randomised one is no faster on texts and leaves the finer half
of the axes to the dice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.core.artifacts import Arrays, Check, FloatArray, Severity, Strings, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.method import Auto
from pipeline.core.threads import one_thread
from pipeline.core.word_choice import ChosenWords, WordChoice
from pipeline.embed.distinct import distinct_texts
from pipeline.numerics.character_weights import CharacterWeights, character_weights
from pipeline.numerics.normalize import unit_rows
from pipeline.numerics.own_words import OwnWords, own_words
from pipeline.numerics.stop_words import stop_words
from pipeline.numerics.word_weights import WordReading, WordWeights, word_weights

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_NOTHING = 1e-8  # a document of length 1 that is shorter than this along every axis


SHORT = 1_000
"""Characters, on average, up to which the runs of characters in texts are counted. With them the
ten nearest of 1,028 German news are of their section in 67 % in place of 63 (their first 400
characters), 76 in place of 73 (1,000), and 80 in place of 78 (the whole, 2,600)."""


OF_FEW_CHARACTERS = frozenset(["ja", "zh"])
"""Languages whose words have a character or two, which runs would merely count again."""


class LSA(Embedder):
    """TF-IDF and a truncated singular value decomposition; needs no model.

    Where the texts are short and not in English, Chinese or Japanese, the runs of 3 and 4
    characters within their words are counted, too, as much as the words: forms of a word that are
    rare share most of them.
    """

    imports: ClassVar[tuple[str, ...]] = (
        "sklearn.feature_extraction.text",
        "scipy.sparse.linalg",
    )

    learns: ClassVar[bool] = True
    compares_words: ClassVar[bool] = True

    n_components: int = Field(100, ge=2, le=1000, description="dimensions kept")
    max_ngram: int = Field(1, ge=1, le=3, description="longest phrase counted, in words")
    min_df: Auto | Annotated[int, Field(ge=1)] = Field(
        "auto", description="documents a word must occur in; auto: 2, or 1 below 100 documents"
    )
    characters: Auto | bool = Field(
        "auto",
        description="count runs of 3 and 4 characters within words, too; auto: where the texts "
        "are in another language than English, Chinese or Japanese, and have 1,000 characters or "
        "less on average",
    )
    words: ChosenWords = WordChoice()

    def resolve(self, n_documents: int) -> "LSA":
        chosen = (1 if n_documents < 100 else 2) if self.min_df == "auto" else self.min_df
        return self.model_copy(update={"min_df": chosen})

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        texts, inverse = distinct_texts(corpus)
        places: list[FloatArray] = []

        def fit() -> _Space:
            space, rows = self._fit(texts, corpus)
            places.append(rows)
            return space

        space = context.once((self, tuple(texts)), fit)
        values = (places[0] if places else space.rows(texts))[inverse]
        context.progress(len(corpus), len(corpus))
        resolved = self._resolved(texts, corpus, space)
        checks = self._checks(corpus, values, resolved)
        return Vectors(values, resolved, checks, space.vocabulary, space.learned)

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        own, _ = distinct_texts(corpus)
        # several steps ask for what is learned from the texts of a corpus
        space = context.once(
            (self, tuple(own)), lambda: self._kept(corpus, context) or self._fit(own, corpus)[0]
        )
        return space.rows(texts)

    def _kept(self, corpus: Corpus, context: Context) -> "_Space | None":
        """What was learned when the vectors of a corpus were made; None where it was not kept."""
        kept = context.learned.get(self)
        if kept is None or not kept.learned:
            return None
        spelled, learned = kept.vocabulary, kept.learned
        left_out, own = self._read_otherwise(corpus)
        reading = WordReading(left_out, self.max_ngram, own)
        words = WordWeights(reading, spelled["words"], learned["words"], learned["word_rarity"])
        runs = None
        if "runs" in spelled:
            runs = CharacterWeights(left_out, own, spelled["runs"], learned["run_rarity"])
        return _Space(words, runs, learned["axes"])

    def _fit(self, texts: Sequence[str], corpus: Corpus) -> "tuple[_Space, FloatArray]":
        """Learn the axes of these texts, and their places along them.

        On an empty vocabulary, a space of no axes.
        """
        from scipy.sparse import hstack

        min_df = self._least(len(texts))
        left_out, own = self._read_otherwise(corpus)
        found = word_weights(texts, left_out, self.max_ngram, min_df, own)
        if found is None:
            nothing = _Space(None, None, np.zeros((0, 0)))
            return nothing, nothing.rows(texts)
        weights, counted = [found.weights], [found.learned.weighed(found.counts)]
        runs = None
        if self._counts_characters(texts, corpus):
            of_runs = character_weights(texts, left_out, min(min_df + 1, len(texts)), own)
            if of_runs is not None:
                runs, rows = of_runs
                weights.append(rows)
                counted.append(runs.rows(texts))
        rows = hstack(weights, format="csr")
        with one_thread():
            sizes, axes = _decomposed(rows, min(self.n_components, *rows.shape))
        kept = sizes > sizes[0] * 1e-10
        space = _Space(found.learned, runs, axes[kept].T)
        return space, space.placed(counted)

    def _least(self, texts: int) -> int:
        """The texts, of so many, that a word must be in."""
        return min(int(self.resolve(texts).min_df), max(1, texts))

    def _resolved(self, texts: Sequence[str], corpus: Corpus, space: "_Space") -> dict[str, int]:
        words, runs = space.words.size if space.words else 0, {}
        if words and self._counts_characters(texts, corpus):
            runs = {"runs": space.runs.size if space.runs else 0}
        dimensions = space.axes.shape[1]
        return {"min_df": self._least(len(texts)), "words": words, **runs, "dimensions": dimensions}

    def _read_otherwise(self, corpus: Corpus) -> tuple[frozenset[str], OwnWords]:
        """The words of a corpus that count for nothing, and those that the user reads otherwise."""
        return stop_words(self.words, corpus.spoken), own_words(self.words)

    def _counts_characters(self, texts: Sequence[str], corpus: Corpus) -> bool:
        if self.characters != "auto":
            return self.characters
        inflected = not corpus.is_english and OF_FEW_CHARACTERS.isdisjoint(corpus.spoken[:1])
        return inflected and sum(map(len, texts)) <= SHORT * len(texts)

    def _checks(
        self, corpus: Corpus, values: FloatArray, resolved: Mapping[str, int]
    ) -> tuple[Check, ...]:
        silent_rows = ~values.any(axis=1)
        empty = tuple(corpus.ids[i] for i in np.flatnonzero(silent_rows))
        found = resolved["dimensions"]
        checks = []
        if empty:
            severity: Severity = "warning" if found else "problem"
            message = (
                f"{len(empty)} of {len(corpus)} documents have no word that "
                f"{resolved['min_df']} or more documents use, stop words aside; "
                "they resemble nothing."
            )
            advice = "Use embed.method minilm, or lower embed.min_df."
            checks.append(Check("E03", severity, message, advice, empty))
        if 0 < found < self.n_components:
            message = (
                f"The words of {len(corpus)} documents span {found} dimensions, fewer than "
                f"the {self.n_components} that embed.n_components asks for."
            )
            checks.append(Check("E04", "info", message))
        return tuple(checks)


@dataclass(frozen=True)
class _Space:
    """What was learned from a corpus: weights of words and of runs, where these are counted.

    ``axes`` are (words, then runs; dimensions). Where no word counts there is none of it.
    """

    words: WordWeights | None
    runs: CharacterWeights | None
    axes: NDArray[np.float64]

    @property
    def vocabulary(self) -> dict[str, Strings]:
        """The words and runs, as they are kept."""
        words = {"words": self.words.spellings} if self.words else {}
        return words | ({"runs": self.runs.spelled} if self.runs else {})

    @property
    def learned(self) -> Arrays:
        """The rest of it, as it is kept."""
        if self.words is None:
            return {}
        learned: dict[str, NDArray[Any]] = {
            "words": self.words.words,
            "word_rarity": self.words.rarity,
            "axes": self.axes,
        }
        return {**learned, "run_rarity": self.runs.rarity} if self.runs else learned

    def rows(self, texts: Sequence[str]) -> FloatArray:
        """(texts, dimensions), of unit length or all zero; one zero column without axes."""
        if self.words is None or not len(texts):
            return np.zeros((len(texts), max(1, self.axes.shape[1])), dtype=np.float32)
        counted = [self.words.rows(texts)]
        return self.placed([*counted, self.runs.rows(texts)] if self.runs else counted)

    def placed(self, counted: "Sequence[csr_matrix]") -> FloatArray:
        """The same of texts whose words are counted, and their runs of characters."""
        from scipy.sparse import hstack

        places = np.asarray(hstack(counted, format="csr") @ self.axes)
        places[np.linalg.norm(places, axis=1) < _NOTHING] = 0
        return unit_rows(places)


def _decomposed(
    weights: "csr_matrix", count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ``count`` largest singular values, falling, and their axes: (count, words)."""
    from scipy.sparse.linalg import ArpackError, svds

    small = min(weights.shape)
    try:
        basis = min(small - 1, count + max(count // 2, 20))
        _, sizes, axes = svds(weights, k=count, ncv=basis, tol=1e-3, v0=np.ones(small))
        sizes, axes = sizes[::-1], axes[::-1]
    except (ValueError, ArpackError):  # more axes than Lanczos's method can find, or fewer there
        _, sizes, axes = np.linalg.svd(weights.toarray(), full_matrices=False)
        sizes, axes = sizes[:count], axes[:count]
    # the largest entry of each axis is positive: its sign would be left to rounding
    largest = np.abs(axes).argmax(axis=1)
    return sizes, axes * np.sign(axes[np.arange(count), largest])[:, None]
