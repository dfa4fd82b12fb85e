"""A finished run on the planted corpus, and new documents to hold against it."""

import json

import pytest

import planted
from pipeline import run
from pipeline.core.events import unwatched
from pipeline.predict import predict


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """A run that many tests predict with; each prediction is a folder of its own."""
    return run(planted.write_project(tmp_path_factory.mktemp("planted")))


@pytest.fixture
def placed(finished, tmp_path):
    """Write records to a file and place them under the run, or under another."""

    def predicted(records, name="new.csv", to=None):
        path = tmp_path / name
        if path.suffix == ".jsonl":
            path.write_text("".join(json.dumps(record) + "\n" for record in records))
        else:
            planted.write_csv(path, records)
        return predict(to or finished, path, unwatched)

    return predicted


@pytest.fixture
def corpus_file(finished):
    """The file that the run read."""
    return finished.folder.parent.parent / "planted.csv"
