"""Label Studio: the exports JSON and JSON-MIN (labelstud.io/guide/export).

JSON has a task with its annotations, also those that were cancelled; JSON-MIN a record for each
annotation, and none for tasks that were skipped. A record of JSON-MIN where nothing was chosen
looks like one where only other questions were answered, so that it says nothing.
"""

from collections.abc import Iterator

from pipeline.core.artifacts import Strings
from pipeline.corrections.annotated.answer import (
    Answer,
    Asked,
    LeftOut,
    Record,
    Said,
    asked_of,
    text,
    texts,
)
from pipeline.runs.asking import THEME

NAME, RECORD = "Label Studio", "task"
SHORT = {"annotator", "annotation_id"}
"""What every record of JSON-MIN has."""
UNANSWERED = f"without a result of {THEME!r}, the question on themes"


def recognises(record: Record) -> bool:
    """Whether a record is one of its tasks, or of its annotations."""
    task = isinstance(record.get("data"), dict) and "annotations" in record
    return task or record.keys() >= SHORT


def answers(where: str, record: Record, _: bool) -> Iterator[Said]:
    """What people answered to a task."""
    return _short(where, record) if record.keys() >= SHORT else _long(where, record)


def _long(where: str, task: Record) -> Iterator[Said]:
    annotations = task["annotations"]
    if not isinstance(annotations, list) or not annotations:
        yield LeftOut(where, "not judged yet")
        return
    asked = asked_of(where, task["data"])
    for each in annotations:
        results = each.get("result") if isinstance(each, dict) else None
        if not isinstance(results, list):
            yield LeftOut(where, "annotations without a result")
        elif each.get("was_cancelled") or each.get("skipped"):
            yield LeftOut(where, "skipped, or cancelled")
        else:
            ticked = _ticked(results)
            yield _said(asked, ticked, each.get("completed_by"))


def _ticked(results: list[object]) -> Strings | None:
    """What was chosen; nothing where nothing was, None where other questions were answered."""
    given = [each for each in results if isinstance(each, dict)]
    own = [each.get("value") for each in given if each.get("from_name") == THEME]
    return _chosen(own) if results else ()


def _chosen(values: list[object]) -> Strings | None:
    """The choices of all results; None where there is no result, or one that has no choices."""
    chosen: list[str] = []
    for value in values:
        choices = value.get("choices") if isinstance(value, dict) else None
        own = texts(choices)
        if own is None or (isinstance(choices, list) and len(own) < len(choices)):
            return None
        chosen += own
    return tuple(chosen) if values else None


def _short(where: str, record: Record) -> Iterator[Said]:
    if record["annotation_id"] is None:
        yield LeftOut(where, "not judged yet")
        return
    chosen = record.get(THEME, [])
    several = chosen if isinstance(chosen, list) else [chosen]
    ticked = _chosen([{"choices": each} if isinstance(each, str) else each for each in several])
    yield _said(asked_of(where, record), ticked, record["annotator"])


def _said(asked: Asked, ticked: Strings | None, by: object) -> Said:
    return (
        LeftOut(asked.where, UNANSWERED) if ticked is None else Answer(asked, ticked, _person(by))
    )


def _person(value: object) -> str:
    """An address where it is told, else a number."""
    if isinstance(value, dict):
        return text(value.get("email")) or _person(value.get("id"))
    return f"annotator {value}" if isinstance(value, int) else text(value)
