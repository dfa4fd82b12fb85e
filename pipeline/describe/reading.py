"""Reading: the language that topics are named in where their documents are in several.

Such a topic is named in the language that those who look at all documents read best. Words of the
other languages are counted as the word of this one that means the same, which is the nearest by an
embedder that has several languages side by side: so all documents of the topic have a say. For
English the commonest words of the language are known, too, as few of the documents may be English.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import IntArray, Strings
from pipeline.core.corpus import SPOKEN, Corpus
from pipeline.core.language_names import WRITTEN_AS
from pipeline.describe.candidates import Level, find_candidates
from pipeline.describe.document_words import DocumentWords, Ints
from pipeline.describe.phrases import Phrases, find_phrases
from pipeline.describe.translation import Meanings, in_language, translated
from pipeline.numerics.english_words import english_words

ENGLISH = "en"

OWN = 0.9
"""Share of a topic's documents in one language from which on it is a topic of this language."""

FEWEST = 3
"""Documents of a language that can name a topic by themselves."""


@dataclass(frozen=True)
class Reading:
    """How topics in several languages are named.

    words         of n documents
    languages     (n,) codes, empty where a document does not tell
    best          the language that is read best
    longest       words in a phrase at most
    min_documents that must have a phrase
    many          candidates of a topic at most
    known         words of this language that the documents need not have
    meanings      gives vectors of words; None where the embedder reads no words
    """

    words: DocumentWords
    languages: NDArray[np.str_]
    best: str
    longest: int
    min_documents: int
    many: int
    known: Strings
    meanings: Meanings | None

    def renamed(
        self, levels: Sequence[IntArray], found: Sequence[Level]
    ) -> tuple[tuple[Level, ...], int]:
        """All candidates, those of topics in several languages in one; and how many have others.

        ``levels`` are the topics of the n documents, ``found`` their candidates so far. Counted
        are topics that are named in the language that is read best.
        """
        chosen = [
            [self._language(labels == topic) for topic in range(len(level))]
            for labels, level in zip(levels, found, strict=True)
        ]
        codes = [code for of_level in chosen for code in of_level]
        made = {code: self._candidates(code, levels, found) for code in sorted({*codes} - {""})}
        named = tuple(
            tuple(
                (made[code][number][topic] if code else ()) or level[topic]
                for topic, code in enumerate(chosen[number])
            )
            for number, level in enumerate(found)
        )
        return named, codes.count(self.best)

    def _language(self, inside: NDArray[np.bool_]) -> str:
        """The language to name a topic in; empty where it is named by whatever words it has."""
        counts: Counter[str] = Counter(code for code in self.languages[inside].tolist() if code)
        total = counts.total()
        if not total:
            return ""
        own, most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[0]
        if most >= OWN * total:
            return ""
        if counts[self.best] < SPOKEN * total and 2 * most > total:
            return own
        if self.meanings is None and counts[self.best] < FEWEST:
            return own
        return self.best

    def _candidates(
        self, code: str, levels: Sequence[IntArray], found: Sequence[Level]
    ) -> tuple[Level, ...]:
        parts = [(labels, len(level)) for labels, level in zip(levels, found, strict=True)]
        phrases = in_language(
            find_phrases(self.words, len(self.languages), self.longest, self.min_documents),
            self.languages,
            code,
        )
        if code != self.best or self.meanings is None:
            rows = np.flatnonzero(self.languages == code)
            kept = phrases.of_rows(rows)
            return tuple(_of_some(kept, rows, *part, self.many) for part in parts)
        words = find_phrases(self.words, len(self.languages), 1, 1)
        words = _telling(translated(words, self.languages, code, self.meanings, self.known), code)
        several = [place for place, one in enumerate(phrases.words) if len(one) > 1]
        both = words.in_documents(self.min_documents).beside(
            phrases.some(np.array(several, dtype=np.int64))
        )
        return tuple(find_candidates(both, *part, self.many) for part in parts)


def _telling(phrases: Phrases, code: str) -> Phrases:
    """Without what says little about any subject ("said", "various"), to which many words lead."""
    from stopwordsiso import stopwords

    said = stopwords(code)
    kept = [place for place, name in enumerate(phrases.names) if name.casefold() not in said]
    return phrases.some(np.array(kept, dtype=np.int64))


def languages_of(corpus: Corpus, documents: Ints) -> NDArray[np.str_]:
    """The language of each of some documents as it is written, empty where it is not told."""
    codes = [corpus.languages[one] if corpus.languages else "" for one in documents]
    return np.array([WRITTEN_AS.get(code, code) for code in codes], dtype=np.str_)


def read_best(corpus: Corpus) -> str:
    """The language of those who look at all documents; empty where all are in one.

    It is that of more than half of them, else English where it is spoken, else the commonest.
    """
    spoken = corpus.spoken
    counts = corpus.language_counts
    if len(spoken) < 2:
        return ""
    most = 2 * counts[spoken[0]] > counts.total()
    return ENGLISH if ENGLISH in spoken and not most else spoken[0]


def known_words(code: str, left_out: frozenset[str]) -> Strings:
    """The commonest words of a language, without some: of English, as no others are listed."""
    if code != ENGLISH:
        return ()
    # the list has "shouldn" for what is "shouldn't" in texts
    return tuple(w for w in english_words() if w not in left_out and f"{w}t" not in left_out)


def _of_some(phrases: Phrases, rows: Ints, labels: IntArray, n_topics: int, many: int) -> Level:
    """The candidates by some of the documents alone; ``phrases`` are those of these rows."""
    level = find_candidates(phrases, labels[rows], n_topics, many)
    places = [
        np.flatnonzero(np.isin(np.flatnonzero(labels == topic), rows)) for topic in range(n_topics)
    ]
    return tuple(
        tuple(replace(one, documents=places[topic][one.documents]) for one in candidates)
        for topic, candidates in enumerate(level)
    )
