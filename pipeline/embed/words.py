"""What counts as a word: the one rule of all that counts words to embed a text."""

import unicodedata

# Scripts without spaces: each character is a word.
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
WORD = rf"[{_UNSPACED}]|[^\W{_UNSPACED}]{{2,}}"
"""The pattern of a word in a folded text."""


def folded(text: str) -> str:
    """A text in which spellings of one word are the same: compatible forms, lower case."""
    return unicodedata.normalize("NFKC", text).lower()
