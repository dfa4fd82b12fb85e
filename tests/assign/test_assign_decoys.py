"""Decoys: a theme that the texts do not hold goes to no document, and one they hold to its own."""

import numpy as np
import pytest
from test_combined import planted_corpus

import samples
from pipeline.assign.combined import Combined
from pipeline.assign.decoys import footing, nearest
from pipeline.assign.everyday import EVERYDAY
from pipeline.assign.outcome import read
from pipeline.assign.similarity import Similarity
from pipeline.core.artifacts import Vectors
from pipeline.core.context import BY_ITSELF
from pipeline.core.corpus import Corpus
from pipeline.core.theme import Theme
from pipeline.core.word_choice import WordChoice
from pipeline.embed.lsa import LSA


class Leaning(samples.HashEmbedder):
    """All texts lean one way, as those of one kind do; subjects that are asked for do, too."""

    lean: float = 1.5

    def encode(self, texts, corpus, context=BY_ITSELF):
        rows = super().encode(texts, corpus, context)
        rows[:, 0] += self.lean
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def found_by(embedder, *themes, corpus=None):
    corpus = planted_corpus()[0] if corpus is None else corpus
    return corpus, Combined(themes=themes)(corpus, embedder(corpus), embedder)


ABSENT = ("falconry", "sundials", "hiccups", "limericks", "gargoyles", "bagpipes", "slippers")


def test_themes_that_nobody_mentions_go_to_no_document():
    _, found = found_by(Leaning(), *(Theme(name=name) for name in ABSENT))
    assert not found.assigned.any() and not found.scores.any()
    assert set(found.verdicts) == {"not found"}
    (check,) = (check for check in found.checks if check.code == "A01")
    assert check.message.startswith("Not found: 'falconry', 'sundials'")
    assert "nearest texts are no nearer than those of subjects picked at random" in check.message


def test_a_theme_that_the_texts_hold_keeps_its_documents():
    embedder = LSA(n_components=12)
    _, found = found_by(embedder, Theme(name="Orchestra"), Theme(name="Bread"))
    truth = planted_corpus()[1]
    assert found.verdicts == ("there", "there") and min(found.beaten) > 0.95
    for column, topic in enumerate(("Orchestra", "Kitchen")):
        assert found.assigned[truth == topic, column].mean() > 0.9
        assert found.assigned[truth != topic, column].mean() < 0.1


def test_a_theme_that_is_no_nearer_than_decoys_keeps_documents_that_name_it():
    whole, _ = planted_corpus()
    texts = (whole.texts[0] + " Beware of the sundials.", *whole.texts[1:])
    corpus = Corpus(whole.ids, whole.titles, texts, whole.first_copy)
    _, found = found_by(Leaning(), Theme(name="sundials"), corpus=corpus)
    assert found.verdicts == ("only named",)
    assert np.flatnonzero(found.assigned[:, 0]).tolist() == [0]
    told = [check.message for check in found.checks if check.code == "A06"]
    assert len(told) == 1 and "Only named: 'sundials' (1)" in told[0]


def test_documents_that_were_judged_say_more_than_decoys():
    corpus, _ = planted_corpus()
    told = Theme(name="falconry", examples=corpus.ids[:3])
    _, found = found_by(Leaning(), told)
    assert found.assigned[:3, 0].all() and found.verdicts == ("there",)


def test_a_theme_competes_with_decoys_that_are_described_as_it_is():
    asked: list[tuple[str, ...]] = []

    class Listening(Leaning):
        def encode(self, texts, corpus, context=BY_ITSELF):
            asked.append(tuple(texts))
            return super().encode(texts, corpus, context)

    found_by(Listening(), Theme(name="Bread"))
    bare = tuple(decoy.name for decoy in EVERYDAY)
    assert asked[-1] == bare
    found_by(Listening(), Theme(name="Bread", description="Loaves."))
    assert asked[-1] == tuple(decoy.text for decoy in EVERYDAY)


