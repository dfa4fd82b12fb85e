"""What is measured: agreement with labels, agreement over seeds, and words of the topics."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    fowlkes_mallows_score,
)

from pipeline.evaluate.coherence import Occurrences, npmi

Labels = NDArray[np.int32]
WORDS = 10


def agreement(known: NDArray[np.str_], found: Labels) -> dict[str, float]:
    """AMI, ARI and FMI with -1 as one cluster, and without the documents that have it."""
    scores = {
        "ami": float(adjusted_mutual_info_score(known, found)),
        "ari": float(adjusted_rand_score(known, found)),
        "fmi": float(fowlkes_mallows_score(known, found)),
    }
    inside = found >= 0
    if inside.any():
        scores |= {
            "ami_inside": float(adjusted_mutual_info_score(known[inside], found[inside])),
            "ari_inside": float(adjusted_rand_score(known[inside], found[inside])),
            "fmi_inside": float(fowlkes_mallows_score(known[inside], found[inside])),
        }
    return scores


def over_seeds(runs: Sequence[Labels]) -> tuple[float, float]:
    """Mean and smallest ARI between runs that differ in nothing but the seed; 1 for one run."""
    pairs = [adjusted_rand_score(one, other) for one, other in combinations(runs, 2)]
    return (float(np.mean(pairs)), float(min(pairs))) if pairs else (1.0, 1.0)


def coherence(texts: Sequence[str], labels: Labels) -> tuple[float | None, float | None]:
    """NPMI of the topics' words, and the share of different ones among them.

    The words are the same for all methods: the most frequent in a topic by class-based TF-IDF.
    None where there are no topics.
    """
    if labels.max(initial=-1) < 0:
        return None, None
    counter = CountVectorizer(stop_words="english", min_df=2, binary=True)
    has = counter.fit_transform(texts).astype(np.bool_)
    totals = np.asarray(has.sum(axis=0)).ravel()
    scores, chosen = [], []
    for topic in range(int(labels.max()) + 1):
        inside = np.asarray(has[labels == topic].sum(axis=0)).ravel()
        weight = inside / inside.sum() * np.log1p(totals.mean() * len(texts) / totals)
        words = np.argsort(-weight, kind="stable")[:WORDS]
        chosen.extend(words.tolist())
        of_topic = has[:, words].toarray().astype(np.float64)
        scores.append(npmi(Occurrences(len(texts), of_topic.T @ of_topic)))
    told = [score for score in scores if score is not None]
    return (float(np.mean(told)) if told else None), len(set(chosen)) / len(chosen)
