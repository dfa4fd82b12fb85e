"""Negation: what a text says is not meant.

Vectors and words are blind to it: "not about sport" is as near to sport as "sport" is. So what
stands under a negation is told apart here, by a list of words and no grammar.
"""

import re

_NEGATIONS = (
    r"not|no|neither|without|except(?:ing)?(?:\s+for)?|excluding|other\s+than|"
    r"(?:any|every)thing\s+but|nicht|kein(?:e|en|em|er|es)?|weder|ohne|au(?:ß|ss)er|ausgenommen|"
    r"sauf|pas|hormis|excepto|exceto|senza|tranne|eccetto|niet|geen|zonder|behalve"
)
"""Words that negate what follows them, in seven languages."""

_HOMOGRAPHS = r"sin|sans|sem|salvo|non|nor"
"""Words that mean something else as well: they negate between two words only."""

_NO_NEGATION = (
    r"only|just|merely|least|yet|doubt|matter|longer|nur|zuletzt|mehr|solo|sólo|seulement|soltanto"
)
"""Words after which nothing is negated: "not only"."""

_NEGATION = re.compile(
    rf"(?<![\w-])(?:(?P<plain>{_NEGATIONS})|(?<=\w\s)(?:{_HOMOGRAPHS}))"
    rf"(?=\s+\w)(?!\s+(?:{_NO_NEGATION})\b)",
    re.IGNORECASE,
)

_END = re.compile(
    r"[.;:!?()\n]|(?<!\w)(?:but|rather|instead|sondern|aber|mais|pero|sino|mas|ma|maar)(?!\w)",
    re.IGNORECASE,
)
"""Where a negation ends. A comma does not end it: "except football, tennis and golf"."""

_JOINS = r"and|or|but|rather|instead|und|oder|aber|sondern|et|ou|mais|y|pero|sino|e|ma|maar"
_JOIN_BEFORE = re.compile(rf"(?:^|\s)(?:{_JOINS})\s*$", re.IGNORECASE)
_JOIN_AFTER = re.compile(rf"^(?:{_JOINS})\s", re.IGNORECASE)


def negated(text: str) -> tuple[str, ...]:
    """The parts of a text that say what is not meant, each from the negating word on."""
    return tuple(text[start:end].strip(" ,") for start, end in _spans(text))


def affirmed(text: str) -> str:
    """The text without those parts; the same where there is none."""
    kept, last = "", 0
    for start, end in _spans(text):
        kept = _JOIN_BEFORE.sub("", f"{kept}{text[last:start]}".rstrip(" ,"))
        last = end
    if not last:
        return text
    kept = f"{kept}{text[last:]}".replace(" ()", "").strip(" ,.;:")
    return _JOIN_AFTER.sub("", kept)


def _spans(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in _NEGATION.finditer(text):
        if (found and match.start() < found[-1][1]) or _is_name(text, match.start()):
            continue
        end = _END.search(text, match.end())
        found.append((match.start(), end.start() if end else len(text)))
    return found


def _is_name(text: str, start: int) -> bool:
    """Whether a capital inside a sentence makes it part of a name: Doctors Without Borders."""
    inside = re.search(r"\w\s*$", text[:start]) is not None
    return inside and text[start].isupper() and not text.isupper()
