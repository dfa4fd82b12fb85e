"""Argilla 2: records as ``to_json`` writes them, or ``to_list(flatten=True)`` and ``to_datasets``.

The former do not tell answers that were submitted from drafts and discarded ones, but which
records are completed; the latter tell.
"""

from collections.abc import Iterator
from itertools import zip_longest

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

NAME, RECORD = "Argilla", "record"
ANSWERS, PEOPLE, STATUSES = (f"{THEME}.responses{part}" for part in ("", ".users", ".status"))
"""The columns of records that are flat."""


def recognises(record: Record) -> bool:
    """Whether a record is one of its own."""
    nested = isinstance(record.get("fields"), dict) and "responses" in record
    return nested or {"_server_id", "status"} <= record.keys()


def answers(where: str, record: Record, _: bool) -> Iterator[Said]:
    """What people answered to a record."""
    nested = isinstance(record.get("fields"), dict)
    data = record.get("metadata") if nested else record
    asked = asked_of(where, data if isinstance(data, dict) else {}, record.get("id"))
    given = _nested(record) if nested else _flat(record)
    if not given:
        yield LeftOut(where, "not judged yet")
    for value, person, status in given:
        yield _answer(asked, value, person, status or _status(record))


Given = list[tuple[object, object, object]]
"""What each person ticked, who it was, and whether it was submitted where that is told."""


def _flat(record: Record) -> Given:
    columns = (record.get(name) for name in (ANSWERS, PEOPLE, STATUSES))
    values, people, statuses = (each if isinstance(each, list) else [] for each in columns)
    return list(zip_longest(values, people[: len(values)], statuses[: len(values)]))


def _nested(record: Record) -> Given:
    responses = record.get("responses")
    given = responses.get(THEME) if isinstance(responses, dict) else None
    own = (each for each in given if isinstance(each, dict)) if isinstance(given, list) else ()
    return [(each.get("value"), each.get("user_id"), each.get("status")) for each in own]


def _status(record: Record) -> str:
    """What is known of an answer that does not tell it."""
    if record.get("status") == "completed":
        return "submitted"
    return "draft, or discarded, as their records are not completed"


def _answer(asked: Asked, value: object, person: object, status: object) -> Said:
    ticked = texts(value)
    if status != "submitted":
        return LeftOut(asked.where, f"not submitted: {status}")
    if ticked is None:
        return LeftOut(asked.where, "without a list of what was ticked")
    return Answer(asked, ticked, f"user {text(person)}" if person else "")
