"""Speakers: who opens the turns of a play, a chat or a transcript, told by form alone.

A turn opens with a name at the start of a line: "HAMLET." or "HAMLET" in capitals, "Anna:",
"First Citizen:", "dragon92:", "<dragon>", "[10:14] dragon:". In a text on one line it may also open
after a space ("... AGENT: hello CUSTOMER: hi") or, where it has small letters, after a sentence.

A heading or a subject can stand there as well ("Results:", "Python: how to sort"). So one who
opens turns is a speaker only where

1. a chat's form says so: in angle brackets, or after a time, or
2. two or more open several turns each within a text, or
3. three of four texts are turns, and begin with one who begins ``LEAST`` of them or more.

and opens ``LEAST`` turns of these. What heads sections (``HEADINGS``) is none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.numerics.tokens import fold

LEAST = 3
"""Turns that someone opens, at least."""

TURNS = 0.75
"""Share of the texts, or of the lines of one, that begin with a turn where they are turns."""

# fmt: off
HEADINGS = frozenset({
    "abstract", "act", "action", "aim", "aims", "actual", "address", "advice", "also", "answer",
    "author", "authors", "background", "by", "case", "cc", "chapter", "conclusion", "conclusions",
    "copyright", "correction", "date", "description", "design", "details", "discussion", "doi",
    "edit", "email", "epilogue", "error", "example", "examples", "exeunt", "expected", "figure",
    "findings", "from", "fwd", "goal", "hint", "however", "http", "https", "important",
    "interpretation", "intervention", "interventions", "introduction", "join", "keywords",
    "limitations", "location", "materials", "measurements", "method", "methods", "nick", "note",
    "notes", "objective", "objectives", "outcome", "outcomes", "part", "participants", "patients",
    "phone", "problem", "prologue", "purpose", "ps", "quit", "question", "rationale", "re",
    "reason", "recommendation", "reply-to", "results", "scene", "section", "see", "sent",
    "setting", "solution", "source", "status", "step", "steps", "subject", "summary", "table",
    "tel", "thanks", "time", "tip", "title", "to", "todo", "translation", "update", "url",
    "version", "warning", "why", "wrote",
})
# fmt: on
"""First words of what heads a section, a mail or a remark, and is nobody."""

_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?[ \t]"
_TIME = rf"[\[(]?(?:{_DATE})?\d{{1,2}}:\d\d(?::\d\d)?(?:[ \t]?[AaPp][Mm])?[\])]?[ \t]+(?:-[ \t]+)?"
_ASIDE = r"(?:[ \t]*[(\[][^)\]\n]{1,40}[)\]])?"  # HAMLET (aside):
_NAME = r"[^\W_](?:[^\n:<>()\[\]]{0,38}[^\s:<>()\[\]])?"
_CAPITALS = r"[^\W\d_a-z][^\n:.a-z<>()\[\]]{0,38}[^\s:.a-z<>()\[\]]"
_LINE = re.compile(
    rf"^[ \t]*(?P<time>{_TIME})?(?:"
    r"(?P<angle><[@+%&~ ]?(?P<nick>[^\s<>/]{2,30})>)"
    rf"|(?P<said>{_NAME}){_ASIDE}:(?=\s|$)"
    rf"|(?P<capitals>{_CAPITALS}){_ASIDE}(?:\.(?=\s|$)|[ \t\r]*$))",
    re.MULTILINE,
)
_INSIDE = re.compile(
    r"(?:(?<=[ \t])(?P<capitals>[^\W\d_a-z]{2,20}(?: [^\W\d_a-z]{2,20}| \d{1,3})?)"
    r"|(?<=[.?!…]\s)(?P<said>[^\W\d_][^\W\d_]{1,20}(?: [^\W_]{1,20})?)):(?=\s|$)"
)
_HANDLE_SHAPE = re.compile(r"\A\S*[\d_]\S*")
_PARTICLES = frozenset({"of", "the", "and", "de", "der", "du", "la", "van", "von", "to", "in"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a turn opens.

    start, end  the name with its mark
    name        folded
    is_handle   whether a nickname opens it, by a chat's form or by its own: small letters, a digit
                or an underscore in one word
    is_chat     whether a chat's form says that it is a turn
    begins      whether the text begins with it, and with a mark
    """

    start: int
    end: int
    name: str
    is_handle: bool
    is_chat: bool
    begins: bool


