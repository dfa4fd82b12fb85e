"""A map from the words of a text to the space of a model, learned from texts that it embedded.

Distillation (Hinton, Vinyals & Dean 2015, arXiv:1503.02531) with the texts of the corpus as
its lesson: a ridge regression (Hoerl & Kennard 1970, doi:10.1080/00401706.1970.10488634) from
word statistics to the vectors of the teacher. It reads a text twice: as the TF-IDF weights of
its words, and as the mean of the vectors that the teacher gives these words one by one, in
which rare words count more (Arora, Liang & Ma 2017, openreview.net/forum?id=SyxXZULYgl). So the
meaning of a word that no example holds is known all the same, and what a word means in this
corpus is learned. Both add up in one linear map; it is solved among examples, of which there
are fewer than words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray, FloatArray
from pipeline.core.engine import Engine
from pipeline.numerics.normalize import unit_rows
from pipeline.numerics.segmentation import words_in
from pipeline.numerics.tokens import lowered, word_finder

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

RARE = 1e-3
"""A word counts RARE / (RARE + its share of all words); the value of Arora et al."""
_AT_ONCE = 1024  # texts in one dense block
_SOME = 5000  # texts of which the mean is taken


def count_words(texts: Sequence[str], most: int) -> tuple["csr_matrix", list[str]]:
    """How often each text (n) has each of the ``most`` (v) most frequent words, and the words.

    A word occurs in at least two texts. Counts are float32; (n, 0) where no word is left.
    """
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(
        preprocessor=lowered,
        tokenizer=lambda text: words_in(word_finder(least=2), text),
        token_pattern=None,
        min_df=2,
        max_features=most,
        dtype=np.float32,
    )
    try:
        return counter.fit_transform(texts), list(counter.get_feature_names_out())
    except ValueError:  # what scikit-learn raises where no word is left
        return csr_matrix((len(texts), 0), dtype=np.float32), []


@dataclass(frozen=True)
class TextFeatures:
    """Texts as the map reads them.

    words    (n, v) float32, TF-IDF weights, rows of unit length or all zero
    meaning  (n, d) float32, means of word vectors, unit length or all zero
    """

    words: "csr_matrix"
    meaning: FloatArray

    def __getitem__(self, rows: NDArray[np.intp]) -> "TextFeatures":
        return TextFeatures(self.words[rows], self.meaning[rows])


@dataclass(frozen=True)
class FeatureReader:
    """How the texts of a corpus are read.

    idf      (v,) float32, what each word tells about a text
    vectors  (v, d) float32, what the teacher makes of each word, times what it counts
    centre   (d,) float32, the mean meaning of texts, which is taken off: it outweighs what tells
             them apart, as the first principal component that Arora et al. remove
    """

    idf: FloatArray
    vectors: FloatArray
    centre: FloatArray

    def read(self, counts: "csr_matrix") -> TextFeatures:
        """Read texts, given their counts (n, v)."""
        from sklearn.preprocessing import normalize

        tempered = _tempered(counts)
        words = normalize(tempered.multiply(self.idf).tocsr(), copy=False)
        return TextFeatures(words, unit_rows(unit_rows(tempered @ self.vectors) - self.centre))


def reader_of(counts: "csr_matrix", word_vectors: FloatArray) -> FeatureReader:
    """The reader of a corpus, given its counts (n, v) and the vectors of the words (v, d)."""
    used = np.asarray(counts.sum(axis=0)).ravel()
    within = counts.getnnz(axis=0)
    idf = (np.log((1 + counts.shape[0]) / (1 + within)) + 1).astype(np.float32)
    rare = RARE / (RARE + used / used.sum())
    vectors = (word_vectors * rare[:, None]).astype(np.float32, copy=False)
    some = np.unique(np.linspace(0, counts.shape[0] - 1, _SOME).astype(np.intp))
    centre = unit_rows(_tempered(counts[some]) @ vectors).mean(axis=0, dtype=np.float64)
    return FeatureReader(idf, vectors, centre.astype(np.float32))


def _tempered(counts: "csr_matrix") -> "csr_matrix":
    """Counts of which the second and the tenth add less than the first."""
    tempered = counts.copy()
    tempered.data = 1 + np.log(tempered.data)
    return tempered


@dataclass(frozen=True)
class WordMap:
    """The learned map: ``of_words`` (v, d), ``of_meaning`` (d, d), and ``origin`` (d,)."""

    of_words: FloatArray
    of_meaning: FloatArray
    origin: FloatArray

    def __call__(self, reading: TextFeatures) -> FloatArray:
        """Where texts belong in the space of the teacher: (n, d) float32, of unit length."""
        places = reading.words @ self.of_words + reading.meaning @ self.of_meaning
        return unit_rows(places + self.origin)


@dataclass(frozen=True)
class Lesson:
    """Texts that the teacher embedded.

    reading     of m texts, as a map reads them
    exact       (m, d) float32, their vectors
    likeness    (m, m) float32, the inner products of the readings
    """

    reading: TextFeatures
    exact: FloatArray
    likeness: FloatArray

    def learn(self, rows: NDArray[np.intp], penalty: float) -> WordMap:
        """The map of least squared error on some of the texts, its size held down."""
        from scipy.linalg import cho_factor, cho_solve

        origin = self.exact[rows].mean(axis=0, dtype=np.float64).astype(np.float32)
        system = self.likeness[np.ix_(rows, rows)]
        system[np.diag_indices_from(system)] += np.float32(penalty)
        factor = cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
        shares = cho_solve(factor, self.exact[rows] - origin, check_finite=False)
        read = self.reading[rows]
        return WordMap(
            np.asarray(read.words.T @ shares, dtype=np.float32), read.meaning.T @ shares, origin
        )


def lesson_of(reading: TextFeatures, exact: FloatArray) -> Lesson:
    """Prepare to learn from texts whose vectors are known."""
    likeness = reading.meaning @ reading.meaning.T
    for first in range(0, len(likeness), _AT_ONCE):
        block = slice(first, first + _AT_ONCE)
        likeness[block] += (reading.words[block] @ reading.words.T).toarray()
    return Lesson(reading, exact, likeness)


def wordless(counts: "csr_matrix") -> BoolArray:
    """(n,): which texts hold no counted word, and so cannot be mapped."""
    empty: BoolArray = counts.getnnz(axis=1) == 0
    return empty


@dataclass(frozen=True)
class Placing:
    """Where texts belong, given the counts of their words; a partition function."""

    word_map: WordMap
    reader: FeatureReader

    def __call__(self, counts: "csr_matrix") -> FloatArray:
        """Place n texts, given their counts (n, v): (n, d)."""
        return self.word_map(self.reader.read(counts))


def mapped(placing: Placing, counts: "csr_matrix", engine: Engine) -> FloatArray:
    """The map of all texts, in blocks: what is in memory at once does not grow with them."""
    vectors = np.empty((counts.shape[0], len(placing.word_map.origin)), dtype=np.float32)
    starts = range(0, len(vectors), _AT_ONCE)
    blocks = engine.map(placing, (counts[start : start + _AT_ONCE] for start in starts))
    for start, block in zip(starts, blocks, strict=True):
        vectors[start : start + _AT_ONCE] = block
    return vectors
