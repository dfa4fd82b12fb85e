"""Projects that corrections are taken over into."""

import shutil

import pytest

import planted
from pipeline import run


@pytest.fixture(scope="session")
def projects(tmp_path_factory):
    """A folder with one run, and one with a second run in which topics are fewer."""
    first = tmp_path_factory.mktemp("one")
    config = planted.write_project(first)
    run(config)
    both = tmp_path_factory.mktemp("two") / "project"
    shutil.copytree(first, both, symlinks=True)
    fewer = [row for row in planted.rows() if row["id"] != "ga09"]
    planted.write_csv(both / "planted.csv", fewer)
    run(both / "config.yaml", ["cluster.n_topics=2"])
    return first, both


@pytest.fixture
def folder(projects, tmp_path):
    return shutil.copytree(projects[0], tmp_path / "project", symlinks=True)


@pytest.fixture
def later(projects, tmp_path):
    return shutil.copytree(projects[1], tmp_path / "project", symlinks=True)
