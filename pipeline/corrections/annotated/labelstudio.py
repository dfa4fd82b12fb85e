"""Label Studio: the exports JSON and JSON-MIN (labelstud.io/guide/export).

JSON has a task with its annotations, also those that were cancelled; JSON-MIN a record for each
annotation, and none for tasks that were skipped.
"""

from collections.abc import Iterator

from pipeline.core.artifacts import Strings
from pipeline.corrections.annotated.answer import (
    Answer,
    LeftOut,
    Record,
    Said,
    asked_of,
    text,
    texts,
)
from pipeline.runs.asking import THEME

NAME, RECORD = "Label Studio", "task"


def recognises(record: Record) -> bool:
    """Whether a record is one of its tasks, or of its annotations."""
    task = isinstance(record.get("data"), dict) and "annotations" in record
    return task or {"annotator", "annotation_id"} <= record.keys()


def answers(where: str, record: Record, _: bool) -> Iterator[Said]:
    """What people answered to a task."""
    return _short(where, record) if "annotation_id" in record else _long(where, record)


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
            if ticked is None:
                yield LeftOut(where, f"without a result of {THEME!r}, the question on themes")
            else:
                yield Answer(asked, ticked, _person(each.get("completed_by")))


def _ticked(results: list[object]) -> Strings | None:
    """What was chosen; nothing where nothing was, None where other questions were answered."""
    given = [each for each in results if isinstance(each, dict)]
    own = [each for each in given if each.get("from_name") == THEME]
    if given and not own:
        return None
    values = [each.get("value") for each in own]
    lists = [texts(value.get("choices")) for value in values if isinstance(value, dict)]
    return tuple(choice for each in lists for choice in each or ())


def _short(where: str, record: Record) -> Iterator[Said]:
    if record["annotation_id"] is None:
        yield LeftOut(where, "not judged yet")
        return
    chosen = record.get(THEME, [])
    several = chosen if isinstance(chosen, list) else [chosen]
    ticked: list[str] = []
    for each in several:
        inner = each.get("choices") if isinstance(each, dict) else each
        ticked += texts(inner) or ()
    yield Answer(asked_of(where, record), tuple(ticked), _person(record["annotator"]))


def _person(value: object) -> str:
    """An address where it is told, else a number."""
    if isinstance(value, dict):
        return text(value.get("email")) or _person(value.get("id"))
    return f"annotator {value}" if isinstance(value, int) else text(value)
