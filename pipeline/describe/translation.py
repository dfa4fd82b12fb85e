"""Translation: words of all languages, counted as the word of one that means the same."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray, Strings
from pipeline.describe.document_words import Bools, Ints
from pipeline.describe.keyness import Floats
from pipeline.describe.phrases import Phrases
from pipeline.numerics.words import singular

Meanings = Callable[[Sequence[str]], FloatArray]
"""Gives a row of unit length for each of some distinct texts."""

NEAR = 0.6
"""Cosine from which on two words mean the same. Of 15 languages 9 words in 10 have one as near."""

AT_HOME = 0.05
"""How much nearer a word must be that the documents do not have than one that they have."""

ELSEWHERE = 0.25
"""How frequent a word must be in a language beside where it is most frequent to be one of it: a
name that is written alike is of them all."""

MOST = 20_000
"""Words of the one language, and of the others, whose meanings are compared: the commonest."""

CAPITAL = 0.6
"""Share of the mentions with a capital beyond which a word is a name."""

_AT_ONCE = 1_000
"""Words that are compared at once: what their cosines need is bounded."""

_ALL_CAPITALISED = "de"
"""Of the languages the one that spells every noun with a capital."""


def in_language(phrases: Phrases, languages: NDArray[np.str_], code: str) -> Phrases:
    """The phrases that are of one language, by the documents that have them: n, each with its own.

    ``languages`` (n,) are codes, empty where a document does not tell.
    """
    return phrases.some(np.flatnonzero(_is_of(phrases, languages, code)))


def translated(
    phrases: Phrases,
    languages: NDArray[np.str_],
    code: str,
    meanings: Meanings,
    known: Strings = (),
) -> Phrases:
    """The single words of one language, those of the others counted as the nearest of them.

    ``known`` are words of the language in lower case, which no document need have. A word that has
    none near it is left out.
    """
    is_own = _is_of(phrases, languages, code) & ~_other_form(phrases, known)
    own = phrases.some(_commonest(phrases, np.flatnonzero(is_own)))
    foreign = phrases.some(_commonest(phrases, np.flatnonzero(~is_own)))
    added = _added(own, known)
    if not foreign.names or not own.names + added:
        return own
    nearest, near = _nearest(own, added, foreign, meanings)
    return _counted(own, added, foreign.some(near), nearest[near], languages)


def _counted(
    own: Phrases, added: Strings, foreign: Phrases, as_word: Ints, languages: NDArray[np.str_]
) -> Phrases:
    """Own and added words with the mentions of the foreign ones, of which each is ``as_word``."""
    from scipy.sparse import csr_array

    n, p = len(languages), len(own.names) + len(added)
    same = csr_array(
        (np.ones(len(as_word)), (np.arange(len(as_word)), as_word)), shape=(len(as_word), p)
    )
    mentions = foreign.mentions @ same
    with_own = own.mentions.tocoo()
    mentions = mentions + csr_array((with_own.data, with_own.coords), shape=(n, p))
    count = np.asarray(foreign.mentions.sum(axis=0)).ravel()
    standing = _mean(foreign.standing, count, as_word, p)
    standing[: len(own.names)] = own.standing
    capital = _mean(*_capitals(foreign, count, languages), as_word, p)[len(own.names) :]
    return Phrases(
        (
            *own.names,
            *(
                word.capitalize() if one > CAPITAL else word
                for word, one in zip(added, capital, strict=True)
            ),
        ),
        (*own.words, *((word,) for word in added)),
        csr_array(mentions),
        standing,
    )


def _nearest(
    own: Phrases, added: Strings, foreign: Phrases, meanings: Meanings
) -> tuple[Ints, Ints]:
    """For each foreign word the nearest of the others, and which foreign words have one so near."""
    names = (*own.names, *added)
    vectors = dict(zip(asked := sorted({*names, *foreign.names}), meanings(asked), strict=True))
    ours = np.stack([vectors[name] for name in names])
    behind = np.where(np.arange(len(names)) < len(own.names), 0, AT_HOME).astype(ours.dtype)
    nearest, cosine = [], []
    for start in range(0, len(foreign.names), _AT_ONCE):
        theirs = np.stack([vectors[name] for name in foreign.names[start : start + _AT_ONCE]])
        cosines = theirs @ ours.T
        best = np.argmax(np.round(cosines - behind, 6), axis=1)
        nearest.append(best)
        cosine.append(np.round(cosines[np.arange(len(best)), best], 6))
    return np.concatenate(nearest), np.flatnonzero(np.concatenate(cosine) >= NEAR)


def _is_of(phrases: Phrases, languages: NDArray[np.str_], code: str) -> Bools:
    """(p,) whether each phrase is of a language: about as frequent there as anywhere."""
    from scipy.sparse import csr_array

    codes = np.array(sorted({one for one in languages.tolist() if one} | {code}))
    told = (languages[:, None] == codes).astype(np.float64)
    has = (phrases.mentions > 0).astype(np.float64)
    rate = (has.T @ csr_array(told)).toarray() / np.maximum(told.sum(axis=0), 1)
    own = rate[:, int(np.flatnonzero(codes == code)[0])]
    return np.asarray((own > 0) & (own >= ELSEWHERE * rate.max(axis=1)))


def _commonest(phrases: Phrases, places: Ints) -> Ints:
    documents = np.asarray((phrases.mentions > 0).sum(axis=0)).ravel()[places]
    return np.sort(places[np.argsort(-documents, kind="stable")[:MOST]])


def _other_form(phrases: Phrases, known: Strings) -> Bools:
    """Which words are the plural of a known word that the documents do not have."""
    lacking = frozenset(known).difference(words[0] for words in phrases.words)
    return np.array(
        [singular(words[0], lacking) != words[0] for words in phrases.words], dtype=np.bool_
    )


def _added(own: Phrases, known: Strings) -> Strings:
    """The known words that are not among the own ones; of several forms of a word the singular."""
    have = {words[0] for words in own.words}
    present = have.union(known)
    return tuple(word for word in known if word not in have and singular(word, present) == word)


def _capitals(
    phrases: Phrases, count: Floats, languages: NDArray[np.str_]
) -> tuple[Floats, Floats]:
    """Which words begin with a capital where only names do, and the weight of each word in this."""
    german = _is_of(phrases, languages, _ALL_CAPITALISED)
    cased = np.array([name[0].lower() != name[0].upper() for name in phrases.names], dtype=np.bool_)
    capital = np.array([name[0].isupper() for name in phrases.names], dtype=np.float64)
    return capital, np.where(cased & ~german, count, 0.0)


def _mean(values: Floats, weights: Floats, group: Ints, size: int) -> Floats:
    """The weighted mean of each group, 0 for one of no weight."""
    total = np.bincount(group, weights, size)
    return np.bincount(group, values * weights, size) / np.where(total > 0, total, 1)
