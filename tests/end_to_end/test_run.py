"""The main job, end to end, on a planted corpus, with no network."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import planted
from pipeline import run
from pipeline.config import load_config
from pipeline.core.changes import Reason
from pipeline.core.events import StepFinished
from pipeline.report.reasons import because
from pipeline.running.plan import plan

TABLES = ("documents", "topics", "themes", "theme_documents")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    planted.write_project(folder, planted.CONFIG)
    return folder


@pytest.fixture(scope="module")
def first(project):
    return run(project / "config.yaml")


def copy(project, tmp_path):
    shutil.copytree(project, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy" / "config.yaml"


def ran(config, overrides=()):
    """Which steps a run computes."""
    steps = []

    def watch(event):
        if isinstance(event, StepFinished) and not event.hit:
            steps.append(event.step)

    return run(config, overrides, watch=watch), steps


def write_texts(folder):
    """A folder of texts with a config in it; the config's path."""
    for row in planted.rows(per_topic=3):
        (folder / f"{row['id']}.txt").write_text(row["body"])
    load = "load: {path: planted.csv, id: id, title: title, text: body, date: day, groups: [team]}"
    config = folder / "config.yaml"
    config.write_text(planted.CONFIG.replace(load, "load: {method: folder, path: .}"))
    return config


def digests(folder):
    files = [*folder.glob("*.csv"), *folder.glob("*.parquet"), *folder.glob("figures/*")]
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(files)}


def test_it_leaves_what_the_readme_lists(first, project):
    assert first.folder == project / "outputs" / "planted-001"
    expected = {f"{table}.{kind}" for table in TABLES for kind in ("csv", "parquet")}
    expected |= {"report.html", "report.md", "tables.xlsx", "run.json", "dropped.csv", "log.jsonl"}
    expected |= {"figures"}
    assert expected <= {path.name for path in first.folder.iterdir()}
    assert {p.suffix for p in (first.folder / "figures").iterdir()} == {
        ".pdf",
        ".png",
        ".svg",
        ".csv",
    }
    assert (project / "outputs" / "latest").resolve() == first.folder


def test_planted_topics_and_themes_are_found(first):
    documents = first.documents
    truth = {row["id"]: row["planted"] for row in planted.rows()}
    topics = documents.assign(planted=documents["id"].map(truth))
    assert len(documents) == 40
    for _, group in topics.groupby("planted"):
        assert group["topic"].value_counts(normalize=True).iloc[0] >= 0.9
    assert (topics[topics["theme"] == "Food"]["planted"] == "Kitchen").mean() >= 0.9
    assert (topics[topics["theme"] == "Music"]["planted"] == "Orchestra").mean() >= 0.9


def test_the_tables_begin_as_others_rely_on(first):
    header = (first.folder / "documents.csv").read_text("utf-8").splitlines()[0].split(",")
    wanted = ["id", "title", "topic", "topic_label", "topic_strength", "theme", "themes", "x", "y"]
    assert header[: len(wanted)] == wanted
    assert list(first.topics.columns[:5]) == ["level", "topic", "label", "keywords", "size"]
    assert list(first.themes.columns[:3]) == ["theme", "documents", "share"]
    table = first.theme_documents
    assert list(table.columns[:5]) == ["id", "theme", "score", "assigned", "primary"]
    assert len(table) == 40 * 3
    assert len(first.topics) == 4


