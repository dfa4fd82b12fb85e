import datetime as dt
import subprocess

import pandas as pd
import pytest

from pipeline.core.errors import InputError
from pipeline.load.formats import method_for
from pipeline.load.statistics import Statistics

pyreadstat = pytest.importorskip(
    "pyreadstat", reason="the extra themeline[statistics] is not installed"
)
pytestmark = pytest.mark.usefixtures("without_languages")

ANSWERS = {
    "id": [1.0, 2.0, 3.0],
    "q1": ["The bus was late", "Zu spät", ""],
    "sex": [1.0, 2.0, 9.0],
    "day": [dt.date(2024, 3, 1), None, dt.date(2024, 3, 2)],
    "at": [dt.datetime(2024, 3, 1, 12), dt.datetime(2024, 3, 1), None],
    "score": [1.5, None, 2.0],
}
LABELS = ["", "What do you think of the bus?", "Sex", "", "", ""]
CODES = {"sex": {1: "male", 2: "female"}}
WRITERS = {
    "sav": lambda *to: pyreadstat.write_sav(*to, column_labels=LABELS, variable_value_labels=CODES),
    "zsav": lambda *to: pyreadstat.write_sav(
        *to, column_labels=LABELS, compress=True, variable_value_labels=CODES
    ),
    "dta": lambda *to: pyreadstat.write_dta(*to, column_labels=LABELS, variable_value_labels=CODES),
    "xpt": lambda *to: pyreadstat.write_xport(*to, column_labels=LABELS),
}
every_format = pytest.mark.parametrize("ending", WRITERS)


@pytest.fixture
def table(tmp_path):
    """Write the answers in the format of this ending and return the path."""

    def table(ending, name=None):
        path = tmp_path / (name or f"t.{ending}")
        WRITERS[ending](pd.DataFrame(ANSWERS), path)
        return path

    return table


@every_format
def test_values_are_what_people_chose_and_missing_ones_are_empty(table, ending):
    settings = {"id": "id", "text": "q1", "date": "day", "groups": ["sex", "at", "score"]}
    corpus = Statistics(path=table(ending), **settings)()
    assert corpus.ids == ("1", "2")
    assert corpus.texts == ("The bus was late", "Zu spät")
    assert corpus.dates == ("2024-03-01", "")
    labelled = ("1", "2") if ending == "xpt" else ("male", "female")  # SAS keeps them elsewhere
    times = ("2024-03-01T12:00:00", "2024-03-01")
    assert corpus.groups == {"sex": labelled, "at": times, "score": ("1.5", "")}
    assert [(each.record, each.id, each.reason) for each in corpus.dropped] == [
        ("row 3", "3", "empty text")
    ]


@every_format
def test_the_wording_of_a_question_is_the_label_of_its_column(table, ending):
    contents = Statistics(path=table(ending)).contents()
    assert contents.header == list(ANSWERS)
    assert contents.labels == {"q1": "What do you think of the bus?", "sex": "Sex"}


def test_codes_without_a_label_stay_and_codes_for_no_answer_are_empty(tmp_path):
    path = tmp_path / "t.sav"
    frame = pd.DataFrame({"text": ["one text", "two texts", "more"], "sex": [1.0, 3.0, 9.0]})
    pyreadstat.write_sav(frame, path, variable_value_labels=CODES, missing_ranges={"sex": [9.0]})
    assert Statistics(path=path, groups="sex")().groups == {"sex": ("male", "3", "")}


def test_a_portable_file_is_told_by_its_ending(tmp_path):
    path = tmp_path / "t.por"
    pyreadstat.write_por(pd.DataFrame({"TEXT": ["some words"], "N": [1.0]}), path)
    assert method_for(path) == "statistics"
    assert Statistics(path=path, groups="N")().groups == {"N": ("1",)}


@every_format
def test_a_file_is_told_by_how_it_begins(table, ending):
    path = table(ending, "t.txt")
    assert method_for(path) == "statistics"
    assert Statistics(path=path).header() == list(ANSWERS)


@every_format
def test_what_cannot_be_read_is_refused_with_a_way_out(table, write, refusal, ending):
    content = table(ending).read_bytes()
    for damaged in (content[: len(content) // 3], b"id,text\n1,one\n"):
        message = refusal(Statistics(path=write(f"d.{ending}", damaged), text="q1"))
        assert message.startswith(f"d.{ending}: is not a file of SPSS, Stata or SAS that can be ")
        assert message.endswith("; open it in the program that wrote it, and save it as .csv")


def test_a_wrong_encoding_is_named(table, refusal):
    message = refusal(Statistics(path=table("sav"), text="q1", encoding="ascii"))
    assert message.endswith("; set load.encoding to that of the file, for example cp1252")


def test_a_library_that_breaks_off_does_not_take_the_run_with_it(table, refusal, monkeypatch):
    killed = subprocess.CompletedProcess([], -11, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **settings: killed)
    assert refusal(Statistics(path=table("sav"))) == (
        "t.sav: is not a file of SPSS, Stata or SAS that can be read: what reads it breaks off, as "
        "it does at damaged files; open it in the program that wrote it, and save it as .csv"
    )


@pytest.mark.parametrize("place", [64, 72, 80, 176, 184, 208, 456])
def test_a_damaged_head_is_refused_in_a_sentence_or_harmless(table, place):
    path = table("sav")
    damaged = bytearray(path.read_bytes())
    damaged[place : place + 4] = b"\xff\xff\xff\x7f"
    path.write_bytes(damaged)
    try:
        list(Statistics(path=path, text="q1").read().entries)
    except InputError as error:
        assert str(error).startswith(f"{path}: ")
