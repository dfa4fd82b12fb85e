"""What cannot be used is told with both numbers and the way out, before anything is computed."""

import numpy as np
import pandas as pd
import pytest
from in_memory import FAST

from pipeline import Theme, Themeline, run
from pipeline.core.errors import ConfigError, InputError, ThemelineError

TWO = ["bread from the oven", "a ship in the harbour"]


def refused(given, embeddings=None, **settings):
    roles = {role: settings.pop(role) for role in ("text", "id", "title") if role in settings}
    with pytest.raises(ThemelineError) as error:
        Themeline(**FAST | settings).fit(given, embeddings, **roles)
    return error.value


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, "None was given; expected a list of texts"),
        ("one text", "str was given; .*put a single text into a list"),
        (3, "int was given; expected a list"),
        ({"a": "b"}, "dict was given; expected a list"),
        ([], "0 texts were given; at least 1 is needed"),
        (["a text", None, float("nan"), pd.NA], r"3 of 4 texts, at places 1, 2, 3, are missing"),
        (pd.Series(["a text", None]), r"1 of 2 texts, at place 1, is missing .*dropna\(\)"),
        (
            ["a text", 3, b"x", 4],
            r"3 of 4 texts, at places 1, 2, 3, are no text \(2 int, 1 bytes\)",
        ),
        ([["a", "b"], ["c"]], r"2 of 2 texts, at places 0, 1, are no text \(2 list\)"),
        (np.array([TWO, TWO]), "ndarray of 2 dimensions"),
        (["a \ud800 text", "another"], "1 of 2 texts, at place 0, is broken"),
        (pd.DataFrame({"text": []}), "the DataFrame has 0 rows"),
        (["", " "], "^texts: 0 of 2 records can be used: 2 empty text"),
    ],
)
def test_texts(given, told):
    error = refused(given)
    assert isinstance(error, InputError)
    with pytest.raises(InputError, match=told):
        raise error


@pytest.mark.parametrize(
    ("columns", "roles", "told"),
    [
        ({"body": TWO}, {"text": "bodi"}, r"no column 'bodi'; did you mean 'body'\?; .* 1 column"),
        ({"n": [1, 2]}, {}, "no column looks like texts; the DataFrame has 1 column: 'n'; name it"),
        ({"n": [1, 2]}, {"text": "n"}, "column 'n' holds int64 in all 2 rows, expected texts"),
        ({"text": ["a", 3]}, {"text": "text"}, "'text' holds 1 str, 1 int, expected one kind"),
        ({"text": TWO, "key": ["a", "a"]}, {"id": "key"}, r"2 of 2 rows share 1 id .*\(a\)"),
        ({"text": TWO, "key": ["a", None]}, {"id": "key"}, "1 of 2 rows have none in column 'key'"),
        ({"text": TWO}, {"title": ["text", "text"]}, "title: 2 columns were named, and it has one"),
        ({"text": TWO}, {"text": None}, "text: no column was named"),
        ({"text": [None, None]}, {"text": "text"}, "column 'text' is empty in all 2 rows"),
        ({"text": [[1], [2]]}, {"text": "text"}, "'text' holds 2 list, expected one kind"),
    ],
)  # fmt: skip
def test_columns(columns, roles, told):
    with pytest.raises(InputError, match=told):
        raise refused(pd.DataFrame(columns), **roles)


def test_two_columns_of_one_name_and_columns_beside_a_list():
    twice = pd.DataFrame([TWO], columns=["text", "text"])
    assert "2 of 2 columns are called 'text'" in str(refused(twice, text="text"))
    assert "text: is a column of a DataFrame, and the texts came as list" in str(
        refused(TWO, text="body")
    )


@pytest.mark.parametrize(
    ("vectors", "told"),
    [
        (np.zeros((3, 4)), "3 rows for 2 texts"),
        (np.zeros(2), r"have the shape \(2,\), expected \(2, dimensions\)"),
        (np.zeros((2, 0)), r"have the shape \(2, 0\)"),
        ([[1.0, np.nan], [1.0, 2.0]], "1 of 2 rows hold a value that is NaN or infinite, at"),
        ([[1.0], [1.0, 2.0]], "rows have 1 to 2 numbers"),
        ([["a"], ["b"]], "hold <U1, expected real numbers"),
        ("vectors.npy", "hold <U11, expected real numbers"),
    ],
)  # fmt: skip
def test_embeddings(vectors, told):
    with pytest.raises(InputError, match=told):
        raise refused(TWO, vectors, embed=None)


def test_settings():
    assert refused(TWO, clustr="kmeans").problems == (
        "config: clustr: unknown setting; did you mean 'cluster'?",
    )
    assert refused(TWO, cluster={"min_clustr_size": 8}).problems == (
        "config: cluster.min_clustr_size: unknown setting; did you mean 'min_cluster_size'?",
    )
    kind = "expected text, a number, true or false, a list or a dict of these"
    assert refused(TWO, words={"ignore": {"a"}}).problems == (
        f"config: words.ignore: set is no setting; {kind}",
    )
    assert "load: path given beside texts" in str(refused(TWO, load={"path": "a.csv"}))
    assert "method 'lsa' and embeddings are both given" in str(refused(TWO, np.ones((2, 2))))
    assert "config: themes.1.name: " in str(refused(TWO, themes=["a", Theme(name="A")]))
    assert "config: themes: expected a list" in str(refused(TWO, themes="robotics"))
    assert "config: name: " in str(refused(TWO, name="../x"))


def test_what_is_no_config(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="list is no config; expected the path of one, a dict"):
        run(["config.yaml"])
    with pytest.raises(ConfigError) as error:
        run({"name": "x", "load": {"path": "gone.csv"}, "seed": -1}, ["cluster.k=1"])
    assert [problem.partition(";")[0] for problem in error.value.problems] == [
        "config: seed: -1 is not allowed",
        f"config: load.path: no such file or folder: {tmp_path / 'gone.csv'}",
        "--set cluster.k: unknown setting",
    ]
    assert not list(tmp_path.iterdir())


def test_an_outputs_folder_of_others_is_left_alone(tmp_path):
    (tmp_path / "thesis.docx").touch()
    assert "holds other files" in str(refused(TWO, outputs=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
