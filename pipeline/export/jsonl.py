"""JSON Lines: a document a line, with all that the run says of it; for programs of one's own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.core.artifacts import FloatArray
from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format
from pipeline.report.wording import count


class JSONLines(Format):
    """One JSON object a line, UTF-8, in the order of the run."""

    tool = "programs that read JSON Lines"
    source = "https://jsonlines.org"

    def files(self, contents: Contents) -> Files:
        """documents.jsonl alone."""
        lines = (json.dumps(row, ensure_ascii=False) for row in rows(contents))
        return {"documents.jsonl": File(lines, count(len(contents), "document"))}

    def opening(self, folder: Path) -> str:
        """A line of pandas."""
        return f"pandas.read_json({str(folder / 'documents.jsonl')!r}, lines=True)"


def rows(contents: Contents) -> Iterator[dict[str, Any]]:
    """One document after the other.

    ``topics`` has the topic at each level, the coarsest first; ``topic`` and ``label`` are those
    of the level that the run shows. A document without a topic has -1 and no label. Passages have
    the id of the whole as ``parent``.
    """
    corpus, shown = contents.corpus, contents.shown
    places, strengths = plain(contents.places), plain(contents.strengths)
    scores = plain(contents.scores)
    for number, identifier in enumerate(contents.ids):
        yield {
            "id": identifier,
            "title": corpus.titles[number],
            "text": corpus.texts[number],
            **({"parent": corpus.parents[number]} if corpus.parents else {}),
            "date": corpus.dates[number] if corpus.dates else "",
            "language": corpus.language_of(number),
            "groups": {name: values[number] for name, values in corpus.groups.items()},
            "x": places[number][0],
            "y": places[number][1],
            "topic": int(shown.topics[number]),
            "label": shown.names[number],
            "strength": strengths[number],
            "topics": [
                {
                    "level": each.level,
                    "topic": int(each.topics[number]),
                    "label": each.names[number],
                }
                for each in contents.levels
            ],
            "themes": list(contents.themes_of(number)),
            "scores": dict(zip(contents.themes, scores[number], strict=True)),
        }


def plain(values: FloatArray) -> list[Any]:
    """Numbers with as many digits as tell them from others of 32 bits."""
    found: list[Any] = values.astype(np.str_).astype(np.float64).tolist()
    return found
