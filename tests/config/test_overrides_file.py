"""The file of corrections: found from the config, in the record of a run, and never half read."""

import os

import pytest

from pipeline.config import load_config, recorded_config
from pipeline.core.errors import ConfigError, MachineError
from pipeline.overrides.settings import DocumentOverride, Overrides, TopicOverride

CONFIG = "name: x\nload: texts.csv\nthemes: [cats, ships]\n"
ALL_KINDS = """
topics:
  - {topic: 3, name: Gaussian splatting}
  - {topic: 5, merge_into: 3}
  - {topic: 7, hide: true}
  - {topic: 8, pin: true}
documents:
  - {id: "13", themes: [ships]}
  - {id: "14", themes: []}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "texts.csv").write_text("id,text\n1,cats\n2,ships\n")
    (tmp_path / "config.yaml").write_text(CONFIG + "overrides: overrides.yaml\n")
    (tmp_path / "overrides.yaml").write_text(ALL_KINDS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(*arguments):
    with pytest.raises(ConfigError) as error:
        load_config("config.yaml", *arguments)
    return list(error.value.problems)


def test_every_kind_of_correction_is_read(folder):
    assert load_config("config.yaml").overrides == Overrides(
        topics=(
            TopicOverride(topic=3, name="Gaussian splatting"),
            TopicOverride(topic=5, merge_into=3),
            TopicOverride(topic=7, hide=True),
            TopicOverride(topic=8, pin=True),
        ),
        documents=(
            DocumentOverride(id="13", themes=("ships",)),
            DocumentOverride(id="14", themes=()),
        ),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "topics:\ndocuments:\n"])
def test_a_file_may_say_nothing(folder, text):
    (folder / "overrides.yaml").write_text(text)
    assert load_config("config.yaml").overrides == Overrides()


def test_it_lies_beside_the_config_whoever_reads_it(folder, monkeypatch):
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert len(load_config("../config.yaml").overrides.topics) == 4
    (folder / "overrides.yaml").write_text("topics: 3\n")
    with pytest.raises(ConfigError, match=r"^\.\./overrides\.yaml:1: topics: expected a list"):
        load_config("../config.yaml")


def test_another_file_can_be_set_and_is_what_messages_name(folder):
    (folder / "other.yaml").write_text("topics: [{topic: 3, name: Splatting}]\n")
    config = load_config("config.yaml", ["overrides=other.yaml"])
    assert [each.name for each in config.overrides.topics] == ["Splatting"]
    assert config.overrides.file == "other.yaml"
    (found,) = problems(["overrides=no.yaml"])
    assert found == f"--set overrides: no such file or folder: {folder / 'no.yaml'}"


def again_of(folder, resolved, overrides):
    outputs = folder / "outputs"
    return recorded_config(resolved, outputs / "../config.yaml", outputs, "x-001", overrides)


def test_a_run_records_the_file_and_is_made_again_with_what_it_said(folder):
    config = load_config("config.yaml")
    assert config.resolved()["overrides"] == "overrides.yaml"
    (folder / "config.yaml").write_text(CONFIG)
    without = load_config("config.yaml")
    assert without.resolved()["overrides"] is None
    (folder / "overrides.yaml").write_text("topics: []\n")
    for each in (config, without):
        again = again_of(folder, each.resolved(), each.overrides)
        assert (again.overrides, again.resolved()) == (each.overrides, each.resolved())


@pytest.mark.parametrize("now", ["topics: 3\n", None])
def test_a_record_is_made_again_whatever_became_of_its_corrections(folder, now):
    config = load_config("config.yaml")
    file = folder / "overrides.yaml"
    file.unlink() if now is None else file.write_text(now)
    again = again_of(folder, config.resolved(), config.overrides)
    assert again.overrides == config.overrides and len(again.overrides.topics) == 4


def test_mistakes_of_both_files_are_told_at_once(folder):
    (folder / "config.yaml").write_text(CONFIG + "seed: -1\noverrides: overrides.yaml\n")
    (folder / "overrides.yaml").write_text("topics: [{topic: 3}]\nthemes: []\n")
    places = [problem.split(": ")[0] for problem in problems(["cluster.k=1"])]
    assert places == [
        "--set cluster.k",
        "config.yaml:4",
        "overrides.yaml:1",
        "overrides.yaml:2",
    ]


def test_a_theme_that_could_not_be_read_is_not_missed(folder):
    (folder / "config.yaml").write_text(
        "name: x\nload: texts.csv\nthemes: [cats, {name: ships, keyword: [sail]}]\n"
        "overrides: overrides.yaml\n"
    )
    assert [problem.split(": ")[0] for problem in problems()] == ["config.yaml:3"]


def test_where_no_theme_is_asked_for_none_can_be_named(folder):
    (folder / "config.yaml").write_text("name: x\nload: texts.csv\noverrides: overrides.yaml\n")
    (found,) = problems()
    assert found.endswith('no theme is called "ships"; the config asks for none')


def test_a_file_that_is_not_utf_8_names_the_line(folder):
    (folder / "overrides.yaml").write_bytes("topics:\n- {topic: 3, name: Grün}".encode("latin-1"))
    assert problems() == ["overrides.yaml:2: byte 0xFC is not UTF-8; save the file as UTF-8"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="no file is closed to root")
def test_a_file_that_may_not_be_read_is_the_machines_fault(folder):
    (folder / "overrides.yaml").chmod(0)
    with pytest.raises(MachineError, match=r"overrides\.yaml: cannot be read"):
        load_config("config.yaml")
