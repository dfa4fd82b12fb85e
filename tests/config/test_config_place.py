"""Runs are written to a folder of their own."""

from pathlib import Path

import pytest

import pipeline
import planted
from pipeline.config import load_config
from pipeline.config.place import problem_with
from pipeline.core.errors import ConfigError, MachineError


@pytest.fixture
def project(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    (tmp_path / "project").mkdir()
    planted.write_project(tmp_path / "project")
    return tmp_path / "project"


def test_a_new_folder_an_empty_one_and_one_of_ours_will_do(tmp_path):
    assert problem_with(tmp_path / "new" / "folder") is None
    assert problem_with(tmp_path) is None
    (tmp_path / "README.md").touch()
    (tmp_path / ".gitkeep").touch()
    assert problem_with(tmp_path) is None
    (tmp_path / "notes.txt").touch()
    (tmp_path / ".store").mkdir()
    assert problem_with(tmp_path) is None
    (tmp_path / ".store").rmdir()
    (tmp_path / "papers-001").mkdir()
    (tmp_path / "papers-001" / "run.json").touch()
    assert problem_with(tmp_path) is None


def test_a_folder_with_other_files_is_refused_with_the_way_out(tmp_path):
    for name in ("thesis.docx", "photos", "b.txt", "c.txt"):
        (tmp_path / name).mkdir()
    told = problem_with(tmp_path)
    assert told == (
        'holds other files ("b.txt", "c.txt", "photos" and 1 more) and no runs; name an empty or a '
        f"new folder, such as {tmp_path / 'outputs'}"
    )


@pytest.mark.parametrize("folder", ["/", "/etc/themeline", "/proc", "/usr", "/usr/../usr/"])
def test_the_root_and_folders_of_the_system_are_refused(folder):
    told = problem_with(Path(folder))
    assert told is not None and "such as" in told


def test_the_home_folder_is_refused_and_can_be_named_by_its_sign(project):
    for given in ("~", "~/"):
        with pytest.raises(ConfigError, match="is your home folder; name a folder for the runs"):
            load_config(project / "config.yaml", outputs=given)
        with pytest.raises(ConfigError, match=r"--set outputs: .* is your home folder"):
            load_config(project / "config.yaml", [f'outputs="{given}"'])
    config = load_config(project / "config.yaml", ["outputs=~/themes"])
    assert config.outputs == project.parent / "home" / "themes"
    assert (
        load_config(project / "config.yaml", outputs="~/a").outputs == config.outputs.parent / "a"
    )


@pytest.mark.parametrize("said", ["my newest numbers\n", "", "a/b-001"])
def test_a_file_of_the_user_called_latest_is_not_replaced(project, said):
    outputs = project / "outputs"
    (outputs / ".store").mkdir(parents=True)
    (outputs / "latest").write_text(said, encoding="utf-8")
    with pytest.raises(MachineError, match="latest: is no pointer to a run of ours"):
        pipeline.run(project / "config.yaml")
    assert (outputs / "latest").read_text(encoding="utf-8") == said


def test_a_pointer_without_links_is_ours(project):
    outputs = project / "outputs"
    (outputs / ".store").mkdir(parents=True)
    (outputs / "latest").write_text("planted-007\n", encoding="utf-8")
    run = pipeline.run(project / "config.yaml")
    assert (outputs / "latest").resolve() == run.folder.resolve()
