"""Word weights: TF-IDF over the words of texts, a plural counted as its singular.

Salton & Buckley (1988), doi:10.1016/0306-4573(88)90021-0, with the logarithm of counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.numerics.own_words import OwnWords
from pipeline.numerics.words import bases, pieces, singular

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class WordWeights:
    """What was learned of the words of a corpus.

    counter  counts words and phrases as they are spelled
    merging  (spellings, words) sparse: which of them are the same word, and are kept
    rarity   the weights of words by how few documents hold them
    """

    counter: Any
    merging: "csr_matrix"
    rarity: Any

    @property
    def size(self) -> int:
        """Different words and phrases."""
        return int(self.merging.shape[1])

    def rows(self, texts: Sequence[str]) -> "csr_matrix":
        """(texts, words), each row of unit length; empty for a text without known words."""
        return self.weighed(self.counter.transform(texts))

    def weighed(self, counts: "csr_matrix") -> "csr_matrix":
        """The rows of texts whose spellings are counted: (texts, spellings)."""
        return self.rarity.transform(counts @ self.merging)


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
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    counter = CountVectorizer(
        tokenizer=lambda text: pieces(text, left_out, own),
        token_pattern=None,
        lowercase=False,
        ngram_range=(1, max_ngram),
    )
    try:
        counts = counter.fit_transform(texts)
    except ValueError:  # what scikit-learn raises where no word is left
        return None
    word = _same(counter.get_feature_names_out().tolist())
    spellings = np.arange(len(word))
    shape = (len(word), int(word.max()) + 1)
    merging = csr_matrix((np.ones(len(word)), (spellings, word)), shape=shape)
    merged = (counts @ merging).tocsr()
    kept = np.flatnonzero(np.bincount(merged.indices, minlength=shape[1]) >= min_df)
    if not len(kept):
        return None
    rarity = TfidfTransformer(sublinear_tf=True)
    weights = rarity.fit_transform(merged[:, kept])
    counts.sort_indices()
    return Weighed(WordWeights(counter, merging[:, kept], rarity), weights, counts)


def _same(spellings: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.intp]]":
    """Number spellings so that those of one word, or of one phrase, have the same: (spellings,)."""
    present = bases([spelling for spelling in spellings if " " not in spelling])
    known: dict[str, int] = {}
    words = (
        " ".join(singular(word, present) for word in spelling.split(" ")) for spelling in spellings
    )
    return np.array([known.setdefault(word, len(known)) for word in words], dtype=np.intp)
