"""Character weights: TF-IDF over the runs of characters that words are made of.

McNamee & Mayfield (2004), doi:10.1023/B:INRT.0000009441.78971.be. Where a language inflects its
words or joins them into others, most of their forms are rare; what they have in common is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings
from pipeline.numerics.own_words import OwnWords
from pipeline.numerics.words import pieces

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SHORTEST, LONGEST = 3, 4
"""Characters in a run; the space before a word and the one after it are characters, too."""

MOST = 50_000
"""Runs that are counted at most: those that occur most often."""


@dataclass(frozen=True)
class CharacterWeights:
    """What was learned of the runs of characters of a corpus.

    left_out  words that have no runs, folded
    own       what the user reads otherwise
    spelled   the runs, in alphabetical order
    rarity    (runs,) what each weighs by how few documents hold it
    """

    left_out: frozenset[str]
    own: OwnWords | None
    spelled: Strings
    rarity: NDArray[np.float64]

    @property
    def size(self) -> int:
        """Different runs."""
        return len(self.spelled)

    def rows(self, texts: Sequence[str]) -> "csr_matrix":
        """(texts, runs), each row of unit length; empty for a text without known runs."""
        return self._vectorizer.transform(texts)

    @cached_property
    def _vectorizer(self) -> Any:
        vectorizer = _vectorizer(self.left_out, self.own, vocabulary=self.spelled)
        vectorizer.idf_ = self.rarity
        return vectorizer


def character_weights(
    texts: Sequence[str], left_out: frozenset[str], min_df: int, own: OwnWords | None = None
) -> "tuple[CharacterWeights, csr_matrix] | None":
    """Learn the weights of the runs that ``min_df`` of the texts hold, and weigh these texts.

    Words that are ``left_out`` (folded) have none; ``own`` is what the user reads otherwise.
    Returns None where there is no such run.
    """
    vectorizer = _vectorizer(left_out, own, min_df=min_df, max_features=MOST)
    try:
        weights = vectorizer.fit_transform(texts)
    except ValueError:  # what scikit-learn raises where no run is left
        return None
    spelled = tuple(vectorizer.get_feature_names_out().tolist())
    return CharacterWeights(left_out, own, spelled, vectorizer.idf_), weights


def _vectorizer(left_out: frozenset[str], own: OwnWords | None, **settings: Any) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer=lambda text: [run for word in pieces(text, left_out, own) for run in runs(word)],
        sublinear_tf=True,
        **settings,
    )


@lru_cache(maxsize=100_000)
def runs(word: str) -> tuple[str, ...]:
    """The runs of characters of a word between two spaces, shorter ones first."""
    between = f" {word} "
    return tuple(
        between[start : start + length]
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(between) - length + 1)
    )
