"""The scorer of themes for scikit-learn: its rules, the scores of a run, and what it refuses."""

import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline
from sklearn.utils import InputTags
from sklearn.utils.estimator_checks import parametrize_with_checks

import planted
from pipeline import ThemeScorer
from pipeline.config import load_config
from pipeline.core.discovery import method_class
from pipeline.core.events import unwatched
from pipeline.core.theme import Theme
from pipeline.running.execute import results

FOOD = {"name": "Food", "keywords": ["bread", "flour", "oven", "recipe"]}
MUSIC = Theme(name="Music", keywords=("violin", "melody", "orchestra", "concert"))
THEMES = (FOOD, MUSIC)
ROWS = planted.rows(12)
TEXTS = [row["body"] for row in ROWS]
TRUTH = np.array([[row["planted"] == "Kitchen", row["planted"] == "Orchestra"] for row in ROWS])
LSA = {"method": "lsa", "n_components": 20}


def scorer(**parameters):
    return ThemeScorer(**{"themes": THEMES, "embed": LSA, "language": "en"} | parameters)


@pytest.fixture(scope="module")
def fitted():
    return scorer().fit(TEXTS)


class Model:
    """A model of one's own, as those of sentence-transformers are called."""

    def encode(self, texts):
        words = sorted({word for text in TEXTS for word in text.lower().split()})
        return np.array([[text.lower().count(word) for word in words] for text in texts])


class OfNumbers(ThemeScorer):
    """The scorer on rows of numbers, each as a text: scikit-learn has no checks for texts."""

    def fit(self, X, y=None):
        return super().fit(_as_texts(self, X, reset=True))

    def _found(self, X, embeddings):
        return super()._found(_as_texts(self, X, reset=False), embeddings)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags = InputTags()
        return tags


def _as_texts(estimator, rows, reset):
    from sklearn.utils.validation import check_is_fitted, validate_data

    if not reset:
        check_is_fitted(estimator)
    rows = validate_data(estimator, rows, dtype=float, reset=reset)
    return [" ".join(f"word{round(value * 10)}" for value in row) for row in rows]


@parametrize_with_checks([OfNumbers(["word1", "word5"], method="words", embed=LSA, language="en")])
def test_the_rules_of_scikit_learn(estimator, check):
    """All of them: by words, which is the quickest, and with rows that are texts."""
    check(estimator)


def test_it_says_that_it_takes_texts():
    tags = ThemeScorer().__sklearn_tags__().input_tags
    assert (tags.string, tags.one_d_array, tags.two_d_array) == (True, True, False)


def test_the_scores_are_those_of_a_run_of_the_same_texts(fitted, tmp_path):
    read = "load: {path: planted.csv, id: id, text: body}\nlanguage: en"
    config = "\n".join(
        read if line.startswith("load:") else line for line in planted.CONFIG.splitlines()
    )
    path = planted.write_project(tmp_path, config, ROWS)
    of_run = results(load_config(path), unwatched)["assign"]
    assert np.array_equal(fitted.scores_, of_run.scores[:, :2])
    assert np.array_equal(fitted.assigned_, of_run.assigned[:, :2])


def test_themes_find_their_texts_and_quote_them(fitted):
    assert f1_score(TRUTH, fitted.predict(TEXTS), average="macro") > 0.9
    assert list(fitted.themes_) == ["Food", "Music"]
    assert fitted.verdicts_ == ["there", "there"]
    for text, theme in np.argwhere(fitted.assigned_):
        assert fitted.evidence_[text, theme] and fitted.evidence_[text, theme] in TEXTS[text]
    assert np.array_equal(fitted.primary_ >= 0, fitted.assigned_.any(axis=1))


