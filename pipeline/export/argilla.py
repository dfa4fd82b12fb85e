"""Argilla 2: a dataset on disk, whose records have the run's themes as suggestions."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.export.array import array
from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format
from pipeline.export.tasks import Tasks
from pipeline.runs import asking

LEAST_VISIBLE = 3
"""Choices of which Argilla can hide some."""

DIGITS = 4


class Argilla(Format):
    """Records, settings and the dataset's name, as ``Dataset.to_disk`` writes them."""

    tool = "Argilla 2"
    source = "https://docs.argilla.io/latest/how_to_guides/import_export/"

    def files(self, contents: Contents) -> Files:
        """records.json, and two files under .argilla."""
        tasks = Tasks(contents)
        name = re.sub(r"[^A-Za-z0-9_-]", "-", contents.name)
        return {
            "records.json": File(array(_records(tasks)), tasks.told),
            ".argilla/settings.json": File(_spelled(_settings(tasks)), "the question on themes"),
            ".argilla/dataset.json": File(_spelled({"name": name})),
        }

    def opening(self, folder: Path) -> str:
        """Two lines of Python, with a client of one's own."""
        return (
            f"argilla.Dataset.from_disk({str(folder)!r}, workspace=..., client=...); what "
            "dataset.records.to_list(flatten=True) gives as JSON, themeline apply takes over"
        )


def _records(tasks: Tasks) -> Iterator[dict[str, Any]]:
    for task in tasks:
        scores = [round(score, DIGITS) for score in task.predicted.values()]
        suggestion = {
            "value": list(task.predicted),
            "score": scores,
            "agent": tasks.contents.name,
        }
        yield {
            "id": task.document,
            "fields": ({"title": task.title} if task.title else {}) | {"text": task.text},
            "metadata": tasks.handed,
            "suggestions": {asking.THEME: suggestion} if task.predicted else {},
            "responses": {},
            "vectors": {},
            "status": "pending",
        }


def _settings(tasks: Tasks) -> dict[str, Any]:
    question = {
        "name": asking.THEME,
        "title": "Which of these themes does it belong to?",
        "description": tasks.instruction,
        "required": True,
        "settings": {
            "type": "multi_label_selection",
            "options": [{"value": choice, "text": choice} for choice in tasks.choices],
            "visible_options": len(tasks.choices) if len(tasks.choices) >= LEAST_VISIBLE else None,
            "options_order": "natural",
        },
    }
    kept = (asking.THEMES, asking.RUN, asking.KEY)
    return {
        "guidelines": _guidelines(tasks),
        "questions": [question],
        "fields": [_field("title", required=False), _field("text", required=True)],
        "vectors": [],
        "metadata": [_terms(name) for name in kept],
        "allow_extra_metadata": False,
        "distribution": {"strategy": "overlap", "min_submitted": 1},
        "mapping": None,
    }


def _field(name: str, *, required: bool) -> dict[str, Any]:
    settings = {"type": "text", "use_markdown": False}
    return {"name": name, "title": name, "required": required, "settings": settings}


def _terms(name: str) -> dict[str, Any]:
    settings = {"type": "terms", "values": None}
    return {"name": name, "title": name, "settings": settings, "visible_for_annotators": False}


def _guidelines(tasks: Tasks) -> str:
    said = (f"- {name}: {text}" for name, text in tasks.descriptions.items() if text)
    return "\n".join([tasks.instruction, *said])


def _spelled(value: Any) -> str:
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n"
