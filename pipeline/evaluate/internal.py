"""Internal measures: what a result says of itself, without knowing the truth."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.core.artifacts import (
    Check,
    Clustering,
    Measure,
    Quality,
    Themes,
    Topic,
    Topics,
    Vectors,
)
from pipeline.core.bars import bar_of
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Evaluator
from pipeline.core.corpus import Corpus
from pipeline.core.method import Seed
from pipeline.core.stability import BORDERS
from pipeline.core.word_choice import ChosenWords, WordChoice
from pipeline.evaluate.checks import bar_checks, missing_bars, theme_checks, topic_checks
from pipeline.evaluate.coherence import WINDOW, c_v, count_words, npmi, read_texts
from pipeline.evaluate.separation import dbcv, knows_density, silhouette
from pipeline.evaluate.source import source_checks
from pipeline.numerics.own_words import own_words
from pipeline.numerics.recurrence import seed_stability


class Internal(Evaluator):
    """Measure how complete, stable, separate, coherent and diverse topics and themes are."""

    imports: ClassVar[tuple[str, ...]] = ("sklearn.metrics", "hdbscan.validity")

    subsample: int = Field(
        5000,
        ge=10,
        description="documents that separation and coherence are taken of, where there are more",
    )
    seed: int = Seed()
    words: ChosenWords = WordChoice()

    def parameters(self) -> dict[str, Any]:
        """Without words where none are chosen, as it was before they could be."""
        parameters = super().parameters()
        if self.words == WordChoice():
            del parameters["words"]
        return parameters

    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        clustering: Clustering,
        topics: Topics,
        themes: Themes,
        context: Context = BY_ITSELF,
    ) -> Quality:
        shown = topics.at(clustering.level)
        over_seeds = seed_stability(clustering.labels, clustering.replicas).tolist()
        measures = (
            *_shares(clustering),
            *_holding(clustering, over_seeds),
            *self._separation(vectors, clustering),
            *self._coherence(corpus, topics, shown),
            _diversity([[keyword.word for keyword in topic.keywords] for topic in shown]),
            _found_by_name(shown),
            *_theme_shares(themes),
        )
        checks: tuple[Check, ...] = (
            *topic_checks(clustering, shown),
            *bar_checks(measures, missing_bars(corpus, clustering, shown, themes, over_seeds)),
            *theme_checks(themes, clustering, shown),
            *source_checks(corpus, clustering, shown),
        )
        return Quality(measures, checks)

    def _sampled(self, documents: NDArray[np.intp]) -> NDArray[np.intp]:
        if len(documents) <= self.subsample:
            return documents
        draw = np.random.default_rng(self.seed)
        return np.sort(draw.choice(documents, self.subsample, replace=False))

    def _coherence(
        self, corpus: Corpus, topics: Topics, shown: Sequence[Topic]
    ) -> Iterator[Measure]:
        """The mean over topics of how well their keywords go together."""
        chosen = self._sampled(np.arange(len(corpus)))
        own = own_words(self.words)
        texts = read_texts((corpus.full_texts[document] for document in chosen), own)
        words = [[keyword.word for keyword in topic.keywords] for topic in shown]
        counts = [count_words(texts, of_topic, own) for of_topic in words]
        of = f"The mean over topics, taken of {len(texts):,} of {len(corpus):,} documents."
        undefined = "Undefined: no topic has two keywords to compare."
        together = (
            "How often the keywords of a topic occur in the same documents, from -1, never, over "
            f"0, by chance, to 1, always. {of}"
        )
        company = (
            f"How alike the keywords of a topic are in the words near them ({WINDOW} words), from "
            f"0 to 1; higher is better, and phrases and rare words lower it. {of}"
        )
        if any(check.code == "D05" for check in topics.checks):
            elsewhere = (
                "Undefined: topics are named in one language, and their documents are in several, "
                "which do not hold these words."
            )
            yield _measure("coherence_npmi", None, together, elsewhere)
            yield _measure("coherence_cv", None, company, elsewhere)
            return
        yield _mean("coherence_npmi", [npmi(whole) for whole, _ in counts], together, undefined)
        yield _mean("coherence_cv", [c_v(near) for _, near in counts], company, undefined)

    def _separation(self, vectors: Vectors, clustering: Clustering) -> Iterator[Measure]:
        inside = self._sampled(np.flatnonzero(clustering.labels >= 0))
        some = self._sampled(np.arange(len(clustering)))
        undefined = "Undefined: it compares topics, and needs two with documents enough."
        space = f"in the {vectors.values.shape[1]} dimensions that topics were found in."
        nearer = (
            "How much nearer a document is to its own topic than to the next one, from -1 to 1; "
            "above 0.5 topics stand apart, near 0 they touch. Taken of "
            f"{len(inside):,} of {_with_topic(clustering):,} documents with a topic, {space}"
        )
        denser = (
            "Whether topics are denser inside than on the way to the next one (DBCV), from -1 to "
            "1; below 0 they run into each other, as most topics of texts do. Taken of "
            f"{len(some):,} of {len(clustering):,} documents, {space}"
        )
        near = silhouette(vectors.values[inside], clustering.labels[inside])
        yield _measure("silhouette", near, nearer, undefined)
        dense = dbcv(vectors.values[some], clustering.labels[some])
        unknown = "Undefined: it takes the package hdbscan, which is not installed."
        yield _measure("dbcv", dense, denser, undefined if knows_density() else unknown)


def _measure(name: str, value: float | None, reading: str, undefined: str) -> Measure:
    return Measure(name, value, undefined if value is None else reading)


def _mean(name: str, values: list[float | None], reading: str, undefined: str) -> Measure:
    told = [value for value in values if value is not None]
    return _measure(name, float(np.mean(told)) if told else None, reading, undefined)


def _with_topic(clustering: Clustering) -> int:
    return int((clustering.labels >= 0).sum())


def _holding(clustering: Clustering, over_seeds: Sequence[float]) -> Iterator[Measure]:
    """How well topics hold, over resamples and over seeds."""
    stabilities = clustering.stabilities[clustering.level] if clustering.stabilities else ()
    value = float(np.mean(stabilities)) if stabilities else None
    again = (
        "How alike the topics are when documents are left out, from 0 to 1 (Jaccard; the mean "
        f"over topics); {BORDERS}."
    )
    seeds = (
        "How alike the topics are that two seeds find (adjusted Rand index): 1 is the same, 0 is "
        f"chance; below {bar_of('seed_agreement').least} another seed moves documents that you "
        "may have quoted."
    )
    none = "Undefined: it takes topics, and a method that asks again (cluster.method: consensus)."
    yield _measure("stability", value, again, none)
    least = "The same for the topic that holds least, over {}, from 0 to 1 (Jaccard)."
    weakest, over = (min(values, default=None) for values in (stabilities, over_seeds))
    yield _measure("least_stability", weakest, least.format("resamples"), none)
    yield _measure("seed_agreement", clustering.seed_agreement, seeds, none)
    yield _measure("least_seed_stability", over, least.format("seeds"), none)


def _shares(clustering: Clustering) -> Iterator[Measure]:
    n, sizes = len(clustering), np.bincount(clustering.labels[clustering.labels >= 0])
    yield Measure("topics", float(clustering.n_topics), "Topics at the level shown.")
    yield Measure(
        "share_without_topic",
        float((clustering.labels < 0).mean()) if n else None,
        "Share of documents that belong to no topic; "
        f"above {bar_of('share_without_topic').most:.0%}, much stays untold.",
    )
    largest = float(sizes.max() / n) if len(sizes) else None
    smallest = float(sizes.min() / n) if len(sizes) else None
    none = "" if len(sizes) else " Undefined: there is no topic."
    yield Measure("largest_topic", largest, f"Share of all documents in the largest topic.{none}")
    yield Measure("smallest_topic", smallest, f"Share in the smallest topic.{none}")


def _diversity(keywords: list[list[str]]) -> Measure:
    """Dieng, Ruiz & Blei (2020), doi:10.1162/tacl_a_00325."""
    words = [word.casefold() for topic in keywords for word in topic]
    name = "topic_diversity"
    if not words:
        return Measure(name, None, "Undefined: there are no keywords.")
    reading = (
        "Different keywords among all of them: 1 where no two topics share one, low where they "
        "repeat. Phrases count as they are, even where they share a word."
    )
    return Measure(name, len(set(words)) / len(words), reading)


def _found_by_name(shown: Sequence[Topic]) -> Measure:
    tried = [each for each in shown if each.found_by_name is not None]
    right = sum((each.found_by_name or 0.0) * each.size for each in tried)
    reading = (
        "Share of the documents with a topic that are nearer in meaning to its name than to any "
        f"other; {1 / max(len(shown), 1):.2f} if names said nothing. Where it is low, do not go by "
        "names alone."
    )
    undefined = "Undefined: it takes topics, and a describer and an embedder that read names."
    value = right / sum(each.size for each in tried) if tried else None
    return _measure("found_by_name", value, reading, undefined)


def _theme_shares(themes: Themes) -> Iterator[Measure]:
    if not themes.names or not len(themes.primary):
        return
    counts = themes.assigned.sum(axis=1)
    none = "Share of documents that no theme fits; large where themes miss what is there."
    largest = "Share of all documents that have the most frequent theme."
    several = "Share with more than one theme; large where themes are wide or overlap."
    yield Measure("share_without_theme", float((counts == 0).mean()), none)
    yield Measure("largest_theme", float(themes.assigned.mean(axis=0).max()), largest)
    yield Measure("share_with_several_themes", float((counts > 1).mean()), several)
