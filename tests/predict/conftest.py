"""A finished run on the planted corpus, and new documents to hold against it."""

import json

import pytest

import planted
from pipeline import run
from pipeline.core.events import unwatched
from pipeline.predict import assign_documents


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """A run that many tests assign to; each assignment writes a folder of its own."""
    return run(planted.write_project(tmp_path_factory.mktemp("planted")))


@pytest.fixture
def assign(finished, tmp_path):
    """Write records to a file and assign them to the run, or to another."""

    def assigned(records, name="new.csv", to=None):
        path = tmp_path / name
        if path.suffix == ".jsonl":
            path.write_text("".join(json.dumps(record) + "\n" for record in records))
        else:
            planted.write_csv(path, records)
        return assign_documents(to or finished, path, unwatched)

    return assigned


@pytest.fixture
def corpus_file(finished):
    """The file that the run read."""
    return finished.folder.parent.parent / "planted.csv"
