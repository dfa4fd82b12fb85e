"""Doccano: documents with the run's themes as labels, for text classification.

Doccano does not keep apart what it was handed and what people chose, so the themes are in the
metadata, too.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format
from pipeline.export.tasks import Tasks
from pipeline.report.palette import LIGHT
from pipeline.report.wording import count
from pipeline.runs import asking

KEYS = "1234567890abcdefghijklmnopqrstuvwxyz"
"""What the labels are ticked with; a later one has none."""


class Doccano(Format):
    """JSONL of documents, and the labels with their keys and colours."""

    tool = "doccano"
    source = "https://doccano.github.io/doccano/tutorial/"

    def files(self, contents: Contents) -> Files:
        """documents.jsonl and labels.json."""
        tasks = Tasks(contents)
        lines = (json.dumps(each, ensure_ascii=False) for each in _documents(tasks))
        labels = json.dumps(list(_labels(tasks)), ensure_ascii=False, indent=1)
        return {
            "documents.jsonl": File(lines, tasks.told),
            "labels.json": File(f"{labels}\n", count(len(tasks.choices), "label")),
        }

    def opening(self, folder: Path) -> str:
        """What to import, and what to export."""
        return (
            "make a project for text classification, import "
            f"{folder / 'labels.json'} as labels and {folder / 'documents.jsonl'} as a JSONL "
            "dataset; what it exports as JSONL, approved documents only, themeline apply "
            "--approved takes over"
        )


def _documents(tasks: Tasks) -> Iterator[dict[str, Any]]:
    for task in tasks:
        predicted = list(task.predicted)
        yield {
            "text": f"{task.title}\n\n{task.text}" if task.title else task.text,
            "label": predicted,
            asking.DOCUMENT: task.document,
            asking.PREDICTED: predicted,
            **tasks.handed,
        }


def _labels(tasks: Tasks) -> Iterator[dict[str, Any]]:
    for number, choice in enumerate(tasks.choices):
        yield {
            "text": choice,
            "suffix_key": KEYS[number] if number < len(KEYS) else None,
            "background_color": LIGHT[number % len(LIGHT)],
            "text_color": "#ffffff",
        }
