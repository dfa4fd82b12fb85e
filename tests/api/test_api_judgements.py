"""Judgements of texts in memory, where other texts or themes come next."""

import warnings

import pytest
from in_memory import COLUMNS, FAST, THEMES

from pipeline import Themeline
from pipeline.core.errors import InputError


def line(outputs, themes=THEMES[:2]):
    return Themeline(themes, name="judged", outputs=outputs, **FAST)


def judged(run):
    said = run.theme_documents.query("judged != ''")
    return set(zip(said["id"], said["theme"], said["judged"], strict=True))


def test_what_is_of_a_document_or_theme_that_is_gone_waits_and_comes_back(frame, tmp_path):
    first, second = frame["id"][:2]
    said = {(first, "Food"): False, (second, "Music"): True}
    line(tmp_path).fit(frame, **COLUMNS).correct(judgements=said).write()
    told = "2 judgements were made under this name, and 1 of them"
    with pytest.warns(UserWarning, match=told) as warned:
        without = line(tmp_path).fit(frame[1:], **COLUMNS)
    assert {each.filename for each in warned} == {__file__}
    assert judged(without) == {(second, "Music", "yes")}
    with pytest.warns(UserWarning, match=r"and 2 of them are .* wait in .*waiting\.csv"):
        assert judged(line(tmp_path, THEMES[:1]).fit(frame[1:], **COLUMNS)) == set()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = line(tmp_path).fit(frame, **COLUMNS)
    assert judged(again) == {(first, "Food", "no"), (second, "Music", "yes")}


def test_a_text_that_was_counted_keeps_what_was_said_of_it_to_itself(frame, tmp_path):
    texts = frame["body"].tolist()
    fitted = line(tmp_path).fit(texts)
    fitted.correct(judgements={("1", "Food"): False}).write()
    assert judged(line(tmp_path).fit(texts)) == {("1", "Food", "no")}
    with pytest.warns(UserWarning, match="1 judgement was made"):
        assert judged(line(tmp_path).fit(texts[::-1])) == set()
    assert judged(line(tmp_path).fit(texts)) == {("1", "Food", "no")}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"names": ["a"]}, "names: came as list, expected a dict"),
        ({"merge": 3}, "merge: came as int, expected a dict"),
        ({"judgements": [("1", "Food")]}, "judgements: came as list, expected a dict"),
        ({"hide": 0}, "hide: came as int, expected a list"),
        ({"themes": "parking"}, "themes: came as str, expected a list"),
    ],
)
def test_corrections_of_a_wrong_kind_are_told(fitted, given, told):
    with pytest.raises(InputError, match=told):
        fitted.correct(**given)
