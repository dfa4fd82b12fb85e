"""A finished run to export, with what formats may trip over."""

import json

import numpy as np
import pytest

import planted
from pipeline import run
from pipeline.export.contents import Contents, Level
from pipeline.export.format import format_named

CONFIG = planted.PLAIN.replace(
    "cluster: {method: kmeans, n_topics: 4}",
    "cluster: {method: consensus, n_topics: 8, min_cluster_size: 3, "
    "n_resamples: 10, min_membership: 0.6}",
)
ODD = {
    "id": "o/d d",
    "title": 'Bread & "salt", <b>ü</b>',
    "body": 'A text with "quotes",\na second line, a tab\there & <tags> of bread, yeast and flour.',
    "day": "",
    "team": "north",
    "planted": "Kitchen",
}


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """41 documents on two levels, some without a topic; one of three themes has no document."""
    records = [*planted.rows(), ODD]
    return run(planted.write_project(tmp_path_factory.mktemp("export"), CONFIG, records))


@pytest.fixture(scope="session")
def contents(finished):
    """What the run holds."""
    return Contents(finished)


@pytest.fixture
def changed(finished):
    """The same run with other contents; ``topics`` are those of a single level."""

    def made(topics=None, labels=None, keywords=None, **others):
        contents = Contents(finished)
        if topics is not None:
            words = dict.fromkeys(labels, ()) if keywords is None else keywords
            level = Level(0, np.array(topics, dtype=np.int32), labels, words)
            others |= {"levels": (level,), "shown": level}
        contents.__dict__.update(others)
        return contents

    return made


@pytest.fixture
def files(contents):
    """The files of a format, by name."""

    def made(name, other=None):
        return format_named(name).files(other or contents)

    return made


@pytest.fixture
def lines(files):
    """The objects of a file of JSON Lines."""

    def read(name, file):
        return [json.loads(line) for line in files(name)[file].content]

    return read
