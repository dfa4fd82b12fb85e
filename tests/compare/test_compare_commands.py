"""themeline compare and run --against, as a user meets them: words and exit codes."""

import json
import re
import shutil
from types import SimpleNamespace

import pytest
from runs import PLAIN

import planted
from pipeline import run
from pipeline.cli import main


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    config = planted.write_project(folder, PLAIN)
    run(config)
    run(config, ["cluster.n_topics=3"])
    return folder


@pytest.fixture
def project(made, tmp_path):
    return shutil.copytree(made, tmp_path / "copy", symlinks=True)


@pytest.fixture
def themeline(project, monkeypatch, capsys):
    """A command as a user gives it in the folder of the project; its exit code and words."""
    monkeypatch.chdir(project)

    def command(*arguments):
        monkeypatch.setattr("sys.argv", ["themeline", *arguments])
        with pytest.raises(SystemExit) as done:
            main()
        said = capsys.readouterr()
        return SimpleNamespace(code=done.value.code, out=said.out, err=said.err)

    return command


def test_compare_says_what_changed_and_where_it_is_written(themeline, project):
    done = themeline("compare", "planted-001", "planted-002")
    assert (done.code, done.err) == (0, "")
    assert "cluster.n_topics 4 -> 3" in done.out
    assert "10 of 40 documents (25%) moved" in done.out
    folder = project / "outputs/planted-002-against-planted-001"
    for name in ("compare.html", "compare.md", "compare/documents.csv", "compare/topics.parquet"):
        assert (folder / name).is_file()
    assert "compare.html" in done.out
    assert not list((project / "outputs").glob(".draft-*"))


def test_comparing_again_replaces_the_comparison_and_is_no_run(themeline, project):
    notes = project / "outputs/planted-001-against-planted-002/compare/notes.txt"
    for _ in range(2):
        assert themeline("compare", "planted-002", "planted-001").code == 0
        assert not notes.exists() or notes.read_text(encoding="utf-8") == "mine"
        notes.write_text("mine", encoding="utf-8")
    assert not list(notes.parent.glob(".*"))
    listed = themeline("runs")
    assert listed.code == 0 and "against" not in listed.out
    again = run(project / "config.yaml", ["cluster.n_topics=3"])
    assert not again.fresh


def test_runs_may_be_named_by_folder_as_the_latest_and_at_a_level(themeline, project):
    for one, other in (("outputs/planted-001", "latest"), ("planted-001@0", "latest@0")):
        done = themeline("compare", one, other)
        assert done.code == 0, done.err
        assert "10 of 40 documents" in done.out


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("planted-01", "planted-002"), 'did you mean "planted-001"'),
        (("planted-001", "plantd-002"), 'did you mean "planted-002"'),
        (("planted-001@3", "planted-002"), 'planted-001 has no level "3"; there are: 0'),
        (("planted-001", "planted-002@coarse"), "there are: 0"),
    ],
)
def test_a_run_or_level_that_is_not_there_exits_with_2_and_names_what_is(
    themeline, project, names, said
):
    done = themeline("compare", *names)
    assert done.code == 2
    assert said in done.err.replace("\n", " ")
    assert "Traceback" not in done.err


def test_run_against_a_run_of_choice(themeline, project):
    settings = ("--set", "cluster.n_topics=4", "--set", "report.title=New")
    done = themeline("run", *settings, "--against", "planted-001")
    assert done.code == 0, done.err
    page = (project / "outputs/planted-003/compare.md").read_text("utf-8")
    assert page.startswith("### planted-001 → planted-003")
    assert themeline("verify", "planted-003").code == 0


def test_run_against_none_compares_with_none_and_goes_on(themeline, project):
    done = themeline("run", "--set", "report.title=New", "--against", "none")
    assert done.code == 0, done.err
    assert not (project / "outputs/planted-003/compare.html").exists()
    assert "compared" not in done.out.lower()
    third = run(project / "config.yaml", ["report.title=New"])
    assert third.record.comparison is None
    assert third.record.topics.unused == 4


def test_run_against_a_run_that_is_not_there_computes_nothing(themeline, project):
    done = themeline("run", "--set", "seed=9", "--against", "planted-0002")
    assert done.code == 2
    assert 'did you mean "planted-002"' in done.err
    assert not (project / "outputs/planted-003").exists()


def test_an_unchanged_rerun_says_so_and_can_still_be_held_against_a_run(themeline, project):
    settings = ("--set", "cluster.n_topics=3")
    plain = themeline("run", *settings)
    assert plain.code == 0
    assert re.search("nothing (has )?changed", plain.out.lower())
    against = themeline("run", *settings, "--against", "planted-001")
    assert against.code == 0
    assert "10 of 40 documents (25%) moved" in against.out
    assert not (project / "outputs/planted-003").exists()


def make_early(folder):
    """What an early version left: no lineage, and no word of topics and digests."""
    (folder / "lineage.parquet").unlink()
    record = json.loads((folder / "run.json").read_text("utf-8"))
    del record["files"]["lineage.parquet"], record["topics"]
    record.pop("digest", None)
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")


def test_a_run_of_an_early_version_exits_with_3_and_a_way_out(themeline, project):
    make_early(project / "outputs/planted-001")
    for command in (
        ("compare", "planted-001", "planted-002"),
        ("run", "--set", "seed=9", "--against", "planted-001"),
    ):
        done = themeline(*command)
        assert done.code == 3
        message = " ".join(done.err.split())
        assert "lineage.parquet" in message and "run its config again" in message
    assert not (project / "outputs/planted-003").exists()


def test_a_run_of_an_early_version_is_no_obstacle_to_the_next(project):
    for name in ("planted-001", "planted-002"):
        make_early(project / f"outputs/{name}")
    third = run(project / "config.yaml", ["report.title=New"])
    assert third.record.comparison is None
    assert third.record.topics.ids == (0, 1, 2, 3)


def test_a_damaged_run_exits_with_5_and_says_how_to_learn_more(themeline, project):
    (project / "outputs/planted-001/lineage.parquet").unlink()
    done = themeline("compare", "planted-001", "planted-002")
    assert done.code == 5
    assert "themeline verify planted-001" in done.err


def test_a_damaged_run_is_passed_over_by_the_next_which_says_so(project):
    (project / "outputs/planted-002/lineage.parquet").unlink()
    third = run(project / "config.yaml", ["report.title=New"])
    assert third.record.comparison.against == "planted-001"
    assert any("planted-002" in check.message for check in third.record.checks)
