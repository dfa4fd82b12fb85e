"""The commands about finished runs as a user meets them: words and exit codes."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from terminal import in_a_process, themeline

import planted
from pipeline import run
from pipeline.store.lock import locked


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    config = planted.write_project(folder)
    run(config)
    run(config, ["cluster.n_topics=3"])
    run(config, ["name=other"])
    return folder


@pytest.fixture
def project(made, tmp_path):
    shutil.copytree(made, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy"


def test_runs_are_listed_with_what_was_changed(project):
    told = themeline("runs", cwd=project)
    assert told.returncode == 0, told.stderr
    heading, first, second = told.stdout.splitlines()
    for words in ("run", "started (UTC)", "documents", "topics", "stability", "themes", "changed"):
        assert words in heading
    assert first.startswith("planted-001") and "Food 10, Music 10" in first
    assert first.rstrip().endswith("first run")
    assert second.rstrip().endswith("cluster.n_topics 4 -> 3")
    assert "other-001" in themeline("runs", "--all", cwd=project).stdout


def test_without_a_config_runs_of_every_name_are_listed(project, tmp_path):
    (project / "config.yaml").unlink()
    elsewhere = ("--outputs", str(project / "outputs"))
    for arguments, folder in [((), project), (("--all",), project), (elsewhere, tmp_path)]:
        told = themeline("runs", *arguments, cwd=folder)
        assert told.returncode == 0, told.stderr
        assert "planted-002" in told.stdout and "other-001" in told.stdout
    assert themeline("runs", cwd=tmp_path).stdout == "outputs: no finished run.\n"
    assert themeline("runs", "other.yaml", cwd=project).returncode == 2


@pytest.mark.parametrize("command", ["show", "verify"])
def test_a_run_is_shown_and_verified_without_a_config(project, command):
    (project / "config.yaml").unlink()
    told = themeline(command, "planted-002", cwd=project)
    assert told.returncode == 0, told.stderr
    assert "planted-002" in told.stdout


def test_a_shell_completes_the_names_of_runs(project):
    asked = {"_THEMELINE_COMPLETE": "complete_bash", "COMP_WORDS": "themeline show ot"}
    told = in_a_process(cwd=project, environment={**asked, "COMP_CWORD": "2"})
    assert told.stdout == "other-001\n"


def test_an_old_name_of_a_setting_is_noted(project):
    note = (
        "note: --set cluster.selection: is called cluster_selection_method now; the old name goes "
        "in version 0.3"
    )
    old = ("--set", "cluster.method=hdbscan", "--set", "cluster.selection=leaf")
    told = themeline("check", *old, cwd=project)
    assert (told.stderr, told.stdout.splitlines()[-1]) == ("", note)
    assert themeline("plan", *old, cwd=project).stderr.splitlines()[0] == note


def test_assign_is_predict_and_says_so(project):
    told = themeline("assign", "planted-002", "planted.csv", cwd=project)
    assert told.returncode == 0, told.stderr
    assert told.stderr.splitlines()[0] == (
        "note: themeline assign is called themeline predict now; the old name goes in version 0.3"
    )
    assert "Known to the run already: 40" in told.stdout
    assert (project / "outputs" / "planted-002-predicted-001" / "predicted.json").is_file()
    commands = re.findall(r"^  (\w+)", themeline("--help", cwd=project).stdout, re.MULTILINE)
    assert "predict" in commands and "assign" not in commands


def test_a_damaged_run_is_left_out_with_a_line(project):
    (project / "outputs" / "planted-001" / "run.json").write_text("{")
    (project / "outputs" / "other-001" / "run.json").unlink()
    told = themeline("runs", "--all", cwd=project)
    assert told.returncode == 0 and told.stderr == ""
    assert told.stdout.count("Left out: ") == 2 and "planted-002" in told.stdout


def test_a_newer_run_that_is_damaged_is_told_by_who_explains_an_older_one(project):
    (project / "outputs" / "planted-002" / "run.json").write_text("{")
    told = themeline("explain", "ki00", cwd=project)
    assert told.stdout.startswith("Run planted-001 (planted-002 is newer, and damaged")


def test_the_latest_that_is_damaged_is_told_by_who_shows_the_one_before_it(project):
    (project / "outputs" / "other-001" / "run.json").write_text("{")
    told = themeline("show", "latest", cwd=project)
    assert told.stderr == "other-001 is newer, and damaged: this is planted-002\n"
    assert told.stdout.startswith("Run planted-002")
    wrong = themeline("verify", "latest", cwd=project)
    assert wrong.returncode == 3 and "other-001" in wrong.stderr


def test_names_on_the_disk_do_not_steer_the_terminal(project):
    shutil.copytree(project / "outputs" / "other-001", project / "outputs" / "\x1b[31mred-001")
    (project / "outputs" / "\x1b[5mblink-001").mkdir()
    for arguments in (["runs", "--all"], ["show", "\x1b[31mred-001"], ["clean", "--dry-run"]):
        told = themeline(*arguments, cwd=project)
        assert told.returncode == 0, told.stderr
        assert "\x1b" not in told.stdout


def test_show_says_what_the_run_said(project):
    told = themeline("show", "planted-001", cwd=project)
    assert told.returncode == 0, told.stderr
    for words in ("Run planted-001", "4 topics", "To keep in mind", "cluster kmeans", "topics.csv"):
        assert words in told.stdout, words
    report = project / "outputs" / "planted-001" / "report.html"
    assert told.stdout.splitlines()[-1] == f"Report: {report}"


def test_a_run_is_found_by_name_by_folder_and_as_the_latest(project, tmp_path):
    outputs = project / "outputs"
    assert "Run other-001" in themeline("show", "latest", cwd=project).stdout
    assert "Run planted-002" in themeline("show", str(outputs / "planted-002"), cwd=tmp_path).stdout
    assert "Run planted-002" in themeline("show", ".", cwd=outputs / "planted-002").stdout
    elsewhere = themeline("show", "planted-002", "--outputs", str(outputs), cwd=tmp_path)
    assert "Run planted-002" in elsewhere.stdout
    # with no config, or none that is right, ./outputs is looked into
    (project / "config.yaml").write_text("nonsense: 1")
    assert "Run planted-002" in themeline("show", "planted-002", cwd=project).stdout
    wrong = themeline("show", "planted-02", cwd=project)
    assert wrong.returncode == 2 and 'did you mean "planted-002"?' in wrong.stderr


def test_verify_names_what_is_not_as_written(project):
    right = themeline("verify", "planted-001", cwd=project)
    assert right.returncode == 0 and right.stdout.count("\n") == 1
    folder = project / "outputs" / "planted-001"
    (folder / "topics.csv").write_text("other")
    (folder / "themes.csv").unlink()
    (folder / "mine.txt").write_text("")
    wrong = themeline("verify", "planted-001", cwd=project)
    assert wrong.returncode == 3
    for words in ("3 differences", "topics.csv: has 5 bytes", "themes.csv: is missing", "mine.txt"):
        assert words in wrong.stderr, words


@pytest.mark.parametrize("named", ["planted-001", "outputs/planted-001"])
def test_verify_takes_a_run_whose_record_is_damaged(project, named):
    (project / "outputs" / "planted-001" / "run.json").write_text("{")
    wrong = themeline("verify", named, cwd=project)
    assert wrong.returncode == 3 and "run.json: is not what a run writes" in wrong.stderr
    assert themeline("verify", "planted-009", cwd=project).returncode == 2


def test_clean_says_how_much_and_removes_it(project):
    shutil.rmtree(project / "outputs" / "planted-002")
    stored = list((project / "outputs" / ".store").glob("*/*"))
    tried = themeline("clean", "--dry-run", cwd=project)
    assert "Needed by no finished run: " in tried.stdout and " MB" in tried.stdout
    assert list((project / "outputs" / ".store").glob("*/*")) == stored
    done = themeline("clean", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "Removed " in done.stdout and "kept: " in done.stdout
    assert len(list((project / "outputs" / ".store").glob("*/*"))) < len(stored)
    assert "Nothing to remove" in themeline("clean", cwd=project).stdout


def test_clean_leaves_run_folders_and_waits_for_no_other_run(project):
    before = sorted(path.name for path in (project / "outputs").iterdir())
    assert themeline("clean", "--keep", "1", cwd=project).returncode == 0
    assert sorted(path.name for path in (project / "outputs").iterdir()) == before
    with locked(project / "outputs" / ".store"):
        assert themeline("clean", cwd=project).returncode == 4
    nothing = themeline("clean", "--outputs", str(project / "nowhere"), cwd=project)
    assert nothing.returncode == 0 and "nothing to remove" in nothing.stdout
    assert not (project / "nowhere").exists()


def test_replay_says_whether_the_same_comes_out(project):
    told = themeline("replay", "planted-002", cwd=project)
    assert told.returncode == 0, told.stderr
    assert "tables came out the same, byte for byte." in told.stdout
    assert "\ncluster" in told.stderr
    planted.write_csv(project / "planted.csv", planted.rows(seed=5))
    wrong = themeline("replay", "planted-002", cwd=project)
    assert wrong.returncode == 3
    for words in ("documents.csv", "the first step with another result: load", "load.path changed"):
        assert words in wrong.stderr, words


def test_a_run_whose_corpus_is_gone_cannot_be_replayed(project):
    (project / "planted.csv").unlink()
    wrong = themeline("replay", "planted-001", cwd=project)
    assert wrong.returncode == 2 and "planted-001: load.path" in wrong.stderr


@pytest.mark.parametrize(
    "command",
    [
        "show planted-001",
        "verify planted-001",
        "clean --dry-run",
        "run --set name=other",
        "run --set name=other --quiet",
    ],
)
def test_what_computes_nothing_imports_nothing_heavy(project, command):
    script = (
        "import sys, json, io, contextlib\n"
        "from pipeline.cli.commands import _exit_code\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    code = _exit_code({command.split()!r})\n"
        "print(json.dumps([code, sorted(sys.modules)]))"
    )
    asked = [sys.executable, "-c", script]
    told = subprocess.run(asked, cwd=project, capture_output=True, text=True, check=True)
    code, modules = json.loads(told.stdout)
    assert code == 0
    assert {"pandas", "pyarrow", "sklearn", "scipy", "umap", "matplotlib"}.isdisjoint(modules)
    writing = {"pipeline.report.write", "pipeline.compare.comparison", "pipeline.sweep.trials"}
    assert writing.isdisjoint(modules)
