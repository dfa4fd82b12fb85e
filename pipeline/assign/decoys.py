"""Decoys: whether a corpus holds a theme at all, measured by subjects that nobody asked for.

Target-decoy competition (Elias & Gygi 2007, doi:10.1038/nmeth1019): everyday subjects that the
texts do not name are held against the same texts, and a theme is there where its nearest texts
are nearer than those of most decoys. Scores within a theme cannot tell: some text is always the
best.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.assign.everyday import EVERYDAY
from pipeline.assign.outcome import DistinctTexts
from pipeline.core.artifacts import FloatArray, Strings
from pipeline.core.theme import AS_AT_RANDOM, PRESENT, SURE, Theme
from pipeline.core.threads import one_thread

Floats = NDArray[np.float64]

DECOYS = {
    False: tuple(decoy.name for decoy in EVERYDAY),
    True: tuple(decoy.text for decoy in EVERYDAY),
}
"""The texts of the decoys: bare names, and names that are described."""

NEAREST, AT_LEAST, AT_MOST = 0.02, 5, 20
"""Share of the texts that are nearest, and how few and how many these are."""

KNOWN, TOGETHER = 2, 0.005
"""Texts that hold a word which is known; share of the texts that hold words which go together."""

RISE, FREE = 1.2, 4.0
"""How fast the floor under the texts of a theme rises with its nearest, and where that begins, in
standard deviations of cosines with decoys."""

NEARER = 0.95
"""Share of the decoys that a text is farther from than from a theme which it is near."""

NAMED, KEPT = 0.002, 60
"""Share of the texts that may name a decoy, and decoys that stay however many do."""

_AND = re.compile(r"(?<!\s)\s++(?:and|or|und|oder|et|ou|y|e|o)\s++|[,;/&+]", re.IGNORECASE)

AT_ONCE = 20_000
"""Rows that are compared at once."""


@dataclass(frozen=True)
class Footing:
    """How t themes stand against decoys.

    beaten   (t,) share of the decoys whose nearest texts are farther
    unheard  t tuples of words: those of a bare name of several words that no text holds
    present  (t,) whether enough are beaten, and no word is unheard
    near     (u, t) whether a text is nearer to the theme than to nearly all decoys; asked of themes
             in another language alone
    lacking  (u, t) how far each text lies below the floor of a bare name, in standard deviations
             of its own cosines with decoys; 0 above, and for themes that are described
    unfound  what is so of a theme that is not present and that no text names, as a clause
    apart    what is so of one that some texts name
    """

    beaten: Floats
    unheard: tuple[Strings, ...]
    present: NDArray[np.bool_]
    near: NDArray[np.bool_]
    lacking: Floats
    unfound: str = f"its nearest texts are {AS_AT_RANDOM}"
    apart: str = f"the nearest texts are {AS_AT_RANDOM}"


def footing(
    reading: DistinctTexts,
    themes: Sequence[Theme],
    rows: FloatArray,
    asked: FloatArray,
    decoys: Mapping[bool, FloatArray],
    foreign: NDArray[np.bool_],
) -> Footing:
    """Hold the vectors ``asked`` (t, d) of themes and those of decoys against (u, d) unit rows.

    ``decoys`` has those of each of ``DECOYS`` that some theme is like. A theme competes with
    those of its own form: more words are nearer to everything. Those that are ``foreign`` (t,) are
    named in another language than the texts, which need not hold a word of them.
    """
    reach = nearest(rows, asked)
    rivals = {form: nearest(rows, vectors) for form, vectors in decoys.items()}
    own = {reading.stemmer.phrase(theme.name) for theme in themes}
    unnamed = _unnamed(reading, own)
    beaten = np.array(
        [
            (rivals[theme.is_described][unnamed] < own_reach).mean()
            for theme, own_reach in zip(themes, reach, strict=True)
        ]
    )
    known = np.array([_is_known(reading, theme.name) for theme in themes])
    lacking = np.zeros((len(rows), len(themes)))
    bare = np.array([not theme.is_described for theme in themes])
    if bare.any():
        lacking[:, bare] = _lacking(rows, asked[bare], decoys[False][unnamed])
    near = np.zeros((len(rows), len(themes)), dtype=np.bool_)
    for form, own_form in ((False, bare & foreign), (True, ~bare & foreign)):
        if own_form.any():
            near[:, own_form] = _near(rows, asked[own_form], decoys[form][unnamed])
    unheard = tuple(
        () if is_foreign else _unheard(reading, theme)
        for theme, is_foreign in zip(themes, foreign.tolist(), strict=True)
    )
    enough = beaten >= np.where(known | foreign, PRESENT, SURE)
    present = enough & ~np.array(list(map(bool, unheard)))
    return Footing(beaten, unheard, present, near, lacking)


def _near(rows: FloatArray, asked: FloatArray, decoys: FloatArray) -> NDArray[np.bool_]:
    """Which of u texts are nearer to each theme (t, d) than to ``NEARER`` of the decoys: (u, t)."""
    decoys = decoys[decoys.any(axis=1)]
    near = np.zeros((len(rows), len(asked)), dtype=np.bool_)
    if len(decoys) < KEPT:
        return near
    with one_thread():
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            limits = np.quantile(some @ decoys.T, NEARER, axis=1)
            near[start : start + AT_ONCE] = some @ asked.T > limits[:, None]
    return near


def _lacking(rows: FloatArray, asked: FloatArray, decoys: FloatArray) -> Floats:
    """How far (u, d) texts lie below the floor of each theme (t, d): (u, t).

    A theme whose nearest texts are far nearer to it than to decoys is a narrow one, and texts
    that are hardly nearer do not have it, however well they do beside the rest of the corpus.
    """
    decoys = decoys[decoys.any(axis=1)]
    if len(decoys) < KEPT:  # of words that nobody uses an embedder may know nothing
        return np.zeros((len(rows), len(asked)))
    z = np.empty((len(rows), len(asked)))
    with one_thread():
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            rivals = some @ decoys.T
            mean, spread = rivals.mean(axis=1, keepdims=True), rivals.std(axis=1, keepdims=True)
            z[start : start + AT_ONCE] = (some @ asked.T - mean) / np.maximum(spread, 1e-6)
    floor = np.maximum(0, RISE * (_highest(z, _count(len(rows))).mean(axis=0) - FREE))
    return np.asarray(np.maximum(0, floor - z))


def _is_known(reading: DistinctTexts, name: str) -> bool:
    """Whether the texts hold the words of a name, and together those that name one thing."""
    if _rarest(reading, reading.stemmer.telling(name)) < KNOWN:
        return False
    together = max(KNOWN, TOGETHER * len(reading.documents))
    # "science and technology" names two things, which need not meet
    things = [reading.stemmer.telling(thing) for thing in _AND.split(name)]
    return all(len(reading.stems.holding(thing)) >= together for thing in things if len(thing) > 1)


def _unheard(reading: DistinctTexts, theme: Theme) -> Strings:
    """The words of a bare name of several that no text holds, nor a word that begins alike.

    The rest of the name alone is near to texts as well, and not to those that are meant: texts
    about races are near to "pancake races".
    """
    words = reading.stemmer.spelled(theme.name)
    if theme.is_described or len(words) < 2:
        return ()
    return tuple(word for word, stem in words if not reading.stems.begun_like(stem))


def _rarest(reading: DistinctTexts, words: Strings) -> int:
    """How many texts hold the rarest of some stems; 0 for no stem."""
    return min((len(reading.stems.holding((word,))) for word in words), default=0)


def nearest(rows: FloatArray, asked: FloatArray) -> Floats:
    """The mean of the highest cosines of each vector (t, d) with (u, d) unit rows: (t,)."""
    count = _count(len(rows))
    highest = np.empty((0, len(asked)), dtype=np.float32)
    with one_thread():
        for start in range(0, len(rows), AT_ONCE):
            cosines = rows[start : start + AT_ONCE] @ asked.T
            highest = _highest(np.vstack([highest, cosines]), count)
    return np.asarray(highest.mean(axis=0, dtype=np.float64))


def _count(texts: int) -> int:
    """How many of so many texts are the nearest."""
    return min(int(np.clip(ceil(NEAREST * texts), AT_LEAST, AT_MOST)), texts)


def _highest(values: NDArray[Any], count: int) -> NDArray[Any]:
    """The highest of each column, at most ``count`` of them."""
    return np.partition(values, max(len(values) - count, 0), axis=0)[-count:]


def _unnamed(reading: DistinctTexts, own: set[Strings]) -> NDArray[np.intp]:
    """The decoys that the texts do not name, or name least, and that nobody asked for."""
    names = DECOYS[False]
    named = np.array([_rarest(reading, reading.stemmer.telling(name)) for name in names])
    allowed = int((named <= max(KNOWN, NAMED * len(reading.documents))).sum())
    order = np.argsort(named, kind="stable")[: max(allowed, KEPT)]
    return np.array([place for place in order if reading.stemmer.phrase(names[place]) not in own])