def corpus_of(*texts):
    ids = tuple(map(str, range(len(texts))))
    return Corpus(ids, ("",) * len(texts), texts, np.arange(len(texts), dtype=np.int32))


@pytest.mark.parametrize(
    ("name", "bar"),
    [
        ("paper", 0.80),
        ("paper planes", 0.95),  # both occur, never together
        ("paper and planes", 0.80),  # two things
        ("paper mills", 0.80),
        ("origami", 0.95),
    ],
)
def test_words_that_the_texts_hold_apart_have_more_to_beat(name, bar):
    assert not beats(name, bar - 0.03) and beats(name, bar + 0.03)


@pytest.mark.parametrize("name", ["paper", "origami", "paper planes", "climate change"])
def test_a_theme_in_another_language_than_the_texts_needs_no_word_of_theirs(name):
    assert not beats(name, 0.77, foreign=True) and beats(name, 0.83, foreign=True)


def beats(name, share, foreign=False):
    """Whether a theme that is nearer than such a share of the decoys is there."""
    texts = ["mills make paper"] * 10 + ["planes fly far"] * 10 + ["stones lie here"] * 20
    corpus = corpus_of(*(f"{text} {number}" for number, text in enumerate(texts)))
    rows = np.eye(2, dtype=np.float32)[[0] * 39 + [1]]
    unnamed = np.linspace(0, 1, len(EVERYDAY) + 1)[1:]
    decoys = np.column_stack([unnamed, np.sqrt(1 - unnamed**2)]).astype(np.float32)

    asked = np.array([[share, np.sqrt(1 - share**2)]], dtype=np.float32)
    given = read(corpus, WordChoice()), (Theme(name=name),), rows, asked, {False: decoys}
    return footing(*given, np.array([foreign])).present[0]


@pytest.mark.parametrize("described", ["", "Reports of it."])
def test_texts_nearer_than_nearly_all_decoys_are_near_a_theme_in_another_language(described):
    draw = np.random.default_rng(0)
    rows = draw.normal(size=(60, 40)).astype(np.float32)
    rows[:12, 0], rows[12:, 0] = 12, -1
    decoys = draw.normal(size=(len(EVERYDAY), 40)).astype(np.float32)
    decoys /= np.linalg.norm(decoys, axis=1, keepdims=True)
    asked = np.eye(40, dtype=np.float32)[[0, 0]]
    reading = read(corpus_of(*(f"pierre {number}" for number in range(60))), WordChoice())
    themes = (Theme(name="stone", description=described), Theme(name="pierre"))
    given = reading, themes, rows, asked, dict.fromkeys((False, True), decoys)
    near = footing(*given, np.array([True, False])).near
    assert np.flatnonzero(near[:, 0]).tolist() == list(range(12))
    assert not near[:, 1].any(), "a theme in the language of the texts is not asked"


def test_the_nearest_texts_are_a_share_of_all_within_bounds():
    rows = np.column_stack([np.linspace(0, 1, 500), np.zeros(500)]).astype(np.float32)
    asked = np.array([[1, 0]], dtype=np.float32)
    for n, count in ((30, 5), (500, 10)):
        expected = np.sort(rows[:n, 0])[-count:].mean()
        np.testing.assert_allclose(nearest(rows[:n], asked), [expected], rtol=1e-6)


NEGATED = ("not about Bread", "Bread but not butter", "everything except Bread", "kein Bread")


@pytest.mark.parametrize("name", NEGATED)
def test_a_name_that_negates_goes_to_no_document(name):
    _, found = found_by(LSA(n_components=12), Theme(name=name))
    assert not found.assigned.any() and found.verdicts == ("negated",)
    (check,) = (check for check in found.checks if check.code == "A05")
    assert "not_counting" in check.advice and "counter_examples" in check.advice


