"""The command line as a user meets it: words, exit codes, no traceback."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pytest
from terminal import in_a_process, themeline

import planted
from pipeline.cli import commands
from pipeline.config import load_config
from pipeline.resources import machine
from pipeline.running import forecast
from pipeline.runs.review import SCHEMA


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    planted.write_project(folder)
    return folder


@pytest.fixture(scope="module")
def first(project):
    return in_a_process("run", cwd=project)


@pytest.fixture
def another(first, project, tmp_path):
    """A copy of the project with its run."""
    shutil.copytree(project, tmp_path / "another", symlinks=True)
    return tmp_path / "another"


def test_a_run_ends_with_a_summary_in_words(first):
    assert first.returncode == 0, first.stderr
    for words in ("40", "4 topics", "Food", "Music", "Space travel", "report.html", "Time: "):
        assert words in first.stdout, words
    for step in ("load", "embed", "cluster", "report"):
        assert f"\n{step}" in f"\n{first.stderr}"
    assert "\x1b" not in first.stdout + first.stderr


@pytest.mark.usefixtures("first")
def test_an_unchanged_rerun_says_so(project):
    again = themeline("run", cwd=project)
    assert again.returncode == 0
    assert "Nothing changed since planted-001: nothing was computed." in again.stdout


@pytest.mark.usefixtures("first")
def test_plan_names_the_reason(project):
    plan = themeline("plan", "--set", "describe.n_keywords=7", cwd=project)
    lines = {line.split()[0]: line for line in plan.stdout.splitlines()}
    assert "cached" in lines["cluster"]
    assert "will run, because describe.n_keywords 10 -> 7" in lines["describe"]
    assert "if describe gives another result" in lines["evaluate"]


@pytest.mark.usefixtures("first")
def test_quiet_prints_the_report_alone(project):
    quiet = themeline("run", "--quiet", cwd=project)
    assert quiet.stderr == ""
    assert quiet.stdout.strip() == str(project / "outputs" / "planted-001" / "report.html")


def test_check_names_every_mistake_and_exits_with_2(project):
    wrong = themeline("check", "--set", "cluster.k=3", "--set", "seed=-1", cwd=project)
    assert wrong.returncode == 2
    assert wrong.stderr.count("error: ") == 2
    assert "Traceback" not in wrong.stderr
    assert themeline("check", cwd=project).returncode == 0


@pytest.mark.parametrize("arguments", [["rnu"], ["run", "--no-such"], ["plan", "none.yaml"]])
def test_usage_errors_exit_with_2(tmp_path, arguments):
    wrong = themeline(*arguments, cwd=tmp_path)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("error: ")
    assert "Traceback" not in wrong.stderr


def test_input_errors_exit_with_3(tmp_path):
    (tmp_path / "empty.csv").write_text("text\n")
    (tmp_path / "config.yaml").write_text("name: x\nload: {path: empty.csv}\n")
    wrong = themeline("run", cwd=tmp_path)
    assert wrong.returncode == 3
    assert "Traceback" not in wrong.stderr
    log = (tmp_path / "outputs" / ".store" / "log.jsonl").read_text()
    assert "Traceback" in log


POSIX = pytest.mark.skipif(os.name != "posix", reason="files and pipes of POSIX")


@POSIX
def test_a_reader_that_stops_early_is_no_error(tmp_path):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        command = [sys.executable, "-m", "pipeline", "methods"]
        ended = subprocess.run(command, cwd=tmp_path, stdout=closed, stderr=subprocess.PIPE)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_an_output_that_is_full_exits_with_5(project):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "pipeline", "check"]
        ended = subprocess.run(command, cwd=project, stdout=full, stderr=subprocess.PIPE, text=True)
    assert ended.returncode == 5
    assert ended.stderr.startswith("error: the output cannot be written: ")
    assert ended.stderr.count("\n") == 1


@POSIX
def test_a_run_goes_on_where_nobody_reads_its_progress(another):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as unread:
        command = [sys.executable, "-m", "pipeline", "run", "--set", "cluster.n_topics=3"]
        ended = subprocess.run(command, cwd=another, stdout=subprocess.PIPE, stderr=unread)
    assert ended.returncode == 0
    assert b"report.html" in ended.stdout
    assert (another / "outputs" / "planted-002" / "report.html").is_file()


@POSIX
def test_closed_streams_are_no_place_for_files(another):
    command = f"{sys.executable} -m pipeline run --set cluster.n_topics=3 >&- 2>&- <&-"
    assert subprocess.run(["sh", "-c", command], cwd=another).returncode == 0
    assert themeline("verify", "planted-002", cwd=another).returncode == 0
    told = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m pipeline plan 2>&-"],
        cwd=another,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0 and "cached" in told.stdout


@POSIX
def test_what_is_quoted_does_not_reach_a_terminal_as_a_command(tmp_path):
    ended = themeline("run", "a\x1b[31m\x9b2J.yaml", cwd=tmp_path)
    assert ended.returncode == 2
    assert "\x1b" not in ended.stderr and "\x9b" not in ended.stderr
    assert "a\\x1b[31m\\x9b2J.yaml: no such file" in ended.stderr


def test_too_little_memory_is_the_machine_and_no_bug(tmp_path, monkeypatch, capsys):
    def run_command(_):
        raise MemoryError("Unable to allocate 745. GiB for an array with shape (100000, 1000000)")

    monkeypatch.setattr(commands, "_run_command", run_command)
    assert commands._exit_code([]) == 5
    told = capsys.readouterr().err
    assert told.startswith("error: not enough memory (Unable to allocate 745. GiB")
    assert "load.subsample" in told and "bug" not in told


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_no_encoding_of_the_terminal_is_a_reason_to_fail(project, encoding):
    environment = {"PYTHONIOENCODING": encoding}
    right = in_a_process("check", "--set", "themes=[日本]", cwd=project, environment=environment)
    assert right.returncode == 0
    assert "\\u65e5\\u672c" in right.stdout
    wrong = in_a_process("check", "--set", "seed=日本", cwd=project, environment=environment)
    assert wrong.returncode == 2
    assert "\\u65e5\\u672c" in wrong.stderr


@POSIX
def test_arguments_that_are_not_text_are_told(project, tmp_path):
    for arguments in (["plan", b"no\xff.yaml"], ["check", "--set", b"name=\xff"]):
        wrong = in_a_process(*arguments, cwd=project)
        assert wrong.returncode == 2
        assert "\\udcff" in wrong.stderr or "U+DCFF" in wrong.stderr
    name = os.fsdecode(b"t\xff.csv")
    try:
        (tmp_path / name).write_text("text\ncats\n")
    except OSError:
        pytest.skip("this file system has only names that are text")
    wrong = themeline("init", name, cwd=tmp_path)
    assert wrong.returncode == 3
    assert "rename it" in wrong.stderr


def test_help_and_version(tmp_path):
    assert in_a_process(cwd=tmp_path).stdout == themeline("--help", cwd=tmp_path).stdout
    assert in_a_process("--version", cwd=tmp_path).stdout == f"themeline {version('themeline')}\n"


def test_debug_shows_the_traceback(tmp_path):
    assert "Traceback" in themeline("run", "--debug", cwd=tmp_path).stderr


NOT_ROOT = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may read and write anything"
)


@NOT_ROOT
def test_a_file_that_may_not_be_read_exits_with_5(project, tmp_path):
    table, config = tmp_path / "t.csv", tmp_path / "c.yaml"
    table.write_text("text\ncats\n")
    table.chmod(0o000)
    config.write_text("name: x\nload: t.csv\n")
    for arguments in (["check", "c.yaml"], ["run", "c.yaml"], ["init", "t.csv"]):
        wrong = themeline(*arguments, cwd=tmp_path)
        assert wrong.returncode == 5
        assert "t.csv: cannot be read" in wrong.stderr


@NOT_ROOT
def test_a_folder_that_cannot_be_written_exits_with_5(project, tmp_path):
    tmp_path.chmod(0o500)
    wrong = themeline("run", "--outputs", str(tmp_path / "x"), cwd=project)
    assert wrong.returncode == 5


def test_a_file_in_the_way_of_outputs_exits_with_5(project, tmp_path):
    (tmp_path / "file").write_text("")
    wrong = themeline("run", "--outputs", str(tmp_path / "file"), cwd=project)
    assert wrong.returncode == 5
    assert "--outputs" in wrong.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_who_ends_a_run_is_told_and_the_next_run_goes_on(tmp_path, sent, code):
    planted.write_project(tmp_path)
    # tests that are run in the background ignore the signal, and children inherit that
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "run"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    process.stderr.readline()  # the first step is done
    process.send_signal(sent)
    message = process.communicate(timeout=60)[1]
    assert process.returncode == code
    assert "interrupted" in message
    again = themeline("run", cwd=tmp_path)
    assert again.returncode == 0
    assert "cached" in again.stderr
    assert not list((tmp_path / "outputs" / ".store").glob(".draft-*"))


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX signal")
def test_kill_9_in_the_middle_of_a_run_harms_nothing(tmp_path):
    planted.write_project(tmp_path)
    for seconds in (0.8, 1.6, 2.4):
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "run"], cwd=tmp_path, stderr=subprocess.DEVNULL
        )
        time.sleep(seconds)
        process.kill()
        process.wait()
    result = themeline("run", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert not list((tmp_path / "outputs" / ".store").glob(".draft-*"))


def test_init_writes_a_config_that_is_right(tmp_path):
    planted.write_csv(tmp_path / "my survey.csv", planted.rows())
    made = themeline("init", "my survey.csv", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    text = (tmp_path / "config.yaml").read_text()
    for line in ("text: body", "title: title", "id: id", "date: day"):
        assert line in text
    assert themeline("check", cwd=tmp_path).returncode == 0
    again = themeline("init", "my survey.csv", cwd=tmp_path)
    assert again.returncode == 2
    assert "is not overwritten" in again.stderr
    assert (tmp_path / "config.yaml").read_text() == text


def test_init_leaves_out_columns_without_a_name(tmp_path):
    rows = "".join(f"{n},text number {n} about cats and ships,x\n" for n in range(9))
    (tmp_path / "t.csv").write_text(f"id,text,\n{rows}")
    made = themeline("init", "t.csv", cwd=tmp_path)
    assert "1 of 3 columns have no name" in made.stdout
    assert themeline("check", cwd=tmp_path).returncode == 0


def test_init_spells_any_name_of_a_column_or_leaves_it_out(tmp_path):
    odd = ["a\x85b", "c\x7fd", "e\x07\u2028f", '"g"\n', "h: #i", "\ufeffj", "😀", "1e3", "\ud83d"]
    rows = [{"text": f"cats and ships {n}", **dict.fromkeys(odd, "xy"[n % 2])} for n in range(9)]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)))
    made = themeline("init", "t.jsonl", cwd=tmp_path)
    assert "1 of 10 columns have no name of their own that a config can spell" in made.stdout
    assert all(line.isprintable() for line in made.stdout.rstrip("\n").split("\n"))
    assert load_config(tmp_path / "config.yaml").load.groups == tuple(odd[:6])


def test_init_says_what_comes_first_where_no_column_looks_like_text(tmp_path):
    (tmp_path / "t.csv").write_text("nr,word\n1,cats\n2,ships\n")
    made = themeline("init", "t.csv", cwd=tmp_path)
    assert made.returncode == 0
    assert "set load.text in it first" in made.stdout.splitlines()[-1]
    assert "load.text: not set" in themeline("check", cwd=tmp_path).stderr


def test_init_says_where_it_cannot_write(tmp_path):
    (tmp_path / "t.csv").write_text("text\ncats\n")
    wrong = themeline("init", "t.csv", "-o", "nowhere/c.yaml", cwd=tmp_path)
    assert wrong.returncode == 5
    assert "c.yaml: cannot be written: " in wrong.stderr
    assert "--output FILE" in wrong.stderr


@pytest.mark.usefixtures("first")
def test_a_document_is_explained_with_its_evidence_and_neighbours(project):
    told = themeline("explain", "ki00", cwd=project)
    assert told.returncode == 0, told.stderr
    for words in ("Kitchen: the", "Topic", "Food, primary", "“", "Nearest documents", "ki0"):
        assert words in told.stdout, words
    unknown = themeline("explain", "ki0x", cwd=project)
    assert unknown.returncode == 3
    assert 'no document has the id "ki0x"; did you mean "ki0' in unknown.stderr


@pytest.mark.usefixtures("first")
def test_a_theme_is_explained_with_its_clearest_documents(project):
    told = themeline("explain", "--theme", "Food", cwd=project)
    assert told.returncode == 0, told.stderr
    for words in ("Food: ", "Told apart by: ", "Clearest", "Kitchen: the"):
        assert words in told.stdout, words
    assert 'did you mean "Food"?' in themeline("explain", "--theme", "Foot", cwd=project).stderr
    assert themeline("explain", cwd=project).returncode == 2
    assert themeline("explain", "ki00", "--theme", "Food", cwd=project).returncode == 2


def test_without_a_run_there_is_nothing_to_explain(tmp_path):
    planted.write_project(tmp_path)
    told = themeline("explain", "ki00", cwd=tmp_path)
    assert told.returncode == 3 and "no run of planted yet" in told.stderr


@pytest.mark.usefixtures("first")
def test_what_is_judged_in_a_review_teaches_the_next_run(project, tmp_path):
    labels = tmp_path / "labels.csv"
    told = themeline("review", "--theme", "Food", "--count", "8", "-o", str(labels), cwd=project)
    assert told.returncode == 0, told.stderr
    assert "Wrote 8 documents" in told.stdout
    header, *rows = labels.read_text().splitlines()
    assert header.split(",") == [field.name for field in SCHEMA] and len(rows) == 8
    again = themeline("review", "--theme", "Food", "-o", str(labels), cwd=project)
    assert again.returncode == 2 and "is there already" in again.stderr
    identifier = rows[0].split(",")[0]
    assert themeline(
        "review", "--theme", "Food", "-o", str(tmp_path / "no" / "x.csv"), cwd=project
    ).stderr.startswith("error: ")
    labels.write_text(f"id,theme,belongs\n{identifier},Food,yes\n")
    outputs = tmp_path / "outputs"
    ran = themeline(
        "run", "--quiet", "--outputs", str(outputs), "--set", f"assign.labels={labels}", cwd=project
    )
    assert ran.returncode == 0, ran.stderr
    rows = (outputs / "latest" / "theme_documents.csv").read_text().splitlines()
    assert any(row.startswith(f"{identifier},Food,1.0000,true") for row in rows)


def test_a_sweep_shows_a_table_and_how_to_run_a_row(project):
    told = themeline("sweep", "--try", "cluster.n_topics=2,4", cwd=project)
    assert told.returncode == 0, told.stderr
    for words in ("cluster.n_topics", "coherence npmi", "sensible", "themeline run config.yaml"):
        assert words in told.stdout, words
    assert "2 of 2: cluster.n_topics=4" in told.stderr
    nothing = themeline("sweep", cwd=project)
    assert nothing.returncode == 2 and "--try cluster.min_cluster_size=5,10,20" in nothing.stderr


def test_methods_lists_parameters_with_defaults(tmp_path):
    listed = themeline("methods", cwd=tmp_path).stdout
    for words in ("umap", "n_neighbors = auto", "minilm", "hdbscan", "doi:", "keybert"):
        assert words in listed
    assert themeline("methods", "clutser", cwd=tmp_path).returncode == 2


def test_a_run_and_its_plan_say_what_it_will_take(tmp_path):
    planted.write_project(tmp_path)
    shape = r"This run: about \d+ s, \d+ MB of memory, \d+ MB of disk\."
    before = themeline("plan", cwd=tmp_path)
    assert re.fullmatch(shape, before.stdout.splitlines()[-1])
    made = themeline("run", cwd=tmp_path)
    assert re.fullmatch(shape, made.stderr.splitlines()[1])  # once the corpus was read
    again = themeline("run", cwd=tmp_path)
    after = themeline("plan", cwd=tmp_path)
    assert "This run" not in again.stderr + after.stdout
    assert "This run" in themeline("plan", "--set", "cluster.n_topics=3", cwd=tmp_path).stdout


def test_a_run_that_does_not_fit_stops_before_it_starts_unless_forced(tmp_path, monkeypatch):
    planted.write_project(tmp_path)
    for module in (machine, forecast):
        monkeypatch.setattr(module, "free_memory", lambda: 123_000_000)
    tight = partial(themeline, cwd=tmp_path)
    refused = tight("run")
    assert refused.returncode == 5
    message = refused.stderr.splitlines()[-1]
    assert re.fullmatch(
        r"error: this run needs about \d+ MB of memory, and 120 MB are free: close other programs, "
        r"take fewer documents, or go on with --force",
        message,
    )
    assert {path.name for path in (tmp_path / "outputs/.store").glob("*/")} >= {"load"}
    assert not (tmp_path / "outputs/.store/embed").exists()
    told = tight("plan")
    assert told.returncode == 0 and "Not enough: this run needs about" in told.stdout
    assert tight("run", "--force").returncode == 0
    assert tight("run").returncode == 0  # nothing is left to do
