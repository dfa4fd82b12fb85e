"""Unread: documents in a language that the multilingual model does not read."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray, Check, FloatArray, Strings
from pipeline.core.corpus import Corpus
from pipeline.core.language_names import language_name

STRANGE, LEAST = 0.15, 3
"""Share of the pieces of a text that are unknown, so many at least, beyond which the model does not
read it. Of 4,500 sentences in its languages none has more; of Hindi and Bengali ones
all, of Vietnamese ones 84 %, of Hebrew ones 57 % (SIB-200, arXiv:2309.07445)."""

SPELLED = 0.32
"""Pieces for each character from which on a language in Latin letters is spelled, not read: those
of the model take .22 to .28, Swahili .36, and there word statistics find the nearest of 1,004
sentences right in 63 %, the model in 37 % (SIB-200)."""


def unread(
    corpus: Corpus, unknown: FloatArray, pieces: NDArray[np.int64]
) -> tuple[BoolArray, tuple[Check, ...]]:
    """Which of n documents the model does not read, (n,), and what there is to tell (E10).

    ``unknown`` (n,) is the share of unknown pieces of each, ``pieces`` (n,) their number. A
    language is not read where half of its documents are not, or where it is spelled; then none of
    them is, so that they are not put where no other of their language is. Where the language is
    not told, each document goes by itself.
    """
    strange = strange_alone(unknown)
    if corpus.languages:
        told = np.array(corpus.languages)
        found: BoolArray = strange & (told == "")
        for code in sorted(set(corpus.languages) - {""}):
            spoken = told == code
            if strange[spoken].mean() >= 0.5 or _is_spelled(corpus, spoken, pieces):
                found |= spoken
        strange = found
    return strange, _check(corpus, strange)


def strange_alone(unknown: FloatArray) -> BoolArray:
    """Which texts by themselves are in no language that the model reads, (n,)."""
    return np.asarray(unknown > STRANGE)


def _is_spelled(corpus: Corpus, spoken: BoolArray, pieces: NDArray[np.int64]) -> bool:
    import regex

    texts = [corpus.full_texts[place] for place in np.flatnonzero(spoken)]
    length = sum(map(len, texts))
    if pieces[spoken].sum() <= SPELLED * length:
        return False
    letters = [character for text in texts for character in text if character.isalpha()]
    return len(regex.findall(r"\p{Latin}", "".join(letters))) > len(letters) / 2


def _check(corpus: Corpus, strange: BoolArray) -> tuple[Check, ...]:
    lost = np.flatnonzero(strange)
    if not len(lost):
        return ()
    codes: Strings | Sequence[str] = (
        [corpus.languages[place] for place in lost] if corpus.languages else []
    )
    told = [language_name(code) for code, _ in Counter(codes).most_common() if code]
    whose = f" (most of them {', '.join(told[:3])})" if told else ""
    message = (
        f"{len(lost):,} of {len(corpus):,} documents are in a language that the model does not "
        f"read{whose}: its pieces are unknown to it or little more than letters. They have no "
        "vector of it, and only their words place them."
    )
    advice = (
        "See that words are counted, too: embed.method joined, with lsa as a part, or lsa alone; "
        "or name a model of their language (embed.method transformer)."
    )
    ids = tuple(corpus.ids[place] for place in lost)
    return (Check("E10", "warning", message, advice, ids),)
