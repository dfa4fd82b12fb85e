"""Themes in another language than the texts are told; those that are only absent are not."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.assign.foreign import foreign, in_another_language
from pipeline.assign.stems import Stemmer, read_stems
from pipeline.core.corpus import Corpus
from pipeline.core.theme import Theme
from pipeline.core.word_choice import WordChoice

TEXTS = (
    "The match was decided by a late goal, and the café was full.",
    "Oil prices rose again after the meeting of the ministers.",
    "The new telescope was built by a team of students in Orléans.",
) * 20
STEMMER = Stemmer(WordChoice())


def corpus_of(texts, languages):
    n = len(texts)
    corpus = Corpus(tuple(map(str, range(n))), ("",) * n, texts, np.arange(n, dtype=np.int32))
    return replace(corpus, languages=languages)


def told(*themes, texts=TEXTS, languages="en", crosses=False):
    n = len(texts)
    codes = (languages.split() * n)[:n]
    corpus = corpus_of(texts, tuple(codes))
    stems = read_stems(corpus, range(n), STEMMER)
    return foreign(corpus, stems, themes, STEMMER, crosses=crosses)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Fußball", "hardly a text is written with ß"),
        ("Wirtschaft", "it reads like 'de'"),
        ("économie d'entreprise", "it reads like 'fr'"),
        ("Gesundheit und Pflege", "it reads like 'de'"),
        ("футбол", "it reads like 'ru'; hardly a text is written with футбол"),
    ],
)
def test_a_theme_in_another_language_is_told_with_the_reason(name, why):
    (check,) = told(Theme(name="oil prices"), Theme(name=name))
    assert (check.code, check.severity) == ("A08", "warning")
    assert check.message.endswith(f"hold a word of them: {name!r} ({why}).")
    assert "in the language of the texts" in check.advice


@pytest.mark.parametrize(
    "name", ["telescopes", "quantum computing", "llama wool", "sauerkraut", "café society", "€ $"]
)
def test_a_theme_that_is_only_absent_or_whose_letters_occur_is_not(name):
    assert told(Theme(name=name)) == ()


def test_a_foreign_word_that_the_texts_use_is_theirs():
    said = ("Die Wirtschaft is what they call the economy.",) * 3
    assert told(Theme(name="Wirtschaft"), texts=TEXTS + said) == ()


def test_a_description_in_the_language_of_the_texts_tells_it():
    described = Theme(name="Wirtschaft", description="business, trade and the economy of a country")
    assert told(described) == ()


def test_texts_in_the_language_of_the_theme_and_texts_of_no_known_language():
    german = ("Der Lieferservice war schlecht und das Essen kalt.",) * 40
    assert told(Theme(name="Gesundheit und Pflege"), texts=german, languages="de") == ()
    assert told(Theme(name="Wirtschaft"), languages="") == ()


def test_a_theme_in_one_of_many_languages_is_in_theirs():
    many = "ar de es fr it ja ko nl pl pt ru sv th tr uk vi zh cs da fi el he hu"
    assert told(Theme(name="Wirtschaft"), languages=many) == ()
    assert told(Theme(name="Wirtschaft"), languages=f"{'en ' * 40}de")


@pytest.mark.parametrize(
    ("languages", "foreign_ones"),
    [
        (("de",) * 10, [True, False]),
        (("en",) * 10, [False, True]),
        (("fr",) * 10, [True, True]),
        (("de",) * 6 + ("en",) * 4, [True, False]),
        (("de",) * 4 + ("en",) * 3 + ("th",) * 3, [True, True]),  # most texts are in none
    ],
)
def test_a_name_that_does_not_tell_its_language_is_taken_for_english(languages, foreign_ones):
    themes = (Theme(name="travel"), Theme(name="Gesundheit und Pflege"))
    found = in_another_language(themes, corpus_of(TEXTS[:10], languages))
    assert found.tolist() == foreign_ones


def test_texts_that_do_not_tell_their_language_are_in_that_of_no_theme():
    assert in_another_language((Theme(name="travel"),), corpus_of(TEXTS[:10], ())).tolist() == [
        True
    ]


def test_where_the_embedder_reads_both_languages_it_is_no_warning():
    (check,) = told(Theme(name="Wirtschaft"), crosses=True)
    assert (check.code, check.severity) == ("A08", "info")
    assert "found by meaning" in check.message and "Name them" not in check.advice
