"""Combined: probabilities that mean something, evidence that is there, and what was taught."""

from dataclasses import replace

import numpy as np
import pytest

import planted
import samples
from pipeline.assign.calibration import border
from pipeline.assign.combined import Combined
from pipeline.assign.feedback import Judgements, taught, validation
from pipeline.assign.labels import read_labels
from pipeline.assign.loo_ridge import loo_ridge
from pipeline.assign.similarity import Similarity
from pipeline.assign.words import Words
from pipeline.core.artifacts import Vectors
from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError
from pipeline.core.theme import Theme
from pipeline.core.word_choice import WordChoice
from pipeline.embed.lsa import LSA

FOOD = Theme(name="Food", keywords=("bread", "flour", "oven", "recipe"))
MUSIC = Theme(name="Music", keywords=("violin", "melody", "orchestra", "concert"))


def planted_corpus(per_topic=15, copies=0):
    rows = planted.rows(per_topic=per_topic)
    rows += rows[:copies]
    n = len(rows)
    first = np.arange(n, dtype=np.int32)
    first[n - copies :] = np.arange(copies)
    return Corpus(
        ids=tuple(f"{row['id']}-{number}" for number, row in enumerate(rows)),
        titles=tuple(row["title"] for row in rows),
        texts=tuple(row["body"] for row in rows),
        first_copy=first,
    ), np.array([row["planted"] for row in rows])


def assigned(*themes, corpus=None, **settings):
    corpus = planted_corpus()[0] if corpus is None else corpus
    embedder = LSA(n_components=12)
    return corpus, Combined(themes=themes, **settings)(corpus, embedder(corpus), embedder)


def test_themes_find_the_documents_they_were_planted_in():
    corpus, found = assigned(FOOD, MUSIC)
    truth = planted_corpus()[1]
    for column, topic in enumerate(["Kitchen", "Orchestra"]):
        inside = truth == topic
        assert found.assigned[inside, column].mean() > 0.9
        assert found.assigned[~inside, column].mean() < 0.1
        assert found.scores[inside, column].mean() > 0.8
    assert (found.primary[truth == "Kitchen"] == 0).mean() > 0.9
    assert (found.primary[truth == "Garden"] == -1).mean() > 0.9
    assert len(corpus) == len(found.scores)


def test_every_assignment_quotes_a_sentence_and_the_words_in_it():
    corpus, found = assigned(FOOD, MUSIC)
    for document, theme in np.argwhere(found.assigned):
        low, high = found.evidence[document, theme]
        quoted = corpus.texts[document][low:high]
        assert quoted.strip() == quoted != ""
        words = found.words[document * 2 + theme]
        assert words and all(word in quoted.casefold() for word in words)
    spoken = [word for words in found.words for word in words]
    assert {"bread", "violin"} <= set(spoken)
    assert not {"the", "and", "was"} & set(spoken)


def test_no_handle_is_learned_for_a_theme():
    corpus = planted_corpus()[0]
    texts = tuple(f"{text} 30sUser17" if "violin" in text else text for text in corpus.texts)
    found = assigned(FOOD, MUSIC, corpus=replace(corpus, texts=texts))[1]
    assert found.keywords[1] and not [word for word in found.keywords[1] if "user" in word]


def test_what_is_masked_is_no_evidence():
    corpus = planted_corpus()[0]
    texts = [f"{text} A melody (violin melody) and violin" for text in corpus.texts]
    masked = [(d, len(plain), len(text)) for d, (plain, text) in
              enumerate(zip(corpus.texts, texts, strict=True))]  # fmt: skip
    spoken = replace(corpus, texts=tuple(texts), masked=np.array(masked, dtype=np.int32))
    plain, found = (assigned(FOOD, MUSIC, corpus=each)[1] for each in (corpus, spoken))
    assert np.array_equal(plain.assigned, found.assigned)
    assert plain.words == found.words


