"""Verdicts: a reader learns which themes the texts hold, and which nobody mentions."""

import numpy as np
from report_stories import results
from test_report_themes import section, with_themes

from pipeline.report.summary import sentences
from pipeline.report.tables import themes as table


def judged_by_decoys():
    told = results()
    t = len(told.themes.names)
    verdicts = ("there", "only named", "not found", "negated")[:t]
    return with_themes(told, verdicts=verdicts, beaten=(0.97, 0.5, 0.31, 0.0)[:t])


def test_the_report_says_for_each_theme_whether_the_texts_hold_it():
    _, words = section(judged_by_decoys())
    assert "Its nearest texts are nearer than those of 97% of subjects picked at random." in words
    assert "Only named: its nearest texts are no nearer" in words
    assert (
        "Not found: its nearest texts are no nearer than those of subjects picked at random "
        "(31% of these are farther from theirs)." in words
    )


def test_without_an_embedder_of_names_the_report_says_what_told():
    verdicts = ("there", "only named", "not found", "negated")
    told = results()
    _, words = section(with_themes(told, verdicts=verdicts[: len(told.themes.names)], beaten=()))
    assert "What is like the documents that name it has it, too" in words
    assert "Only named: the documents that name it lie no closer together than any" in words
    assert "picked at random" not in words


def test_the_table_has_the_verdict_and_nothing_where_nobody_asked():
    told = judged_by_decoys()
    found = table.table(told)
    assert list(found["verdict"])[:3] == ["there", "only named", "not found"]
    np.testing.assert_allclose(found["decoys_beaten"][:3], [0.97, 0.5, 0.31])
    plain = table.table(results())
    assert set(plain["verdict"]) == {""} and np.isnan(plain["decoys_beaten"]).all()


def test_no_document_is_called_the_nearest_of_a_theme_that_scores_none():
    told = judged_by_decoys()
    shape = told.themes.scores.shape
    empty = with_themes(
        told, scores=np.zeros(shape, dtype=np.float32), assigned=np.zeros(shape, dtype=bool)
    )
    _, words = section(empty)
    assert "the nearest are" not in words
    (line,) = (each for each in sentences(empty) if "reached the threshold" in each)
    names = told.themes.names
    assert names[0] in line and not any(name in line for name in names[1:])
