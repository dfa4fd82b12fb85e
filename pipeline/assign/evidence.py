"""Evidence: the sentence of a document that speaks most for a theme, and the words in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.assign.phrases import mentions, phrase_places, phrases_of
from pipeline.assign.stems import Ints, Stemmer, Stems
from pipeline.core.artifacts import BoolArray, FloatArray, IntArray, Strings
from pipeline.core.corpus import Corpus
from pipeline.core.theme import Theme
from pipeline.numerics.handles import is_handle
from pipeline.numerics.statistics import Floats, log_odds_z

OWN_WORD = 4.0
"""What a word or phrase of the theme's own counts, where the best word learned counts 1."""

LEARNED = 2.0
"""How many standard errors a word must be ahead among a theme's documents to speak for it."""

KIN = 1.5
"""Documents that a theme must have, counted by their scores, for words to be learned."""

COMMON = 0.2
"""Share of the documents from which on a word is too common to speak for anything."""

KEYWORDS = 10
"""Words learned that are listed for a theme."""

SHORT, MOST = 10, 6
"""Words that a sentence is taken to have more, lest the shortest win; words that are named."""


@dataclass(frozen=True)
class Evidence:
    """For n documents and t themes, as in ``Themes``.

    named     (n, t), by the texts themselves
    spans     (n, t, 2), -1 where none was asked for
    words     n * t tuples
    keywords  t tuples
    """

    named: BoolArray
    spans: IntArray
    words: tuple[Strings, ...]
    keywords: tuple[Strings, ...]


def find_evidence(
    corpus: Corpus,
    documents: Sequence[int],
    stems: Stems,
    themes: Sequence[Theme],
    scores: FloatArray,
    wanted: BoolArray,
    stemmer: Stemmer,
    *,
    keywords: bool = True,
) -> Evidence:
    """The best sentence of every text for every theme that is ``wanted`` of it.

    ``documents`` are the positions in the corpus that ``stems`` were read from; the result has
    one row for each of these. ``keywords`` are looked for where words have places.
    """
    n, t = wanted.shape
    named = np.zeros((n, t), dtype=np.bool_)
    spans = np.full((n, t, 2), -1, dtype=np.int32)
    words: list[Strings] = [()] * (n * t)
    spelled = _spellings(corpus, documents, stems) if keywords else []
    listed: list[Strings] = []
    for column, theme in enumerate(themes):
        places = phrase_places(stems, theme, stemmer)
        named[:, column] = mentions(stems, places) > 0
        lengths = [len(phrase) for phrase in phrases_of(theme, stemmer)]
        strength = learned_stems(stems, scores[:, column].astype(np.float64), stemmer.tells)
        learned = strength[stems.stem]
        own = _own(stems, zip(places, lengths, strict=True))
        weights = np.where(stems.in_title, 0, np.maximum(learned, OWN_WORD * (own > 0)))
        best = _best_sentences(stems, weights)
        rows = np.flatnonzero(wanted[:, column] & (best >= 0))
        spans[rows, column] = stems.spans[best[rows]]
        said = _said(stems, best[rows], weights, own)
        for row, places_there in zip(rows.tolist(), said, strict=True):
            text = corpus.own_texts[documents[row]]
            words[row * t + column] = _words(text, places_there)
        best_first = np.argsort(-strength, kind="stable")[:KEYWORDS] if keywords else ()
        found = [spelled[stem] for stem in best_first if strength[stem] > 0]
        listed.append(tuple(word for word in found if not is_handle(word)))
    return Evidence(named, spans, tuple(words), tuple(listed))


def _spellings(corpus: Corpus, documents: Sequence[int], stems: Stems) -> list[str]:
    """Each stem as it is spelled where it first occurs, in small letters."""
    first = np.unique(stems.stem, return_index=True)[1]
    found = []
    for place in first.tolist():
        document = documents[int(stems.document[place])]
        source = corpus.titles if stems.in_title[place] else corpus.texts
        found.append(source[document][stems.start[place] : stems.end[place]].casefold())
    return found


def learned_stems(stems: Stems, scores: Floats, tells: Callable[[str], bool]) -> Floats:
    """How strongly each stem that ``tells`` is bound to a theme's documents, 0 to 1: (stems,).

    Their log-odds (``log_odds_z``) over documents, each counted by its score; the largest is 1.
    """
    size = len(stems.vocabulary)
    if scores.sum() < KIN or (1 - scores).sum() < KIN:
        return np.zeros(size)  # of one document every word would tell
    owner, stem = stems.holders
    inside = np.bincount(stem, scores[owner], minlength=size)
    all_of = np.bincount(stem, minlength=size).astype(np.float64)
    ahead = log_odds_z(inside, scores.sum(), all_of - inside, (1 - scores).sum())
    rare = all_of <= max(COMMON * stems.n_documents, 1)
    ahead = np.where((ahead > LEARNED) & rare, ahead, 0)
    ahead[[stem for stem in np.flatnonzero(ahead) if not tells(stems.vocabulary[stem])]] = 0
    return np.asarray(ahead / max(ahead.max(), LEARNED))


def _own(stems: Stems, phrases: Iterator[tuple[Ints, int]]) -> Ints:
    """For every word the number of words of the theme's own phrase that starts there, or 0.

    The words after the first have -1.
    """
    own = np.zeros(len(stems.stem), dtype=np.int64)
    for places, length in phrases:
        longer = places[own[places] < length] if len(places) else places
        for step in range(1, length):
            own[longer + step] = -1
        own[longer] = length
    return own


def _best_sentences(stems: Stems, weights: Floats) -> Ints:
    """The sentence of each document that holds most weight for its length; -1 for no text."""
    count = len(stems.spans)
    sums = np.bincount(stems.sentence, weights, minlength=count)
    sizes = np.bincount(stems.sentence, minlength=count)
    worth = np.where(stems.titled, -1.0, sums / np.sqrt(sizes + SHORT))
    # a document's sentences by falling worth, the first of equals first
    order = np.lexsort((np.arange(count), -worth, stems.owner))
    owners, first = np.unique(stems.owner[order], return_index=True)
    best = np.full(stems.n_documents, -1, dtype=np.int64)
    best[owners] = np.where(stems.titled[order[first]], -1, order[first])
    return best


def _said(
    stems: Stems, sentences: Ints, weights: Floats, own: Ints
) -> Iterator[list[tuple[int, int, float]]]:
    """Start, end and weight of the words and phrases in each sentence that speak for the theme."""
    telling = np.flatnonzero((weights > 0) & (own >= 0))
    lows, highs = (
        np.searchsorted(stems.sentence[telling], sentences + step).tolist() for step in (0, 1)
    )
    last = telling + np.maximum(own[telling], 1) - 1
    starts, ends, weighed = stems.start[telling], stems.end[last], weights[telling]
    for low, high in zip(lows, highs, strict=True):
        row = (column[low:high].tolist() for column in (starts, ends, weighed))
        yield list(zip(*row, strict=True))


def _words(text: str, said: Sequence[tuple[int, int, float]]) -> Strings:
    """What speaks for the theme in a sentence, as the text spells it, best first."""
    found: dict[str, float] = {}
    for start, end, weight in said:
        word = text[start:end]
        if "  " in word:  # where a part within is not read
            word = " ".join(word.split())
        word = word.casefold()
        found[word] = max(found.get(word, 0.0), weight)
    ranked = sorted(found, key=lambda word: -found[word])
    return tuple(ranked[:MOST])