def test_the_strongest_competitor_has_evidence_too_and_the_rest_none():
    third = Theme(name="Space travel", keywords=("rocket", "orbit"))
    _, found = assigned(FOOD, MUSIC, third)
    looked_at = found.evidence[..., 0] >= 0
    assert (looked_at | ~found.assigned).all()
    assert (looked_at.sum(axis=1) >= np.minimum(found.assigned.sum(axis=1) + 1, 3)).all()
    assert not looked_at.all()


def test_the_words_that_tell_a_theme_apart_are_learned_from_its_documents():
    _, found = assigned(Theme(name="Bread"))
    assert set(found.keywords[0]) & {"dough", "oven", "flour", "yeast", "crust", "kitchen"}
    assert not set(found.keywords[0]) & {"violin", "ship", "tulip", "the"}


def test_a_bare_name_that_goes_to_texts_which_do_not_say_it_is_told_with_its_words():
    corpus, found = assigned(FOOD, Theme(name="Bread"))
    assert "A07" not in {check.code for check in found.checks}
    assert found.named[found.assigned[:, 0], 0].mean() > 0.9
    silent = replace(
        corpus,
        titles=("",) * len(corpus),
        texts=tuple(text.replace("bread", "loaves") for text in corpus.texts),
    )
    vectors = LSA(n_components=12)(silent)

    class Knowing(LSA):
        def encode(self, texts, corpus, context):
            return super().encode(["loaves dough oven flour yeast"] * len(texts), corpus, context)

    knowing = Knowing(n_components=12)
    found = Combined(themes=(Theme(name="Bread"),))(silent, vectors, knowing)
    assert found.assigned.sum() > 5
    assert not found.named.any()
    (told,) = [check for check in found.checks if check.code == "A07"]
    count = found.assigned.sum()
    assert f"'Bread' ({count} of {count} texts, read as “" in told.message
    assert found.keywords[0][0] in told.message


def test_the_order_of_the_documents_changes_no_theme():
    corpus, found = assigned(FOOD, MUSIC, Theme(name="Bread"))
    order = np.random.default_rng(0).permutation(len(corpus))
    turned = Corpus(
        ids=tuple(corpus.ids[place] for place in order),
        titles=tuple(corpus.titles[place] for place in order),
        texts=tuple(corpus.texts[place] for place in order),
        first_copy=np.arange(len(corpus), dtype=np.int32),
    )
    _, again = assigned(FOOD, MUSIC, Theme(name="Bread"), corpus=turned)
    np.testing.assert_array_equal(again.scores, found.scores[order])
    assert again.keywords == found.keywords


def test_an_ignored_word_tells_nothing_of_a_theme():
    heard = assigned(Theme(name="Bread"))[1].keywords[0]
    loudest = heard[1]
    _, found = assigned(Theme(name="Bread"), words=WordChoice(ignore=(loudest,)))
    assert loudest not in found.keywords[0]
    assert set(found.keywords[0]) & set(heard)


def test_a_link_that_holds_a_themes_name_does_not_name_it():
    corpus, _ = planted_corpus()
    linked = replace(corpus, texts=tuple(f"{text} https://a.example/Qwxz" for text in corpus.texts))
    _, found = assigned(Theme(name="Qwxz"), corpus=linked)
    assert found.verdicts == ("not found",)
    assert not found.assigned.any()


def test_a_theme_nobody_names_or_means_is_given_to_nobody():
    corpus, _ = planted_corpus()
    embedder = samples.HashEmbedder()
    vectors = embedder(corpus)
    away = Theme(name="Qwxz")

    class Away(samples.HashEmbedder):
        def encode(self, texts, corpus, context):
            return -np.tile(vectors.values.mean(axis=0), (len(texts), 1)).astype(np.float32)

    found = Combined(themes=(away,))(corpus, vectors, Away())
    assert not found.assigned.any()
    assert found.checks[0].code == "A01" and "'Qwxz'" in found.checks[0].message


