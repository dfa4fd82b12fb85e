"""A map that has learned, and what it is worth: teach, examine, teach again with all there is."""

from dataclasses import dataclass

import numpy as np

from pipeline.embed.fidelity import Fidelity, fidelity, mean_cosine
from pipeline.embed.word_map import Lesson, WordMap

PENALTIES = (0.1, 0.3, 1.0, 3.0)
"""What holds the map down, to be tried; on the corpora tried, 0.1 to 1 were best."""
KEPT_APART, MOST = 0.2, 1000
"""The share of a lesson that the student is examined on, and the most documents of it."""


@dataclass(frozen=True)
class Student:
    """The map, the penalty that it learned best with, and its fidelity before it saw all."""

    word_map: WordMap
    penalty: float
    fidelity: Fidelity


def taught(lesson: Lesson, seed: int) -> Student:
    """Learn from a lesson of texts in random order; the last ones are the examination.

    The examination also chooses the penalty: one number out of four, of no account beside the
    hundreds of documents that it is chosen on.
    """
    n = len(lesson.exact)
    apart = min(MOST, round(n * KEPT_APART))
    seen, unseen = np.arange(n - apart), np.arange(n - apart, n)
    exact, reading = lesson.exact[unseen], lesson.reading[unseen]
    answers = {penalty: lesson.learn(seen, penalty)(reading) for penalty in PENALTIES}
    best = max(PENALTIES, key=lambda penalty: mean_cosine(exact, answers[penalty]))
    examined = fidelity(exact, answers[best], seed)
    return Student(lesson.learn(np.arange(n), best), best, examined)
