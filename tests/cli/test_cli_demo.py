"""``themeline init --demo``: something to try for who has only installed the package."""

from pathlib import Path

import pytest
from terminal import themeline

import pipeline
from pipeline.config import load_config

SHIPPED = Path(pipeline.__file__).parents[1] / "config.yaml"
PAPERS = Path(pipeline.__file__).parent / "data" / "papers.txt"


def test_the_demo_is_there_and_right(tmp_path):
    made = themeline("init", "--demo", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert made.stdout.splitlines()[-1].endswith("themeline run config.yaml")
    assert (tmp_path / "papers.txt").read_bytes() == PAPERS.read_bytes()
    assert themeline("check", cwd=tmp_path).returncode == 0


def test_the_demo_asks_what_the_shipped_config_asks(tmp_path):
    themeline("init", "--demo", cwd=tmp_path)
    demo = load_config(tmp_path / "config.yaml").resolved()
    shipped = load_config(SHIPPED).resolved()
    assert demo["load"].pop("path") == "papers.txt"
    assert shipped["load"].pop("path") == "pipeline/data/papers.txt"
    assert demo == shipped


def test_the_demo_goes_to_a_folder_of_its_own(tmp_path):
    made = themeline("init", "--demo", "--output", "new/demo", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert {path.name for path in (tmp_path / "new/demo").iterdir()} == {
        "config.yaml",
        "papers.txt",
    }
    assert themeline("init", "--demo", "-o", "other.yaml", cwd=tmp_path).returncode == 0
    assert (tmp_path / "other.yaml").is_file() and (tmp_path / "papers.txt").is_file()


@pytest.mark.parametrize("name", ["config.yaml", "papers.txt"])
def test_the_demo_overwrites_nothing(tmp_path, name):
    (tmp_path / name).write_text("mine")
    refused = themeline("init", "--demo", cwd=tmp_path)
    assert refused.returncode == 2
    assert f"error: {name} exists and is not overwritten; " in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


@pytest.mark.parametrize("arguments", [[], ["texts.csv", "--demo"]])
def test_init_takes_a_file_or_the_demo(tmp_path, arguments):
    refused = themeline("init", *arguments, cwd=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr == (
        "error: name either your texts, themeline init FILE, or themeline init --demo\n"
    )


def test_a_demo_that_cannot_be_written_exits_with_5(tmp_path):
    (tmp_path / "file").write_text("")
    refused = themeline("init", "--demo", "-o", str(Path("file", "demo")), cwd=tmp_path)
    assert refused.returncode == 5
    assert "--output FOLDER" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
