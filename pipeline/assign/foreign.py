"""Foreign: themes that seem to be in another language than the texts."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from pipeline.assign.stems import Stemmer, Stems
from pipeline.core.artifacts import BoolArray, Check
from pipeline.core.corpus import Corpus
from pipeline.core.theme import Theme
from pipeline.numerics.languages import name_languages

HARDLY = 0.005
"""Share of the texts up to which they hardly hold a word or a letter."""


def in_another_language(themes: Sequence[Theme], corpus: Corpus) -> BoolArray:
    """(t,) the themes that are named in another language than most of the texts.

    The texts cannot be expected to hold their words. A name that does not tell its language is
    taken for English.
    """
    ((most, count),) = corpus.language_counts.most_common(1) or [("", 0)]
    if 2 * count < corpus.language_counts.total():
        return np.ones(len(themes), dtype=np.bool_)
    codes = name_languages([theme.text for theme in themes])
    return np.array([(code or "en") != most for code in codes], dtype=np.bool_)


def foreign(
    corpus: Corpus,
    stems: Stems,
    themes: Sequence[Theme],
    stemmer: Stemmer,
    *,
    crosses: bool = False,
) -> tuple[Check, ...]:
    """A08: themes of which the texts hardly hold a word, and which read like another language.

    So does what is written in letters that hardly any text has. Names are short: where neither
    tells, nothing is said. Where the embedder ``crosses`` languages they are found all the same.
    """
    most = HARDLY * stems.n_documents
    unheard = [
        theme
        for theme in themes
        if theme.text
        and all(len(stems.holding((stem,))) <= most for stem in stemmer.telling(theme.name))
    ]
    if not unheard:
        return ()
    ours = corpus.spoken
    codes = name_languages([theme.text for theme in unheard]) if ours else [""] * len(unheard)
    told = []
    for theme, code in zip(unheard, codes, strict=True):
        letters = "".join(_unused_letters(theme.name, corpus))
        reasons = [f"it reads like {code!r}"] if code and code not in ours else []
        reasons += [f"hardly a text is written with {letters}"] if letters else []
        if reasons:
            told.append(f"{theme.name!r} ({'; '.join(reasons)})")
    if not told:
        return ()
    message = (
        "These themes seem to be in another language than the texts, which hardly hold a word of "
        f"them: {', '.join(told)}."
    )
    if crosses:
        found = (
            f"{message} They are found by meaning, which the embedder compares across languages."
        )
        return (Check("A08", "info", found, "Keywords in the language of the texts are evidence."),)
    advice = "Name them, or give them keywords, in the language of the texts."
    return (Check("A08", "warning", message, advice),)


def _unused_letters(name: str, corpus: Corpus) -> Iterator[str]:
    """The letters of a name, beyond those of English, that hardly any text has."""
    folded = unicodedata.normalize("NFC", name).lower()
    for letter in dict.fromkeys(folded):
        if letter.isalpha() and not letter.isascii():
            forms = (letter, letter.upper())
            holding = (text for text in corpus.texts if any(form in text for form in forms))
            # as a rule a letter is found often, and soon
            if not any(True for _ in islice(holding, int(HARDLY * len(corpus)), None)):
                yield letter