def test_a_text_of_the_fit_keeps_its_score_and_a_new_one_is_scored_beside_them(fitted):
    new = ["The violin and the cello need a concert.", "Bread needs flour and an oven.", "!"]
    scores = fitted.transform([*new, *TEXTS[:3]])
    assert np.array_equal(scores[3:], fitted.scores_[:3])
    assert scores[0, 1] > 0.8 > 0.3 > scores[0, 0] and scores[1, 0] > 0.8 > 0.3 > scores[1, 1]
    assert (scores[2] == 0).all()  # no text, as in the fit
    assert np.array_equal(fitted.predict(new), scores[:3] >= fitted.thresholds_)
    assert np.array_equal(fitted.predict_proba(new), scores[:3])
    assert not hasattr(scorer(method="words"), "predict_proba")  # its scores are none


def test_texts_are_learned_from_once_and_a_copy_sent_elsewhere_learns_the_same(monkeypatch):
    times, learn = [], method_class("embed", "lsa")._fit
    monkeypatch.setattr(
        method_class("embed", "lsa"), "_fit", lambda *given: times.append(1) or learn(*given)
    )
    new = ["The violin and the cello need a concert."]
    found = scorer().fit(TEXTS)
    scores = found.transform(new)
    assert len(times) == 1
    assert np.array_equal(pickle.loads(pickle.dumps(found)).transform(new), scores)


def test_copies_and_texts_that_are_none_are_told(fitted):
    found = scorer().fit([*TEXTS, TEXTS[0], "", "\ud800 half a pair"])
    assert np.array_equal(found.scores_[len(TEXTS)], found.scores_[0])
    assert (found.scores_[-2:] == 0).all() and (found.primary_[-2:] == -1).all()
    assert "2 of 51 records were dropped" in found.checks_[0].message


def test_judged_texts_have_the_last_word():
    theme = {**FOOD, "examples": ["47"], "counter_examples": ["0"]}
    found = scorer(themes=[theme, MUSIC]).fit(TEXTS)
    assert (found.scores_[47, 0], found.scores_[0, 0]) == (1, 0)
    with pytest.raises(ValueError, match='no document has the id "480"'):
        scorer(themes=[{**FOOD, "examples": ["480"]}]).fit(TEXTS)


def test_it_is_copied_kept_and_may_begin_a_pipeline(fitted):
    assert np.array_equal(clone(fitted).fit_transform(np.array(TEXTS)), fitted.scores_)
    again = pickle.loads(pickle.dumps(fitted))
    assert np.array_equal(again.transform(TEXTS[:4]), fitted.scores_[:4])
    of_food = make_pipeline(scorer(), LogisticRegression()).fit(pd.Series(TEXTS), TRUTH[:, 0])
    assert of_food.score(TEXTS, TRUTH[:, 0]) > 0.9
    table = clone(fitted).set_output(transform="pandas").fit_transform(TEXTS)
    assert list(table.columns) == ["Food", "Music"]


def test_vectors_of_ones_own_are_used_with_and_without_what_made_them():
    vectors = Model().encode(TEXTS)
    alone = scorer(embed=None).fit(TEXTS, embeddings=vectors)
    assert f1_score(TRUTH, alone.assigned_, average="macro") > 0.9
    new = ["Bread needs flour and an oven."]
    with pytest.raises(ValueError, match=r"1 of 1 texts are not among .* embeddings=\(1, "):
        alone.transform(new)
    assert alone.transform(new, embeddings=Model().encode(new))[0, 0] > 0.8
    named = scorer(embed=Model()).fit(TEXTS, embeddings=vectors)
    made = scorer(embed=Model()).fit(TEXTS)
    assert np.allclose(named.scores_, made.scores_, atol=1e-5)
    assert named.transform(new)[0, 0] > 0.8
    assert not [check for check in named.checks_ if check.code == "E13"]
    turned = scorer(embed=Model()).fit(TEXTS, embeddings=vectors[:, ::-1])
    assert [check.code for check in turned.checks_ if check.severity == "problem"] == ["E13"]


def test_threads_change_nothing(fitted):
    assert np.array_equal(scorer(n_jobs=None).fit(TEXTS).scores_, fitted.scores_)


