"""What a cleaning removes from the store, and what it leaves."""

import json

import numpy as np
import pytest

from pipeline.core.artifacts import Vectors
from pipeline.runs.clean import remove, size_of, survey
from pipeline.store.fingerprint import key_of
from pipeline.store.stages import StageStore
from pipeline.store.vectors import KeptVectors, folder_name


def result(outputs, n):
    """A stored result; its name."""
    recipe = {"stage": "embed", "method": "fake", "parameters": {"n": n}, "inputs": {}}
    return StageStore(outputs / ".store").put(recipe, Vectors(np.full((3, 2), n, np.float32))).name


def finished(outputs, folder, *names):
    """A run folder that was made from stored results."""
    report = {"stage": "report", "inputs": {"run": folder}}
    stages = [{"step": "embed", "stage": "embed", "key": name} for name in names]
    (outputs / folder).mkdir(parents=True)
    record = {"key": key_of(report), "report": report, "stages": stages, "files": {}}
    (outputs / folder / "run.json").write_text(json.dumps(record))


def names(stored):
    return {each.folder.name for each in stored}


def left(outputs):
    return {entry.name for entry in StageStore(outputs / ".store").entries()}


def test_what_no_finished_run_of_any_name_was_made_from_is_removed(tmp_path):
    mine, other, shared, nobodys = (result(tmp_path, n) for n in range(4))
    finished(tmp_path, "papers-001", mine, shared)
    finished(tmp_path, "survey-001", other, shared)
    found = survey(tmp_path)
    assert names(found.named) == {mine, other, shared}
    assert names(found.unnamed) == {nobodys}
    assert size_of(found.unnamed) > 0
    remove(tmp_path, found)
    assert left(tmp_path) == {mine, other, shared}
    assert survey(tmp_path).unnamed == ()
    assert (tmp_path / "papers-001" / "run.json").is_file()


def test_only_the_newest_runs_of_each_name_count_where_so_many_are_kept(tmp_path):
    kept = [result(tmp_path, n) for n in range(5)]
    for number in (1, 2, 3):
        finished(tmp_path, f"papers-{number:03d}", kept[number])
    finished(tmp_path, "survey-001", kept[4])
    assert names(survey(tmp_path, keep=1).named) == {kept[3], kept[4]}
    assert names(survey(tmp_path, keep=2).named) == {kept[2], kept[3], kept[4]}
    assert names(survey(tmp_path, keep=9).named) == set(kept[1:])
    remove(tmp_path, survey(tmp_path, keep=1))
    assert (tmp_path / "papers-001" / "run.json").is_file()


@pytest.mark.parametrize("name", ["manifest.json", "values.npy"])
def test_a_damaged_result_is_removed_though_a_run_names_it(tmp_path, name):
    damaged = result(tmp_path, 1)
    finished(tmp_path, "papers-001", damaged)
    (tmp_path / ".store" / "embed" / damaged / name).unlink()
    found = survey(tmp_path)
    assert (names(found.named), names(found.unnamed)) == (set(), {damaged})
    remove(tmp_path, found)
    assert not (tmp_path / ".store" / "embed" / damaged).exists()


def test_a_run_without_a_whole_record_names_nothing_and_is_told(tmp_path):
    orphan = result(tmp_path, 1)
    finished(tmp_path, "papers-001", orphan)
    (tmp_path / "papers-001" / "run.json").write_text("{")
    found = survey(tmp_path)
    assert names(found.unnamed) == {orphan}
    assert found.unfinished == (tmp_path / "papers-001",)


def test_what_killed_runs_left_half_written_is_removed(tmp_path):
    draft = tmp_path / ".store" / ".draft-x" / "figures"
    draft.mkdir(parents=True)
    (draft / "map.png").write_bytes(b"1234567")
    found = survey(tmp_path)
    assert (names(found.drafts), size_of(found.drafts)) == ({".draft-x"}, 7)
    remove(tmp_path, found)
    assert not draft.parent.exists()


def test_what_is_called_otherwise_is_left_alone(tmp_path):
    result(tmp_path, 1)
    store = tmp_path / ".store"
    (store / "lock").write_text("")
    (store / "embed" / "my notes").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (store / "embed" / "fake-0123456789ab").symlink_to(tmp_path / "elsewhere")
    remove(tmp_path, survey(tmp_path))
    assert sorted(p.name for p in (store / "embed").iterdir()) == ["fake-0123456789ab", "my notes"]
    assert (tmp_path / "elsewhere").is_dir()
    assert (store / "lock").is_file()


def test_what_somebody_put_into_a_result_stays_and_is_not_counted_again(tmp_path):
    name = result(tmp_path, 1)
    folder = tmp_path / ".store/embed" / name
    (folder / "my notes.txt").write_text("why this one")
    (folder / "mine").mkdir()
    remove(tmp_path, survey(tmp_path))
    assert sorted(path.name for path in folder.iterdir()) == ["mine", "my notes.txt"]
    assert survey(tmp_path).unnamed == ()
    assert result(tmp_path, 1) == name
    assert left(tmp_path) == {name}
    assert (folder / "my notes.txt").read_text() == "why this one"


def test_kept_vectors_go_where_no_finished_run_used_their_method_or_all_if_asked(tmp_path):
    keys = [{"method": "fake", "version": n, "settings": {}, "versions": {}} for n in (1, 2)]
    plain = {"stage": "embed", "method": "fake", "inputs": {"load": "x"}}
    used, other = (plain | {"vectors": key} for key in keys)
    name_used, name_other = map(folder_name, keys)
    for recipe in (used, other):
        kept = KeptVectors(tmp_path / ".store", recipe, (), 10**9)
        kept.keep(["a cat"], np.ones((1, 2), np.float32))
    store = StageStore(tmp_path / ".store")
    finished(tmp_path, "papers-001", store.put(used, Vectors(np.ones((1, 2), np.float32))).name)
    assert names(survey(tmp_path).unnamed) == {name_other}
    assert names(survey(tmp_path, vectors=False).unnamed) == {name_used, name_other}
    remove(tmp_path, survey(tmp_path))
    assert [path.name for path in (tmp_path / ".store/vectors").iterdir()] == [name_used]
