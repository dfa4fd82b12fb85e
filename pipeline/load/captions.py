"""Captions: WebVTT (w3.org/TR/webvtt1) and SubRip (.srt), as turns of speech.

A speaker is who a voice tag names, or what stands before a colon where most captions begin so, as
in transcripts of meetings. Captions break in the middle of sentences, so what one speaker says
until another does is one turn; where no speakers take turns, every caption stands for itself.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Dropped
from pipeline.core.errors import InputError
from pipeline.load.decode import Encoded, read_text
from pipeline.load.records import drop
from pipeline.load.table import Contents, Row, Table

COLUMNS = ("id", "speaker", "start", "text")

_TIMING = re.compile(r"((?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[ \t]*-->")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>]*)>")
_TAG = re.compile(r"</?(?:[a-zA-Z]|\d\d)[^<>]*>|\{\\[^{}]*\}")
_NAME = re.compile(r"([^\W\d_][^:\n]{0,39}):\s")
_LINE_END = re.compile("\r\n|\n|\r")

_NO_CAPTIONS = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?!\S)")
"""What the blocks of WebVTT begin with that are no captions."""


@dataclass(frozen=True)
class Speech:
    """What one speaker says in one caption, or in several that follow each other."""

    place: str
    id: str
    speaker: str
    start: str
    text: str


class Captions(Encoded, Table):
    """Reads the turns of captions: who speaks, from when on, and what is said."""

    named: ClassVar[Mapping[str, str]] = {"text": "text"}

    def header(self) -> Strings:
        return COLUMNS

    def contents(self) -> Contents:
        """The turns of the file, each with the id and the start of its first caption."""
        found = list(parse(read_text(self.path, self.encoding)))
        captions = [item for item in found if isinstance(item, Speech)]
        if not captions:
            raise InputError(
                f"{self.path}: no caption in it, which is a text below a line such as "
                "00:00:01.000 --> 00:00:04.000"
            )
        said = turns(named(captions))
        strays = [item for item in found if isinstance(item, Dropped)]
        return Contents(COLUMNS, lambda names: _rows(said, strays, names))


def parse(text: str) -> Iterator[Speech | Dropped]:
    """Every caption, once for every voice in it; a block of lines without times is dropped."""
    number = 0
    for place, block in _blocks(text):
        times = [i for i, line in enumerate(block) if _TIMING.match(line)]
        if not times:
            if not _NO_CAPTIONS.match(block[0]):
                yield drop(place, "no caption", "text without times", text=" ".join(block))
            continue
        # a number that no blank line parts from the caption before is still no text of that
        names = [times[0] > 0, *(block[i - 1].isdigit() for i in times[1:])]
        ends = [i - own for i, own in zip(times[1:], names[1:], strict=True)]
        for first, own, end in zip(times, names, [*ends, len(block)], strict=True):
            number += 1
            name = block[first - 1] if own else f"{number}"
            yield from _voices(place, name, block[first], " ".join(block[first + 1 : end]))


def named(captions: Sequence[Speech]) -> Sequence[Speech]:
    """The captions with their speakers, where most of them begin with names, which come again."""
    found = [_NAME.match(caption.text) for caption in captions]
    names = [name[1] for name in found if name]
    again = len(set(names)) < len(names)
    if any(map(_speaker, captions)) or not again or 2 * len(names) <= len(captions):
        return captions
    return [
        replace(caption, speaker=name[1], text=caption.text[name.end() :]) if name else caption
        for caption, name in zip(captions, found, strict=True)
    ]


def turns(captions: Sequence[Speech]) -> Sequence[Speech]:
    """What each speaker says until another does, where there are several."""
    if len({caption.speaker for caption in captions if caption.speaker}) < 2:
        return captions
    return [turn for speech in groupby(captions, _speaker) for turn in _turn(*speech)]


def _speaker(caption: Speech) -> str:
    return caption.speaker


def _turn(speaker: str, speech: Iterator[Speech]) -> Sequence[Speech]:
    same = list(speech)
    text = " ".join(caption.text for caption in same)
    return [replace(same[0], text=text)] if speaker else same


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Lines without a blank one between them, after the place of the first."""
    lines = enumerate((line.strip() for line in _LINE_END.split(text)), 1)
    for there, group in groupby(lines, lambda line: bool(line[1])):
        block = list(group)
        if there:
            yield f"line {block[0][0]}", [line for _, line in block]


def _voices(place: str, name: str, timing: str, text: str) -> Iterator[Speech]:
    start = timing.partition("-->")[0].strip()
    before, *voices = _VOICE.split(text)
    if before or not voices:
        yield Speech(place, name, "", start, _spoken(before))
    for speaker, said in zip(voices[::2], voices[1::2], strict=True):
        yield Speech(place, name, html.unescape(speaker).strip(), start, _spoken(said))


def _spoken(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _rows(said: Sequence[Speech], strays: Sequence[Dropped], names: Strings) -> Iterator[Row]:
    yield from ((turn.place, {name: getattr(turn, name) for name in names}) for turn in said)
    yield from ((stray.record, stray) for stray in strays)
