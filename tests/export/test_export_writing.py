"""Every format, written: what appears, what is never written over, what is told."""

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet
from terminal import themeline

import pipeline
from pipeline.core.errors import ConfigError, MachineError
from pipeline.export import export
from pipeline.export.contents import Contents
from pipeline.export.format import Format, formats
from pipeline.export.writing import write_file
from pipeline.runs.run import Run
from pipeline.runs.verify import findings

ROOT = Path(pipeline.__file__).parents[1]


def bytes_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", formats())
def test_the_same_run_gives_the_same_bytes_beside_it(name, finished, tmp_path):
    first, again = export(finished, name), export(finished, name, tmp_path / "again")
    assert first.folder == finished.folder.with_name(f"{finished.folder.name}-{name}")
    assert bytes_of(first.folder) == bytes_of(again.folder)
    assert set(bytes_of(again.folder)) == set(again.sizes) == set(again.holds)
    assert any(again.holds.values()) and again.opening
    assert findings(finished.folder) == []


@pytest.mark.parametrize("name", formats())
def test_a_format_says_what_it_is_of(name):
    form: Format = formats()[name]
    assert form.tool and form.source.startswith("https://")
    assert f"\n| `{name}` |" in (ROOT / "docs" / "export.md").read_text("utf-8")


def test_what_is_there_already_is_left_alone(finished, tmp_path):
    folder = tmp_path / "out"
    assert export(finished, "jsonl", folder).fresh
    (folder / "mine.txt").write_text("mine")
    assert not export(finished, "jsonl", folder).fresh
    (folder / "documents.jsonl").write_text("mine")
    with pytest.raises(ConfigError, match=r"documents\.jsonl is not what would be written"):
        export(finished, "jsonl", folder)
    assert (folder / "documents.jsonl").read_text() == (folder / "mine.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_an_empty_folder_is_filled_and_a_file_is_not_taken_for_one(finished, tmp_path):
    (tmp_path / "empty").mkdir()
    assert export(finished, "jsonl", tmp_path / "empty").fresh
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ConfigError, match="is there already"):
        export(finished, "jsonl", tmp_path / "file")


def test_a_link_to_an_empty_folder_leads_to_what_is_written(finished, tmp_path):
    (tmp_path / "empty").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "empty", target_is_directory=True)
    assert export(finished, "jsonl", link).fresh and link.is_symlink()
    assert (tmp_path / "empty" / "documents.jsonl").is_file()
    assert not export(finished, "jsonl", link).fresh
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "link"]


def test_the_folder_that_one_is_in_does_not_vanish(finished, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="is the folder that the command runs in"):
        export(finished, "jsonl", Path())
    export(finished, "jsonl", tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    assert not export(finished, "jsonl", Path()).fresh  # what is there already is no fault


def test_nothing_is_written_into_a_run(finished):
    with pytest.raises(ConfigError, match="is inside of a run"):
        export(finished, "jsonl", finished.folder / "figures" / "here")


def test_a_store_that_was_cleaned_is_told_with_the_way_out(finished, tmp_path):
    alone = tmp_path / finished.folder.name
    alone.symlink_to(finished.folder, target_is_directory=True)
    with pytest.raises(MachineError, match=r"result of load in .*themeline run writes it again"):
        export(Run(alone), "jsonl", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_says_what_it_wrote_and_how_to_open_it(finished, tmp_path):
    home = finished.folder.parent.parent
    done = themeline("export", "latest", "--to", "jsonl", "--into", str(tmp_path / "o"), cwd=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Written, for programs that read JSON Lines: ")
    assert "documents.jsonl: 41 documents" in done.stdout
    assert f"Open it: pandas.read_json('{tmp_path / 'o' / 'documents.jsonl'}'" in done.stdout
    again = themeline("export", "latest", "--to", "jsonl", "--into", str(tmp_path / "o"), cwd=home)
    assert again.returncode == 0 and again.stdout.startswith("Nothing to write, all of it is there")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("latest", "--to", "jsonn"), 'no format is called "jsonn"; did you mean "jsonl"?'),
        (("latest",), "choose one with --to FORMAT: argilla (Argilla 2), atlas (embedding-a"),
        (("latset", "--to", "jsonl"), 'no finished run is called "latset"'),
    ],
)
def test_what_is_not_there_is_told_with_what_is(asked, told, finished):
    done = themeline("export", *asked, cwd=finished.folder.parent.parent)
    assert done.returncode == 2 and told in done.stderr


def test_that_texts_are_in_files_to_send_on_is_told(finished, tmp_path, monkeypatch):
    assert Contents(finished).quotes
    held_back = {**finished.record.config, "report": {"texts": False}}
    record = finished.record.model_copy(update={"config": held_back})
    monkeypatch.setattr("pipeline.runs.run.read_record", lambda _: record)
    folder = str(tmp_path / "o")
    home = finished.folder.parent.parent
    done = themeline("export", "latest", "--to", "jsonl", "--into", folder, cwd=home)
    assert "The texts are in these files: report.texts" in done.stdout


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("ü\n", lambda data: data.decode()),
        (b"\x00\xff", lambda data: data),
        (iter(["one", "two"]), lambda data: data.decode().split("\n")[:-1]),
        (np.array([["ü"], ["b"]]), lambda data: np.load(io.BytesIO(data)).tolist()),
        ({"a": ("x", "")}, lambda data: parquet.read_table(io.BytesIO(data)).to_pydict()),
        (pa.table({"a": [[1], []]}), lambda data: parquet.read_table(io.BytesIO(data)).to_pydict()),
    ],
)
def test_each_kind_of_content_is_written_as_what_it_is(content, read, tmp_path):
    expected = {
        str: "ü\n",
        bytes: b"\x00\xff",
        np.ndarray: [["ü"], ["b"]],
        dict: {"a": ["x", ""]},
        pa.Table: {"a": [[1], []]},
    }.get(type(content), ["one", "two"])
    write_file(tmp_path / "file", content)
    assert read((tmp_path / "file").read_bytes()) == expected


NEEDING = {"argilla", "bertopic", "doccano", "labelstudio", "vosviewer"}
"""Formats that are nothing without topics or themes, and say so."""


@pytest.mark.parametrize("name", sorted(set(formats()) - NEEDING))
def test_a_run_without_topics_and_themes_is_written_all_the_same(
    name, files, changed, contents, tmp_path
):
    nothing = {"themes": (), "scores": np.zeros((41, 0)), "assigned": np.zeros((41, 0), dtype=bool)}
    blank = {**contents.documents, "theme": [""] * 41, "themes": [[]] * 41}
    other = changed([-1] * 41, {}, **nothing, documents=blank)
    for number, file in enumerate(files(name, other).values()):
        write_file(tmp_path / f"file-{number}", file.content)


@pytest.mark.parametrize("name", ["jsonl", "atlas", "latentscope"])
def test_a_passage_tells_of_which_document_it_is(name, files, changed, contents):
    parents = tuple(f"whole-{place // 2}" for place in range(41))
    cut = replace(contents.corpus, parents=parents, parent_titles=("",) * 41)
    other = changed(corpus=cut, documents={**contents.documents, "parent": parents})
    file = next(iter(files(name, other).values()))
    if name == "jsonl":
        assert [json.loads(line)["parent"] for line in file.content] == list(parents)
    else:
        assert file.content["parent"].to_pylist() == list(parents)