def test_saying_otherwise_what_is_not_meant_lets_the_rest_be_found():
    told = Theme(name="Bread but not butter", not_counting=("butter",))
    _, found = found_by(LSA(n_components=12), told)
    truth = planted_corpus()[1]
    assert found.verdicts == ("there",)
    assert found.assigned[truth == "Kitchen", 0].mean() > 0.9


@pytest.mark.parametrize("method", [Combined, Similarity])
def test_what_a_description_negates_does_not_count(method):
    corpus = planted_corpus()[0]
    embedder = LSA(n_components=12)
    plain = Theme(name="Things", description="Ships and anchors on the ocean")
    negating = plain.model_copy(
        update={"description": f"{plain.description}, not violin, cello and orchestra"}
    )
    vectors = embedder(corpus)
    before, after = (
        method(themes=(theme,))(corpus, vectors, embedder).scores for theme in (plain, negating)
    )
    np.testing.assert_array_equal(before, after)


def test_texts_without_a_direction_beat_nothing():
    corpus, _ = planted_corpus()
    zeros = Vectors(np.zeros((len(corpus), 16), dtype=np.float32))
    found = Combined(themes=(Theme(name="Qwxz"),))(corpus, zeros, Leaning())
    assert found.verdicts == ("not found",) and found.beaten == (0.0,)


def test_the_everyday_subjects_are_many_different_and_described():
    names = [decoy.name.casefold() for decoy in EVERYDAY]
    assert len(names) == len(set(names)) >= 250
    assert all(decoy.description for decoy in EVERYDAY)


def test_texts_hardly_nearer_to_a_narrow_theme_than_to_decoys_do_not_have_it():
    """Five texts are on it, fifteen lean its way, all the rest lie elsewhere."""
    draw = np.random.default_rng(0)
    rows = draw.normal(size=(60, 40)).astype(np.float32)
    rows[:5, 0], rows[5:20, 0] = 12, 3
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    decoys = draw.normal(size=(len(EVERYDAY), 40)).astype(np.float32)
    decoys[:, 0] = 0
    decoys /= np.linalg.norm(decoys, axis=1, keepdims=True)
    asked = np.eye(40, dtype=np.float32)[:1]
    reading = read(corpus_of(*(f"stone {number}" for number in range(60))), WordChoice())

    def lacking(**fields):
        theme = Theme(name="stone", **fields)
        given = reading, (theme,), rows, asked, dict.fromkeys((False, True), decoys)
        return footing(*given, np.array([False])).lacking

    bare = lacking()[:, 0]
    assert not bare[:5].any() and bare[5:].min() >= 0 and bare[20:].min() > 0
    assert bare[20:].mean() > bare[5:20].mean() > bare[:5].mean()
    assert not lacking(description="What lies about.").any()


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        (Theme(name="volcanic bread"), "volcanic"),
        (Theme(name="Bread and volcanoes of Sicily"), "volcanoes, Sicily"),
    ],
)
def test_a_bare_name_with_a_word_that_no_text_holds_goes_to_no_document(theme, words):
    embedder = LSA(n_components=12)
    _, found = found_by(embedder, theme, Theme(name="Orchestra"))
    assert found.verdicts == ("unheard", "there")
    assert not found.assigned[:, 0].any()
    (check,) = (check for check in found.checks if check.code == "A09")
    assert check.message.startswith(f"Not found: {theme.name!r} ({words}). No text holds the words")


@pytest.mark.parametrize(
    "theme",
    [
        Theme(name="volcanic bread", keywords=("dough", "oven")),
        Theme(name="volcanic bread", description="bread, dough and ovens in the kitchen"),
        Theme(name="the bread"),
    ],
)
def test_a_theme_of_which_more_is_said_or_of_one_word_is_not_held_to_each_word(theme):
    embedder = LSA(n_components=12)
    _, found = found_by(embedder, theme, Theme(name="Orchestra"))
    assert found.verdicts == ("there", "there") and found.assigned[:, 0].any()