@pytest.mark.parametrize(
    ("texts", "error", "told"),
    [
        ("one text", TypeError, "X is one text of 8 characters; put it in a list"),
        (None, TypeError, "X is NoneType; expected a list, an array or a Series of texts"),
        ([], ValueError, "X: 0 texts, and at least 1 is needed"),
        (
            ["a text", None, float("nan"), 3, b"x"],
            TypeError,
            r"X: 4 of 5 entries are no text \(None at 1, nan at 2, 3 at 3, ...\)",
        ),
        (pd.Series(["a text", None]), TypeError, "X: 1 of 2 entries are no text"),
        (pd.DataFrame({"text": TEXTS, "n": 1}), TypeError, r"2 dimensions \(48 x 2\)"),
        (["", "?"], ValueError, "X: 0 of 2 records can be used: 1 empty text, 1 no words"),
    ],
)
def test_what_is_no_list_of_texts_is_refused_with_its_numbers(fitted, texts, error, told):
    with pytest.raises(error, match=told):
        scorer().fit(texts)
    if error is TypeError or not texts:
        with pytest.raises(error, match=told):
            fitted.transform(texts)


@pytest.mark.parametrize(
    ("embeddings", "told"),
    [
        (np.ones((47, 3)), "47 rows for 48 texts"),
        (np.ones(48), r"shape \(48,\); expected \(48, dimensions\)"),
        (np.full((48, 3), np.nan), "48 of 48 rows hold a value that is missing or infinite"),
        (np.full((48, 3), 1e300), "48 of 48 rows hold a value that is missing or infinite"),
        ([[1.0, 2.0]] * 47 + [[1.0]], "expected an array of 48 rows"),
        (np.ones((48, 3)), r"3 dimensions, and embed makes \d+"),
    ],
)
def test_vectors_of_other_texts_are_refused_with_both_numbers(embeddings, told):
    with pytest.raises(ValueError, match=told):
        scorer(embed=Model()).fit(TEXTS, embeddings=embeddings)


def test_new_vectors_have_the_length_of_the_others():
    found = scorer(embed=None).fit(TEXTS, embeddings=Model().encode(TEXTS))
    with pytest.raises(ValueError, match="3 dimensions, and those of the fit have"):
        found.transform(["something new"], embeddings=[[1, 2, 3]])


@pytest.mark.parametrize(
    ("parameters", "error", "told"),
    [
        ({"themes": ()}, ValueError, "themes: 0 are given"),
        ({"themes": "Food"}, TypeError, "themes: one str; put it in a list"),
        ({"themes": ["Food", "food"]}, ValueError, 'themes.1.name: "food" is also the name'),
        ({"themes": [{"name": "Food", "keyword": []}]}, ValueError, "did you mean 'keywords'"),
        ({"method": "combine"}, ValueError, "assign.method: unknown method .* 'combined'"),
        ({"threshold": 2}, ValueError, "assign.threshold: 2 is not allowed"),
        ({"embed": "lsi"}, ValueError, "embed.method: unknown method"),
        ({"embed": 3}, TypeError, r"embed: int has no encode\(texts\)"),
        ({"embed": "precomputed"}, ValueError, "give vectors as embeddings="),
        ({"language": "klingon"}, ValueError, "language: .*klingon"),
        ({"random_state": None}, ValueError, "seed: null is not allowed"),
        ({"n_jobs": 0}, ValueError, "n_jobs: 0 threads"),
    ],
)
def test_a_wrong_parameter_is_named(parameters, error, told):
    with pytest.raises(error, match=told):
        scorer(**parameters).fit(TEXTS)


def test_a_method_that_embeds_themes_needs_what_made_the_vectors():
    asked = scorer(embed=None, method="similarity")
    with pytest.raises(ValueError, match="method similarity embeds the themes"):
        asked.fit(TEXTS, embeddings=Model().encode(TEXTS))


def test_vectors_in_the_place_of_y_are_told():
    with pytest.raises(ValueError, match="y: came as vectors"):
        ThemeScorer(["a"]).fit(["one text", "another"], np.zeros((2, 3)))
