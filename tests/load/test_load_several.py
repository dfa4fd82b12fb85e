import json

import pytest

from pipeline.config import load_config
from pipeline.core.errors import ConfigError, InputError
from pipeline.load.delimited import Delimited
from pipeline.load.formats import method_for
from pipeline.load.sniff import sniff
from pipeline.predict.reading import reader, settings_for

pytestmark = pytest.mark.usefixtures("without_languages")


@pytest.fixture
def exports(write):
    """Two exports of one kind, and what else lies beside them."""
    write("exports/2023.csv", "day,text\n2023-05-01,one text\n,\n2023-05-02,two texts\n")
    write("exports/2024.csv", "text,day,more\nthree texts,2024-05-01,x\nfour texts,2024-06-01,y\n")
    write("exports/old/2022.csv", "day,text\n2022-05-01,an old text\n")
    write("exports/.hidden.csv", "nothing")
    return write("exports/notes.json", "{}").parent


def test_the_files_of_a_folder_are_one_corpus_and_each_record_knows_its_file(exports):
    corpus = Delimited(path=exports, date="day")()
    assert corpus.ids == ("2023:1", "2023:3", "2024:1", "2024:2")
    assert corpus.groups == {"file": ("2023.csv", "2023.csv", "2024.csv", "2024.csv")}
    assert corpus.dates[2] == "2024-05-01"
    assert [each.record for each in corpus.dropped] == ["2023.csv, line 3"]


def test_ids_of_the_input_stay_and_have_to_differ_over_all_files(write):
    write("e/a.csv", "id,text\nx,one text\n")
    folder = write("e/b.csv", "id,text\ny,two texts\nx,three texts\n").parent
    corpus = Delimited(path=folder, id="id")()
    assert corpus.ids == ("x", "y")
    assert "b.csv, line 3 has the id of a.csv, line 2" in corpus.dropped[0].detail


@pytest.mark.parametrize(
    ("files", "read"),
    [
        (["2023.csv"], ["2023.csv"]),
        (["202?.csv"], ["2023.csv", "2024.csv"]),
        (["old/*.csv", "2024.csv"], ["2024.csv", "old/2022.csv"]),
    ],
)
def test_names_and_patterns_say_which(exports, files, read):
    corpus = Delimited(path=exports, files=files)()
    assert sorted(set(corpus.groups["file"])) == read


def test_a_file_without_the_columns_is_told_by_its_name(write):
    write("e/a.csv", "text,n\none text,1\n")
    folder = write("e/b.csv", "words,n\ntwo texts,2\n").parent
    with pytest.raises(InputError, match=r"b\.csv: load\.text: no column 'text'"):
        Delimited(path=folder, text="text")()


def test_a_config_may_name_a_pattern(exports):
    config = exports.parent / "c.yaml"
    config.write_text('name: x\nload: {path: "exports/20*.csv", text: text}\n')
    load = load_config(config).load
    assert (load.name(), load.path, load.files) == ("delimited", exports, ("20*.csv",))
    config.write_text('name: x\nload: {path: "exports/*.tsv"}\n')
    with pytest.raises(ConfigError, match="no file in it is called"):
        load_config(config)


@pytest.mark.parametrize(
    ("paths", "ids"),
    [
        ("[exports/2024.csv, exports/2023.csv]", ["2023:1", "2023:3", "2024:1", "2024:2"]),
        ("[exports/old/2022.csv, exports/2023.csv]", ["2023:1", "2023:3", "old/2022:1"]),
        ("[more/2023.csv, exports/2023.csv]", ["exports/2023:1", "exports/2023:3", "more/2023:1"]),
        ("[more/*.csv, ./exports/old/*.csv]", ["exports/old/2022:1", "more/2023:1"]),
        ("[../HERE/more/2023.csv, exports/old/2022.csv]", ["exports/old/2022:1", "more/2023:1"]),
    ],
)
def test_a_config_may_list_files_of_several_folders(exports, write, paths, ids):
    folder = exports.parent
    write("more/2023.csv", "text\nsome other text\n")
    config = folder / "c.yaml"
    paths = paths.replace("HERE", folder.name)
    config.write_text(f"name: x\nload: {{path: {paths}, text: text}}\n")
    corpus = load_config(config).load()
    assert sorted(corpus.ids) == ids
    assert len(set(corpus.groups["file"])) == 2


@pytest.mark.parametrize(
    ("load", "message"),
    [
        ("path: [exports/2023.csv, exports/no.csv]", r"load\.path\.1: no such file: "),
        (
            "path: [exports/2023.csv, exports/old]",
            r"load\.path\.1: is a folder; a list names files",
        ),
        (
            "path: [exports/2023.csv], files: [a.csv]",
            r"load\.files: path is a list of files already",
        ),
        ("path: exports, files: [2023.csv, no.csv]", r"no file in it is called 'no\.csv'"),
    ],
)
def test_a_listed_file_that_is_not_there_is_told(exports, load, message):
    config = exports.parent / "c.yaml"
    config.write_text(f"name: x\nload: {{{load}, text: text}}\n")
    with pytest.raises(ConfigError, match=message):
        load_config(config)


def test_the_files_that_are_read_are_those_that_count(exports):
    load = Delimited(path=exports, files=["20*.csv"])
    assert load.reads("2023.csv") and not load.reads("notes.json") and not load.reads(".20.csv")
    assert load.parameters()["files"] == ["20*.csv"]
    assert Delimited(path=exports).parameters()["files"] == ["*.csv", "*.tsv", "*.tab"]
    assert Delimited(path=exports / "2023.csv").parameters()["files"] == []


def test_a_folder_of_tables_is_told_from_one_of_documents(exports, write):
    assert method_for(exports) == "delimited"
    found = sniff(exports)
    assert (found.method, [column.name for column in found.columns]) == (
        "delimited",
        ["day", "text"],
    )
    write("exports/readme.txt", "words")
    assert method_for(exports) == "folder"


def test_one_more_file_is_read_as_those_of_the_run(exports, write):
    made = {"method": "delimited", "path": "exports", "files": ["*.csv"], "text": ["text"]}
    new = write("new.csv", "text\nfive texts\n")
    records = reader(settings_for(json.loads(json.dumps(made)), new)).read()
    (record,) = records.entries
    assert (record.id, record.groups, records.groups) == ("new:1", ("new.csv",), ("file",))
