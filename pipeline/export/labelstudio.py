"""Label Studio: tasks with the run's themes as predictions, and how the page of labelling looks.

The choices are read from each task, so that those which a person saw are those it came back with.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pipeline.export.array import array
from pipeline.export.contents import Contents
from pipeline.export.format import File, Files, Format
from pipeline.export.tasks import Tasks
from pipeline.export.xml_text import LawfulText
from pipeline.runs import asking

CHOICES = "choices"


class LabelStudio(Format):
    """Tasks in JSON, and the labelling configuration in XML."""

    tool = "Label Studio"
    source = "https://labelstud.io/guide/tasks, https://labelstud.io/guide/predictions"

    def files(self, contents: Contents) -> Files:
        """tasks.json and labels.xml."""
        tasks = Tasks(contents)
        return {
            "tasks.json": File(array(_tasks(tasks)), tasks.told),
            "labels.xml": File(_labels(tasks), "the labelling configuration"),
        }

    def opening(self, folder: Path) -> str:
        """Where the two files go."""
        return (
            f"make a project with the labelling setup (Custom template, Code) of "
            f"{folder / 'labels.xml'} and import {folder / 'tasks.json'}; what it exports as JSON "
            "or JSON-MIN, themeline apply takes over"
        )


def _tasks(tasks: Tasks) -> Iterator[dict[str, Any]]:
    choices = [{"value": choice} for choice in tasks.choices]
    for task in tasks:
        result = {
            "id": asking.THEME,
            "from_name": asking.THEME,
            "to_name": "text",
            "type": "choices",
            "value": {"choices": list(task.predicted)},
        }
        yield {
            "data": {
                "title": task.title,
                "text": task.text,
                asking.DOCUMENT: task.document,
                CHOICES: choices,
                **tasks.handed,
            },
            "predictions": [
                {
                    "model_version": tasks.contents.name,
                    "score": task.sure,
                    "result": [result] if task.predicted else [],
                }
            ],
        }


def _labels(tasks: Tasks) -> str:
    view, lawful = Element("View"), LawfulText()
    SubElement(view, "Header", value="$title")
    SubElement(view, "Text", name="text", value="$text")
    SubElement(view, "Header", value=lawful(tasks.instruction), size="5")
    SubElement(
        view,
        "Choices",
        name=asking.THEME,
        toName="text",
        choice="multiple",
        required="true",
        value=f"${CHOICES}",
    )
    described = [f"{name}: {said}" for name, said in tasks.descriptions.items() if said]
    if described:
        panel = SubElement(SubElement(view, "Collapse"), "Panel", value="What the themes mean")
        for each in described:
            SubElement(panel, "Header", value=lawful(each), size="6")
    indent(view)
    return f"{tostring(view, encoding='unicode')}\n"
