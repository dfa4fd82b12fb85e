"""Whether a run folder is still what the run wrote."""

import json
import os

import pytest

from pipeline.core.digests import sha256_of
from pipeline.runs import verify
from pipeline.runs.verify import findings
from pipeline.store.fingerprint import key_of
from pipeline.store.stages import Written

REPORT = {"stage": "report", "inputs": {"load": "abc"}}


@pytest.fixture
def folder(tmp_path):
    """A run of three files in ``papers-001``."""
    run = tmp_path / "papers-001"
    (run / "figures").mkdir(parents=True)
    for name in ("topics.csv", "report.html", "figures/map.csv"):
        (run / name).write_text(f"{name} as written\n")
    (run / "log.jsonl").write_text("{}\n")
    listed(run, {n: run / n for n in ("topics.csv", "report.html", "figures/map.csv")})
    return run


def listed(run, files, **changed):
    """Write a run.json that lists files under their names."""
    written = {name: Written.of(path).model_dump() for name, path in files.items()}
    record = {"key": key_of(REPORT), "report": REPORT, "stages": [], "files": written} | changed
    (run / "run.json").write_text(json.dumps(record))


def test_nothing_is_found_where_all_is_as_written(folder):
    assert findings(folder) == []


def test_missing_and_changed_files_are_named_with_both_sizes(folder):
    (folder / "topics.csv").write_text("longer than what the run had written\n")
    (folder / "report.html").write_text("report.html as WRITTEN\n")
    (folder / "figures" / "map.csv").unlink()
    assert findings(folder) == [
        "figures/map.csv: is missing",
        "report.html: same size, other content",
        "topics.csv: has 37 bytes, 22 were written",
    ]


def test_files_that_the_run_did_not_write_are_named(folder):
    (folder / "figures" / "new.png").write_text("")
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("")
    assert findings(folder) == [
        "figures/new.png: was not written by the run",
        "notes/mine.txt: was not written by the run",
    ]


def test_a_place_outside_the_folder_is_reported_and_never_read(folder, tmp_path, monkeypatch):
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read")
    places = ["../secret.txt", str(secret), "figures/../../secret.txt", "no\0name"]
    own = {n: folder / n for n in ("topics.csv", "report.html", "figures/map.csv")}
    listed(folder, own | dict.fromkeys(places, secret))
    read = []
    monkeypatch.setattr(verify, "sha256_of", lambda path: read.append(path) or sha256_of(path))
    assert sorted(findings(folder)) == sorted(
        f"{place}: is no place inside the folder, and was not read" for place in places
    )
    assert sorted(read) == sorted(own.values())


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_a_link_that_leads_out_and_a_pipe_are_no_files_of_the_run(folder, tmp_path):
    kept = tmp_path / "kept.csv"
    (folder / "topics.csv").rename(kept)
    (folder / "topics.csv").symlink_to(kept)
    (folder / "report.html").unlink()
    os.mkfifo(folder / "report.html")
    assert findings(folder) == [
        "report.html: is no file any more",
        "topics.csv: is no place inside the folder, and was not read",
    ]


@pytest.mark.parametrize("text", ["", "[]", "{}", "\xff", '{"files": []}'])
def test_a_damaged_record_is_told_alone(folder, text):
    (folder / "run.json").write_text(text, encoding="latin-1")
    (finding,) = findings(folder)
    assert finding.startswith("run.json: is not what a run writes; ")


def test_a_lost_record_is_told_alone(folder):
    (folder / "run.json").unlink()
    (finding,) = findings(folder)
    assert finding.startswith("run.json: is missing; ")


def test_a_record_whose_key_is_not_its_own_is_told_with_the_rest(folder):
    own = {n: folder / n for n in ("topics.csv", "report.html", "figures/map.csv")}
    listed(folder, own, key="other")
    (folder / "topics.csv").unlink()
    assert findings(folder) == ["run.json: its key is not its recipe's", "topics.csv: is missing"]
