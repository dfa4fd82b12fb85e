"""Boilerplate: what stands in a text and is not its subject, found before it becomes a topic.

Recurrence alone does not tell it: a refrain, a form's answer and the sentence of a ticket recur as
well, and they are what the text says. So a sentence or a line is left out only where all of this
holds:

1. It says of itself that it is about the message, its rights or its sender
   (``pipeline.load.cues``).
2. It recurs, numbers and dates aside, in ``LEAST`` documents or more that are not copies of each
   other: what someone wrote for one text does not.
3. It stands at an edge of the text: at most ``BETWEEN`` other sentences are beyond it.

The sentence that follows it is left out with it where both nearly always come together
("All rights reserved. Printed on recycled paper."). Three things are told by their form, without
recurring: a copyright notice with sign and year at the end of a text, quoted lines under the line
that says who wrote them and when, and what follows the mark of a signature ("-- ", RFC 3676).

Sentences that recur at the edge of texts and hold no cue are told, and kept
(``pipeline.load.recurring``).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from pipeline.core.artifacts import BoolArray, IntArray
from pipeline.core.corpus import NOTHING, Corpus, Dropped, parts_of, without_parts
from pipeline.load.cues import COMPANY, SIGNS, has_cue
from pipeline.load.filter import NOTHING_ELSE, also_dropped, without_text
from pipeline.load.placeholders import LONGEST, is_placeholder
from pipeline.load.records import Entry, Record
from pipeline.numerics.tokens import fold, numberless, said_in, sentence_spans

Span = tuple[int, int]

LEAST = 3
"""Documents that a sentence with a cue must recur in."""

BETWEEN = 2
"""Other sentences between boilerplate and the edge of the text, at most."""

WITHIN = 4000
"""Characters at either end of a text that are looked at."""

TOGETHER = 0.9
"""Share of its occurrences in which a sentence is followed by the one that is left out with it."""

BLOCK = 5000
"""Texts that are searched together."""

FOLLOWERS = 3
"""Sentences after the last one with a cue that may belong to it, at most."""

_BORDER = re.compile(
    r"(?<!\s)[^\S\n]*+\n\s*+(?![a-z])"
    r"|(?<=\s)(?<![Cc]opyright\s)(?=©|(?i:copyright)\s+(?:©|\([cC]\))|\([cC]\)\s*(?:19|20)\d\d)"
)
_NOTICE = re.compile(
    r"\A\W*(?:copyright\s*)?(?:©[^.]{0,70}?(?:19|20)\d\d\b"
    rf"|\(c\)\s*(?:19|20)\d\d,?\s(?-i:[A-Z])(?=.*(?:reserved|{COMPANY}))).{{0,300}}",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURE = re.compile(r"(?<=\n)-- \n(?:[^\n]*\n?){1,10}\Z")
_FORMS = "\n>|\n-- \n"
_QUOTED = re.compile(
    r"(?:^(?:(?:On|Am|Le|El|In)\b[^\n>]{0,120}[\d@]|[^\n>]{0,80}@)[^\n>]{0,120}\n?[^\n>]{0,40}"
    r"(?:wrote|writes|schrieb|écrit|escribió)[^\n>]{0,40}:[ \t]*\n[ \t]*\n?)(?:^[ \t]*>[^\n]*\n?)+",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Boilerplate:
    """What is left out of texts.

    ``known`` are the sentences that recur, numbers and dates aside (``numberless``).
    """

    known: frozenset[str] = frozenset()

    def left_out(self, texts: Sequence[str]) -> IntArray:
        """Of texts the document, start and end of each part that is left out: (parts, 3)."""
        rows = [
            (document, *span)
            for document in _suspects(texts)
            for span in self.spans(texts[document])
        ]
        return np.array(rows, dtype=np.int32).reshape(-1, 3)

    def spans(self, text: str) -> list[Span]:
        """Where boilerplate starts and ends in a text; all of it for a placeholder."""
        if is_placeholder(text):
            return [(0, len(text))]
        found = _by_form(text)
        sentences = [
            part
            for span in _sentences(text)
            if not _inside(span, found)
            for part in self._cut(text, span)
        ]
        marked = self._marked([text[start:end] for start, end in sentences])
        found += [
            span for span, is_edge in zip(sentences, _at_edge(marked), strict=True) if is_edge
        ]
        return sorted(found)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(sentence.split()[0] for sentence in self.known)

    def _cut(self, text: str, span: Span) -> list[Span]:
        """The sentence in two, where what ends it is known: what is before has no mark there."""
        start, end = span
        for word in re.finditer(r"(?<=\s)\S+", text[start:end]):
            place = start + word.start()
            first = numberless(word.group()) in self._first_words
            if first and has_cue(text[place:end]) and numberless(text[place:end]) in self.known:
                return [(start, start + len(text[start:place].rstrip())), (place, end)]
        return [span]

    def _marked(self, sentences: Sequence[str]) -> list[bool]:
        marked: list[bool] = []
        for place, sentence in enumerate(sentences):
            follows = place > 0 and marked[-1] and not all(marked)
            known, cue = numberless(sentence) in self.known, has_cue(sentence)
            alone = _NOTICE.fullmatch(sentence) is not None
            marked.append(alone or (known and cue) or (follows and (known or cue)))
        return marked


@dataclass(frozen=True)
class LeftOut:
    """Records that are documents, with the parts that are left out of their texts.

    ``parts`` is what ``Corpus.left_out`` is, ``masked`` and ``masked_titles`` are what they are
    there; ``dropped`` are those that are nothing else.
    """

    kept: list[Record]
    parts: IntArray = field(default_factory=lambda: NOTHING)
    masked: IntArray = field(default_factory=lambda: NOTHING)
    masked_titles: IntArray = field(default_factory=lambda: NOTHING)
    dropped: tuple[Dropped, ...] = ()


def leave_out(records: list[Record], min_characters: int) -> LeftOut:
    """Find boilerplate in records, and drop those whose text and title say nothing else."""
    texts = tuple(record.text for record in records)
    different = {(fold(record.title), fold(record.text)): record.text for record in records}
    parts = find_boilerplate(tuple(different.values())).left_out(texts)
    dropped = _nothing_else(records, parts, min_characters)
    places = [place for place in range(len(records)) if place not in dropped]
    kept = [records[place] for place in places]
    return LeftOut(kept, parts_of(parts, places), dropped=tuple(dropped.values()))


def with_more(
    entries: Iterable[Entry], boilerplate: Boilerplate, min_characters: int
) -> Iterator[Entry]:
    """The same records, dropped where they are nothing but known boilerplate."""

    def dropped(records: Sequence[Record]) -> Mapping[int, Dropped]:
        parts = boilerplate.left_out([record.text for record in records])
        return _nothing_else(records, parts, min_characters)

    return also_dropped(entries, dropped)


def boilerplate_of(corpus: Corpus) -> Boilerplate:
    """What was left out of the texts of a corpus, to be left out of others."""
    return Boilerplate(
        frozenset(
            numberless(corpus.texts[document][start:end])
            for document, start, end in corpus.left_out.tolist()
        )
    )


def _nothing_else(
    records: Sequence[Record], parts: IntArray, min_characters: int
) -> dict[int, Dropped]:
    """The records, by their places, in which too little is left and whose titles do not help."""
    own_texts = without_parts(tuple(record.text for record in records), parts)
    dropped = {}
    for place in np.unique(parts[:, 0]).tolist():
        if said_in(own_texts[place], min_characters) < min_characters:
            entry = without_text(records[place], min_characters, NOTHING_ELSE)
            if isinstance(entry, Dropped):
                dropped[place] = entry
    return dropped


def find_boilerplate(texts: Sequence[str]) -> Boilerplate:
    """The sentences with a cue that recur in texts, and those that always follow them.

    No text is a copy of another under the same title.
    """
    documents: Counter[str] = Counter()
    followed: Counter[tuple[str, str]] = Counter()
    for text in map(texts.__getitem__, _suspects(texts)):
        sentences = [text[start:end] for start, end in _sentences(text)]
        cued = list(map(has_cue, sentences))
        if any(cued):
            keys = list(map(numberless, sentences))
            documents.update({key for key, has in zip(keys, cued, strict=True) if has})
            followed.update(dict.fromkeys(_followers(keys, cued), 1))
    known = {key for key, count in documents.items() if count >= LEAST}
    for (before, after), count in followed.items():  # in the order of the texts
        if before in known and count >= max(LEAST, TOGETHER * documents[before]):
            known.add(after)
            documents[after] = max(documents[after], count)
    return Boilerplate(frozenset(known))


def _suspects(texts: Sequence[str]) -> list[int]:
    """The positions of texts that may hold boilerplate: few, and quickly found."""
    found = np.array([len(text) <= LONGEST and is_placeholder(text) for text in texts], np.bool_)
    for start in range(0, len(texts), BLOCK):
        found[start : start + BLOCK] |= _with_a_sign(texts[start : start + BLOCK])
    return np.flatnonzero(found).tolist()


def _with_a_sign(texts: Sequence[str]) -> BoolArray:
    """Whether each text has a sign of boilerplate: (texts,)."""
    import pyarrow as pa
    from pyarrow import compute

    encoded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    # by way of buffers both ways, which imports no pandas
    column = pa.Array.from_buffers(pa.large_string(), len(texts), buffers)
    found = np.zeros(len(texts), dtype=np.bool_)
    for sign in (*SIGNS, _FORMS):
        matches = compute.match_substring_regex(column, sign, ignore_case=True)
        bits = np.frombuffer(matches.buffers()[1], dtype=np.uint8)
        found |= np.unpackbits(bits, count=len(texts), bitorder="little").astype(np.bool_)
    return found


def _followers(keys: Sequence[str], cued: Sequence[bool]) -> Iterator[tuple[str, str]]:
    """What follows sentences with a cue up to the end, each with the one before it.

    The first of them has the text before it; there are few without a cue after the last.
    """
    places = [place for place, has in enumerate(cued) if has]
    first = next((place for place in places if not all(cued[:place])), len(keys))
    if len(keys) - 1 - places[-1] <= FOLLOWERS:
        yield from pairwise(keys[first:])


def _sentences(text: str) -> list[Span]:
    """The sentences and lines at both ends of a text."""
    if len(text) <= 2 * WITHIN:
        return split(text, 0, len(text))
    head, tail = split(text, 0, WITHIN), split(text, len(text) - WITHIN, len(text))
    return head[:-1] + tail[1:]


def split(text: str, low: int, high: int) -> list[Span]:
    """The sentences and lines of a text between two places."""
    found = []
    for start, end in sentence_spans(text[low:high]):
        sentence = text[low + start : low + end]
        # saves time
        inside = "\n" in sentence or "©" in sentence or "(c)" in sentence or "(C)" in sentence
        cuts = [match.span() for match in _BORDER.finditer(sentence)] if inside else []
        if not cuts:
            found.append((low + start, low + end))
            continue
        starts = [0, *(right for _, right in cuts)]
        ends = [*(left for left, _ in cuts), len(sentence)]
        found += [
            (low + start + left, low + start + left + len(sentence[left:right].rstrip()))
            for left, right in zip(starts, ends, strict=True)
            if sentence[left:right].strip()
        ]
    return found


def _at_edge(marked: Sequence[bool]) -> list[bool]:
    """Of the marked sentences those with few others before or after them."""
    others, before = len(marked) - sum(marked), 0
    found = []
    for each in marked:
        found.append(each and min(before, others - before) <= BETWEEN)
        before += not each
    return found


def _by_form(text: str) -> list[Span]:
    """Quoted lines and the signature, unless there is nothing else in the text."""
    found = [match.span() for match in _QUOTED.finditer(text)] if "\n>" in text else []
    if "\n-- \n" in text:
        found += [m.span() for m in _SIGNATURE.finditer(text) if not _inside(m.span(), found)]
    rest = "".join(
        text[end:start] for (_, end), (start, _) in pairwise([(0, 0), *found, (len(text),) * 2])
    )
    return found if any(map(str.isalnum, rest)) else []


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