@dataclass(frozen=True)
class Speakers:
    """Who opens turns, folded: ``handles`` are nicknames, ``names`` the others."""

    handles: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def find_speakers(texts: Sequence[str]) -> Speakers:
    """Who opens the turns of texts."""
    counts: Counter[str] = Counter()
    beginning: Counter[str] = Counter()
    handles: set[str] = set()
    begun = 0
    for text in texts:
        found = _likely(text)
        if not found:
            continue
        handles.update(turn.name for turn in found if turn.is_handle)
        counts.update({turn.name: LEAST for turn in found if turn.is_chat})
        opened = Counter(turn.name for turn in found)
        if sum(times > 1 for times in opened.values()) > 1:
            counts.update(opened)
        first = [turn.name for turn in found[:1] if turn.begins]
        beginning.update(first)
        begun += bool(first)
    if begun >= max(LEAST, TURNS * len(texts)) and len(beginning) > 1:
        counts.update(beginning)
    known = frozenset(name for name, times in counts.items() if times >= LEAST)
    return Speakers(known & handles, known - handles)


def _likely(text: str) -> list[Turn]:
    """The turns of a text; a word in small letters opens one only where most lines are turns."""
    found = list(turns(text))
    if any(turn.is_handle and not turn.is_chat for turn in found):
        lines = sum(bool(line.strip()) for line in text.splitlines())
        if len(found) < TURNS * lines:
            return [turn for turn in found if turn.is_chat or not turn.is_handle]
    return found


def turns(text: str) -> Iterator[Turn]:
    """What may open turns in a text, in its order."""
    found = list(_on_lines(text))
    if text.count(":") > 1:
        taken = {turn.start for turn in found}
        found += [turn for turn in _inside(text) if turn.start not in taken]
        found.sort(key=lambda turn: turn.start)
    yield from found


def turn_starts(text: str) -> list[int]:
    """Where speech passes to another in a text; nowhere where it is no dialogue.

    A text is one where a chat's form says so, or where two or more open several turns. What
    stands before the name on its line, such as a time, belongs to the turn.
    """
    found = _likely(text)
    opened = Counter(turn.name for turn in found)
    if not any(turn.is_chat for turn in found) and sum(n > 1 for n in opened.values()) < 2:
        return []
    starts, before = [], ""
    for turn in found:
        if turn.name != before:
            line = text.rfind("\n", 0, turn.start) + 1
            on_line = turn.is_chat or not text[line : turn.start].strip()
            starts.append(line if on_line else turn.start)
        before = turn.name
    return starts


def _on_lines(text: str) -> Iterator[Turn]:
    if _is_prose(text):
        return
    first = _LINE.match(text)
    one_line = [first] if first else []
    for match in _LINE.finditer(text) if "\n" in text else one_line:
        chat = match["angle"] is not None or match["time"] is not None
        part = "angle" if match["angle"] else "said" if match["said"] else "capitals"
        spelled = match["nick"] or match[part]
        if match["angle"] or _may_speak(spelled, capitals=part == "capitals"):
            marked = match["capitals"] is None or match[0].endswith(".")
            yield Turn(
                match.start(part),
                match.end(),
                fold(spelled),
                chat or _is_nickname(spelled),
                chat,
                marked and not text[: match.start()].strip(),
            )


def _is_prose(text: str) -> bool:
    """Whether a text is one line, without a mark of a turn and not begun in capitals."""
    marked = "\n" in text or ":" in text or "<" in text
    return not marked and "a" <= text.lstrip(" \t")[1:2] <= "z"


def _inside(text: str) -> Iterator[Turn]:
    for match in _INSIDE.finditer(text):
        part = "capitals" if match["capitals"] else "said"
        if _may_speak(match[part], capitals=part == "capitals") and match[part][0].isupper():
            yield Turn(
                match.start(part), match.end(), fold(match[part]), False, False, begins=False
            )


def _may_speak(spelled: str, *, capitals: bool) -> bool:
    """Whether a name has the form of one: a word, or up to four of which each has a capital."""
    words = spelled.split()
    if not 1 <= len(words) <= 4 or len(spelled) < 2 or fold(words[0]).strip(".") in HEADINGS:
        return False
    if not any(map(str.isalpha, spelled)):
        return False
    if capitals:
        return spelled == spelled.upper() and sum(map(str.isalpha, spelled)) > 1
    if len(words) == 1:
        return len(spelled) <= 30 and spelled[-1] not in ",;.!?"
    return all(w[0].isupper() or w.isdigit() or w in _PARTICLES for w in words)


def _is_nickname(spelled: str) -> bool:
    one = len(spelled.split()) == 1
    return one and (spelled[0].islower() or _HANDLE_SHAPE.fullmatch(spelled) is not None)
