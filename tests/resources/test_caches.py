"""Where there is no home folder to write to, libraries keep their caches beside the results."""

import os
import tempfile

import pytest

from pipeline.resources.caches import VARIABLES, place_caches


@pytest.fixture
def placed(monkeypatch):
    """Place caches with some home, and give what libraries are told."""

    def place(folder, home, cache_home=""):
        for name in VARIABLES:
            monkeypatch.setenv(name, "")  # so that it is put back
            monkeypatch.delenv(name)
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("USERPROFILE", str(home))
        monkeypatch.setenv("XDG_CACHE_HOME", str(cache_home))
        place_caches(folder)
        return {name: os.environ.get(name) for name in VARIABLES}

    return place


def test_a_home_folder_that_can_be_written_is_used(placed, tmp_path):
    told = placed(tmp_path / "caches", tmp_path / "someone")
    assert set(told.values()) == {None}


def test_without_one_they_are_kept_in_the_folder(placed, tmp_path):
    file = tmp_path / "no folder"
    file.write_text("", encoding="utf-8")
    told = placed(tmp_path / "caches", file / "someone")
    assert told == {name: str(tmp_path / "caches" / of) for name, of in VARIABLES.items()}


def test_a_cache_folder_that_is_named_counts_for_home(placed, tmp_path):
    file = tmp_path / "no folder"
    file.write_text("", encoding="utf-8")
    assert set(placed(tmp_path, file / "someone", tmp_path / "cache").values()) == {None}
    assert None not in placed(tmp_path, tmp_path, file / "cache").values()


def test_what_the_user_says_stays(placed, tmp_path, monkeypatch):
    file = tmp_path / "no folder"
    file.write_text("", encoding="utf-8")
    placed(tmp_path, tmp_path)
    monkeypatch.setenv("HOME", str(file / "someone"))
    monkeypatch.setenv("USERPROFILE", str(file / "someone"))
    monkeypatch.setenv("NUMBA_CACHE_DIR", "mine")
    place_caches(tmp_path)
    assert os.environ["NUMBA_CACHE_DIR"] == "mine"
    assert os.environ["MPLCONFIGDIR"] == str(tmp_path / "matplotlib")


def test_without_a_place_for_temporary_files_they_go_to_the_folder(tmp_path, monkeypatch):
    def nowhere():
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setenv("TMPDIR", "/nowhere")
    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    place_caches(tmp_path / "caches")
    assert os.environ["TMPDIR"] == str(tmp_path / "caches" / "temporary")
    assert (tmp_path / "caches" / "temporary").is_dir()
