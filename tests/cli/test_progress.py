"""Progress: an honest rate."""

import re
from types import SimpleNamespace

from pipeline.cli.progress import PlainLines
from pipeline.core.events import StepProgressed, StepStarted
from pipeline.watching import lines


def test_the_rate_is_of_documents_and_not_of_what_came_before(monkeypatch, capsys):
    """A model takes a minute to load, then a document a second is read."""
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(lines.time, "monotonic", lambda: clock.now)
    tell = PlainLines()
    tell(StepStarted("embed", "minilm", ()))
    clock.now = 60.0
    tell(StepProgressed("embed", 1, 100))
    clock.now = 100.0
    tell(StepProgressed("embed", 41, 100))
    last = capsys.readouterr().err.splitlines()[-1]
    assert re.fullmatch(r"embed: 41 of 100 documents, 1 a second, about 59 s left", last)
