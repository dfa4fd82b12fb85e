"""Measuring other languages: the drawing of texts, topics of one language, themes by language."""

import gzip
import json
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.languages import __main__ as command
from benchmarks.languages.corpora import Text, drawn, in_languages, one_a_group, read_texts
from benchmarks.languages.jobs import Measure, Results
from benchmarks.languages.measures import by_language, macro_f1, of_one_language
from benchmarks.languages.telling import told
from benchmarks.speed.rows import Target


def translated(groups, languages):
    """The same sentences in every language."""
    return [
        Text(f"{language}-{group}", "", f"{language} text {group}", "travel", language, str(group))
        for language in languages
        for group in range(groups)
    ]


@given(groups=st.integers(1, 40), languages=st.integers(1, 5), seed=st.integers(0, 99))
def test_one_text_is_drawn_of_every_group(groups, languages, seed):
    codes = [f"l{number}" for number in range(languages)]
    texts = translated(groups, codes)
    chosen = one_a_group(texts, seed)
    assert sorted(text.group for text in chosen) == sorted(map(str, range(groups)))
    assert set(chosen) <= set(texts)
    assert one_a_group(texts[::-1], seed) == chosen, "whatever the order in the file"


def test_every_language_is_drawn_about_as_often():
    chosen = one_a_group(translated(600, ["eng", "deu", "zho"]), seed=0)
    counts = [sum(text.language == code for text in chosen) for code in ("eng", "deu", "zho")]
    assert min(counts) > 150
    assert chosen != one_a_group(translated(600, ["eng", "deu", "zho"]), seed=1)


def test_languages_and_limits_keep_the_order():
    texts = translated(3, ["eng", "deu", "zho"])
    assert in_languages(texts, ("zho", "eng")) == (*texts[:3], *texts[6:])
    assert drawn(texts, None) == drawn(texts, 9) == tuple(texts)
    few = drawn(texts, 4)
    assert few == drawn(texts, 4) == tuple(sorted(few, key=texts.index)) and len(set(few)) == 4


def test_texts_are_read_with_what_they_have(tmp_path):
    rows = [
        {"id": 7, "text": "Guten Tag.", "label": "Web"},
        {"id": "a", "title": "T", "text": "你好", "label": "x", "lang": "zho", "group": "1"},
    ]
    path = tmp_path / "c.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    assert read_texts(path) == (
        Text("7", "", "Guten Tag.", "Web", "", "7"),
        Text("a", "T", "你好", "x", "zho", "1"),
    )


def test_a_topic_is_of_one_language_from_nine_documents_in_ten_on():
    topics = np.repeat([0, 1, 2, -1], [10, 10, 3, 5]).astype(np.int32)
    languages = np.array(["de"] * 9 + ["en"] + ["de"] * 8 + ["en"] * 2 + ["fr"] * 3 + ["en"] * 5)
    assert of_one_language(topics, languages) == (2, 3)
    assert of_one_language(np.full(28, -1, dtype=np.int32), languages) == (0, 0)


def test_themes_are_held_against_labels_in_each_language_by_itself():
    truth = np.array([[1, 0], [1, 0], [0, 1], [1, 0], [0, 1], [0, 0]], dtype=bool)
    assigned = np.array([[1, 0], [1, 0], [0, 1], [0, 0], [0, 0], [1, 0]], dtype=bool)
    languages = np.array(["en", "en", "en", "th", "th", "th"])
    assert macro_f1(assigned, truth) == pytest.approx((2 * 2 / 6 + 2 / 3) / 2)
    assert by_language(assigned, truth, languages) == {"en": 1.0, "th": 0.0}
    assert macro_f1(assigned[:0], truth[:0]) == 0


def test_what_needs_a_corpus_that_is_not_there_is_skipped_and_said(monkeypatch, capsys, tmp_path):
    figures = tmp_path / "languages.json"
    monkeypatch.setattr(
        sys, "argv", ["languages", "--corpora", str(tmp_path), "--json", str(figures)]
    )
    command.main()
    printed = capsys.readouterr().out
    for job in ("news", "mixed", "together", "themes", "speed"):
        assert f"skipped: {job}, for there is no " in printed
    assert "10kgnad_test_de.jsonl.gz (--corpora FOLDER)" in printed
    assert json.loads(figures.read_text()) == {}


def test_the_page_has_measures_with_verdicts_languages_and_what_is_told():
    missed = Measure("AMI", "12 texts", "0.100", [Target(0.1, "AMI", "at least", 0.5)])
    themes = Results([missed], themes={"German": (0.25, None), "Thai": (0.5, 0.75)}, notes=["So."])
    text = command.page({"themes": themes})
    assert "| AMI | 12 texts | 0.100 | 0.1 AMI (at least 0.5): **missed** |\n" in text
    assert "| German | 0.250 |  |\n| Thai | 0.500 | 0.750 |\n" in text
    assert text.endswith("- So.\n")


def test_how_soon_a_language_is_told_is_measured_among_all_and_among_those_named():
    texts = [
        Text("1", "", "Der Ofen ist heiß und das Brot ist fertig.", "", "deu", "1"),
        Text("2", "", "The oven is hot and the bread is done.", "", "eng", "1"),
        Text("3", "", "12345", "", "eng", "2"),
    ]
    names = {"deu": "German", "eng": "English"}
    whole = told(texts, names, 100, named=False)
    assert (whole.right, whole.untold, whole.wrong) == (2 / 3, 1 / 3, 0)
    assert told(texts, names, 0, named=False).untold == 1
    assert str(whole) == "67% right, 33% untold, 0% wrong"
    assert told(texts[:2], names, 100, named=True).right == 1
