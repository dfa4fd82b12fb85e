"""Sentences: the one of a text that says most of what a topic is about."""

from collections.abc import Sequence

import numpy as np

from pipeline.core.artifacts import Keyword, Strings
from pipeline.numerics.tokens import sentence_spans
from pipeline.report.wording import marked

Pieces = list[tuple[str, bool]]
"""A text in pieces, each with whether it is one of the words looked for."""

SHORT = 10
"""Words that a sentence is taken to have more, lest the shortest win."""

LONGEST, BEFORE = 400, 80
"""Characters that are quoted of a sentence, and of these before the first word marked."""


def telling(text: str, keywords: Sequence[Keyword]) -> Pieces:
    """The sentence that holds most weight of keywords for its length, these marked.

    The first of equals, so that a text without any is told by its beginning.
    """
    words = tuple(keyword.word for keyword in keywords)
    weights = {keyword.word.casefold(): keyword.weight for keyword in keywords}
    spans = sentence_spans(text)
    worth = [_worth(text[start:end], words, weights) for start, end in spans]
    if not spans:
        return []
    start, end = spans[int(np.argmax(worth))]
    return excerpt(text[start:end], words)


def excerpt(sentence: str, words: Sequence[str]) -> Pieces:
    """A sentence with the words marked, cut where it is very long."""
    if len(sentence) <= LONGEST:
        return marked(sentence, words)
    opening, telling = marked(sentence, words)[0]
    start = 0 if telling or opening == sentence else max(len(opening) - BEFORE, 0)
    part = f"{'…' * (start > 0)}{sentence[start : start + LONGEST].strip()}"
    return marked(f"{part}{'…' * (start + LONGEST < len(sentence))}", words)


def _worth(sentence: str, words: Strings, weights: dict[str, float]) -> float:
    held = {piece.casefold() for piece, telling in marked(sentence, words) if telling}
    # small letters can differ from those of the keyword: of "İ", for one
    return sum(weights.get(word, 0.0) for word in held) / float(np.sqrt(_length(sentence) + SHORT))


def _length(sentence: str) -> int:
    return len(sentence.split())