def test_copies_get_the_same_answer():
    corpus, _ = planted_corpus(copies=7)
    _, found = assigned(FOOD, MUSIC, corpus=corpus)
    for values in (found.scores, found.assigned, found.evidence, found.margins):
        np.testing.assert_array_equal(values[:7], values[-7:])
    assert found.words[: 7 * 2] == found.words[-7 * 2 :]


@pytest.mark.parametrize("n", [0, 1, 2, 19])
def test_few_documents_have_the_themes_that_they_name(n):
    whole, _ = planted_corpus()
    some = slice(0, n)
    corpus = Corpus(whole.ids[some], whole.titles[some], whole.texts[some], whole.first_copy[some])
    _, found = assigned(FOOD, MUSIC, corpus=corpus)
    named = [any(word in text for word in FOOD.keywords) for text in corpus.full_texts]
    assert found.assigned[:, 0].tolist() == named
    assert [check.code for check in found.checks] == (["A02"] if n else [])


MANY = tuple(Theme(name=f"T{number} bread") for number in range(40))


@pytest.mark.parametrize("themes", [(), (FOOD,), MANY])
def test_any_number_of_themes(themes):
    corpus, found = assigned(*themes)
    assert found.scores.shape == (len(corpus), len(themes))
    assert np.isfinite(found.scores).all()


def test_documents_without_a_direction_are_no_error():
    corpus, _ = planted_corpus()
    embedder = samples.HashEmbedder()
    zeros = Vectors(np.zeros((len(corpus), 16), dtype=np.float32))
    found = Combined(themes=(FOOD, MUSIC))(corpus, zeros, embedder)
    assert np.isfinite(found.scores).all() and found.assigned.any()


def test_a_document_of_a_theme_belongs_to_the_wider_one():
    _, found = assigned(
        Theme(name="Everything made"), replace_parent(FOOD, "Everything made"), MUSIC
    )
    assert (found.assigned[:, 0] | ~found.assigned[:, 1]).all()
    assert (found.scores[:, 0] >= found.scores[:, 1]).all()


def replace_parent(theme, parent):
    return theme.model_copy(update={"parent": parent})


def test_what_the_user_says_has_the_last_word_and_moves_what_is_like_it():
    corpus, plain = assigned(Theme(name="Plants"))
    truth = planted_corpus()[1]
    garden = np.flatnonzero(truth == "Garden")
    harbour = np.flatnonzero(truth == "Harbour")
    told = Theme(
        name="Plants",
        examples=tuple(corpus.ids[place] for place in garden[:4]),
        counter_examples=tuple(corpus.ids[place] for place in harbour[:4]),
    )
    _, found = assigned(told)
    assert (found.scores[garden[:4], 0] == 1).all() and (found.scores[harbour[:4], 0] == 0).all()
    assert found.scores[garden[4:], 0].mean() > found.scores[harbour[4:], 0].mean() + 0.3
    assert not plain.assigned.any()


def test_labels_in_a_file_are_read_as_they_are_filled_in(tmp_path):
    corpus, _ = planted_corpus()
    path = tmp_path / "labels.csv"
    path.write_text(
        "id,theme,belongs,score,title\n"
        f"{corpus.ids[0]},Food,yes,0.4,Bread\n{corpus.ids[1]},Food,NO,0.6,x\n"
        f"{corpus.ids[2]},Food,,0.6,x\n",
        encoding="utf-8-sig",
    )
    assert read_labels(corpus, (FOOD,), path) == {("Food", 0): True, ("Food", 1): False}
    path.write_text(path.read_text("utf-8-sig").replace(",", ";"))
    assert read_labels(corpus, (FOOD,), path) == {("Food", 0): True, ("Food", 1): False}


