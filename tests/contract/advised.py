"""Small corpora that raise a check, and what a reader makes of its advice."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.config import load_config
from pipeline.core.events import unwatched
from pipeline.running.execute import results

WORDS = {
    "kitchen": "bread flour yeast oven dough baker crust butter recipe loaf",
    "harbour": "ship sail anchor captain ocean deck mast quay wave crew",
    "garden": "tulip soil seed watering bloom hedge petal root spade lawn",
    "orchestra": "violin cello concert melody rhythm tempo tune chord score horn",
}


def texts(each=15, count=None):
    """So many texts on each of the subjects, or so many in all."""
    draw = np.random.default_rng(3)
    found = [
        f"The {' '.join(draw.choice(words.split(), 8))} at noon."
        for words in WORDS.values()
        for _ in range(each if count is None else count // 4 + 1)
    ]
    return found[:count]


def groups(sizes, spread, seed=0, dimensions=16):
    """Groups of vectors, each around a direction of its own; without spread all are alike."""
    draw = np.random.default_rng(seed)
    rows = np.repeat(np.eye(len(sizes), dimensions), sizes, axis=0)
    return rows + spread * draw.normal(size=rows.shape)


def cloud(n, seed=0, dimensions=40):
    """Vectors without any groups."""
    return np.random.default_rng(seed).normal(size=(n, dimensions))


@dataclass(frozen=True)
class Input:
    """What a reader gives: a file of texts and settings by section.

    ``columns`` stand beside the texts; ``vectors`` are given where no words are to decide.
    """

    texts: Sequence[str] = field(default_factory=texts)
    vectors: Any = None
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def found(self, folder):
        """The checks of all stages, and the measures by their names."""
        folder.mkdir()
        with (folder / "texts.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["text", *self.columns])
            writer.writerows(zip(self.texts, *self.columns.values(), strict=True))
        plain = {
            "name": "advised",
            "load": {"path": "texts.csv", "text": "text"},
            "embed": {"method": "lsa", "n_components": 16},
            "reduce": {"method": "pca", "n_components": 5},
            "map": {"method": "pca"},
            "cluster": {"method": "kmeans", "n_topics": 4},
            "describe": {"method": "ctfidf"},
        }
        if self.vectors is not None:
            np.save(folder / "vectors.npy", np.asarray(self.vectors, dtype=np.float32))
            plain["embed"] = {"method": "precomputed", "path": "vectors.npy"}
        config = folder / "config.yaml"
        config.write_text(json.dumps(plain | dict(self.settings)), encoding="utf-8")
        artifacts = results(load_config(config), unwatched)
        checks = [check for artifact in artifacts.values() for check in artifact.checks]
        return checks, {each.name: each.value for each in artifacts["evaluate"].measures}


def consensus(**settings):
    return {"cluster": {"method": "consensus", "n_resamples": 10, **settings}}


def grouped(sizes, spread, settings):
    """Vectors in groups; the texts beside them are of any subject."""
    return Input(texts(count=sum(sizes)), groups(sizes, spread), settings=settings)


def shapeless(n, settings):
    return Input(texts(count=n), cloud(n), settings=settings)


def themed(*themes, more=(), **settings):
    return Input([*texts(), *more], settings={"themes": themes, **settings})


def loaded(more=(), columns=None, **load):
    """Texts of which some are what matters, and how they are to be read."""
    every = [*texts(each=5), *more]
    named = {name: [value] * len(every) for name, value in (columns or {}).items()}
    settings = {"load": {"path": "texts.csv", "text": "text", **load}}
    return Input(every, columns=named, settings=settings)


def short_texts(count=120):
    """Two words each, some of them frequent and most of them rare."""
    likely = 1 / np.arange(1, 11)
    draw, subjects = np.random.default_rng(0), list(WORDS.values())
    return [
        " ".join(draw.choice(subjects[i % 4].split(), 2, replace=False, p=likely / likely.sum()))
        for i in range(count)
    ]
