"""Finished runs afterwards: listed with what was changed, replayed, and cleaned up behind."""

import json
import shutil
import tempfile

import pytest

import planted
from pipeline import run
from pipeline.core.changes import Reason
from pipeline.core.errors import ConfigError, InputError
from pipeline.core.events import unwatched
from pipeline.report.reasons import because
from pipeline.running.replay import compared, replay
from pipeline.runs.clean import remove, survey
from pipeline.runs.list import catalogue
from pipeline.runs.run import Run
from pipeline.store.stages import Written


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Two runs of one name and one of another."""
    folder = tmp_path_factory.mktemp("project")
    config = planted.write_project(folder, planted.CONFIG)
    run(config)
    run(config, ["cluster.n_topics=3", "seed=4", "themes=[Food]"])
    run(config, ["name=other"])
    return folder


@pytest.fixture
def outputs(project, tmp_path):
    """The outputs of a copy of the project."""
    shutil.copytree(project, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy" / "outputs"


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder that temporary ones are made in."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def rewrite(folder, change):
    """Change a run.json in place."""
    record = json.loads((folder / "run.json").read_text())
    change(record)
    record.pop("digest", None)  # as early versions wrote none
    (folder / "run.json").write_text(json.dumps(record))


def test_the_runs_of_a_name_are_listed_with_what_was_changed(outputs):
    first, second = catalogue(outputs, "planted").runs
    assert (first.run.folder.name, second.run.folder.name) == ("planted-001", "planted-002")
    assert (first.documents, first.topics, second.topics) == (40, 4, 3)
    assert first.themes == {"Food": 10, "Music": 10, "Space travel": 0}
    assert first.changes == (Reason("first run"),)
    assert set(map(because, second.changes)) >= {
        "cluster.n_topics 4 -> 3",
        "seed 0 -> 4",
        "themes removed: Music, Space travel",
    }
    assert not any("embed" in because(change) for change in second.changes)
    assert first.started <= second.started


def test_runs_of_every_name_are_listed_and_each_compared_with_its_own(outputs):
    listed = catalogue(outputs).runs
    assert {each.run.folder.name for each in listed} == {"planted-001", "planted-002", "other-001"}
    assert [each.changes for each in listed].count((Reason("first run"),)) == 2
    assert catalogue(outputs, "none").runs == ()


def test_another_corpus_is_a_change_and_the_same_config_is_none(outputs):
    config = outputs.parent / "config.yaml"
    planted.write_csv(outputs.parent / "planted.csv", planted.rows(per_topic=9))
    run(config, ["cluster.n_topics=3", "seed=4", "themes=[Food]"])
    (last := outputs / "planted-003" / "report.html").unlink()
    run(config, ["cluster.n_topics=3", "seed=4", "themes=[Food]"])
    assert not last.exists()
    changes = [each.changes for each in catalogue(outputs, "planted").runs]
    assert changes[2:] == [(Reason("source", ("load.path",)),), ()]


def test_what_an_older_version_did_not_record_is_left_open(outputs):
    def older(record):
        for name in {*record} - {"key", "report", "stages", "files"}:
            del record[name]
        for stage in record["stages"]:
            stage.pop("sources", None)

    rewrite(outputs / "planted-001", older)
    (outputs / "planted-001" / "themes.parquet").unlink()
    first, second = catalogue(outputs, "planted").runs
    assert (first.started, first.documents, first.stability, first.themes) == (None,) * 4
    assert second.changes is None


@pytest.mark.parametrize("mark", ["sweep.csv", "predicted.json", "assigned.json"])
def test_what_is_called_like_a_run_and_is_none_is_told_from_runs(outputs, mark):
    (outputs / "planted-002-other-001").mkdir()
    (outputs / "planted-002-other-001" / mark).write_text("{}")
    found = catalogue(outputs)
    assert len(found.runs) == 3 and not found.unfinished


@pytest.mark.parametrize("record", ["", "[]", "{", '{"key": 1}'])
def test_a_folder_without_a_whole_run_is_left_out_and_told(outputs, record):
    (outputs / "planted-001" / "run.json").write_text(record)
    (outputs / "planted-007").mkdir()
    (outputs / "planted-sweep-001").mkdir()
    (outputs / "planted-sweep-001" / "sweep.csv").write_text("")
    found = catalogue(outputs)
    assert {each.run.folder.name for each in found.runs} == {"planted-002", "other-001"}
    assert set(found.unfinished) == {outputs / "planted-001", outputs / "planted-007"}


def test_a_replay_gives_the_same_tables_and_leaves_nothing_behind(outputs, temporary):
    before = sorted(path.name for path in outputs.iterdir())
    done = replay(Run(outputs / "planted-002"), unwatched, "test")
    assert (done.different, done.causes) == ((), ())
    assert {"documents.csv", "documents.parquet", "figures/map.csv"} <= set(done.tables)
    assert sorted(path.name for path in outputs.iterdir()) == before
    assert list(temporary.iterdir()) == []


def test_a_replay_on_another_corpus_names_the_tables_and_the_cause(outputs, temporary):
    planted.write_csv(outputs.parent / "planted.csv", planted.rows(seed=5))
    done = replay(Run(outputs / "planted-001"), unwatched, "test")
    assert "documents.csv" in done.different
    assert done.step == "load"
    assert done.causes == (Reason("source", ("load.path",)),)


def test_a_replay_that_fails_leaves_nothing_behind(outputs, temporary):
    (outputs.parent / "planted.csv").write_text("id,title,body,day,team\n")
    with pytest.raises(InputError):
        replay(Run(outputs / "planted-001"), unwatched, "test")
    assert list(temporary.iterdir()) == []
    (outputs.parent / "planted.csv").unlink()
    with pytest.raises(ConfigError, match=r"planted-001: load\.path"):
        replay(Run(outputs / "planted-001"), unwatched, "test")


def test_a_run_that_does_not_record_its_config_cannot_be_replayed(outputs):
    rewrite(outputs / "planted-001", lambda record: record.pop("config_file"))
    with pytest.raises(InputError, match=r"has no config_file, as an earlier version wrote it"):
        replay(Run(outputs / "planted-001"), unwatched, "test")


def altered(record, table="documents.csv", **changed):
    files = record.files | {table: Written(size=1, sha256="other")}
    return record.model_copy(update={"files": files, **changed})


def test_causes_are_what_the_two_records_differ_in(outputs):
    old = Run(outputs / "planted-001").record
    versions = old.versions | {"numpy": "0.1"}
    machine = old.machine | {"cores": 99}
    report = old.report | {"code": old.report["code"] | {"pipeline.core.artifacts": "x"}}
    done = compared(altered(old, versions=versions, machine=machine, report=report), old)
    assert done.different == ("documents.csv",)
    assert done.causes == (
        Reason("version", ("numpy",), old=old.versions["numpy"], new="0.1"),
        Reason("machine", ("cores",), old=str(old.machine["cores"]), new="99"),
        Reason("code", ("pipeline.core.artifacts",)),
    )


def test_a_step_with_another_result_is_laid_to_the_code_only_by_its_key(outputs):
    old = Run(outputs / "planted-001").record

    def with_cluster(**changed):
        stages = [s.model_copy(update=changed) if s.step == "cluster" else s for s in old.stages]
        return compared(altered(old, stages=tuple(stages)), old)

    same_recipe = with_cluster(digest="other")
    assert (same_recipe.step, same_recipe.causes) == ("cluster", ())
    other_recipe = with_cluster(digest="other", key="kmeans-000000000000")
    assert other_recipe.causes == (Reason("code", ("cluster",)),)


def test_tables_that_only_one_has_differ_and_comparisons_do_not_count(outputs):
    old = Run(outputs / "planted-001").record
    assert compared(altered(old, "more.csv"), old).different == ("more.csv",)
    assert compared(altered(old, "compare/topics.csv"), old).different == ()
    assert compared(altered(old, "figures/map.png"), old).different == ()


def test_after_a_cleaning_the_kept_runs_answer_and_the_others_are_computed_again(outputs):
    config = outputs.parent / "config.yaml"
    shutil.rmtree(outputs / "planted-002")
    found = survey(outputs)
    assert found.unnamed
    remove(outputs, found)
    again = run(config)
    assert (again.fresh, again.recomputed) == (False, ())
    assert run(config, ["cluster.n_topics=3"]).fresh


@pytest.mark.parametrize("name", ["lineage", "documents", "topics", "themes", "theme_documents"])
@pytest.mark.parametrize("content", [None, b"junk"])
def test_a_damaged_last_run_is_passed_over_with_a_warning(outputs, name, content):
    config = outputs.parent / "config.yaml"
    damaged = outputs / "planted-002" / f"{name}.parquet"
    damaged.unlink() if content is None else damaged.write_bytes(content)
    made = run(config, ["cluster.n_topics=3"])
    assert made.record.comparison.against == "planted-001"
    (check,) = (check for check in made.record.checks if check.code == "O07")
    assert "planted-002" in check.message and check.severity == "warning"


@pytest.mark.parametrize("part", ["topics", "config", "versions", "comparison", "checks", "run"])
def test_an_edited_record_is_no_run_any_more(outputs, part):
    path = outputs / "planted-002" / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(record | {part: 7}), encoding="utf-8")
    found = catalogue(outputs, "planted")
    assert [each.run.folder.name for each in found.runs] == ["planted-001"]
    assert found.unfinished == (outputs / "planted-002",)
    made = run(outputs.parent / "config.yaml", ["cluster.n_topics=3"])
    assert made.folder.name == "planted-003"
    assert made.record.comparison.against == "planted-001"
    (check,) = (check for check in made.record.checks if check.code == "O07")
    assert f"{path}: is missing or damaged" in check.message and check.severity == "warning"


def test_overrides_are_told_and_their_topics_keep_their_documents(outputs):
    project = outputs.parent
    (project / "overrides.yaml").write_text(
        "topics:\n  - {topic: 1, merge_into: 0}\n  - {topic: 2, merge_into: 0}\n"
        "  - {topic: 3, merge_into: 0}\n",
        encoding="utf-8",
    )
    before = run(project / "config.yaml")
    made = run(project / "config.yaml", ["overrides=overrides.yaml"])
    sizes = before.documents["topic"].value_counts()
    assert made.record.comparison.documents["moved"] == len(before.documents) - sizes[0]
    changes = catalogue(outputs, "planted").runs[-1].changes
    assert 'overrides.topics.1 null -> "merge_into: 0"' in map(because, changes)
