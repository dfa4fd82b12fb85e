"""Combined: meaning, words and the documents alike, together, as a probability.

Calibrated on the corpus itself, without labels; where the user judged documents, those that
are like them learn from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.assign.calibration import SLOPE, probability
from pipeline.assign.decoys import DECOYS, Footing, footing
from pipeline.assign.feedback import Judgements, judgements, taught, validation
from pipeline.assign.foreign import in_another_language
from pipeline.assign.named import NEAR as NEAR_NAMED
from pipeline.assign.named import named_vectors
from pipeline.assign.outcome import (
    DistinctTexts,
    Scored,
    asked_vectors,
    judged_texts,
    outcome,
    read,
)
from pipeline.assign.phrases import mentions, phrase_places
from pipeline.assign.signals import NEAR, find_signals
from pipeline.core.artifacts import Check, Strings, Themes, Vectors, Verdict
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Assigner, Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.method import Execution, Seed
from pipeline.core.threads import usable_cores
from pipeline.numerics.normalize import unit_rows

Floats = NDArray[np.float64]

RARE, HANDFUL = 0.02, 4
"""Share of the texts, and number of them, up to which a theme is hardly there."""

FEW = 20
"""Different texts below which scores cannot be compared with those of the rest."""


class Combined(Assigner):
    """Score meaning, words and the documents alike together, as a probability."""

    threshold: float = Field(0.5, gt=0, le=1, description="lowest probability that assigns a theme")
    seed: int = Seed()
    threads: int = Execution(0, ge=0, le=1024, description="processor threads; 0 = all there are")

    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        embedder: Embedder,
        context: Context = BY_ITSELF,
    ) -> Themes:
        reading = read(corpus, self.words, context.learned.get(self), context.only)
        judged = judged_texts(corpus, reading, self.themes, self.labels)
        crosses = False
        if not self.themes or len(reading.documents) < FEW:
            scored, checks = self._by_words(reading)
        else:
            rows = unit_rows(vectors.values[reading.documents])
            own = [judgements(column) for column in judged.T]
            if embedder.encodes:
                crosses = embedder.crosses_languages(corpus)
                asked, stands = self._asked(
                    reading, rows, corpus, embedder, context.remembering, crosses
                )
                scored, checks = self._by_signals(reading, rows, asked, stands, own, NEAR)
            else:
                asked, stands = named_vectors(reading, self.themes, rows, self.seed)
                scored, checks = self._by_signals(reading, rows, asked, stands, own, NEAR_NAMED)
                scored = replace(scored, beaten=())  # decoys have no vectors either
        return outcome(
            corpus, reading, self.themes, scored, judged, checks, crosses=crosses, only=context.only
        )

    def _asked(
        self,
        reading: DistinctTexts,
        rows: NDArray[np.float32],
        corpus: Corpus,
        embedder: Embedder,
        context: Context,
        crosses: bool,
    ) -> tuple[NDArray[np.float32], Footing]:
        """The vectors of the themes, and how they stand against decoys."""
        asked = asked_vectors(self.themes, embedder, corpus, context)
        decoys = {
            form: unit_rows(embedder.encode(DECOYS[form], corpus, context))
            for form in sorted({theme.is_described for theme in self.themes})
        }
        foreign = np.zeros(len(self.themes), dtype=np.bool_)
        if crosses:
            foreign = in_another_language(self.themes, corpus)
        return asked, footing(reading, self.themes, rows, asked, decoys, foreign)

    def _by_words(self, reading: DistinctTexts) -> tuple[Scored, tuple[Check, ...]]:
        """Too few texts to compare: a text has the themes that it names."""
        counts = np.zeros((len(reading.documents), len(self.themes)))
        for column, theme in enumerate(self.themes):
            places = phrase_places(reading.stems, theme, reading.stemmer)
            counts[:, column] = mentions(reading.stems, places)
        scores = counts / (counts + 1)
        checks = _few(len(scores)) if scores.size else ()
        return self._scored(scores, scores, {"words": counts}), checks

    def _by_signals(
        self,
        reading: DistinctTexts,
        rows: NDArray[np.float32],
        asked: NDArray[np.float32],
        stands: Footing,
        judged: Sequence[Judgements],
        near: float,
    ) -> tuple[Scored, tuple[Check, ...]]:
        affirmed = np.array([not theme.only_negated for theme in self.themes])
        taken = np.array([bool(own.belongs.any()) for own in judged])
        present = (stands.present & affirmed) | taken
        threads = self.threads or usable_cores()
        found = find_signals(reading, self.themes, rows, asked, stands, present, near, threads)
        present &= (found.known > 0) | taken
        names = [theme.name for theme in self.themes]
        columns = list(zip(names, found.odds.T, judged, strict=True))
        odds = np.column_stack([taught(rows, column, own) for _, column, own in columns])
        scores = np.where(present | found.named, probability(odds), 0)
        # what was taught moves the standing as it moves the odds
        standing = found.above + (odds - found.odds) / SLOPE
        signals = {"meaning": found.meaning, "words": found.words, "alike": found.alike}
        heard = np.array([not words for words in stands.unheard])
        verdicts = _verdicts(present, affirmed, found.named, heard)
        checks = [
            check
            for name, column, own in columns
            for check in validation(name, rows, column, own, self.seed)
        ]
        missing = np.array([verdict == "not found" for verdict in verdicts])
        told = (
            *_unheard(names, verdicts, stands.unheard),
            *_not_found(_those(names, missing & ~stands.present), stands.unfound),
            *_not_found(_those(names, missing & stands.present), "none is near it in meaning"),
            *_only_named(names, verdicts, found.named, stands.apart),
            *_rare(names, np.where(present, found.known, 0), len(rows)),
            *checks,
        )
        scored = self._scored(scores, standing, signals)
        beaten = tuple(stands.beaten.tolist())
        return replace(scored, verdicts=verdicts, beaten=beaten), told

    def _scored(self, scores: Floats, standing: Floats, signals: dict[str, Floats]) -> Scored:
        thresholds = np.full(len(self.themes), self.threshold)
        return Scored(scores.astype(np.float32), thresholds, standing, signals)


def _those(names: Sequence[str], chosen: NDArray[np.bool_]) -> list[str]:
    return [name for name, is_chosen in zip(names, chosen.tolist(), strict=True) if is_chosen]


def _verdicts(
    present: NDArray[np.bool_],
    affirmed: NDArray[np.bool_],
    named: NDArray[np.bool_],
    heard: NDArray[np.bool_],
) -> tuple[Verdict, ...]:
    """What became of each theme: is it there, does it affirm, is it named, are its words heard."""

    def verdict(there: bool, affirms: bool, is_named: bool, is_heard: bool) -> Verdict:
        if there:
            return "there"
        if not affirms:
            return "negated"
        if is_named:
            return "only named"
        return "not found" if is_heard else "unheard"

    facts = (present, affirmed, named.sum(axis=0) > 0, heard)
    return tuple(verdict(*each) for each in zip(*(fact.tolist() for fact in facts), strict=True))


def _not_found(names: Sequence[str], why: str) -> Iterator[Check]:
    if names:
        message = (
            f"Not found: {', '.join(map(repr, names))}. No text names such a theme, and {why}."
        )
        advice = "Leave out what the texts are not about, or give it keywords that they use."
        yield Check("A01", "warning", message, advice)


def _unheard(
    names: Sequence[str], verdicts: Sequence[Verdict], unheard: Sequence[Strings]
) -> Iterator[Check]:
    told = [
        f"{name!r} ({', '.join(words)})"
        for name, verdict, words in zip(names, verdicts, unheard, strict=True)
        if verdict == "unheard"
    ]
    if told:
        message = (
            f"Not found: {', '.join(told)}. No text holds the words in brackets, and what is near "
            "the rest of a name need not be what is meant."
        )
        advice = (
            "Call it what the texts call it, give it keywords that they use, or say in a "
            "description what is meant."
        )
        yield Check("A09", "warning", message, advice)


def _only_named(
    names: Sequence[str], verdicts: Sequence[Verdict], named: NDArray[np.bool_], apart: str
) -> tuple[Check, ...]:
    counts = named.sum(axis=0).tolist()
    listed = [
        f"{name!r} ({count})"
        for name, verdict, count in zip(names, verdicts, counts, strict=True)
        if verdict == "only named"
    ]
    if not listed:
        return ()
    message = (
        f"Only named: {', '.join(listed)}. Of each, {apart}, so texts that do not name the theme "
        "do not have it."
    )
    advice = "Give it keywords that the texts use, or a description in their words."
    return (Check("A06", "info", message, advice),)


def _rare(names: Sequence[str], known: NDArray[np.int64], texts: int) -> list[Check]:
    rare = [
        f"{name!r} ({count})"
        for name, count in zip(names, known.tolist(), strict=True)
        if 0 < count <= max(RARE * texts, HANDFUL)
    ]
    if not rare:
        return []
    message = (
        f"Of {texts} different texts few name these themes or are near them: {', '.join(rare)}. "
        "What else they have was taken for its likeness to these few."
    )
    advice = "Read all of their documents, or give them keywords that the texts use."
    return [Check("A04", "warning", message, advice)]


def _few(texts: int) -> tuple[Check, ...]:
    message = (
        f"{texts} different texts are too few to compare scores among them ({FEW} are needed): "
        "a document has the themes that it names."
    )
    return (Check("A02", "info", message),)
