"""Signals: what a document means, what it says, and what the documents alike say.

They err in different places; as z-scores, added, they are right more often than each
(Fox & Shaw 1994, "Combination of multiple searches").
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.assign.calibration import SLOPE, border, probability, z_scores
from pipeline.assign.decoys import Footing
from pipeline.assign.evidence import learned_stems
from pipeline.assign.loo_ridge import loo_ridge
from pipeline.assign.outcome import DistinctTexts
from pipeline.assign.phrases import bm25, mentions, phrase_places
from pipeline.assign.threshold import otsu_threshold
from pipeline.core.artifacts import FloatArray
from pipeline.core.theme import Theme
from pipeline.core.threads import one_thread

Floats = NDArray[np.float64]

SAMPLE = 1000
"""Texts that are compared with each other to learn what is near."""

NEAR = 0.95
"""Share of the pairs of texts that are farther apart than a theme and what is near it."""

LACKS = 2.0
"""Log-odds lost for each standard deviation that a text lacks of a theme's footing."""

BORROWED = 5
"""Words that a theme without keywords takes from the documents that it finds first."""


@dataclass(frozen=True)
class Signals:
    """What u texts show of t themes, as z-scores: (u, t) each.

    meaning  cosine of the vectors of text and theme
    words    the theme's own words (BM25)
    alike    what the other texts show, as far as they are like this one
    odds     all three together as log-odds, 0 where the theme begins
    above    all three together, 0 where the scores part best; compares themes within a text
    known    (t,) how many texts name the theme or are near it
    named    (u, t) whether the text names the theme
    """

    meaning: Floats
    words: Floats
    alike: Floats
    odds: Floats
    above: Floats
    known: NDArray[np.int64]
    named: NDArray[np.bool_]


def find_signals(
    reading: DistinctTexts,
    themes: Sequence[Theme],
    rows: FloatArray,
    asked: FloatArray,
    stands: Footing,
    present: NDArray[np.bool_],
    near: float = NEAR,
    threads: int = 1,
) -> Signals:
    """All signals of u unit rows for t themes, of which ``asked`` (t, dimensions) are vectors.

    Themes that are not ``present`` (t,) borrow no words. A text that does not name a theme loses
    odds for what it lacks of the footing that the theme ``stands`` on. ``near`` is the share of
    the pairs of texts that are farther than what is near a theme.
    """
    with one_thread():
        cosines = (rows @ asked.T).astype(np.float64)
    places = [phrase_places(reading.stems, theme, reading.stemmer) for theme in themes]
    meaning = z_scores(cosines)
    words = z_scores(np.column_stack([bm25(reading.stems, at) for at in places]))
    named = np.column_stack([mentions(reading.stems, at) > 0 for at in places])
    known = (named | stands.near | (cosines >= _near(rows, near))).sum(axis=0)
    shares = known / len(rows)
    score, alike = _together(rows, meaning + words, threads)
    bare = np.array([not theme.keywords for theme in themes]) & present
    if bare.any():
        likely = probability(SLOPE * (score - _borders(score, shares)))
        borrowed = z_scores(_borrowed(reading, np.where(bare, likely, 0)))
        score, alike = _together(rows, meaning + words + borrowed, threads)
    parted = np.array([otsu_threshold(column) for column in score.T])
    return Signals(
        meaning=meaning,
        words=words,
        alike=alike,
        odds=SLOPE * (score - _borders(score, shares)) - np.where(named, 0, LACKS * stands.lacking),
        above=score - parted,
        known=known,
        named=named,
    )


def _together(rows: FloatArray, own: Floats, threads: int) -> tuple[Floats, Floats]:
    """What a text shows with what those like it show, and the latter alone."""
    own = z_scores(own)
    alike = z_scores(loo_ridge(rows, own, threads))
    return z_scores(own + alike), alike


def _borders(score: Floats, shares: Floats) -> Floats:
    return np.array([border(*pair) for pair in zip(score.T, shares, strict=True)])


def _borrowed(reading: DistinctTexts, likely: Floats) -> Floats:
    """What texts say in the words that tell the likely texts of a theme from the rest: (u, t).

    Relevance feedback (Buckley, Salton & Allan 1994, doi:10.1007/978-1-4471-2099-5_30). 0 for
    a theme that is likely nowhere.
    """
    said = np.zeros_like(likely)
    for column in np.flatnonzero(likely.any(axis=0)):
        strength = learned_stems(reading.stems, likely[:, column], reading.stemmer.tells)
        best = np.argsort(-strength, kind="stable")[:BORROWED]
        places = [np.flatnonzero(reading.stems.stem == stem) for stem in best if strength[stem]]
        said[:, column] = bm25(reading.stems, places)
    return said


def _near(rows: FloatArray, share: float) -> float:
    """The cosine that this share of the pairs of texts does not reach."""
    some = rows[np.linspace(0, len(rows) - 1, min(len(rows), SAMPLE)).astype(np.intp)]
    with one_thread():
        cosines = some @ some.T
    return float(np.quantile(cosines[np.triu_indices(len(some), 1)], share))
