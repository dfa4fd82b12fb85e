"""Texts and vectors as estimators are given them, as a run has them."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray, Strings
from pipeline.core.corpus import Corpus, Dropped
from pipeline.core.errors import InputError
from pipeline.core.language_choice import LanguageChoice
from pipeline.load.boilerplate import boilerplate_of, with_more
from pipeline.load.filter import usable
from pipeline.load.inspect import inspect
from pipeline.load.records import Options, Record, Records
from pipeline.predict.batches import Batch, Cut, batches
from pipeline.predict.reading import Known


def texts_in(X: Any) -> list[str]:  # noqa: N803 - scikit-learn's name
    """The texts of a list, an array or a Series.

    Raises ``TypeError`` for anything else, and where an entry is no text; ``ValueError`` where
    there are none.
    """
    if isinstance(X, str | bytes):
        raise TypeError(f"X is one text of {len(X):,} characters; put it in a list: [X]")
    shape = getattr(X, "shape", None)
    if shape is not None and len(shape) != 1:
        raise TypeError(
            f"X has {len(shape)} dimensions ({' x '.join(map(str, shape))}), and texts have 1; "
            "give one column: X['text']"
        )
    if not isinstance(X, Iterable):
        raise TypeError(f"X is {type(X).__name__}; expected a list, an array or a Series of texts")
    texts = list(X)
    wrong = [(place, text) for place, text in enumerate(texts) if not isinstance(text, str)]
    if wrong:
        told = ", ".join(f"{_shown(text)} at {place}" for place, text in wrong[:3])
        more = ", ..." if len(wrong) > 3 else ""
        raise TypeError(
            f"X: {len(wrong):,} of {len(texts):,} entries are no text ({told}{more}); leave them "
            "out, or put a text in their place"
        )
    if not texts:
        raise ValueError("X: 0 texts, and at least 1 is needed")
    return [str(text) for text in texts]


def _shown(value: Any) -> str:
    told = repr(value)
    return told if len(told) <= 40 else told[:37] + "..."


def records_of(texts: Sequence[str]) -> Iterator[Record]:
    """The texts as records, each under its position."""
    return (Record(f"text {place}", str(place), text) for place, text in enumerate(texts))


def corpus_of(texts: Sequence[str], language: LanguageChoice) -> Corpus:
    """The texts that can be documents, read as a run with the defaults of ``load`` reads them.

    Their ids are their positions. Raises ``ValueError`` where none can.
    """
    options = Options.model_construct(path=Path("X"), language=language, allow_dropped=True)
    try:
        return inspect(Records(records_of(texts)), options)
    except InputError as error:
        reason = str(error).partition(". See that load")[0]
        raise ValueError(reason) from None


def newcomers(texts: Sequence[str], fitted: Corpus, among: Strings) -> Batch | None:
    """The texts that can be documents, read as those of a fit were, and which of them it has.

    Their ids are their positions, and ``among`` the languages that they are told to be in, none
    for all. None where no text can.
    """
    least = Options.model_fields["min_characters"].default
    found, known = boilerplate_of(fitted), Known(fitted, by_id=False)
    entries = with_more(usable(records_of(texts), least), found, least)
    whole = Cut(sys.maxsize, 1)
    return next(batches(entries, (), known, whole, _refused, found, among=among), None)


def _refused(record: Dropped) -> None:
    """A text that is no document has no theme."""


def positions(corpus: Corpus) -> NDArray[np.intp]:
    """Where its documents stand among the texts that they were read from."""
    return np.array(corpus.ids, dtype=np.intp)


def vectors_in(embeddings: Any, count: int, dimensions: int | None = None) -> FloatArray:
    """Vectors of one's own: (count, dimensions) float32.

    Raises ``ValueError`` where they have another shape, or a value that is no finite number.
    """
    try:
        with np.errstate(over="ignore"):
            rows = np.asarray(embeddings, dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise ValueError(f"embeddings: {error}; expected an array of {count:,} rows") from error
    if rows.ndim != 2 or not rows.shape[1]:
        raise ValueError(
            f"embeddings: shape {rows.shape}; expected ({count}, dimensions), a row for each text"
        )
    if len(rows) != count:
        raise ValueError(f"embeddings: {len(rows):,} rows for {count:,} texts")
    if dimensions is not None and rows.shape[1] != dimensions:
        raise ValueError(
            f"embeddings: {rows.shape[1]} dimensions, and those of the fit have {dimensions}; make "
            "them with the same model"
        )
    bad = int((~np.isfinite(rows)).any(axis=1).sum())
    if bad:
        raise ValueError(
            f"embeddings: {bad:,} of {count:,} rows hold a value that is missing or infinite; make "
            "them again"
        )
    return rows
