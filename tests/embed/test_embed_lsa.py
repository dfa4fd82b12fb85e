"""Word statistics as vectors: what shares words is close, and small corpora are no trouble."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from pipeline.core.artifacts import Learned
from pipeline.core.context import Context, Memory
from pipeline.core.corpus import Corpus
from pipeline.core.language_names import NAMES
from pipeline.core.word_choice import WordChoice
from pipeline.embed.lsa import LSA

PETS = ["The cat chased a kitten.", "A kitten and its cat purr.", "Cats? My cat naps."]
SEA = ["Ships leave the harbour.", "The harbour held ships.", "Anchor in a harbour, ships!"]


def checks_of(vectors):
    return {check.code: check for check in vectors.checks}


def test_what_shares_words_is_closer(corpus_of):
    values = LSA(n_components=2)(corpus_of(PETS + SEA)).values
    near = values @ values.T
    assert near[:3, :3].min() > near[:3, 3:].max()
    assert near[3:, 3:].min() > near[:3, 3:].max()
    np.testing.assert_allclose(np.diag(near), 1, atol=1e-5)


def test_documents_and_new_texts_share_a_space(corpus_of):
    corpus = corpus_of(PETS + SEA)
    values = LSA()(corpus).values
    assert np.array_equal(LSA().encode(PETS + SEA, corpus), values)
    asked = LSA().encode(["a harbour", "words never seen"], corpus)
    assert np.argmax(values @ asked[0]) >= 3
    assert not asked[1].any()


@pytest.mark.parametrize("code", ["en", "de"])  # the second counts runs of characters, too
def test_what_was_learned_is_enough_for_new_texts(corpus_of, code):
    lsa = LSA(n_components=3, words=WordChoice(lemmas={"kitty": "cat"}))
    corpus = replace(corpus_of(PETS + SEA), languages=(code,) * 6)
    asked = ["a harbour, kitty", "ships and cats", "words never seen"]
    made = lsa(corpus)
    assert ("runs" in made.vocabulary) == (code == "de")
    kept = {lsa: Learned(made.vocabulary, made.learned)}
    nothing = replace(corpus, texts=("",) * 6, titles=("",) * 6)  # from it nothing can be learned
    assert lsa.encode(asked, nothing, Context(learned=kept)).tobytes() == (
        lsa.encode(asked, corpus).tobytes()
    )


def test_copies_share_a_row_and_do_not_weigh_in(corpus_of):
    alone = LSA()(corpus_of(PETS + SEA)).values
    copied = LSA()(corpus_of([*PETS, *SEA, "THE CAT chased a kitten"], [0, 1, 2, 3, 4, 5, 0]))
    assert np.array_equal(copied.values, alone[[0, 1, 2, 3, 4, 5, 0]])


def test_fewer_dimensions_than_asked_are_announced(corpus_of):
    vectors = LSA(n_components=50)(corpus_of(PETS + SEA))
    check = checks_of(vectors)["E04"]
    assert vectors.values.shape[1] == vectors.resolved["dimensions"] <= 6
    assert str(vectors.resolved["dimensions"]) in check.message
    assert "50" in check.message


def test_a_document_without_usable_words_is_all_zero_and_named(corpus_of):
    vectors = LSA()(corpus_of([*PETS, "the and of", "?!", *SEA]))
    assert [i for i, row in enumerate(vectors.values) if not row.any()] == [3, 4]
    check = checks_of(vectors)["E03"]
    assert (check.severity, check.documents) == ("warning", ("d3", "d4"))


@pytest.mark.parametrize("texts", [["the"], ["of the and", "is it"], ["!", "?", "..."]])
def test_without_any_usable_word_there_is_one_zero_column_and_a_problem(corpus_of, texts):
    corpus = corpus_of(texts)
    vectors = LSA()(corpus)
    assert vectors.values.shape == (len(texts), 1)
    assert not vectors.values.any()
    check = checks_of(vectors)["E03"]
    assert (check.severity, check.documents) == ("problem", corpus.ids)
    assert LSA().encode(["cat", "ship"], corpus).shape == (2, 1)


def test_stop_words_can_be_kept(corpus_of):
    keeping = LSA(words=WordChoice(stop_words="none"))
    assert keeping(corpus_of(["of the and", "is it"])).values.any()


def test_a_word_to_ignore_moves_no_vector(corpus_of):
    texts = ["cats purr", "acme cats sleep, acmes cats", "ships sail", "acme ships"]
    without = [text.replace("acmes", "").replace("acme", "") for text in texts]
    ignoring = LSA(n_components=3, words=WordChoice(ignore=("Acme",)))
    np.testing.assert_allclose(
        ignoring(corpus_of(texts)).values, LSA(n_components=3)(corpus_of(without)).values, atol=1e-6
    )


def test_plural_and_singular_are_one_word_in_phrases_too(corpus_of):
    texts = ["data cap", "data caps", "the bus", "buses"]
    values = LSA(n_components=3, max_ngram=2)(corpus_of(texts)).values
    np.testing.assert_allclose(values[0], values[1], atol=1e-6)
    np.testing.assert_allclose(values[2], values[3], atol=1e-6)


def test_links_and_markup_are_no_words(corpus_of):
    texts = ["<p>cats purr</p>", "cats purr https://pets.example/cats", "<p>ships</p>", "ships"]
    values = LSA(n_components=3)(corpus_of(texts)).values
    np.testing.assert_allclose(values[0], values[1], atol=1e-6)
    assert abs(values[0] @ values[2]) < 1e-6


def test_scripts_without_spaces_are_read_by_character(corpus_of):
    texts = ["猫は屋根の上で眠る", "猫が眠っている", "船が港を出る", "港に船がある"]
    near = LSA(n_components=3)(corpus_of(texts)).values
    assert near[0] @ near[1] > max(near[0] @ near[2], near[0] @ near[3])
    assert near[2] @ near[3] > max(near[2] @ near[0], near[2] @ near[1])


def test_the_spelling_of_accents_makes_no_difference(corpus_of):
    values = LSA()(corpus_of(["caf\u00e9 noir", "cafe\u0301 noir", "th\u00e9 vert"])).values
    assert np.array_equal(values[0], values[1])


def test_rare_words_are_left_out_where_there_are_many_documents():
    assert LSA().resolve(99).min_df == 1
    assert LSA().resolve(100).min_df == 2
    assert LSA(min_df=7).resolve(5).min_df == 7


def test_the_number_of_threads_changes_no_byte(corpus_of):
    draw = np.random.default_rng(0)
    corpus = corpus_of([" ".join(f"w{i}" for i in draw.zipf(1.3, 60) % 900) for _ in range(300)])
    results = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            results.append(LSA()(corpus).values.tobytes())
    assert results[0] == results[1]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=8), st.integers(2, 9))
def test_any_texts_give_rows_of_unit_length_or_zero(texts, n_components):
    ids = tuple(map(str, range(len(texts))))
    corpus = Corpus(ids, ("",) * len(ids), tuple(texts), np.arange(len(ids), dtype=np.int32))
    values = LSA(n_components=n_components)(corpus).values
    lengths = np.linalg.norm(values, axis=1)
    assert ((np.abs(lengths - 1) < 1e-5) | (lengths == 0)).all()


def test_a_corpus_is_learned_once_in_a_run(corpus_of, monkeypatch):
    corpus = corpus_of(PETS + SEA)
    context = Context(memory=Memory())
    values = LSA()(corpus, context).values
    monkeypatch.delattr("pipeline.embed.lsa._decomposed")
    assert np.array_equal(LSA().encode(PETS + SEA, corpus, context), values)
    with pytest.raises(NameError):  # other settings learn another space
        LSA(max_ngram=2).encode(PETS + SEA, corpus, context)


def test_texts_that_lanczos_cannot_decompose(corpus_of):
    """Where two words say all there is, the iteration finds no further direction."""
    corpus = corpus_of(["00", "00", "01", "02", "000", "000"])
    rows = LSA(n_components=2)(corpus).values
    lengths = np.linalg.norm(rows, axis=1)
    assert (np.isclose(lengths, 1) | (lengths == 0)).all()


FORMS = [
    "Kitaplarda okuduk",
    "kitapevinde bir kitap",
    "kitabevi kitaplar",
    "denizlerde yüzdük",
    "denizci denizden",
    "denizde denizi",
]


def test_forms_of_a_rare_word_are_close_where_the_texts_are_not_english(corpus_of):
    corpus = replace(corpus_of(FORMS), languages=("tr",) * 6)
    near = LSA(n_components=2)(corpus)
    assert near.resolved["runs"]
    values = near.values @ near.values.T
    assert values[:3, :3].min() > values[:3, 3:].max()
    by_words = LSA(characters=False)(corpus).values
    assert abs(by_words @ by_words.T - np.eye(6)).max() < 1e-6


@pytest.mark.parametrize(
    ("texts", "languages", "counted"),
    [
        (FORMS, ("tr",) * 6, True),
        (FORMS, ("tr",) * 2 + ("en",) * 4, True),
        (FORMS, ("tr",) + ("en",) * 5, False),
        (FORMS, (), False),
        (FORMS, ("ja",) * 6, False),
        (FORMS * 10, tuple(sorted(NAMES)[:60]), True),
        ([text * 60 for text in FORMS], ("tr",) * 6, False),
    ],
)
def test_characters_count_in_short_texts_that_are_not_english(corpus_of, texts, languages, counted):
    corpus = replace(corpus_of(texts), languages=languages)
    assert ("runs" in LSA()(corpus).resolved) == counted
    chosen = LSA(characters=counted)(corpus).values
    np.testing.assert_array_equal(LSA()(corpus).values, chosen)


def test_a_new_form_of_a_known_word_is_placed_by_its_characters(corpus_of):
    corpus = replace(corpus_of(FORMS), languages=("tr",) * 6)
    values = LSA()(corpus).values
    (asked,) = LSA().encode(["kitapsever"], corpus)
    assert np.argmax(values @ asked) < 3