def test_every_mistake_in_labels_is_told_with_its_place(tmp_path):
    corpus, _ = planted_corpus()
    typo = FOOD.model_copy(update={"examples": (corpus.ids[0] + "x",)})
    path = tmp_path / "labels.csv"
    path.write_text(f"id,theme,belongs\n{corpus.ids[0]},Fod,yes\n")
    with pytest.raises(InputError) as caught:
        read_labels(corpus, (typo,), path)
    first, second = str(caught.value).splitlines()
    assert "not drawn" not in first
    with pytest.raises(InputError, match=r"no document has the id .*, and 7 were not drawn"):
        read_labels(replace(corpus, records=len(corpus) + 7), (typo,), None)
    assert 'theme "Food", examples: no document has the id' in first
    assert f'did you mean "{corpus.ids[0]}"?' in first
    assert second == f'{path}:2: no theme is called "Fod"; did you mean "Food"?'
    path.write_text(f"id,theme,belongs\n{corpus.ids[0]},Food,maybe\n")
    with pytest.raises(InputError, match=r"labels.csv:2: belongs is \"maybe\"; expected yes, no"):
        read_labels(corpus, (FOOD,), path)
    path.write_text("id,belongs\n")
    with pytest.raises(InputError, match="has no column theme"):
        read_labels(corpus, (FOOD,), path)
    torn = FOOD.model_copy(update={"examples": corpus.ids[:1], "counter_examples": corpus.ids[:1]})
    with pytest.raises(InputError, match=r"is said to belong to .* keep one"):
        read_labels(corpus, (torn,), None)


def test_a_row_that_does_not_fit_the_header_is_no_row(tmp_path):
    corpus, _ = planted_corpus()
    path = tmp_path / "labels.csv"
    one = corpus.ids[0]
    for text, words in (
        (f"{one},Food,yes,more\n", "labels.csv:2: 4 cells, but 3 columns"),
        (f'"{one},Food,yes\n{one},Food,no\n', "labels.csv:3: unexpected end"),
        (f"{one},Food,yes\n{one},Food,no\n", "labels.csv:3: .* is said to belong"),
        (f"{one},Food," + "x" * 200_000 + "\n", "field larger than field limit"),
    ):
        path.write_text("id,theme,belongs\n" + text)
        with pytest.raises(InputError, match=words):
            read_labels(corpus, (FOOD,), path)


def test_ids_that_a_spreadsheet_would_compute_come_back_from_the_review(tmp_path):
    whole, _ = planted_corpus()
    corpus = Corpus(("=a", "'=b", *whole.ids[2:]), whole.titles, whole.texts, whole.first_copy)
    path = tmp_path / "labels.csv"
    path.write_text("id,theme,belongs\n\n'=a,Food,yes\n'=b,Food,no\n")
    assert read_labels(corpus, (FOOD,), path) == {("Food", 0): True, ("Food", 1): False}


def test_judgements_hold_for_wider_themes_and_for_parts():
    corpus, _ = planted_corpus()
    wide = Theme(name="Made", keywords=("ship",), counter_examples=corpus.ids[:2])
    part = replace_parent(FOOD, "Made").model_copy(update={"examples": corpus.ids[2:3]})
    _, found = assigned(wide, part)
    assert not found.assigned[:2].any() and not found.scores[:2].any()
    assert (found.scores[2] == 1).all() and found.judged[2].tolist() == [1, 1]
    torn = part.model_copy(update={"examples": corpus.ids[:1]})
    with pytest.raises(InputError, match=r"but not to .*Made.*, which that is part of"):
        assigned(wide, torn)


@pytest.mark.parametrize("method", [Similarity, Words])
def test_every_method_heeds_what_the_user_says(method):
    corpus, _ = planted_corpus()
    told = FOOD.model_copy(update={"examples": corpus.ids[-1:], "counter_examples": corpus.ids[:1]})
    embedder = LSA(n_components=12)
    found = method(themes=(told,))(corpus, embedder(corpus), embedder)
    assert found.scores[-1, 0] == 1 and found.assigned[-1, 0]
    assert found.scores[0, 0] == 0 and not found.assigned[0, 0]


