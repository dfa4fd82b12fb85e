"""Packing: the documents as the page's own script reads them, small enough to be mailed.

One compressed block holds a column for everything that is known of the documents; the texts
follow in blocks of their own, so that one text can be read without the rest.
"""

import base64
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.core.artifacts import Strings, Topic
from pipeline.core.stability import holds, shown
from pipeline.core.word_choice import WordChoice
from pipeline.numerics.stop_words import stop_words
from pipeline.report.layout import WIDTH, Layout, colours_at, lay_out, places_of
from pipeline.report.palette import FORM_OF, LIGHT
from pipeline.report.regions import Region, path_of, regions
from pipeline.report.results import Results
from pipeline.report.sections.mention import UNTITLED
from pipeline.report.settings import ReportSettings

BLOCK = 500
"""Texts in a block."""

MOST_TEXT = 36_000_000
"""Compressed bytes of all texts at most; beyond that the page holds the beginning of each."""

LEVEL = 5
"""Of compression: the usual 6 takes twice as long to save a fiftieth."""

BEGINNING = 240
"""Characters of a text where there is no room for all."""


@dataclass(frozen=True)
class Packed:
    """What the page holds of the documents, each part compressed and in letters (base64).

    documents  all columns but the texts
    texts      the texts, ``BLOCK`` to a part; none where the config wants none
    left_out   why the texts are not whole, for the reader; empty where they are
    """

    documents: str
    texts: Strings
    left_out: str = ""


def pack(results: Results, settings: ReportSettings) -> Packed:
    """Everything that the map and the table of documents show."""
    documents = _letters(_deflated(columns(results)))
    if not settings.texts:
        return Packed(documents, (), "The config keeps the texts out of this page.")
    whole = list(_blocks(results.corpus.texts))
    size = sum(map(len, whole))
    if size <= MOST_TEXT:
        return Packed(documents, tuple(map(_letters, whole)))
    short = [_beginning(text) for text in results.corpus.texts]
    why = (
        f"This page holds the first {BEGINNING} characters of each text. All of them would take "
        f"{size / 1e6:,.0f} MB, and {MOST_TEXT / 1e6:,.0f} MB is what can be opened with ease."
    )
    return Packed(documents, tuple(map(_letters, _blocks(short))), why)


def columns(results: Results) -> dict[str, Any]:
    """One entry per column, in corpus order, as values that JSON can hold.

    A column of few different values is ``{"values": [...], "of": [place in values, ...]}``;
    scores and strengths are in hundredths, places on the map in tenths of a unit.
    """
    layout = lay_out(results)
    corpus, clustering, themes = results.corpus, results.clustering, results.themes
    copies = np.flatnonzero(corpus.first_copy != np.arange(len(results)))
    return {
        "ids": corpus.ids,
        "titles": [heading or UNTITLED for heading in results.headings],
        "width": WIDTH,
        "height": round(layout.height, 1),
        "x": _tenths(layout.points[:, 0]),
        "y": _tenths(layout.points[:, 1]),
        "level": clustering.level,
        "levels": [_level(results, layout, level) for level in range(len(clustering.levels))],
        "strengths": _hundredths(clustering.strengths),
        "voted": clustering.voted,
        "nearest": clustering.nearest.tolist(),
        "distances": _hundredths(clustering.distances),
        "second": clustering.second.tolist(),
        "second_shares": _hundredths(clustering.second_shares),
        "reasons": _few(clustering.reasons),
        "themes": _themes(results),
        "primary": themes.primary.tolist(),
        "dates": corpus.dates,
        "groups": [{"name": name, **_few(values)} for name, values in corpus.groups.items()],
        "forms": FORM_OF,
        "parents": _few(corpus.parents),
        "parent_titles": _few(corpus.parent_titles),
        "languages": _few(corpus.languages),
        "left_out": _left_out(results),
        "copies": {str(place): int(corpus.first_copy[place]) for place in copies.tolist()},
        "stop_words": sorted(stop_words(WordChoice(), corpus.spoken)),
        "block": BLOCK,
    }


def _left_out(results: Results) -> dict[str, list[list[int]]]:
    """The parts of texts that were not read, by document: where each starts and ends."""
    parts: dict[str, list[list[int]]] = {}
    for document, start, end in results.corpus.unread.tolist():
        of = parts.setdefault(str(document), [])
        if of and start < of[-1][1]:  # two kinds of parts may overlap, marks must not
            of[-1][1] = max(of[-1][1], end)
        else:
            of.append([start, end])
    return parts


def _level(results: Results, layout: Layout, level: int) -> dict[str, Any]:
    labels, topics = results.clustering.levels[level], results.topics.at(level)
    if level == results.clustering.level:
        found, colours = layout.regions, layout.colours
    else:
        found = regions(layout.points, labels, len(topics), (WIDTH, layout.height))
        colours = colours_at(results, level, places_of(found))
    return {
        "topics": [
            _topic(results, topic, colours[topic.topic], found[topic.topic]) for topic in topics
        ],
        "of": labels.tolist(),
    }


def _topic(results: Results, topic: Topic, colour: int, region: Region) -> dict[str, Any]:
    stability = results.stability_of(topic)
    return {
        "id": results.id_of(topic),
        "label": topic.label,
        "size": topic.size,
        "colour": colour,
        "form": FORM_OF[colour],
        "holds": holds(stability),
        "stability": None if stability is None else float(shown(stability)),
        "words": [keyword.word for keyword in topic.keywords],
        "typical": list(topic.representatives),
        "x": round(region.densest[0], 1),
        "y": round(region.densest[1], 1),
        "regions": [path_of(rings) for rings in region.rings],
    }


def _themes(results: Results) -> list[dict[str, Any]]:
    """Each theme with a column for its scores, one for who has it, and its evidence."""
    themes, t = results.themes, len(results.themes.names)
    return [
        {
            "name": name,
            "colour": theme % len(LIGHT),
            "form": FORM_OF[theme % len(LIGHT)],
            "threshold": round(float(themes.thresholds[theme]), 2),
            "scores": _hundredths(themes.scores[:, theme]),
            "has": (themes.assigned[:, theme] + np.uint8(ord("0"))).tobytes().decode("ascii"),
            "judged": _judged(themes.judged[:, theme]),
            "start": themes.evidence[:, theme, 0].tolist(),
            "end": themes.evidence[:, theme, 1].tolist(),
            "words": _few(themes.words[theme::t]),
        }
        for theme, name in enumerate(themes.names)
    ]


def _judged(said: Any) -> dict[str, int]:
    return {str(place): int(said[place]) for place in np.flatnonzero(said).tolist()}


def _few(values: Sequence[str | Strings]) -> dict[str, Any]:
    """A column whose values repeat: each value once, and where it stands."""
    different = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return {"values": list(different), "of": [different[value] for value in values]}


def _hundredths(values: Any) -> list[int]:
    return _whole(np.asarray(values, dtype=np.float64) * 100)


def _tenths(values: Any) -> list[int]:
    return _whole(values * 10)


def _whole(values: Any) -> list[int]:
    rounded: list[int] = np.rint(values).astype(np.int32).tolist()
    return rounded


def _beginning(text: str) -> str:
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING]}…"


def _blocks(texts: Sequence[str]) -> Iterator[bytes]:
    for start in range(0, len(texts), BLOCK):
        yield _deflated(texts[start : start + BLOCK])


def _deflated(value: Any) -> bytes:
    # A lone surrogate cannot be written as UTF-8; as an escape it can.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "backslashreplace"), LEVEL)


def _letters(packed: bytes) -> str:
    return base64.b64encode(packed).decode("ascii")
