"""Documents whose themes the user has fixed."""

from dataclasses import replace

import numpy as np

from pipeline.core.artifacts import Corpus, Strings, Themes
from pipeline.overrides.settings import Overrides


def fixed_themes(overrides: Overrides, corpus: Corpus) -> dict[int, Strings]:
    """The positions of the documents named that the corpus has, each with its themes."""
    place = {identifier: document for document, identifier in enumerate(corpus.ids)}
    return {place[each.id]: each.themes for each in overrides.documents if each.id in place}


def with_fixed(themes: Themes, fixed: dict[int, Strings]) -> Themes:
    """Themes in which these documents have exactly those named; the same object if none is fixed.

    What is said is judged: 1 and -1, with a score of 1 and 0. The primary theme is the one
    named that scored best before. Evidence, words, signals and margins stay as they were found.
    """
    if not fixed:
        return themes
    rows = list(fixed)
    named = np.array([[name in fixed[row] for name in themes.names] for row in rows], dtype=bool)
    scores, assigned = themes.scores.copy(), themes.assigned.copy()
    judged, primary = themes.judged.copy(), themes.primary.copy()
    scores[rows], assigned[rows], judged[rows] = named, named, np.where(named, 1, -1)
    for row, wanted in zip(rows, named, strict=True):
        primary[row] = np.where(wanted, themes.scores[row], -1).argmax() if wanted.any() else -1
    return replace(themes, scores=scores, assigned=assigned, judged=judged, primary=primary)
