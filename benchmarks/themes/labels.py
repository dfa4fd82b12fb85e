"""What people said of the papers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.core.corpus import Corpus

POSITIVE = 1.0
"""The mean label from which on a document belongs to a theme."""


@dataclass(frozen=True)
class Gold:
    """Labels of g documents for t themes.

    places    (g,) positions in the corpus
    positive  (g, t) whether the document belongs to the theme
    primary   (g,) the theme that fits best; -1 for another one, or where people differ
    """

    names: tuple[str, ...]
    places: NDArray[np.intp]
    positive: NDArray[np.bool_]
    primary: NDArray[np.intp]


def read_gold(path: Path, corpus: Corpus, names: Sequence[str]) -> Gold:
    """Read JSON lines; ids are the documents' numbers, from 1."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    place = {identifier: number for number, identifier in enumerate(corpus.ids)}
    labels = np.array([[row["themes"][name] for name in names] for row in rows])
    primary = [names.index(row["primary"]) if row["primary"] in names else -1 for row in rows]
    return Gold(
        tuple(names),
        np.array([place[str(row["id"])] for row in rows], dtype=np.intp),
        labels >= POSITIVE,
        np.array(primary, dtype=np.intp),
    )
