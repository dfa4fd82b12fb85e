"""The language of texts and of names (langid: Lui & Baldwin 2012, aclanthology.org/P12-3005)."""

from collections.abc import Callable, Sequence

import numpy as np

from pipeline.core.artifacts import Strings

SURE = 0.5
"""Below this confidence a language is not named: the text is too short or no prose."""

LIKELY = (
    "ar", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "zh",
)  # fmt: skip
"""Languages that a name is told among: of all 140 some rare one fits a few letters best."""

SURE_OF_A_NAME = 0.85
"""The same for a name among these. Of 399 English names of subjects none came as another language
(the nearest: "sauerkraut", de 0.83), of 29 in others 17 were told."""

TOLD = 0.2
"""Share of the texts that must tell their language for any to be believed: of 120 texts of two
words 6 told one, each another."""

_HEAD = 300  # characters; on papers.txt even 200 tell every language at 96% and more
_NO_LANGUAGE = {"und", "zxx"}


Teller = Callable[[Sequence[str]], Strings]
"""Gives the ISO 639 code of each text, empty where it does not tell."""


def sample(n: int, limit: int) -> list[int]:
    """At most ``limit`` positions out of n, evenly spaced."""
    return [i * n // min(n, limit) for i in range(min(n, limit))]


def tell_enough(codes: Strings, looked_at: int) -> bool:
    """Whether so many of the texts that were looked at tell a language that it can be theirs."""
    return sum(map(bool, codes)) >= TOLD * looked_at


def languages(texts: Sequence[str], among: Strings = ()) -> Strings:
    """ISO 639 codes ("en"), empty where the text does not tell.

    ``among`` are the languages that texts may be in, none for all; of one alone every text is.
    """
    return language_teller(among)(texts)


def language_teller(among: Strings = ()) -> Teller:
    """``languages`` for those who ask more than once, or who have something to do before they ask.

    Reading the model takes half a second, in the background of whoever has asked for the teller.
    """
    if len(among) == 1:
        return lambda texts: among * len(texts)
    return _teller(SURE, among)


def name_languages(names: Sequence[str]) -> Strings:
    """``languages`` of names, which are short: one of the ``LIKELY``, or empty."""
    return _teller(SURE_OF_A_NAME, LIKELY)(names)


def _teller(sure: float, among: Strings = ()) -> Teller:
    from concurrent.futures import ThreadPoolExecutor

    from py3langid.langid import MODEL_FILE, LanguageIdentifier
    from threadpoolctl import threadpool_limits

    def read() -> LanguageIdentifier:
        # An identifier of our own: the package's stays in memory (120 MB) until the process ends.
        identifier = LanguageIdentifier.from_model_file(
            MODEL_FILE, norm_probs=True, min_confidence=sure
        )
        if among:
            identifier.set_languages(among)
        # kept in half precision, which would be widened for every text; the numbers are the same
        identifier.nb_ptc = identifier.nb_ptc.astype(np.float32)
        return identifier

    # unpacking leaves the interpreter to others
    background = ThreadPoolExecutor(1)
    model = background.submit(read)
    background.shutdown(wait=False)

    def tell(texts: Sequence[str]) -> Strings:
        identifier = model.result()
        with threadpool_limits(1):
            codes = [identifier.classify(text[:_HEAD])[0] for text in texts]
        return tuple("" if code in _NO_LANGUAGE else code for code in codes)

    return tell