def test_csv_and_parquet_say_the_same(first):
    for table in TABLES:
        with (first.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        frame = pd.read_parquet(first.folder / f"{table}.parquet")
        assert len(rows) == len(frame)
        assert list(rows[0]) == list(frame.columns)


def test_run_json_tells_how_it_was_made(first):
    record = first.record
    assert record.counts.documents == 40
    assert record.config["cluster"] == {
        "method": "kmeans",
        "n_topics": 4,
        "n_init": 10,
        "seed": 0,
    }
    assert [stage.step for stage in record.stages] == [
        "load",
        "embed",
        "neighbors",
        "map",
        "reduce",
        "cluster",
        "describe",
        "assign",
        "evaluate",
    ]
    assert record.versions["scikit-learn"]
    assert set(record.files) >= {"report.html", "documents.csv"}
    events = [json.loads(line) for line in (first.folder / "log.jsonl").read_text().splitlines()]
    assert events[-1]["event"] == "RunFinished"


def test_an_unchanged_rerun_computes_nothing_and_writes_no_folder(first, project):
    again, steps = ran(project / "config.yaml")
    assert (again.fresh, steps, again.folder) == (False, [], first.folder)
    assert not (project / "outputs" / "planted-002").exists()


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize(
    ("override", "computed", "reason"),
    [
        ("describe.n_keywords=7", "describe evaluate report", "describe.n_keywords 10 -> 7"),
        ("cluster.n_topics=3", "cluster describe evaluate report", "cluster.n_topics 4 -> 3"),
        ("themes.0.name=Meals", "assign evaluate report", None),
        ("report.title=New", "report", None),
        ("map.n_components=2", "", None),
    ],
)
def test_a_change_recomputes_what_it_must(project, tmp_path, override, computed, reason):
    config = copy(project, tmp_path)
    outlook = plan(load_config(config, [override]))
    result, steps = ran(config, [override])
    assert " ".join(steps) == computed
    assert result.fresh == bool(computed)
    planned = [p.name for p in outlook if p.status != "cached"]
    assert set(steps) <= set(planned)
    if reason:
        assert (reason,) in [tuple(map(because, p.why)) for p in outlook]
        assert (reason,) in [tuple(map(because, s.why)) for s in result.record.stages]


@pytest.mark.usefixtures("first")
def test_a_result_that_stays_the_same_stops_the_recomputation(project, tmp_path):
    config = copy(project, tmp_path)
    text = (config.parent / "planted.csv").read_text()
    (config.parent / "planted.csv").write_text(text.replace(",planted\n", ",hidden\n", 1))
    _, steps = ran(config)
    assert "load" in steps
    assert "embed" not in steps


@pytest.mark.usefixtures("first")
def test_a_damaged_result_is_computed_again(project, tmp_path):
    config = copy(project, tmp_path)
    (vectors,) = (config.parent / "outputs/.store/embed").glob("*/values.npy")
    content = bytearray(vectors.read_bytes())
    content[-1] ^= 1
    vectors.write_bytes(content)
    result, steps = ran(config, ["describe.n_keywords=6"])
    assert "embed" in steps
    embed = next(s for s in result.record.stages if s.step == "embed")
    assert "differs from what was written" in because(embed.why[0])
    assert content != vectors.read_bytes()


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("name", ["recipe.json", "notes.json"])
def test_a_damaged_description_of_a_result_is_reported_and_made_again(project, tmp_path, name):
    config = copy(project, tmp_path)
    (path,) = (config.parent / "outputs/.store/embed").glob(f"*/{name}")
    whole = path.read_bytes()
    path.write_bytes(b"[" + whole[1:])
    embed = next(p for p in plan(load_config(config)) if p.name == "embed")
    assert embed.status == "runs"
    assert embed.why == (Reason("result damaged", (f"{path} differs from what was written",)),)
    result, steps = ran(config)
    assert (result.fresh, steps) == (False, ["embed"])
    assert path.read_bytes() == whole


@pytest.mark.usefixtures("first")
def test_a_run_without_a_whole_record_is_left_alone_and_followed_by_another(project, tmp_path):
    config = copy(project, tmp_path)
    record = config.parent / "outputs/planted-001/run.json"
    record.write_text("{")
    report = plan(load_config(config))[-1]
    assert (report.status, report.why) == ("runs", (Reason("first run"),))
    result, steps = ran(config)
    assert (result.folder.name, steps) == ("planted-002", ["report"])
    assert record.read_text() == "{"


@pytest.mark.usefixtures("first")
def test_a_lost_result_is_computed_again_and_said_to_be_gone(project, tmp_path):
    config = copy(project, tmp_path)
    shutil.rmtree(config.parent / "outputs/.store/embed")
    embed = next(p for p in plan(load_config(config)) if p.name == "embed")
    assert embed.why == (Reason("result gone"),)
    result, steps = ran(config)
    assert steps == ["embed"]
    assert (result.fresh, result.recomputed) == (False, ("embed",))


@pytest.mark.usefixtures("first")
def test_a_change_that_changes_no_result_is_still_recorded(project, tmp_path):
    result, _ = ran(copy(project, tmp_path), ["evaluate.seed=5"])
    assert result.fresh
    assert result.record.config["evaluate"]["seed"] == 5
    assert result.record.report["made_by"]["evaluate"]


@pytest.mark.usefixtures("first")
def test_a_lost_pointer_to_the_latest_run_is_set_again(project, tmp_path):
    config = copy(project, tmp_path)
    (config.parent / "outputs/latest").unlink()
    result, _ = ran(config)
    assert (config.parent / "outputs/latest").resolve() == result.folder


@pytest.mark.usefixtures("first")
def test_latest_follows_the_name_that_was_run_last(project, tmp_path):
    config = copy(project, tmp_path)
    for overrides, newest in (([], "planted-001"), (["name=other"], "other-001")) * 2:
        result, _ = ran(config, overrides)
        assert result.folder.name == newest
        assert (config.parent / "outputs/latest").resolve() == result.folder


@pytest.mark.usefixtures("first")
def test_a_file_removed_from_the_run_brings_a_new_one(project, tmp_path):
    config = copy(project, tmp_path)
    (config.parent / "outputs/planted-001/report.html").unlink()
    result, steps = ran(config)
    assert steps == ["report"]
    assert result.folder.name == "planted-002"


@pytest.mark.usefixtures("first")
def test_the_project_may_move(project, tmp_path):
    result, steps = ran(copy(project, tmp_path))
    assert (result.fresh, steps) == (False, [])


def test_the_same_bytes_whatever_the_threads_hash_seed_locale_and_time_zone(project, tmp_path):
    found = []
    for number in ("1", "2"):
        folder = tmp_path / number
        environment = {
            **os.environ,
            "PYTHONHASHSEED": number,
            "OMP_NUM_THREADS": number,
            "OPENBLAS_NUM_THREADS": number,
            "TZ": "Pacific/Auckland" if number == "1" else "America/Lima",
            "LC_ALL": "C" if number == "1" else "C.UTF-8",
        }
        command = [sys.executable, "-m", "pipeline", "run", str(project / "config.yaml")]
        command += ["--outputs", str(folder), "--set", f"execution.threads={number}"]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        found.append(digests(folder / "planted-001"))
    assert found[0] == found[1]
    assert len(found[0]) > 10


def test_a_folder_of_texts_may_hold_the_config_and_the_outputs(tmp_path):
    config = write_texts(tmp_path)
    first, _ = ran(config)
    again, steps = ran(config)
    assert (again.fresh, steps, again.folder) == (False, [], first.folder)
    (tmp_path / "one more.txt").write_text("The violin and the cello of another concert.")
    assert "load" in ran(config)[1]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_names_of_files_need_not_be_text(tmp_path):
    config = write_texts(tmp_path).rename(tmp_path / os.fsdecode(b"caf\xe9.yaml"))
    (tmp_path / "ga00.txt").rename(tmp_path / os.fsdecode(b"caf\xe9.txt"))
    first, _ = ran(config)
    again, steps = ran(config)
    assert (again.fresh, steps, again.folder) == (False, [], first.folder)
    assert first.record.command == f"pipeline.run({str(config)!r})"
    assert "ki00.txt" in set(first.documents["id"])


def test_identical_texts_get_identical_answers(tmp_path):
    records = planted.rows()
    copies = [{**row, "id": row["id"] + "b"} for row in records[::3]]
    path = planted.write_project(tmp_path, records=records + copies)
    documents = run(path).documents.set_index("id")
    for row in copies:
        mine, original = documents.loc[row["id"]], documents.loc[row["id"].removesuffix("b")]
        for column in ("topic", "topic_strength", "theme", "themes", "x", "y"):
            assert mine[column] == original[column]


def test_formulas_are_neutralised_in_csv_and_exact_in_parquet(tmp_path):
    records = planted.rows()
    records[0]["title"] = "=HYPERLINK(1)"
    result = run(planted.write_project(tmp_path, records=records))
    assert result.documents["title"][0] == "=HYPERLINK(1)"
    assert "'=HYPERLINK(1)" in (result.folder / "documents.csv").read_text("utf-8")


@pytest.mark.model
def test_the_default_methods_on_the_planted_corpus(tmp_path):
    config = "name: planted\nload: {path: planted.csv, id: id, title: title, text: body}\n"
    config += "themes: [bread, music]\n"
    result = run(planted.write_project(tmp_path, config))
    assert len(result.documents) == 40
    assert result.record.counts.topics >= 2
    assert not any(Path(module).name == "torch" for module in sys.modules)
