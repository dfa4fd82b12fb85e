"""Internal measures: what a result says of itself, without knowing the truth."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.artifacts import (
    Check,
    Clustering,
    Corpus,
    Measure,
    Quality,
    Themes,
    Topic,
    Topics,
    Vectors,
)
from pipeline.contracts import Evaluator
from pipeline.evaluate.checks import theme_checks, topic_checks
from pipeline.evaluate.coherence import npmi, occurrences
from pipeline.method import Seed
from pipeline.threads import one_thread


class Internal(Evaluator):
    """Measure how complete, how separate and how diverse topics and themes are."""

    imports: ClassVar[tuple[str, ...]] = ("sklearn.metrics",)

    sample: int = Field(
        5000,
        ge=10,
        description="documents that silhouette and coherence are taken of, where there are more",
    )
    seed: int = Seed()

    def __call__(
        self,
        corpus: Corpus,
        reduced: Vectors,
        clustering: Clustering,
        topics: Topics,
        themes: Themes,
    ) -> Quality:
        shown = topics.at(clustering.level)
        measures = (
            *_shares(clustering),
            self._silhouette(reduced, clustering),
            self._coherence(corpus, shown),
            _diversity([[keyword.word for keyword in topic.keywords] for topic in shown]),
            *_theme_shares(themes),
        )
        checks: tuple[Check, ...] = (
            *topic_checks(corpus, clustering, shown),
            *theme_checks(themes),
        )
        return Quality(measures, checks)

    def _sampled(self, documents: NDArray[np.intp]) -> NDArray[np.intp]:
        if len(documents) <= self.sample:
            return documents
        draw = np.random.default_rng(self.seed)
        return np.sort(draw.choice(documents, self.sample, replace=False))

    def _coherence(self, corpus: Corpus, topics: Sequence[Topic]) -> Measure:
        """The mean over topics of the NPMI of their keywords."""
        name = "coherence"
        chosen = self._sampled(np.arange(len(corpus)))
        texts = [corpus.full_texts[document] for document in chosen]
        words = [[keyword.word for keyword in topic.keywords] for topic in topics]
        values = [npmi(occurrences(texts, of_topic)) for of_topic in words]
        told = [value for value in values if value is not None]
        if not told:
            return Measure(name, None, "Undefined: no topic has two keywords to compare.")
        reading = (
            "How often the keywords of a topic occur in the same documents (NPMI), from -1, never, "
            "over 0, by chance, to 1, always; the mean over topics. Taken of "
            f"{len(texts):,} of {len(corpus):,} documents."
        )
        return Measure(name, float(np.mean(told)), reading)

    def _silhouette(self, reduced: Vectors, clustering: Clustering) -> Measure:
        """Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7."""
        inside = np.flatnonzero(clustering.labels >= 0)
        name = "silhouette"
        if clustering.n_topics < 2 or len(inside) <= clustering.n_topics:
            return Measure(name, None, "Undefined: it compares topics, and needs two of them.")
        chosen = self._sampled(inside)
        labels = clustering.labels[chosen]
        if len(np.unique(labels)) < 2 or len(np.unique(labels)) == len(labels):
            return Measure(name, None, "Undefined: the sample holds too few documents a topic.")
        from sklearn.metrics import silhouette_score

        with one_thread():
            value = float(silhouette_score(reduced.values[chosen], labels))
        of = f"{len(chosen):,} of {len(inside):,} documents with a topic"
        reading = (
            "How much nearer a document is to its own topic than to the next one, from -1 to 1; "
            f"above 0.5 topics stand apart, near 0 they touch. Taken of {of}, in the space that "
            "was clustered, which flatters it."
        )
        return Measure(name, value, reading)


def _shares(clustering: Clustering) -> Iterator[Measure]:
    n, sizes = len(clustering), np.bincount(clustering.labels[clustering.labels >= 0])
    yield Measure("topics", float(clustering.n_topics), "Topics at the level shown.")
    yield Measure(
        "share_without_topic",
        float((clustering.labels < 0).mean()) if n else None,
        "Share of documents that belong to no topic; above a quarter, much stays untold.",
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


def _theme_shares(themes: Themes) -> Iterator[Measure]:
    if not themes.names or not len(themes.primary):
        return
    counts = themes.assigned.sum(axis=1)
    none = "Share of documents that no theme fits; large where themes miss what is there."
    several = "Share with more than one theme; large where themes are wide or overlap."
    yield Measure("share_without_theme", float((counts == 0).mean()), none)
    yield Measure("share_with_several_themes", float((counts > 1).mean()), several)
