"""How right themes are, how well their scores are calibrated, and whether evidence is verbatim."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from benchmarks.themes.labels import Gold
from benchmarks.themes.methods import Timed
from pipeline.core.artifacts import FloatArray
from pipeline.core.corpus import Corpus
from pipeline.numerics.statistics import interval_of

BINS = 10


def measured(timed: Timed, corpus: Corpus, gold: Gold) -> dict[str, Any]:
    """All measures of one method."""
    themes = timed.themes
    scores, assigned = themes.scores[gold.places], themes.assigned[gold.places]
    asked = gold.primary >= 0
    right = int((themes.primary[gold.places][asked] == gold.primary[asked]).sum())
    each = {
        name: _of_theme(scores[:, t], assigned[:, t], gold.positive[:, t])
        for t, name in enumerate(gold.names)
    }
    return {
        "primary_accuracy": right / int(asked.sum()),
        "primary_interval": interval_of(right, int(asked.sum())),
        "macro_f1": float(np.mean([row["f1"] for row in each.values()])),
        "mean_average_precision": float(
            np.mean([row["average_precision"] for row in each.values()])
        ),
        "calibration_error": calibration_error(reliability(timed, gold)),
        "evidence_verbatim": _verbatim(timed, corpus),
        "seconds": timed.seconds,
        "themes": each,
    }


def reliability(timed: Timed, gold: Gold) -> list[dict[str, Any]]:
    """Scores in ten bins: how many pairs of document and theme, and how many of them belong."""
    return in_bins(timed.themes.scores[gold.places].ravel(), gold.positive.ravel())


def in_bins(scores: FloatArray, positive: NDArray[np.bool_]) -> list[dict[str, Any]]:
    """Scores in ten bins, with the share of each that is positive."""
    place = np.minimum((scores * BINS).astype(int), BINS - 1)
    return [
        {
            "from": number / BINS,
            "to": (number + 1) / BINS,
            "pairs": int(inside.sum()),
            "mean_score": float(scores[inside].mean()) if inside.any() else None,
            "share_positive": float(positive[inside].mean()) if inside.any() else None,
        }
        for number in range(BINS)
        for inside in [place == number]
    ]


def _of_theme(scores: Any, assigned: Any, positive: Any) -> dict[str, Any]:
    both = int((assigned & positive).sum())
    given, wanted = int(assigned.sum()), int(positive.sum())
    return {
        "precision": both / max(given, 1),
        "precision_interval": interval_of(both, max(given, 1)),
        "recall": both / max(wanted, 1),
        "recall_interval": interval_of(both, max(wanted, 1)),
        "f1": 2 * both / max(given + wanted, 1),
        "average_precision": float(average_precision_score(positive, scores)),
    }


def calibration_error(bins: list[dict[str, Any]]) -> float:
    """The expected calibration error (Naeini, Cooper & Hauskrecht 2015)."""
    total = sum(each["pairs"] for each in bins)
    off = [
        each["pairs"] * abs(each["mean_score"] - each["share_positive"])
        for each in bins
        if each["pairs"]
    ]
    return float(sum(off) / total)


def _verbatim(timed: Timed, corpus: Corpus) -> float | None:
    """Share of the assignments whose evidence is a piece of the text, and says something."""
    themes = timed.themes
    found = [
        bool(corpus.texts[document][slice(*themes.evidence[document, theme].tolist())].strip())
        and themes.evidence[document, theme, 0] >= 0
        for document, theme in np.argwhere(themes.assigned).tolist()
    ]
    return float(np.mean(found)) if found else None
