"""New words: what new documents speak of and those of the run do not."""

import numpy as np
from numpy.typing import NDArray

from pipeline.artifacts import BoolArray, Corpus
from pipeline.copies import distinct_numbers
from pipeline.describe.words import read_words
from pipeline.report.table import Table

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

FALSE = 0.05
"""Share of the words named that chance may have brought."""

FEWEST = 3
"""Documents, new ones or the run's, that a word must be in."""

RARE = 0.01
"""Share of the run's documents that may have the word."""

LISTED = 50


def new_words(run: Corpus, new: Corpus, stop_words: frozenset[str]) -> Table:
    """The words that m new documents have and n of the run hardly, the most telling first.

    Counted are documents, each word once in each. ``ahead`` is the log-odds ratio in standard
    errors, with an informative prior (Monroe, Colaresi & Quinn 2008, doi:10.1093/pan/mpn018).
    ``p`` is the chance of as many new documents though nothing changed (Fisher's exact test,
    one-sided); of the words listed one in twenty is expected to be chance (Benjamini & Hochberg
    1995, doi:10.1111/j.2517-6161.1995.tb02031.x).
    """
    n, m = len(run), len(new)
    words = read_words((*run.titles, *new.titles), (*run.texts, *new.texts), stop_words)
    size = max(len(words.vocabulary), 1)
    document, word = np.divmod(distinct_numbers(words.document * size + words.word), size)
    before = np.bincount(word[document < n], minlength=size)
    now = np.bincount(word[document >= n], minlength=size)
    ahead, p = _ahead(before, n, now, m), _chance(before, n, now, m)
    found = np.flatnonzero(_beyond_chance(p, before + now >= FEWEST) & (before <= RARE * n))
    best = found[np.lexsort((found, -ahead[found]))][:LISTED]
    return {
        "word": [words.vocabulary[place] for place in best],
        "documents_new": now[best].astype(np.int32),
        "documents_run": before[best].astype(np.int32),
        "share_new": now[best] / max(m, 1),
        "share_run": before[best] / max(n, 1),
        "ahead": ahead[best],
        "p": p[best],
    }


def _ahead(before: Counts, n: int, now: Counts, m: int) -> Floats:
    prior = 0.5 + 0.01 * (before + now)
    more = np.log((now + prior) / (m - now + prior.max()))
    less = np.log((before + prior) / (n - before + prior.max()))
    return np.asarray((more - less) / np.sqrt(1 / (now + prior) + 1 / (before + prior)))


def _chance(before: Counts, n: int, now: Counts, m: int) -> Floats:
    from scipy.stats import hypergeom

    return np.asarray(hypergeom.sf(now - 1, n + m, before + now, m))


def _beyond_chance(p: Floats, looked_at: BoolArray) -> BoolArray:
    from scipy.stats import false_discovery_control

    beyond = np.zeros(len(p), dtype=np.bool_)
    if looked_at.any():
        beyond[looked_at] = false_discovery_control(p[looked_at]) < FALSE
    return beyond
