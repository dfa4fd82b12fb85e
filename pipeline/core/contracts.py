"""What each stage takes and gives: one abstract method class a stage.

Every method is called with its inputs, then with the methods it may call itself, and last with
the context of the call.

A stage's package (``pipeline.embed``, ...) holds its methods, one file each; they know
these contracts and the artifacts, and nothing of each other.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from pipeline.core.artifacts import (
    BoolArray,
    Check,
    Clustering,
    FloatArray,
    Neighbors,
    Quality,
    Themes,
    Topics,
    Vectors,
)
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.corpus import Corpus
from pipeline.core.method import Auto, Method, Source
from pipeline.core.named import NamedTopics
from pipeline.core.theme import Theme
from pipeline.core.word_choice import ChosenWords, WordChoice


class Loader(Method):
    """Reads records from ``path`` and keeps every usable one as a document."""

    stage: ClassVar[str] = "load"
    imports: ClassVar[tuple[str, ...]] = ("py3langid.langid",)

    @abstractmethod
    def __call__(self, context: Context = BY_ITSELF) -> Corpus:
        """Read the source.

        Raises ``InputError`` where it cannot be read as declared. A record that cannot be
        a document goes to ``Corpus.dropped``, never silently away.
        """

    def column_problems(self) -> list[tuple[str, str]]:
        """What is wrong with the columns asked for, each with its setting; none without columns."""
        return []


@dataclass(frozen=True)
class ByText:
    """All that decides the vector of a text in which the rest of the corpus has no say.

    method    whose vectors these are; others may be built on it
    version   of its vectors, raised by hand where the same text would get another one
    settings  by name, as JSON has them
    files     those that are read, by name: where they are, or their sha256 where that is fixed
    packages  imported ones whose version may show in the numbers
    """

    method: str
    version: int
    settings: Mapping[str, Any]
    files: Mapping[str, Path | str]
    packages: tuple[str, ...]


class Embedder(Method):
    """Turns documents into vectors, and new texts into vectors of the same space."""

    stage: ClassVar[str] = "embed"
    compares_words: ClassVar[bool] = False
    """Whether documents are alike by the words that they share, as only those of a language can."""

    def by_text(self) -> ByText | None:
        """What decides the vectors that depend on a text alone; None where there are none.

        Such vectors are kept from run to run. The call reads only texts that its context does
        not know, and hands their vectors to it as they come.
        """
        return None

    def chosen(self, corpus: Corpus) -> "Embedder":
        """The method that embeds this corpus, where this one chooses between some."""
        return self

    def others(self) -> "tuple[Embedder, ...]":
        """The methods beside this one that ``chosen`` may give."""
        return ()

    @property
    def encodes(self) -> bool:
        """Whether ``encode`` works: new texts (theme descriptions, words) can be embedded."""
        return True

    @property
    def sent_to(self) -> str:
        """The host that is sent texts, and whose it is; empty where none leaves this process."""
        return ""

    def exact(self, corpus: Corpus) -> BoolArray:
        """(n,): the documents whose vector is surely what ``encode`` makes of their text."""
        return np.ones(len(corpus), dtype=np.bool_)

    def crosses_languages(self, corpus: Corpus) -> bool:
        """Whether a text of this corpus lies beside its translations."""
        return False

    def documents_read(self, documents: int) -> int:
        """How many of so many documents are read in full where no text is known."""
        return documents

    @abstractmethod
    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        """Embed the documents: (n, dimensions), rows of unit length or all zero.

        Documents with equal ``first_copy`` get identical rows.
        """

    @abstractmethod
    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        """Embed new texts in the space of this corpus: (len(texts), dimensions).

        Raises ``NotImplementedError`` where ``encodes`` is False.
        """


def sent_check(host: str) -> Check:
    """E12: who saw the texts."""
    return Check("E12", "info", f"Texts were sent to {host}, to be embedded there.")


MOST_TIED = 20
"""Neighbours that a document is tied to at most, where nobody asks for more."""


class NeighborSearch(Method):
    """Finds the documents most like each, once for all that ask."""

    stage: ClassVar[str] = "neighbors"

    n_neighbors: Auto | Annotated[int, Field(ge=2, le=1000)] = Field(
        "auto",
        description="neighbours found of each document; auto: 20, or as many as cluster, map or "
        "reduce asks for",
    )

    @property
    def count(self) -> int:
        """How many neighbours are looked for where there are documents enough."""
        return MOST_TIED if self.n_neighbors == "auto" else self.n_neighbors

    @abstractmethod
    def __call__(self, vectors: Vectors, context: Context = BY_ITSELF) -> Neighbors:
        """Find the neighbours of every document; those with equal vectors are one."""


class Reducer(Method):
    """Maps vectors to fewer dimensions: for the 2-D map, and where a clusterer asks for it."""

    stage: ClassVar[str] = "reduce"

    @abstractmethod
    def __call__(
        self, vectors: Vectors, neighbors: Neighbors | None = None, context: Context = BY_ITSELF
    ) -> Vectors:
        """Reduce (n, dimensions) to (n, n_components); identical rows stay identical.

        ``neighbors`` are those of ``vectors``; a method that needs them and has none looks for
        them. Where there are too few distinct rows for the method, a simpler one stands in and
        a check says so.
        """


class Clusterer(Method):
    """Groups documents into topics."""

    stage: ClassVar[str] = "cluster"
    space: ClassVar[Literal["embed", "reduce"]] = "reduce"
    """The stage whose vectors the method groups: the reduced ones, or those of ``embed``."""

    @abstractmethod
    def __call__(
        self, vectors: Vectors, neighbors: Neighbors | None = None, context: Context = BY_ITSELF
    ) -> Clustering:
        """Give every document at most one topic; identical rows get identical answers.

        ``neighbors`` are those of ``vectors``, which only those of ``embed`` have.

        Where there is nothing to group, all labels are -1 and a check says why.
        """


class Describer(Method):
    """Names topics after the words that tell them apart."""

    stage: ClassVar[str] = "describe"

    @abstractmethod
    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        clustering: Clustering,
        embedder: Embedder,
        context: Context = BY_ITSELF,
    ) -> Topics:
        """Describe every topic of every level. A label always exists, even without words."""


class Namer(Method):
    """Gives topics names that a describer could not find, and a sentence each."""

    stage: ClassVar[str] = "naming"

    @abstractmethod
    def answered_by(self) -> Mapping[str, Any]:
        """All that decides an answer beside the question; answers are kept under it."""

    @abstractmethod
    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        clustering: Clustering,
        topics: Topics,
        embedder: Embedder,
        context: Context = BY_ITSELF,
    ) -> NamedTopics:
        """Name topics; what comes back differs from ``topics`` in names alone.

        Whatever goes wrong there, the names of ``topics`` stay and a check says why.
        """


class Assigner(Method):
    """Scores every document against every theme."""

    stage: ClassVar[str] = "assign"
    imports: ClassVar[tuple[str, ...]] = (
        "py3langid.langid",
        "sklearn.feature_extraction.text",
        "snowballstemmer",
    )
    learns: ClassVar[bool] = True
    embeds_words: ClassVar[bool] = False
    """Whether the method embeds new texts, and so needs an embedder that can."""

    themes: tuple[Theme, ...] = Field((), description="filled from the top-level themes")
    words: ChosenWords = WordChoice()
    labels: Source | None = Field(
        None,
        description="a CSV file of yours with the columns id, theme, belongs (yes or no); what "
        "themeline review writes, filled in",
    )

    @abstractmethod
    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        embedder: Embedder,
        context: Context = BY_ITSELF,
    ) -> Themes:
        """Score and assign; without themes, artifacts with zero columns.

        Where the context asks about ``only`` some documents, those before them are the corpus of
        which it was ``learned``.
        """


class Evaluator(Method):
    """Measures a result without knowing the truth."""

    stage: ClassVar[str] = "evaluate"

    @abstractmethod
    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        clustering: Clustering,
        topics: Topics,
        themes: Themes,
        context: Context = BY_ITSELF,
    ) -> Quality:
        """Measure; a measure that is undefined here has no value and says why.

        ``vectors`` are those that topics were found in.
        """
