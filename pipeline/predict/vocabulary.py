"""New words: what new documents speak of and those of the run do not."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Corpus
from pipeline.numerics.own_words import OwnWords
from pipeline.numerics.statistics import FALSE_DISCOVERIES, Floats, false_discovery_p, log_odds_z
from pipeline.numerics.words import fold_word, segments, singular, singulars, spell
from pipeline.report.table import Table

Counts = NDArray[np.int64]

FEWEST = 3
"""Documents, new ones or the run's, that a word must be in."""

RARE = 0.01
"""Share of the run's documents that may have the word."""

LISTED = 50


class WordCounts:
    """In how many documents each word is, counted batch by batch; no document is kept.

    Which words count as one, a plural and its singular, is known when all documents are. A
    document with both must not count twice then, so such pairs are counted, too.

    documents  how many there are
    forms      documents by word, in lower case; in the order in which the words come first
    together   documents by words that are in them all and might count as the same
    """

    def __init__(self, stop_words: frozenset[str], own: OwnWords | None = None) -> None:
        self.stop_words = stop_words
        self.own = own
        self.documents = 0
        self.forms: Counter[str] = Counter()
        self.together: Counter[tuple[str, Strings]] = Counter()

    def add(self, new: Corpus) -> None:
        """Count some documents more."""
        self.documents += len(new)
        for parts in zip(new.own_titles, new.own_texts, strict=True):
            words = dict.fromkeys(chain.from_iterable(map(self._words, parts)))
            self.forms.update(words.keys())
            self.together.update(_alike(words))

    def counted(self, places: Mapping[str, int], word_of: Mapping[str, str]) -> Counts:
        """Documents that have each word in any of its forms, by the places of the words."""
        counts = np.zeros(max(len(places), 1), dtype=np.int64)
        for form, documents in self.forms.items():
            counts[places[word_of[form]]] += documents
        for (word, forms), documents in self.together.items():
            same = sum(word_of[form] == word for form in forms)
            if same > 1:
                counts[places[word]] -= documents * (same - 1)
        return counts

    def _words(self, text: str) -> Iterator[str]:
        return (
            fold_word(word) for _, run in segments(text, self.stop_words, self.own) for word in run
        )


def new_words(run: WordCounts, new: WordCounts) -> Table:
    """The words that m new documents have and n of the run hardly, the most telling first.

    Counted are documents, each word once in each. ``ahead`` is the log-odds ratio in standard
    errors (``log_odds_z``). ``p`` is the chance of as many new documents though nothing changed
    (Fisher's exact test, one-sided); of the words listed one in twenty is expected to be chance
    (``false_discovery_p``).
    """
    n, m = run.documents, new.documents
    forms = dict.fromkeys(chain(run.forms, new.forms))
    word_of = {form: singular(form, forms) for form in forms}
    vocabulary = tuple(dict.fromkeys(word_of.values()))
    places = {word: place for place, word in enumerate(vocabulary)}
    before, now = run.counted(places, word_of), new.counted(places, word_of)
    ahead, p = log_odds_z(now, m, before, n), _chance(before, n, now, m)
    beyond = false_discovery_p(p, before + now >= FEWEST) < FALSE_DISCOVERIES
    found = np.flatnonzero(beyond & (before <= RARE * n))
    best = found[np.lexsort((found, -ahead[found]))][:LISTED]
    return {
        "word": [spell([vocabulary[place]]) for place in best],
        "documents_new": now[best].astype(np.int32),
        "documents_run": before[best].astype(np.int32),
        "share_new": now[best] / max(m, 1),
        "share_run": before[best] / max(n, 1),
        "ahead": ahead[best],
        "p": p[best],
    }


def _alike(words: Collection[str]) -> Iterator[tuple[str, Strings]]:
    """Words of a document that might count as the same, under what they would count as."""
    of: dict[str, list[str]] = {}
    for word in words:
        for one in singulars(word):
            of.setdefault(one, []).append(word)
    for one, plurals in of.items():
        forms = (*((one,) if one in words else ()), *plurals)
        if len(forms) > 1:
            yield one, forms


def _chance(before: Counts, n: int, now: Counts, m: int) -> Floats:
    from scipy.stats import hypergeom

    return np.asarray(hypergeom.sf(now - 1, n + m, before + now, m))
