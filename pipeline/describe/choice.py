"""Choice: from scored candidates to the few that are shown, none saying a thing twice."""

from collections.abc import Callable, Sequence

import numpy as np

from pipeline.core.artifacts import Keyword, Strings
from pipeline.describe.candidates import Candidate, Candidates
from pipeline.describe.keyness import Floats
from pipeline.describe.kinship import repeats, share_a_word

BETWEEN = " · "
PHRASES = 2
SPARE = 1
"""One phrase more than a label shows, to tell apart labels that would be the same."""

LEAST_WEIGHT = 0.05
"""A keyword that weighs less beside the best one is left out."""

SEEN = 0.5
"""What a document counts for the next phrase of a label once a phrase speaks for it."""


def score(candidates: Candidates, relevance: Floats) -> Floats:
    """Relevance times worth, the best being 1; c-TF-IDF where no candidate is relevant."""
    if not candidates:
        return np.zeros(0)
    if relevance.max() <= 0:
        relevance = np.array([candidate.weight for candidate in candidates])
    worth = np.array([candidate.worth for candidate in candidates])
    product = np.maximum(relevance, 0.0) * worth
    return np.asarray(product / product.max())


def keywords(
    candidates: Candidates, scores: Floats, n_documents: int, count: int
) -> tuple[Keyword, ...]:
    """The best candidates of a topic, none of which repeats another; the best weighs 1."""
    chosen = _choose(candidates, scores, n_documents, count, repeats, 1.0)
    best = max((value for _, value in chosen), default=1.0)
    weighed = [(one, round(value / best, 4)) for one, value in chosen]
    return tuple(
        Keyword(candidates[one].name, weight) for one, weight in weighed if weight >= LEAST_WEIGHT
    )


def name_phrases(candidates: Candidates, scores: Floats, n_documents: int) -> Strings:
    """Phrases for the label of a topic, best first, no word twice, one to spare.

    A further phrase is the better, the more it speaks for documents that the phrases
    before it leave out.
    """
    chosen = _choose(candidates, scores, n_documents, PHRASES + SPARE, share_a_word, SEEN)
    return tuple(candidates[one].name for one, _ in chosen)


def label_topics(phrases: Sequence[Strings]) -> Strings:
    """One label a topic, unique: a third phrase, or else a number, tells doubles apart."""
    labels: list[str] = []
    taken: set[frozenset[str]] = set()
    for topic, available in enumerate(phrases):
        names = available[:PHRASES]
        if _key(names) in taken:
            names = available
        label = _capitalised(BETWEEN.join(names)) if names else f"Topic {topic}"
        if names and _key(names) in taken:
            label = f"{label} ({topic})"
        taken.add(_key(names))
        labels.append(label)
    return tuple(labels)


def _choose(
    candidates: Candidates,
    scores: Floats,
    n_documents: int,
    count: int,
    clash: Callable[[Candidate, Candidate], bool],
    seen: float,
) -> list[tuple[int, float]]:
    """Take the best by score and coverage of the topic's documents, drop what clashes, repeat."""
    fresh = np.ones(n_documents)
    left = list(range(len(candidates)))
    chosen: list[tuple[int, float]] = []
    while left and len(chosen) < count:
        covered = [fresh[candidates[one].documents].sum() / n_documents for one in left]
        values = np.round(scores[left] * np.cbrt(covered), 9)
        best = int(np.argmax(values))
        if values[best] <= 0:
            break
        pick = candidates[left[best]]
        chosen.append((left[best], float(values[best])))
        fresh[pick.documents] = seen
        left = [one for one in left if not clash(candidates[one], pick)]
    return chosen


def _key(names: Strings) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _capitalised(label: str) -> str:
    """The label with a capital, unless its first word has one of its own (fMRI, jQuery)."""
    first = label.split(maxsplit=1)[0]
    return label if first != first.lower() else label[0].upper() + label[1:]
