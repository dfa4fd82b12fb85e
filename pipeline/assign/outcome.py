"""Outcome: from the scores of the different texts to the themes of every document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.assign.evidence import find_evidence
from pipeline.assign.foreign import foreign
from pipeline.assign.kept_stems import kept_stems, learned_of, side_by_side
from pipeline.assign.labels import read_labels
from pipeline.assign.stems import Stemmer, Stems, read_stems
from pipeline.assign.threshold import assign
from pipeline.assign.widening import widened
from pipeline.core.artifacts import (
    BoolArray,
    Check,
    FloatArray,
    IntArray,
    Learned,
    Themes,
    Verdict,
)
from pipeline.core.context import Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.theme import CLOSE, Theme, negation_checks, wider_themes
from pipeline.core.word_choice import WordChoice
from pipeline.numerics.duplicates import distinct_documents
from pipeline.numerics.normalize import unit_rows

Floats = NDArray[np.floating]


@dataclass(frozen=True)
class DistinctTexts:
    """The different texts of a corpus, u in all.

    documents  (u,) where each occurs first
    inverse    (n,) which of them each document is
    stems      their words
    stemmer    what took the endings off
    """

    documents: IntArray
    inverse: IntArray
    stems: Stems
    stemmer: Stemmer


@dataclass(frozen=True)
class Scored:
    """What a method found about u different texts and t themes.

    scores      (u, t) in [0, 1]
    thresholds  (t,), the lowest score that assigns
    standing    (u, t), compares themes within a text; the highest is primary
    signals     what the scores were made of, (u, t) each
    verdicts, beaten
                as in ``Themes``; no entries where the method does not ask
    """

    scores: FloatArray
    thresholds: Floats
    standing: Floats
    signals: Mapping[str, Floats]
    verdicts: tuple[Verdict, ...] = ()
    beaten: tuple[float, ...] = ()


def judged_texts(
    corpus: Corpus, reading: DistinctTexts, themes: Sequence[Theme], path: Path | None
) -> NDArray[np.int8]:
    """What the user said of the different texts: (u, t), 1 belongs, -1 does not, 0 nothing."""
    judged = np.zeros((len(reading.documents), len(themes)), dtype=np.int8)
    column = {theme.name: number for number, theme in enumerate(themes)}
    for (theme, document), belongs in read_labels(corpus, themes, path).items():
        judged[reading.inverse[document], column[theme]] = 1 if belongs else -1
    return judged


def read(
    corpus: Corpus, words: WordChoice, before: Learned | None = None, only: range | None = None
) -> DistinctTexts:
    """Read the words of every text that repeats no earlier one.

    Where those of the documents before ``only`` some were kept when they were read ``before``,
    these alone are read.
    """
    documents, inverse = distinct_documents(corpus)
    stemmer = Stemmer(words, corpus.spoken)
    fresh = np.ones(len(documents), dtype=np.bool_) if only is None else np.isin(documents, only)
    stems = read_stems(corpus, documents[fresh].tolist(), stemmer)
    if not fresh.all():
        rest = kept_stems(before, stemmer) if before else None
        if rest is None:
            rest = read_stems(corpus, documents[~fresh].tolist(), stemmer)
        stems = side_by_side(rest, stems, fresh)
    return DistinctTexts(documents.astype(np.int32), inverse.astype(np.int32), stems, stemmer)


def asked_vectors(
    themes: Sequence[Theme], embedder: Embedder, corpus: Corpus, context: Context
) -> FloatArray:
    """The vectors of themes in the space of a corpus: (t, d), of unit length.

    All zero where the embedder knows no word, and where a theme only says what is not meant.
    """
    vectors = unit_rows(embedder.encode([theme.text for theme in themes], corpus, context))
    says = np.array([bool(theme.text) for theme in themes])
    return np.asarray(np.where(says[:, None], vectors, 0), dtype=np.float32)


def outcome(
    corpus: Corpus,
    reading: DistinctTexts,
    themes: Sequence[Theme],
    scored: Scored,
    judged: NDArray[np.int8],
    checks: tuple[Check, ...] = (),
    *,
    crosses: bool = False,
    only: range | None = None,
) -> Themes:
    """Assign the themes, find the evidence and hand copies the answer of the first.

    What the user said has the last word: its score is 1 or 0. What a theme negates is told
    whichever method scored it. ``crosses`` says that texts were compared with themes in other
    languages, too. Evidence is looked for in ``only`` some documents, None for all; keywords are
    those of all.
    """
    names = tuple(theme.name for theme in themes)
    own = np.where(judged > 0, 1, np.where(judged < 0, 0, scored.scores)).astype(np.float32)
    found = assign(own, scored.thresholds, scored.standing)
    scores, assigned = with_parents(themes, own, found.assigned)
    near = np.abs(scores - scored.thresholds) < CLOSE
    wanted = found.looked_at | assigned | (near & (scores > 0))
    if only is not None:
        wanted &= np.isin(reading.documents, only)[:, None]
    evidence = find_evidence(
        corpus,
        reading.documents.tolist(),
        reading.stems,
        themes,
        scores,
        wanted,
        reading.stemmer,
        keywords=only is None,
    )
    learned = learned_of(reading.stems, reading.stemmer) if themes and only is None else Learned()
    _, named = with_parents(themes, own, evidence.named)
    of, t = reading.inverse, len(names)
    signals = [scored.signals[name] for name in scored.signals]
    shape = (len(reading.documents), t, len(signals))
    stacked = np.stack(signals, axis=2) if signals else np.zeros(shape)
    return Themes(
        names=names,
        scores=scores[of],
        assigned=assigned[of],
        named=named[of],
        primary=found.primary[of],
        thresholds=scored.thresholds.astype(np.float32),
        margins=found.margins[of],
        evidence=evidence.spans[of],
        words=tuple(evidence.words[row * t + column] for row in of.tolist() for column in range(t)),
        keywords=evidence.keywords,
        judged=judged[of],
        signals=stacked.astype(np.float32).reshape(shape)[of],
        signal_names=tuple(scored.signals),
        verdicts=scored.verdicts,
        beaten=scored.beaten,
        vocabulary=learned.vocabulary,
        learned=learned.learned,
        checks=(
            *checks,
            *negation_checks(themes),
            *foreign(corpus, reading.stems, themes, reading.stemmer, crosses=crosses),
            *widened(themes, assigned, named, evidence.keywords),
        ),
    )


def with_parents(
    themes: Sequence[Theme], scores: FloatArray, assigned: BoolArray
) -> tuple[FloatArray, BoolArray]:
    """A document of a theme belongs to the themes that this one is part of, as surely at least."""
    scores, assigned = scores.copy(), assigned.copy()
    place = {theme.name: number for number, theme in enumerate(themes)}
    for name, above in wider_themes(themes).items():
        for wider in map(place.__getitem__, above):
            scores[:, wider] = np.maximum(scores[:, wider], scores[:, place[name]])
            assigned[:, wider] |= assigned[:, place[name]]
    return scores, assigned
