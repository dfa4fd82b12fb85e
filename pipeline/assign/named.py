"""Named: where themes lie among vectors that no new text can join.

The texts that name a theme stand for it, the mean of their vectors in place of its own (Rocchio
1971, "Relevance feedback in information retrieval"): what is like them has the theme, too. It is
there where they lie closer together than texts picked at random.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.assign.decoys import Footing
from pipeline.assign.outcome import DistinctTexts
from pipeline.assign.phrases import bm25, phrase_places
from pipeline.core.artifacts import FloatArray
from pipeline.core.theme import SURE, Theme
from pipeline.core.threads import one_thread
from pipeline.numerics.normalize import unit_rows

NEAR = 0.99
"""Share of the pairs of texts that are farther than what is near a theme: a mean of several
vectors is nearer to all than any of them."""

DRAWS = 500
"""Sets of texts picked at random that those of a theme are held against."""

MOST = 1000
"""Texts of a set that are looked at."""

ANYWHERE = 0.5
"""Share of the texts from which on a theme is there wherever they lie: they are what there is."""


def named_vectors(
    reading: DistinctTexts, themes: Sequence[Theme], rows: FloatArray, seed: int
) -> tuple[FloatArray, Footing]:
    """The vectors of t themes among (u, d) unit rows, and how the themes stand.

    (t, d) of unit length, all zero where no text says anything of a theme. A text counts by how
    much it says in the theme's own words. ``beaten`` is the share of the random sets that lie
    less close together than the texts that name the theme, and 1 for one that is anywhere.
    """
    places = [phrase_places(reading.stems, theme, reading.stemmer) for theme in themes]
    said = np.array([bm25(reading.stems, at) for at in places]).reshape(len(themes), len(rows))
    with one_thread():
        asked = unit_rows(said.astype(np.float32) @ rows)
    many = (said > 0).sum(axis=1) >= ANYWHERE * len(rows)
    beaten = np.array(
        [
            1.0 if is_anywhere else _beaten(rows, np.flatnonzero(column), seed)
            for column, is_anywhere in zip(said, many.tolist(), strict=True)
        ]
    )
    return asked, Footing(
        beaten=beaten,
        unheard=((),) * len(themes),
        present=beaten >= SURE,
        lacking=np.zeros((len(rows), len(themes))),
        near=np.zeros((len(rows), len(themes)), dtype=np.bool_),
        unfound="no vector is made of a name",
        apart="the texts that name it lie no closer together than texts picked at random",
    )


def _beaten(rows: FloatArray, chosen: NDArray[np.intp], seed: int) -> float:
    """The share of random sets of as many rows that lie less close together; 0 for one row.

    Of more than ``MOST`` rows as many are taken at random.
    """
    if len(chosen) < 2:
        return 0.0
    draw = np.random.default_rng(seed)  # for each theme anew: others have no say in it
    if len(chosen) > MOST:
        chosen = draw.choice(chosen, MOST, replace=False)
    own = _closeness(rows[chosen])
    others = (draw.choice(len(rows), len(chosen), replace=False) for _ in range(DRAWS))
    return float(np.mean([_closeness(rows[other]) < own for other in others]))


def _closeness(rows: FloatArray) -> float:
    """The length of the mean of unit rows, which tells their mean cosine."""
    return float(np.linalg.norm(rows.mean(axis=0, dtype=np.float64)))