def test_nothing_is_learned_from_nothing_and_function_words_tell_nothing():
    _, found = assigned(Theme(name="!!!"), FOOD)
    assert found.keywords[0] == ()
    assert not {"was", "there", "the", "with"} & set(found.keywords[1])


def test_a_judgement_moves_its_neighbourhood_and_nothing_far_from_it():
    draw = np.random.default_rng(0)
    near = np.repeat(np.eye(6)[:2], 20, axis=0) + 0.05 * draw.normal(size=(40, 6))
    rows = (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)
    judged = Judgements(np.arange(3), np.array([True] * 3))
    odds = taught(rows, np.full(40, -1.0), judged)
    assert odds[:20].min() > 0 > odds[20:].max()
    nothing = Judgements(np.empty(0, np.intp), np.empty(0, np.bool_))
    np.testing.assert_array_equal(taught(rows, np.full(40, -1.0), nothing), np.full(40, -1.0))


def test_teaching_is_judged_by_what_it_was_not_taught():
    draw = np.random.default_rng(0)
    near = np.repeat(np.eye(6)[:2], 20, axis=0) + 0.05 * draw.normal(size=(40, 6))
    rows = (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)
    judged = Judgements(np.arange(0, 40, 2), np.arange(0, 40, 2) < 20)
    (check,) = validation("Food", rows, np.full(40, -1.0), judged, 0)
    assert "judged for 20 documents" in check.message
    assert "agree with 10 (50%, 95% interval 30% to 70%)" in check.message
    assert "with 20 (100%, 95% interval 84% to 100%)" in check.message
    few = Judgements(judged.places[:5], judged.belongs[:5])
    assert list(validation("Food", rows, np.zeros(40), few, 0)) == []


def test_a_prediction_by_loo_ridge_leaves_the_own_score_out():
    draw = np.random.default_rng(2)
    rows = draw.normal(size=(12, 4)).astype(np.float32)
    scores = draw.normal(size=(12, 2))
    found = loo_ridge(rows, scores)
    centred = rows.astype(np.float64) - rows.mean(axis=0, dtype=np.float64)
    for left in range(12):
        kept = np.arange(12) != left
        gram = centred[kept].T @ centred[kept] + np.eye(4)
        weights = np.linalg.solve(gram, centred[kept].T @ scores[kept])
        np.testing.assert_allclose(found[left], centred[left] @ weights, atol=1e-8)


def test_a_theme_begins_lower_where_many_name_it_and_higher_where_hardly_any_do():
    scores = np.random.default_rng(0).normal(size=400)
    borders = [border(scores, share) for share in (0.9, 0.6, 0.3, 0.02, 0.0)]
    assert borders == sorted(borders)
    assert (scores > borders[3]).sum() <= 3 * 0.02 * 400 + 1
    assert not (scores > borders[4]).any()


def test_a_theme_that_one_document_names_is_not_given_to_a_third_of_them():
    whole, _ = planted_corpus()
    texts = (whole.texts[0] + " Beware of the accordion.", *whole.texts[1:])
    corpus = Corpus(whole.ids, whole.titles, texts, whole.first_copy)
    _, found = assigned(Theme(name="accordion", keywords=("accordion",)), corpus=corpus)
    assert found.assigned[0, 0] and found.assigned.sum() <= 4
    assert [check.code for check in found.checks] == ["A04"]
    assert "'accordion' (1)" in found.checks[0].message


def test_the_fields_of_a_theme_reach_the_scores():
    _, plain = assigned(FOOD)
    hidden = FOOD.model_copy(update={"not_counting": ("bread", "flour", "oven", "recipe")})
    _, found = assigned(hidden)
    assert found.signals[..., 1].std() < 1e-6 < plain.signals[..., 1].std()
