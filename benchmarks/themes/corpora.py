"""Public corpora under themes that they hold, and under such as they do not.

python -m benchmarks.themes --corpora FOLDER --json themes.json
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from benchmarks.quality.__main__ import vectors_of
from benchmarks.quality.corpora import Labelled, read_corpus
from benchmarks.themes.asked import (
    ABSENT,
    ABSENT_HELD_OUT,
    ABSENT_LATER,
    CATEGORIES,
    FOREIGN,
    NARROW,
    NEGATED,
)
from benchmarks.themes.measures import calibration_error, in_bins
from pipeline.assign.combined import Combined
from pipeline.core.artifacts import Themes, Vectors
from pipeline.core.context import Context, Memory
from pipeline.core.corpus import Corpus
from pipeline.core.theme import Theme
from pipeline.embed.joined import Joined

DOCUMENTS = {"agnews_test": 2000, "bbc_news": 1000, "arxiv_24cat": 1200}
"""Documents drawn of each corpus."""

Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Asking:
    """Brings a corpus under bare names, each kind by itself as a user would."""

    corpus: Corpus
    vectors: Vectors
    context: Context

    def themes(self, names: tuple[str, ...]) -> Themes:
        """What the default method finds of these."""
        method = Combined(themes=tuple(Theme(name=name) for name in names))
        return method(self.corpus, self.vectors, Joined(), self.context)


def measure_corpora(folder: Path, keep: Path | None = None) -> dict[str, Any]:
    """Every corpus that is there; vectors are kept in a folder where one is given."""
    rows: dict[str, Any] = {}
    for name, limit in DOCUMENTS.items():
        path = folder / f"{name}.jsonl.gz"
        if path.is_file():
            labelled = read_corpus(path, limit)
            rows[name] = measure_corpus(labelled, _asking(labelled, keep))
        else:
            print(f"skipped: {name}, for there is no {path} (--corpora FOLDER)")
    return rows


def measure_corpus(labelled: Labelled, asking: Asking) -> dict[str, Any]:
    """Categories, narrow themes, absent ones and such as negate or are foreign."""
    categories, narrow = CATEGORIES[labelled.name], NARROW[labelled.name]
    texts = asking.corpus.full_texts
    labels = np.column_stack([labelled.labels == label for label in categories])
    said = np.column_stack([_holding(texts, each.pattern) for each in narrow])
    found = asking.themes(tuple(each.name for each in narrow))
    inside = np.column_stack([labelled.labels == each.label for each in narrow])
    return {
        "categories": _measured(asking.themes(tuple(categories.values())), labels),
        "narrow": _measured(found, said)
        | {"purity": _share(inside | said, found.assigned), "names": _precisions(found, said)},
        **{kind: _wrong(asking.themes(names)) for kind, names in _WRONG.items()},
    }


def table(rows: dict[str, Any]) -> str:
    """The figures of each corpus in Markdown."""
    lines = [
        "| corpus | categories F1 / AP | narrow F1 / AP / purity / calibration error | "
        + " | ".join(f"{kind} of {len(names)}: with documents" for kind, names in _WRONG.items())
        + " |",
        "|" + "---|" * (3 + len(_WRONG)),
    ]
    for name, row in rows.items():
        wide, narrow = row["categories"], row["narrow"]
        kinds = [_counted(row[kind]["given"]) for kind in _WRONG]
        lines.append(
            f"| {name} | {wide['f1']:.3f} / {wide['ap']:.3f} | {narrow['f1']:.3f} / "
            f"{narrow['ap']:.3f} / {narrow['purity']:.3f} / {narrow['error']:.3f} | "
            f"{' | '.join(kinds)} |"
        )
    return "\n".join(lines) + "\n"


_WRONG = {
    "absent": ABSENT,
    "absent, later": ABSENT_LATER,
    "absent, held out": ABSENT_HELD_OUT,
    "negated": NEGATED,
    "foreign": FOREIGN,
}


def _counted(given: dict[str, int]) -> str:
    """How many themes have documents, and which, with how many."""
    named = ", ".join(f"{name} {count}" for name, count in given.items())
    return f"{len(given)} ({named})" if given else "0"


def _asking(labelled: Labelled, keep: Path | None) -> Asking:
    return Asking(labelled.corpus, Vectors(vectors_of(labelled, keep)[1]), Context(memory=Memory()))


def _holding(texts: tuple[str, ...], pattern: str) -> Truth:
    said = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    return np.array([bool(said.search(text)) for text in texts])


def _measured(themes: Themes, truth: Truth) -> dict[str, float]:
    both = (themes.assigned & truth).sum(axis=0)
    sizes = themes.assigned.sum(axis=0) + truth.sum(axis=0)
    pairs = zip(themes.scores.T, truth.T, strict=True)
    precise = [average_precision_score(own, scores) for scores, own in pairs if own.any()]
    return {
        "f1": float(np.mean(2 * both / np.maximum(sizes, 1))),
        "ap": float(np.mean(precise)),
        "error": calibration_error(in_bins(themes.scores.ravel(), truth.ravel())),
    }


def _precisions(themes: Themes, truth: Truth) -> dict[str, dict[str, float]]:
    """Of each narrow theme how many documents it has, how many there are, and how many both."""
    columns = zip(themes.names, themes.assigned.T, truth.T, strict=True)
    return {
        name: {"given": int(given.sum()), "truth": int(own.sum()), "both": int((given & own).sum())}
        for name, given, own in columns
    }


def _share(right: Truth, given: Truth) -> float:
    return float((right & given).sum() / max(given.sum(), 1))


def _wrong(themes: Themes) -> dict[str, Any]:
    """Themes with documents, how many each, and the highest score of any."""
    columns = zip(themes.names, themes.assigned.sum(axis=0).tolist(), strict=True)
    return {
        "given": {name: count for name, count in columns if count},
        "highest": float(themes.scores.max(initial=0)),
    }
