"""What those who listen to Python's own logging are told of a run."""

import logging

import pytest

from pipeline.core.artifacts import Check
from pipeline.core.changes import Reason
from pipeline.core.events import (
    RunFinished,
    RunForecast,
    RunStarted,
    StepFinished,
    StepProgressed,
    StepStarted,
)
from pipeline.running.logger import RUN, logged

EVENTS = (
    RunStarted(("load", "embed")),
    RunForecast(12.0, 400_000_000, 2_000_000),
    StepStarted("embed", "lsa", (Reason("first run"),)),
    StepProgressed("embed", 1000, 2000),
    StepFinished("embed", "lsa", hit=False, seconds=1.25, reused=40),
    StepFinished("load", "delimited", hit=True, seconds=0.0),
    RunFinished("outputs/planted-001", 3.5),
)


def told(caplog, *events):
    passed = []
    caplog.set_level(logging.DEBUG, "themeline")
    watch = logged(RUN, passed.append)
    for event in events:
        watch(event)
    assert passed == list(events)
    return caplog.records


def test_every_event_is_a_record_in_words_and_has_the_event(caplog):
    records = told(caplog, *EVENTS)
    assert [record.event for record in records] == list(EVENTS)
    assert {record.name for record in records} == {"themeline.run"}
    assert [record.getMessage() for record in records] == [
        "run started: load, embed",
        "This run: about 12 s, 400 MB of memory, 2 MB of disk.",
        "embed started (lsa): first run",
        "embed: 1,000 of 2,000 documents",
        "embed finished in 1.2 s (lsa, 40 texts known)",
        "load is in the store (delimited)",
        "run finished in 3.5 s: outputs/planted-001",
    ]
    levels = [logging.INFO] * 3 + [logging.DEBUG] + [logging.INFO] * 3
    assert [record.levelno for record in records] == levels


@pytest.mark.parametrize(
    ("severity", "level"),
    [("info", logging.INFO), ("warning", logging.WARNING), ("problem", logging.WARNING)],
)
def test_every_check_is_a_record_of_its_own(caplog, severity, level):
    check = Check("E05", severity, "3 of 9 vectors are %s.", "Look at how they were made.")
    step, record = told(caplog, StepFinished("embed", "lsa", False, 0.1, (check,)))
    assert (step.levelno, step.check) == (logging.INFO, None)
    assert (record.levelno, record.check, record.event) == (level, check, step.event)
    assert record.getMessage() == "E05: 3 of 9 vectors are %s. Look at how they were made."


def test_who_does_not_listen_is_told_nothing(capfd):
    warned = StepFinished("embed", "lsa", False, 0.1, (Check("E05", "warning", "zero"),))
    logged(RUN, lambda event: None)(warned)
    assert capfd.readouterr() == ("", "")
