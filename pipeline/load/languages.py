"""The language of each text (langid: Lui & Baldwin 2012, aclanthology.org/P12-3005)."""

from collections.abc import Callable, Sequence

from pipeline.core.artifacts import Strings

SURE = 0.5
"""Below this confidence a language is not named: the text is too short or no prose."""

_HEAD = 300  # characters; on papers.txt even 200 tell every language at 96% and more
_NO_LANGUAGE = {"und", "zxx"}


def sample(n: int, limit: int) -> list[int]:
    """At most ``limit`` positions out of n, evenly spaced."""
    return [i * n // min(n, limit) for i in range(min(n, limit))]


def languages(texts: Sequence[str]) -> Strings:
    """ISO 639 codes ("en"), empty where the text does not tell."""
    return language_teller()(texts)


def language_teller() -> Callable[[Sequence[str]], Strings]:
    """``languages`` for those who ask more than once: reading the model takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier
    from threadpoolctl import threadpool_limits

    # An identifier of our own: the package's stays in memory (120 MB) until the process ends.
    identifier = LanguageIdentifier.from_model_file(
        MODEL_FILE, norm_probs=True, min_confidence=SURE
    )

    def tell(texts: Sequence[str]) -> Strings:
        with threadpool_limits(1):
            codes = [identifier.classify(text[:_HEAD])[0] for text in texts]
        return tuple("" if code in _NO_LANGUAGE else code for code in codes)

    return tell
