"""Honest answers where there is little or nothing to find: never a library's traceback."""

import pytest

import planted
from pipeline import run
from pipeline.core.errors import InputError

DEFAULTS = """\
name: small
load: {path: texts.csv}
embed: {method: lsa}
themes: [bread, {name: music, keywords: [violin, concert]}]
"""
"""The default methods, but for the model: umap, hdbscan, keybert, similarity."""


def texts(folder, rows, config=DEFAULTS):
    lines = "".join(f'"{row}"\n' for row in rows)
    (folder / "texts.csv").write_text(f"text\n{lines}", encoding="utf-8")
    (folder / "config.yaml").write_text(config)
    return folder / "config.yaml"


def bodies(n):
    rows = planted.rows(per_topic=-(-n // 4))
    return [row["body"] for row in rows[:n]]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 10, 20, 50])
def test_few_documents_get_a_plain_report(tmp_path, n):
    result = run(texts(tmp_path, bodies(n)))
    assert len(result.documents) == n
    assert result.report_file.is_file()
    if result.record.counts.topics == 0:
        assert any(check.code == "C01" for check in result.record.checks)


@pytest.mark.parametrize(
    ("rows", "counts"),
    [([], "0"), (["", " ", ""], "3"), (["?", "!!", "-"], "3")],
    ids=["no rows", "all empty", "no words"],
)
def test_nothing_to_do_is_an_input_error_with_counts(tmp_path, rows, counts):
    with pytest.raises(InputError) as error:
        run(texts(tmp_path, rows))
    assert error.value.exit_code == 3
    assert counts in str(error.value)
    assert "texts.csv" in str(error.value)


@pytest.mark.parametrize(
    "rows",
    [
        ["All the same text about bread."] * 50,
        ["the and of with"] * 20,
        [f"the and {'of ' * n}" for n in range(1, 25)],
        ["cat", "dog"] * 10,
        [f"word{n}" for n in range(30)],
        ["这是一个关于面包的句子。"] * 5 + ["музыка и концерт"] * 5 + ["خبز وموسيقى"] * 5,
    ],
    ids=["identical", "one stop text", "stop words", "two words", "all different", "scripts"],
)
def test_strange_corpora_get_a_plain_report(tmp_path, rows):
    result = run(texts(tmp_path, rows))
    assert len(result.documents) == len(rows)
    by_text = result.documents.groupby("title")
    assert (by_text["topic"].nunique() == 1).all()
    warned = [c for c in result.record.checks if c.severity != "info"]
    assert result.record.counts.topics > 0 or warned


@pytest.mark.parametrize(
    "rows", [["One text."], ["The same."] * 60, ["the of and"] * 9], ids=["one", "same", "stop"]
)
def test_the_fast_methods_are_as_patient_as_the_default_ones(tmp_path, rows):
    config = DEFAULTS + "reduce: pca\nmap: pca\ncluster: kmeans\ndescribe: ctfidf\nassign: words\n"
    result = run(texts(tmp_path, rows, config))
    assert len(result.documents) == len(rows)


def test_one_cluster_and_no_themes(tmp_path):
    config = DEFAULTS.replace("themes", "# themes") + "cluster: {method: hdbscan}\n"
    result = run(texts(tmp_path, bodies(10), config))
    assert (result.documents["theme"] == "").all()
    assert len(result.themes) == 0


def test_texts_of_a_megabyte_are_read_to_the_end(tmp_path):
    """Many words, one word, many lines; each says at its end alone what it is about."""
    long = {
        "words": "The harbour was calm. " * 45_000,
        "word": "x" * 1_000_000,
        "lines": "nothing new\n" * 100_000,
    }
    rows = planted.rows()
    for name, text in long.items():
        rows.append({**rows[0], "id": name, "title": name, "body": f"{text}. A zeppelin was seen."})
    config = planted.write_project(tmp_path, planted.PLAIN + "  - zeppelin\n", rows)
    found = run(config).theme_documents
    named = found[(found["theme"] == "zeppelin") & (found["named"] == "yes")]
    assert set(named["id"]) == set(long)
