"""Run folders: which run is the newest, and where ``latest`` points."""

import json

import pytest

from pipeline.core.errors import MachineError
from pipeline.runs.run import Run, newest_run, next_folder, point_latest, require_pointer
from pipeline.store.fingerprint import key_of

REPORT = {"stage": "report", "inputs": {"load": "abc"}}
WHOLE = {"key": key_of(REPORT), "report": REPORT, "stages": [], "files": {}}


def finished(outputs, number, record=WHOLE):
    folder = outputs / f"papers-{number:03d}"
    folder.mkdir(parents=True)
    text = record if isinstance(record, str) else json.dumps(record)
    (folder / "run.json").write_text(text)
    return folder


def test_the_newest_run_has_the_highest_number(tmp_path):
    for number in (2, 1000, 999):
        finished(tmp_path, number)
    assert newest_run(tmp_path, "papers") == Run(tmp_path / "papers-1000")
    assert newest_run(tmp_path, "paper") is None


@pytest.mark.parametrize(
    "damaged",
    ["", "[]", "{}", {**WHOLE, "key": "other"}, {**WHOLE, "files": {"a": {}}}, {"key": None}],
)
def test_a_run_whose_record_is_damaged_was_not_finished_and_is_not_overwritten(tmp_path, damaged):
    whole = finished(tmp_path, 1)
    finished(tmp_path, 2, damaged)
    (tmp_path / "papers-003").mkdir()
    assert newest_run(tmp_path, "papers") == Run(whole)
    assert next_folder(tmp_path, "papers") == tmp_path / "papers-004"


def test_latest_points_at_the_run_it_is_given(tmp_path):
    for number in (1, 2, 1):
        folder = tmp_path / f"papers-{number:03d}"
        folder.mkdir(exist_ok=True)
        point_latest(folder)
        assert (tmp_path / "latest").resolve() == folder.resolve()


def test_a_folder_called_latest_is_in_the_way(tmp_path):
    require_pointer(tmp_path)
    (tmp_path / "latest").mkdir()
    with pytest.raises(MachineError, match=r"latest: is a folder.*move the folder away"):
        require_pointer(tmp_path)
