"""Many short texts out of the corpora there are: titles, then the beginnings of sentences."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from benchmarks.speed.process import FailedError

WORDS = 3, 15
"""A sentence of fewer words is left out, one of more is cut off."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

HOW = (
    "the different titles of all corpora, then the first sentences of their texts, the second "
    f"ones and so on, each cut after {WORDS[1]} words, until there are enough"
)


def short_texts(records: Sequence[dict[str, Any]], count: int) -> list[str]:
    """The first ``count`` different short texts, upper and lower case being the same.

    Each record has a ``text`` and may have a ``title``. Raises ``FailedError`` where there
    are too few.
    """
    found: dict[str, str] = {}
    for text in _candidates(records):
        found.setdefault(text.casefold(), text)
        if len(found) == count:
            return list(found.values())
    raise FailedError(f"the corpora hold {len(found):,} different short texts, not {count:,}")


def _candidates(records: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield from (_cut(record["title"]) for record in records if record.get("title"))
    sentences = [SENTENCE_END.split(record["text"]) for record in records]
    for place in range(max(map(len, sentences), default=0)):
        for text in sentences:
            for sentence in islice(text, place, place + 1):
                if len(sentence.split()) >= WORDS[0]:
                    yield _cut(sentence)


def _cut(text: str) -> str:
    return " ".join(text.split()[: WORDS[1]])
