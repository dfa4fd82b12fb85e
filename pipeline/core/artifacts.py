"""What passes between stages.

Frozen dataclasses. Axis 0 is always the document, in corpus order. Shape, dtype and
finiteness are checked on construction, with both numbers in the message. How an artifact
becomes files is the store's business (``pipeline.store.files``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int32]
BoolArray = NDArray[np.bool_]
Strings = tuple[str, ...]
Arrays = Mapping[str, NDArray[Any]]

Verdict = Literal["there", "only named", "unheard", "not found", "negated"]
"""Whether a corpus holds a theme."""

Severity = Literal["info", "warning", "problem"]


@dataclass(frozen=True)
class Check:
    """One thing a reader should know about the result, in one sentence.

    ``code`` is stable ("L02"): its letter names the stage, its number the check.
    ``advice`` says what to do about it. ``documents`` holds the ids concerned, all of them.
    ``quotes`` are the parts of ``message`` that are words of documents.
    """

    code: str
    severity: Severity
    message: str
    advice: str = ""
    documents: Strings = ()
    quotes: Strings = ()


@dataclass(frozen=True)
class Learned:
    """What a method learned of the corpus and needs for new texts, under names of its own.

    It is part of a result, of which it can be read alone; nothing where the method needs none.
    """

    vocabulary: Mapping[str, Strings] = field(default_factory=dict)
    learned: Arrays = field(default_factory=dict)


@dataclass(frozen=True)
class Vectors:
    """One vector a document: (n, dimensions) float32, finite.

    ``resolved`` holds the values that stood behind every ``auto``, ``vocabulary`` and ``learned``
    what ``encode`` needs (``Learned``).
    """

    values: FloatArray
    resolved: Mapping[str, Any] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    vocabulary: Mapping[str, Strings] = field(default_factory=dict)
    learned: Arrays = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = (len(self.values), self.values.shape[-1] if self.values.ndim == 2 else -1)
        check_array("vectors", self.values, shape, np.float32)

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True)
class Neighbors:
    """The documents most like each document: a graph of m nodes, which equal vectors share.

    node        (n,) int32, the node of every document, in an order that does not depend on theirs
    among       (a,) int32, the nodes that neighbours were looked for among, ascending: all m, or
                a sample where there are very many
    index       (m, k) int32, the nodes nearest to each node, nearest first; none is its own
    similarity  (m, k) float32, their cosines
    """

    node: IntArray
    among: IntArray
    index: IntArray
    similarity: FloatArray
    resolved: Mapping[str, Any] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()

    def __post_init__(self) -> None:
        found = (len(self.index), self.index.shape[-1] if self.index.ndim == 2 else -1)
        check_array("nodes of documents", self.node, (len(self.node),), np.int32)
        check_array("nodes looked among", self.among, (len(self.among),), np.int32)
        check_array("neighbours", self.index, found, np.int32)
        check_array("similarities of neighbours", self.similarity, found, np.float32)

    @property
    def first(self) -> NDArray[np.intp]:
        """(m,): the first document of every node."""
        return np.asarray(np.unique(self.node, return_index=True)[1], dtype=np.intp)

    @property
    def whole(self) -> bool:
        """Whether neighbours were looked for among all documents."""
        return len(self.among) == len(self.index)


@dataclass(frozen=True)
class Clustering:
    """The topic of every document.

    labels       (n,) int32, topics numbered 0, 1, ... by falling size; -1 = no topic
    strengths    (n,) float32 in [0, 1], how firmly the document belongs to its topic; 0 for -1
    levels       (levels, n) int32, from coarse to fine, each numbered as ``labels`` is
    level        the row of ``levels`` that ``labels`` repeats
    stabilities  for each level and topic how well it comes back when documents are left out,
                 from 0 to 1, NaN for a topic that the user made; or no entries at all where the
                 method does not try
    nearest      (n,) int32, the topic that a document without one is nearest to, the own topic
                 for others; -1 where there are no topics, or where overrides hid it
    distances    (n,) float32, how far a document is from the centre of ``nearest``, where 1 is
                 the mean of the documents of that topic; 0 where there are no topics
    reasons      n strings, why a document has no topic; empty for others
    second       (n,) int32, the topic that comes after ``nearest`` for a document; -1 where no
                 other has a share in it, or where overrides made it one with the first
    second_shares
                 (n,) float32 in [0, 1], that topic's share: of the resamples where they vote, else
                 the membership by distance from the centres; 0 for -1
    seed_agreements
                 the adjusted Rand index of the topics that two seeds find, at most 1, for every
                 pair of ``replicas``
    replicas     (r, n) int32, the topics that r other seeds would have found, numbered at will;
                 no rows where the method does not try
    redrawn_numbers
                 the numbers of topics that other resamples of the documents would have chosen;
                 no entries where the method does not choose, or does not try
    voted        whether a strength is the share of resamples in which the document is with its
                 topic; else it is what the method has for one
    """

    labels: IntArray
    strengths: FloatArray
    levels: IntArray
    nearest: IntArray
    distances: FloatArray
    reasons: Strings
    second: IntArray
    second_shares: FloatArray
    level: int = 0
    resolved: Mapping[str, Any] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    stabilities: tuple[tuple[float, ...], ...] = ()
    seed_agreements: tuple[float, ...] = ()
    replicas: IntArray = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int32))
    redrawn_numbers: tuple[int, ...] = ()
    voted: bool = False

    def __post_init__(self) -> None:
        n = len(self.labels)
        check_array("clustering labels", self.labels, (n,), np.int32)
        check_array("clustering strengths", self.strengths, (n,), np.float32)
        check_array("clustering levels", self.levels, (len(self.levels), n), np.int32)
        if n and not (0 <= self.strengths.min() and self.strengths.max() <= 1):
            low, high = self.strengths.min(), self.strengths.max()
            raise ValueError(f"clustering strengths: {low} to {high}, outside 0 to 1")
        if len(self.replicas):
            check_array("clustering replicas", self.replicas, (len(self.replicas), n), np.int32)
        check_array("nearest topics", self.nearest, (n,), np.int32)
        check_array("distances to topics", self.distances, (n,), np.float32)
        if len(self.reasons) != n:
            raise ValueError(f"clustering: {n} documents but {len(self.reasons)} reasons")
        self._check_second()
        topics = [int(labels.max(initial=-1)) + 1 for labels in self.levels]
        if self.stabilities and [len(values) for values in self.stabilities] != topics:
            lengths = [len(values) for values in self.stabilities]
            raise ValueError(f"clustering stabilities: {lengths} values for {topics} topics")
        if not np.array_equal(self.levels[self.level], self.labels):
            raise ValueError(f"clustering: level {self.level} of levels differs from labels")

    def _check_second(self) -> None:
        n = len(self.labels)
        check_array("second topics", self.second, (n,), np.int32)
        check_array("shares of second topics", self.second_shares, (n,), np.float32)
        if n and not (0 <= self.second_shares.min() and self.second_shares.max() <= 1):
            low, high = self.second_shares.min(), self.second_shares.max()
            raise ValueError(f"shares of second topics: {low} to {high}, outside 0 to 1")
        again = int(((self.second >= 0) & (self.second == self.nearest)).sum())
        if again:
            raise ValueError(f"second topics: {again} of {n} are the first topic again")

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def n_topics(self) -> int:
        """Topics at the default level, documents without one not counted."""
        return int(self.labels.max(initial=-1)) + 1

    @property
    def seed_agreement(self) -> float | None:
        """What two seeds agree to on average; None where the method does not try."""
        found = self.seed_agreements
        return float(np.mean(found)) if found else None


@dataclass(frozen=True)
class Keyword:
    """A word or phrase that speaks for a topic; the weight is in (0, 1], 1 for the first."""

    word: str
    weight: float


@dataclass(frozen=True)
class Topic:
    """A group of documents found in the data, with the words that tell it apart.

    level            the row of ``Clustering.levels`` it belongs to
    topic            its number there
    label            a name for people ("Gaussian splatting · dynamic scenes"), unique per level
    keywords         best first
    size             documents in it
    representatives  positions of its most typical documents, best first
    found_by_name    share of its documents that are nearer in meaning to its label than to that of
                     any other topic of the level; None where that was not tried, or does not hold
                     any more
    """

    level: int
    topic: int
    label: str
    keywords: tuple[Keyword, ...]
    size: int
    representatives: tuple[int, ...]
    found_by_name: float | None = None


@dataclass(frozen=True)
class Topics:
    """Every topic of every level, ordered by level and number."""

    topics: tuple[Topic, ...]
    checks: tuple[Check, ...] = ()

    def at(self, level: int) -> tuple[Topic, ...]:
        """The topics of one level, by number."""
        return tuple(topic for topic in self.topics if topic.level == level)


@dataclass(frozen=True)
class Themes:
    """How well each of t themes fits each document; a document may have several or none.

    names         t unique names, in the config's order
    scores        (n, t) float32 in [0, 1]
    assigned      (n, t) bool
    named         (n, t) bool, whether the document says the theme's name or a keyword of it
    primary       (n,) int32: the best assigned theme, -1 where none is assigned
    thresholds    (t,) float32: the lowest score that assigns
    margins       (n,) float32: how far the best theme is ahead of the next, at least 0; 0 for
                  fewer than two themes
    evidence      (n, t, 2) int32: start and end in the document's text of the sentence that
                  speaks most for the theme, -1 where none was looked for: it is for themes
                  assigned, and for the best of the rest
    words         n * t tuples, document by document: what speaks for the theme there, as
                  spelled, best first
    keywords      t tuples, the words that tell a theme's documents from the rest, best first
    judged        (n, t) int8, what the user said: 1 it belongs, -1 it does not, 0 nothing
    signals       (n, t, s) float32: what the score was made of, in standard deviations
    signal_names  s names
    verdicts      t words, whether the corpus holds the theme: "there"; "only named" by documents,
                  and no others are near in meaning; "unheard" where no text holds a word of its
                  name; "not found"; "negated" where its name says what is not meant. No entries
                  where the method does not ask
    beaten        t shares of decoys, subjects that nobody asked for, whose nearest documents are
                  farther than those of the theme; no entries where the method does not ask
    vocabulary, learned
                  what was read of the texts (``Learned``)
    """

    names: Strings
    scores: FloatArray
    assigned: BoolArray
    named: BoolArray
    primary: IntArray
    thresholds: FloatArray
    margins: FloatArray
    evidence: IntArray
    words: tuple[Strings, ...]
    keywords: tuple[Strings, ...]
    judged: NDArray[np.int8]
    signals: FloatArray
    signal_names: Strings
    checks: tuple[Check, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    beaten: tuple[float, ...] = ()
    vocabulary: Mapping[str, Strings] = field(default_factory=dict)
    learned: Arrays = field(default_factory=dict)

    def __post_init__(self) -> None:
        n, t, s = len(self.primary), len(self.names), len(self.signal_names)
        check_array("theme scores", self.scores, (n, t), np.float32)
        check_array("theme assignments", self.assigned, (n, t), np.bool_)
        check_array("named themes", self.named, (n, t), np.bool_)
        check_array("primary themes", self.primary, (n,), np.int32)
        check_array("theme thresholds", self.thresholds, (t,), np.float32)
        check_array("theme margins", self.margins, (n,), np.float32)
        check_array("theme evidence", self.evidence, (n, t, 2), np.int32)
        check_array("theme judgements", self.judged, (n, t), np.int8)
        check_array("theme signals", self.signals, (n, t, s), np.float32)
        if len(self.words) != n * t:
            raise ValueError(f"theme words: {len(self.words)}, expected {n} x {t}")
        if len(self.keywords) != t:
            raise ValueError(f"theme keywords: {len(self.keywords)}, expected {t}")
        for what, found in (("verdicts", self.verdicts), ("decoys beaten", self.beaten)):
            if found and len(found) != t:
                raise ValueError(f"theme {what}: {len(found)}, expected {t}")
        if self.scores.size and not (0 <= self.scores.min() and self.scores.max() <= 1):
            low, high = self.scores.min(), self.scores.max()
            raise ValueError(f"theme scores: {low} to {high}, outside 0 to 1")


@dataclass(frozen=True)
class Measure:
    """One number about the result and how to read it; ``value`` is None where undefined."""

    name: str
    value: float | None
    reading: str


@dataclass(frozen=True)
class Quality:
    """Whether the result can be trusted, in numbers and in checks."""

    measures: tuple[Measure, ...]
    checks: tuple[Check, ...] = ()


def check_array(
    name: str, array: NDArray[Any], shape: tuple[int, ...], dtype: type[np.generic]
) -> None:
    """Raise ``ValueError`` unless an array has this shape and dtype and is finite."""
    if array.dtype != dtype:
        raise ValueError(f"{name}: dtype {array.dtype}, expected {np.dtype(dtype)}")
    if array.shape != shape:
        raise ValueError(f"{name}: shape {array.shape}, expected {shape}")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        bad = int((~np.isfinite(array)).sum())
        raise ValueError(f"{name}: {bad} of {array.size} values are not finite")
