"""Stems and phrases: which words speak for a theme, and where they stand."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assign.phrases import bm25, mentions, phrase_places
from pipeline.assign.stems import Stemmer, read_stems
from pipeline.core.corpus import Corpus
from pipeline.core.theme import Theme
from pipeline.core.word_choice import WordChoice
from pipeline.numerics.tokens import sentence_spans, word_pattern
from pipeline.numerics.words import blanked

WORD = re.compile(word_pattern(apart="_"))


def corpus_of(*texts, titles=None):
    n = len(texts)
    return Corpus(
        ids=tuple(str(number) for number in range(n)),
        titles=tuple(titles or ("",) * n),
        texts=tuple(texts),
        first_copy=np.arange(n, dtype=np.int32),
    )


def counted(theme, *texts, titles=None):
    stemmer = Stemmer(WordChoice())
    stems = read_stems(corpus_of(*texts, titles=titles), range(len(texts)), stemmer)
    places = phrase_places(stems, theme, stemmer)
    return mentions(stems, places).tolist(), bm25(stems, places)


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=4))
def test_every_word_stands_where_it_says(texts):
    corpus = corpus_of(*texts)
    stems = read_stems(corpus, range(len(texts)), Stemmer(WordChoice()))
    stemmer = Stemmer(WordChoice())
    for place in range(len(stems.stem)):
        text = corpus.texts[stems.document[place]]
        word = text[stems.start[place] : stems.end[place]]
        assert stemmer(word) == stems.vocabulary[stems.stem[place]]
        low, high = stems.spans[stems.sentence[place]]
        assert low <= stems.start[place] < stems.end[place] <= high


@given(
    st.lists(
        st.text(st.sampled_from("aé. \n機械はไทย,ROBOTs'$"), min_size=1).filter(str.strip),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([(), ("zh",)]),
)
def test_the_words_of_all_texts_are_those_of_each(texts, languages):
    stemmer = Stemmer(WordChoice(), languages)
    stems = read_stems(corpus_of(*texts), range(len(texts)), stemmer)
    expected = [
        (document, stemmer(word), start, end)
        for document, text in enumerate(map(blanked, texts))
        for span in sentence_spans(text)
        for word, start, end in stemmer.own.placed(WORD, text, *span, stemmer.japanese)
    ]
    columns = (stems.document, stems.stem, stems.start, stems.end)
    found = zip(*(column.tolist() for column in columns), strict=True)
    assert [(one, stems.vocabulary[two], *rest) for one, two, *rest in found] == expected


def test_endings_and_case_do_not_matter_and_phrases_do():
    theme = Theme(name="Robots", keywords=("imitation learning",))
    counts, _ = counted(
        theme,
        "A robot and robotic arms.",
        "Learning by imitation.",
        "Imitation-learning works; so does imitation\nlearning.",
        "They end in imitation. Learning starts anew.",
    )
    assert counts == [2, 0, 2, 0]


def test_phrases_that_do_not_count_hide_the_words_they_share():
    theme = Theme(name="dynamic", not_counting=("dynamic range",))
    counts, scores = counted(theme, "High dynamic range images.", "Dynamic systems.", "None.")
    assert counts == [0, 1, 0]
    assert scores[0] == 0 < scores[1]


def test_words_in_the_title_and_rare_words_count_more():
    theme = Theme(name="cats", keywords=("whiskers",))
    texts = ["cats sleep here", "dogs sleep here", "whiskers sleep here", "cats run there"]
    _, plain = counted(theme, *texts)
    _, titled = counted(theme, *texts, titles=["", "Cats", "", ""])
    assert titled[1] > titled[0] > 0
    assert plain[2] > plain[0]


def test_other_scripts_have_words_too():
    counts, _ = counted(Theme(name="機械学習"), "これは機械学習です。", "これは本です。")
    assert counts == [1, 0]


def test_a_name_without_a_word_in_it_is_nowhere():
    counts, scores = counted(Theme(name="!!"), "What!! is this?", "A text.")
    assert counts == [0, 0] and not scores.any()


@pytest.mark.parametrize("times", range(1, 8))
@pytest.mark.parametrize(
    "texts", [["robot"], ["robot arm"], ["robot arm", "robot robot"], ["robot " * 6]]
)
def test_a_phrase_longer_than_the_corpus_is_nowhere(texts, times):
    theme = Theme(name="Elsewhere", keywords=(" ".join(["robot"] * times),))
    found = [max(text.split().count("robot") - times + 1, 0) for text in texts]
    assert counted(theme, *texts)[0] == found


def test_a_word_is_begun_like_another_form_of_it():
    texts = ("The bakery uses künstlicher Aromen.", "A programme of the sea.")
    stems = read_stems(corpus_of(*texts), range(2), Stemmer(WordChoice()))
    stemmer = Stemmer(WordChoice())
    for word in ("bakeries", "Künstliche", "programs", "uses", "sea"):
        assert stems.begun_like(stemmer(word)), word
    for word in ("barbecue", "volcano", "profile", "künftig", "se"):
        assert not stems.begun_like(stemmer(word)), word
    nothing = read_stems(corpus_of(), range(0), stemmer)
    assert not nothing.begun_like("sea")
