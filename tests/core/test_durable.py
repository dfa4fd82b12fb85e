"""What is written appears whole, or not at all."""

from pathlib import Path

import pytest

from pipeline.core import durable
from pipeline.core.durable import settle, whole


def names_in(folder):
    return [path.name for path in folder.iterdir()]


def test_a_file_takes_the_place_of_another_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("before", encoding="utf-8")
    with whole(path) as draft:
        draft.write_text("after", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "before"
    assert path.read_text(encoding="utf-8") == "after"
    assert names_in(tmp_path) == ["table.csv"]


@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()])
def test_where_writing_fails_the_file_is_as_it_was(tmp_path, error):
    path = tmp_path / "table.csv"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(type(error)), whole(path) as draft:
        draft.write_text("aft", encoding="utf-8")
        raise error
    assert path.read_text(encoding="utf-8") == "before"
    assert names_in(tmp_path) == ["table.csv"]


def test_what_a_killed_process_left_is_written_over(tmp_path):
    (tmp_path / ".table.csv.draft").write_text("half a li", encoding="utf-8")
    with whole(tmp_path / "table.csv") as draft:
        draft.write_text("all", encoding="utf-8")
    assert names_in(tmp_path) == ["table.csv"]


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no /dev/null")
def test_a_device_is_written_to_as_it_is():
    with whole(Path("/dev/null")) as path:
        path.write_text("nobody reads this", encoding="utf-8")
    assert Path("/dev/null").is_char_device()


def test_a_folder_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    draft, folder = tmp_path / ".draft", tmp_path / "run-001"
    (draft / "figures").mkdir(parents=True)
    for name in ("run.json", "figures/map.png"):
        (draft / name).write_text("whole", encoding="utf-8")
    flushed = []
    monkeypatch.setattr(durable, "flush", lambda descriptor: flushed.append(folder.exists()))
    settle(draft, folder)
    assert flushed == [False, False]
    assert (folder / "figures" / "map.png").read_text(encoding="utf-8") == "whole"
    assert not draft.exists()


def test_a_folder_with_files_is_not_replaced(tmp_path):
    draft, folder = tmp_path / ".draft", tmp_path / "run-001"
    for each in (draft, folder):
        each.mkdir()
        (each / "file").write_text(each.name, encoding="utf-8")
    with pytest.raises(OSError, match="run-001"):
        settle(draft, folder)
    assert (folder / "file").read_text(encoding="utf-8") == "run-001"
