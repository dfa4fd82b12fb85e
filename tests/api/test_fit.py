"""From a DataFrame to a run: the same tables as by a config, and what is known is not computed."""

import gc
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from in_memory import COLUMNS, FAST, THEMES

import planted
from pipeline import Run, Theme, Themeline, run
from pipeline.api.values import arrow_column
from pipeline.config import load_config
from pipeline.core.errors import ConfigError
from pipeline.core.events import unwatched
from pipeline.load import parquet
from pipeline.running.replay import compared, replay
from pipeline.runs.verify import findings


@pytest.fixture(scope="module")
def by_config(tmp_path_factory):
    """The same texts and settings as files."""
    return run(planted.write_project(tmp_path_factory.mktemp("by config")))


def test_the_same_texts_by_config_give_the_same_tables(fitted, by_config):
    held = compared(fitted.record, by_config.record)
    assert len(held.tables) > 10 and held.different == ()
    pd.testing.assert_frame_equal(fitted.documents, by_config.documents)
    assert fitted.documents["date"][0] == "2024-01-15"


def test_what_was_fitted_is_known_and_is_one_file(line, fitted, frame):
    again = line.fit(frame.copy(), **COLUMNS)
    assert (again.fresh, again.folder, again.recomputed) == (False, fitted.folder, ())
    assert len(list(fitted.folder.parent.glob(".given/texts-*.parquet"))) == 1


def test_its_config_is_a_file_by_which_every_command_knows_it(fitted):
    file = fitted.made_by().path
    assert load_config(file, (), fitted.folder.parent) == fitted.config
    assert run(file, outputs=fitted.folder.parent).folder == fitted.folder
    assert findings(fitted.folder) == []
    assert replay(fitted, unwatched, "replay").different == ()


def test_a_dict_and_a_config_are_run_as_the_file_is(by_config, monkeypatch):
    monkeypatch.chdir(by_config.folder.parents[1])
    settings = {
        "name": "planted",
        "load": {"path": Path("planted.csv"), **COLUMNS},
        **FAST,
        "themes": [*THEMES],
    }
    assert run(settings).folder == by_config.folder
    assert run(settings, ["seed=0"], "outputs").fresh is False
    assert run(load_config("config.yaml")).folder == by_config.folder


def test_columns_that_are_not_named_are_told_by_their_values(frame):
    outputs = Themeline(**FAST).fit(frame.drop(columns="planted"))
    assert {(each.role, each.column) for each in outputs.guesses} == {
        ("text", "body"), ("title", "title"), ("id", "id"), ("date", "day"), ("groups", "team"),
    }  # fmt: skip
    assert "text: body (named like a text; " in outputs._repr_html_()
    assert outputs.record.config["load"]["groups"] == ["team"]


def test_texts_alone_are_numbered_and_a_table_may_have_gaps(frame):
    bodies = frame["body"]
    line = Themeline(**FAST)
    listed = line.fit(list(bodies))
    assert listed.documents["id"].tolist() == [str(n) for n in range(1, 41)]
    assert line.fit(bodies).fresh is False
    assert line.fit(np.array(bodies)).fresh is False
    gaps = frame.assign(body=bodies.where(frame.index > 2))
    found = line.fit(gaps, text="body", id="id", title=None, date=None, groups=None)
    assert len(found.documents) == 37 and found.record.counts.dropped == 3


def test_a_temporary_folder_is_there_as_long_as_anything_that_reads_it(frame):
    line = Themeline(**FAST)
    found = line.fit(list(frame["body"]))
    folder = found.folder.parent
    del line
    gc.collect()
    assert len(found.documents) == 40 and folder.is_dir()
    placed = found.predict(["Bread from the oven."])
    del found
    gc.collect()
    assert len(placed.documents) == 1
    del placed
    gc.collect()
    assert not folder.exists()


def test_a_run_is_saved_with_all_it_was_made_of_and_opened_again(frame, tmp_path):
    line = Themeline(THEMES, **FAST)
    first = line.fit(frame, **COLUMNS)
    line.fit(frame.head(30), **COLUMNS)
    kept = first.save(tmp_path / "kept")
    del line, first
    gc.collect()
    again = Run.open(tmp_path / "kept")
    assert again.folder == kept.folder == tmp_path / "kept" / "texts-001"
    assert findings(again.folder) == []
    assert again.explain("ki03").found.neighbours
    assert len(again.predict(["Bread from the oven."]).documents) == 1
    assert load_config(tmp_path / "kept/.given/texts/config.yaml").load == again.made_by().load
    assert replay(again, unwatched, "replay").different == ()
    with pytest.raises(ConfigError, match="is there and is not written over; name a new folder"):
        again.save(tmp_path / "kept")
    with pytest.raises(ConfigError, match="holds 0 runs"):
        Run.open(tmp_path)


def test_vectors_of_ones_own_are_used(frame):
    draw = np.random.default_rng(0)
    centres = np.repeat(draw.normal(size=(4, 8)), 10, axis=0)
    vectors = centres + 0.1 * draw.normal(size=(40, 8))
    settings = {**FAST, "embed": {}}
    found = Themeline(**settings).fit(frame, vectors, **COLUMNS)
    assert found.record.config["embed"]["method"] == "precomputed"
    planted_in = found.documents["id"].str[:2].groupby(found.documents["topic"])
    assert planted_in.nunique().tolist() == [1, 1, 1, 1]
    new = found.predict(["A loaf of bread", "Ropes on the deck"], vectors[[0, 10]])
    assert new.documents["topic"].tolist() == found.documents["topic"][[0, 10]].tolist()


@pytest.mark.parametrize("n", [1, 5])
def test_few_texts_get_an_honest_run(n, frame):
    settings = {**FAST, "cluster": "consensus"}
    found = Themeline(["bread"], **settings).fit(list(frame["body"][:n]))
    assert len(found.documents) == n and found.record.counts.topics == 0
    assert "C01" in {check.code for check in found.record.checks}


def test_the_package_is_imported_without_what_it_may_need():
    script = (
        "import sys, pipeline\n"
        "print([m for m in ('numpy', 'pandas', 'pydantic', 'pipeline.api') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (told.stdout, told.stderr) == ("[]\n", "")
    assert Theme(name="robotics").name == "robotics"


@pytest.mark.parametrize(
    ("column", "spelled"),
    [
        (pd.to_datetime(["2024-01-15", None]), ["2024-01-15", ""]),
        (pd.to_datetime(["2024-01-15", None]).tz_localize("Europe/Berlin"), ["2024-01-15", ""]),
        (pd.to_datetime(["2024-01-15 08:30", None]).as_unit("s"), ["2024-01-15T08:30:00", ""]),
        (pd.PeriodIndex(["2024-01", None], freq="M"), ["2024-01", ""]),
        (pd.Categorical(["north", None]), ["north", ""]),
        ([1, 2.5], ["1", "2.5"]),
    ],
)
def test_a_column_is_read_as_it_is_meant(column, spelled):
    frame = pd.DataFrame({"x": column})
    assert parquet.spelled(arrow_column(frame["x"], "x")) == spelled
