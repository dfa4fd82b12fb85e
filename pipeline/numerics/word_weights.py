"""Word weights: TF-IDF over the words of texts, a plural counted as its singular.

Salton & Buckley (1988), doi:10.1016/0306-4573(88)90021-0, with the logarithm of counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings
from pipeline.numerics.own_words import OwnWords
from pipeline.numerics.words import bases, pieces, singular

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class WordReading:
    """How the words of texts are read.

    left_out   stop words, folded
    max_ngram  the longest phrase, in words
    own        what the user reads otherwise
    """

    left_out: frozenset[str]
    max_ngram: int = 1
    own: OwnWords | None = None

    def counter(self, vocabulary: Strings | None = None) -> Any:
        """What counts words and phrases as they are spelled; without a vocabulary it learns one."""
        from sklearn.feature_extraction.text import CountVectorizer

        return CountVectorizer(
            tokenizer=lambda text: pieces(text, self.left_out, self.own),
            token_pattern=None,
            lowercase=False,
            ngram_range=(1, self.max_ngram),
            vocabulary=vocabulary,
        )


@dataclass(frozen=True)
class WordWeights:
    """What was learned of the words of a corpus.

    reading    how texts are read
    spellings  words and phrases as they are spelled, s of them, in alphabetical order
    words      (s,) which of w words each is
    rarity     (w,) what each word weighs by how few documents hold it
    """

    reading: WordReading
    spellings: Strings
    words: NDArray[np.int32]
    rarity: NDArray[np.float64]

    @property
    def size(self) -> int:
        """Different words and phrases."""
        return len(self.rarity)

    def rows(self, texts: Sequence[str]) -> "csr_matrix":
        """(texts, words), each row of unit length; empty for a text without known words."""
        return self.weighed(self._counter.transform(texts))

    def weighed(self, counts: "csr_matrix") -> "csr_matrix":
        """The rows of texts whose spellings are counted: (texts, spellings)."""
        from sklearn.feature_extraction.text import TfidfTransformer

        weighing = TfidfTransformer(sublinear_tf=True)
        weighing.idf_ = self.rarity
        return weighing.transform(counts @ _merging(self.words, self.size))

    @cached_property
    def _counter(self) -> Any:
        return self.reading.counter(self.spellings)


@dataclass(frozen=True)
class Weighed:
    """Texts and the weights that were learned of their words.

    learned  what was learned
    weights  (texts, words) sparse, each row of unit length, or empty
    counts   (texts, spellings) sparse, how often each holds each: to weigh them as further texts
             are, in the order of these sums
    """

    learned: WordWeights
    weights: "csr_matrix"
    counts: "csr_matrix"


def word_weights(
    texts: Sequence[str],
    left_out: frozenset[str],
    max_ngram: int = 1,
    min_df: int = 1,
    own: OwnWords | None = None,
) -> Weighed | None:
    """Learn the weights of the words that ``min_df`` of the texts hold, and weigh these texts.

    Stop words, folded, are ``left_out``; ``own`` is what the user reads otherwise. Returns None
    where there is no such word.
    """
    from sklearn.feature_extraction.text import TfidfTransformer

    reading = WordReading(left_out, max_ngram, own)
    counter = reading.counter()
    try:
        counts = counter.fit_transform(texts)
    except ValueError:  # what scikit-learn raises where no word is left
        return None
    spellings = counter.get_feature_names_out()
    word = _same(spellings.tolist())
    size = int(word.max()) + 1
    merged = (counts @ _merging(word, size)).tocsr()
    kept = np.flatnonzero(np.bincount(merged.indices, minlength=size) >= min_df)
    if not len(kept):
        return None
    weighing = TfidfTransformer(sublinear_tf=True)
    weights = weighing.fit_transform(merged[:, kept])
    known = np.isin(word, kept)
    words = np.searchsorted(kept, word[known]).astype(np.int32)
    learned = WordWeights(reading, tuple(spellings[known].tolist()), words, weighing.idf_)
    counts.sort_indices()
    return Weighed(learned, weights, counts[:, np.flatnonzero(known)])


def _merging(words: NDArray[np.integer], size: int) -> "csr_matrix":
    """(spellings, words) sparse: which spellings are the same word."""
    from scipy.sparse import csr_matrix

    shape = (len(words), size)
    return csr_matrix((np.ones(len(words)), (np.arange(len(words)), words)), shape=shape)


def _same(spellings: Sequence[str]) -> NDArray[np.intp]:
    """Number spellings so that those of one word, or of one phrase, have the same: (spellings,)."""
    present = bases([spelling for spelling in spellings if " " not in spelling])
    known: dict[str, int] = {}
    words = (
        " ".join(singular(word, present) for word in spelling.split(" ")) for spelling in spellings
    )
    return np.array([known.setdefault(word, len(known)) for word in words], dtype=np.intp)
