"""Stemming: words without their endings, by Snowball's stemmers (Porter 2001, snowballstem.org)."""

from collections.abc import Callable, Mapping

from pipeline.numerics.korean import is_hangul, nouns

SNOWBALL: Mapping[str, str] = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
"""Snowball's name of each language that it has a stemmer for."""


def stemming(language: str) -> Callable[[str], str]:
    """What gives the stem of a folded word of a language.

    Of Korean the noun without particles; where there is no stemmer, words stay as they are.
    """
    if language == "ko":
        return _noun
    if language not in SNOWBALL:
        return str
    from snowballstemmer import stemmer

    stem: Callable[[str], str] = stemmer(SNOWBALL[language]).stemWord
    return stem


def _noun(word: str) -> str:
    while is_hangul(word) and (noun := next(nouns(word), "")):
        word = noun
    return word
