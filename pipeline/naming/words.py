"""Words: whether those of a name are a topic's own.

A word is where two of the topic's documents have it, in any form, or it is one of its keywords. One
that none has may be near them in meaning: as near as the farthest keyword, by the embedder of the
run. One that only one document has is not the topic's, and one that is said to models alone
(``pipeline.naming.instructions``) is nobody's.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.core.artifacts import Strings, Topic
from pipeline.core.context import Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.word_choice import WordChoice
from pipeline.naming.instructions import sentences_apart
from pipeline.naming.question import TASK
from pipeline.naming.showing import Floats, Ints
from pipeline.numerics.normalize import unit_rows
from pipeline.numerics.stemming import stemming
from pipeline.numerics.stop_words import stop_words
from pipeline.numerics.words import pieces

READ = 400
"""Documents of a topic that are read for their words, spread over all of them."""

LEAST, FEW = 2, 4
"""Documents that must have a word; in a topic of fewer than ``FEW`` one is enough."""


@dataclass(frozen=True)
class Tongue:
    """How the words of names and documents are read: what names nothing, and which are one."""

    left_out: frozenset[str]
    stems: tuple[Callable[[str], str], ...]

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        """Words that were asked about: stemming takes longer than all else."""
        return {}

    @classmethod
    def of(cls, corpus: Corpus, names_in: str | None) -> "Tongue":
        """That of a corpus whose topics are named in one language, its own where None."""
        languages = tuple(dict.fromkeys([*corpus.spoken, *([names_in] if names_in else [])]))
        languages = languages or ("en",)
        return cls(stop_words(WordChoice(), languages), tuple(map(stemming, languages)))

    def words(self, text: str) -> list[str]:
        """The words of a text that name something, folded."""
        return pieces(text, self.left_out)

    def forms(self, word: str) -> frozenset[str]:
        """What two forms of one word have in common."""
        if word not in self._known:
            self._known[word] = frozenset(stem(word) for stem in self.stems)
        return self._known[word]

    def alike(self, name: str) -> frozenset[frozenset[str]]:
        """What two names that say the same have in common."""
        return frozenset(map(self.forms, self.words(name))) or frozenset([frozenset([name])])


@dataclass(frozen=True)
class TopicWords:
    """The words of one topic.

    documents  positions, of identical texts the first
    centre     (dimensions,) of the topic, of length 1 or 0
    foreign    whether names are in a language that the documents are not in, and no embedder
               that has both side by side: what no document says is not judged then
    """

    corpus: Corpus
    topic: Topic
    documents: Ints
    centre: Floats
    tongue: Tongue
    embedder: Embedder
    context: Context
    foreign: bool = False

    def strange(self, name: str) -> str:
        """Why a word of a name is not the topic's, as it goes on from "the answer"; or empty."""
        words = self.tongue.words(name)
        if not words:
            return "has no word in its name that says what the topic is about"
        unsaid = []
        for word in words:
            why = self._instructed(word)
            if why:
                return why
            if self._is_keyword(word):
                continue
            held = self._counted(word)
            if held == 0:
                unsaid.append(word)
            elif held < self._least:
                return (
                    f'has "{word}" in its name, which only {held} of the topic\'s '
                    f"{len(self.documents):,} documents says"
                )
        if unsaid and not self.foreign:
            return self._far(unsaid)
        return ""

    def instructed(self, summary: str) -> str:
        """Why a word of a sentence is from an instruction, as ``strange`` says it; or empty."""
        return next(filter(None, map(self._instructed, self.tongue.words(summary))), "")

    @property
    def _least(self) -> int:
        return LEAST if len(self.documents) >= FEW else 1

    def _instructed(self, word: str) -> str:
        forms = self.tongue.forms(word)
        if forms & self._said[1] and not any(self._said[0][form] for form in forms):
            return f'has "{word}", which documents say in an instruction to models alone'
        return ""

    def _is_keyword(self, word: str) -> bool:
        return bool(self.tongue.forms(word) & self._keywords)

    def _counted(self, word: str) -> int:
        """How many of the documents have a word."""
        return max(self._said[0][form] for form in self.tongue.forms(word))

    @cached_property
    def _keywords(self) -> frozenset[str]:
        words = [word for key in self.topic.keywords for word in self.tongue.words(key.word)]
        return frozenset(form for word in words for form in self.tongue.forms(word))

    @cached_property
    def _said(self) -> tuple[Counter[str], frozenset[str]]:
        """In how many documents each form is, and the forms that are in instructions.

        A word that we ask with ourselves, such as "documents", is no sign of an instruction.
        """
        counts: Counter[str] = Counter()
        told: set[str] = set()
        places = np.linspace(0, len(self.documents) - 1, min(len(self.documents), READ))
        for document in self.documents[places.astype(np.intp)].tolist():
            parts = list(sentences_apart(self.corpus.own_titles[document]))
            parts += sentences_apart(self.corpus.own_texts[document])
            counts.update(self._forms([text for text, speaks in parts if not speaks]))
            told |= self._forms([text for text, speaks in parts if speaks])
        return counts, frozenset(told - self._forms([TASK]))

    def _forms(self, texts: Sequence[str]) -> set[str]:
        words = {word for text in texts for word in self.tongue.words(text)}
        return {form for word in words for form in self.tongue.forms(word)}

    def _far(self, words: Sequence[str]) -> str:
        said = f'has "{words[0]}" in its name, which no document of the topic says'
        keywords: Strings = tuple(key.word for key in self.topic.keywords)
        if not keywords or not self.embedder.encodes:
            return said
        rows = self.embedder.encode((*words, *keywords), self.corpus, self.context.aside)
        cosines = unit_rows(rows).astype(np.float64) @ self.centre
        least = max(float(cosines[len(words) :].min()), 0.0)
        far = [
            word
            for word, cosine in zip(words, cosines.tolist(), strict=False)
            if cosine <= 0 or cosine < least
        ]
        return (
            f'has "{far[0]}" in its name, which no document of the topic says and which is not '
            "near them in meaning"
            if far
            else ""
        )
