"""The tables of a run as they are read; ``data/version_0_1`` is what that version wrote."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import planted
from pipeline.cli.show_explained import show_document, show_theme
from pipeline.compare.comparison import compare
from pipeline.compare.moves import moves
from pipeline.compare.run_tables import RunTables
from pipeline.compare.write import write
from pipeline.config import load_config
from pipeline.core.errors import MachineError
from pipeline.core.events import unwatched
from pipeline.predict import predict
from pipeline.runs.explain import explain_document, explain_theme
from pipeline.runs.list import catalogue
from pipeline.runs.run import Run, find_run
from pipeline.runs.tables import read_frame

DATA = Path(__file__).parent / "data" / "version_0_1"


@pytest.fixture
def early(tmp_path):
    """A run of version 0.1, in a folder that can be written to."""
    outputs = tmp_path / "outputs"
    shutil.copytree(DATA, outputs)
    return find_run("planted-001", outputs)


def test_what_early_runs_joined_is_read_as_lists(early):
    assert early.documents["themes"].tolist()[:1] == [["Food"]]
    assert {tuple(each) for each in early.documents["themes"]} <= {(), ("Food",), ("Music",)}
    first = early.topics.iloc[0]
    assert first["representatives"] and set(first["representatives"]) <= set(early.documents["id"])
    assert len(first["keywords"]) == 10 and not any("," in word for word in first["keywords"])
    assert (first["themes"], first["theme_counts"]) == (["Food"], [10])
    themes = early.themes.set_index("theme")
    assert themes.loc["Food", "keywords"] == ["bread", "flour", "oven", "recipe"]
    assert themes.loc["Food", "top_topic_counts"] == [10]
    assert themes.loc["Food", "top_topics"] == [first["label"]]
    assert themes.loc["Space travel", "found_words"] == []


def test_what_early_runs_spelled_is_read_as_numbers(early):
    assert early.topics["stability"].between(0, 1).all()
    separation = early.themes.set_index("theme")["separation"]
    assert separation["Food"] > 0.5 and np.isnan(separation["Space travel"])
    scores = early.theme_documents
    signals = ["signal_meaning", "signal_words", "signal_alike"]
    assert [name for name in scores if name.startswith("signal")] == signals
    assert (scores[signals].dtypes == np.float32).all()
    assert scores.loc[scores["assigned"], "signal_words"].mean() > 1
    assert all(isinstance(words, list) for words in scores["words"])


@pytest.mark.parametrize("table", ["documents", "topics", "themes", "theme_documents"])
def test_early_tables_have_the_columns_of_todays(early, table, tmp_path):
    from pipeline import run

    settings = ["cluster.method=consensus", "cluster.n_topics=4", "report.figures=[]"]
    today = run(planted.write_project(tmp_path), settings)
    before, now = getattr(early, table), getattr(today, table)
    assert list(before) == list(now)
    floats = {name for name in now if now[name].dtype.kind == "f"}
    assert floats == {name for name in before if before[name].dtype.kind == "f"}


def test_early_runs_are_explained(early, tmp_path, capsys):
    config = load_config(planted.write_project(tmp_path))
    assert config.outputs.resolve() == early.folder.parent.resolve()
    show_document(explain_document(config, "ki00"), "planted-001")
    show_theme(explain_theme(config, "Food"), "planted-001")
    said = capsys.readouterr().out
    assert re.search(r"Food, primary\s+\(meaning [+-]\d\.\d; words [+-]\d\.\d; alike [+-]", said)
    assert "Told apart by: " in said and "['" not in said


def test_a_document_is_explained_with_the_topic_that_would_be_next(early, tmp_path, capsys):
    found = explain_document(load_config(planted.write_project(tmp_path)), "ki00")
    topic = next(number for number in found.names if number not in (found.document["topic"], -1))
    between = found.document.copy()
    between[["second_topic", "second_share"]] = [topic, 0.25]
    show_document(replace(found, document=between), "planted-001")
    assert f"second {topic}: {found.names[topic]} (share 0.25)" in capsys.readouterr().out
    loose = between.copy()
    loose[["topic", "topic_distance", "no_topic_reason"]] = [-1, 1.5, "too far"]
    show_document(replace(found, document=loose), "planted-001")
    said = capsys.readouterr().out
    assert "No topic: too far" in said and "nearest " in said and "1.5 times as far" in said


def test_early_runs_are_listed_and_compared(early, tmp_path):
    (listed,) = catalogue(early.folder.parent).runs
    assert listed.themes == {"Food": 10, "Music": 10, "Space travel": 0}
    made = compare(RunTables(early), RunTables(Run(early.folder)))
    paths = write(tmp_path, made, moves(made))
    topics = read_frame(next(path for path in paths if path.name == "topics.parquet"))
    assert topics["from_stability"].between(0, 1).all()
    assert all(len(words) == 10 for words in topics["from_keywords"])


def test_new_documents_are_not_placed_by_words_that_were_read_otherwise(early, tmp_path):
    planted.write_csv(tmp_path / "new.csv", planted.rows(per_topic=2, seed=9))
    with pytest.raises(MachineError, match="Themeline are others; run the config"):
        predict(early, tmp_path / "new.csv", unwatched)
