"""Texts become one row of words, cut where no phrase may go on."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.word_choice import WordChoice
from pipeline.describe.document_words import read_words
from pipeline.numerics.own_words import own_words
from pipeline.numerics.words import segments

STOP = frozenset({"the", "of", "in"})
# fmt: off
PIECES = st.sampled_from([
    "the", "of", "The", "neural", "Neural", "network", "networks's", "cat’s", "7", "a",  # noqa: RUF001
    "U.S.", "$x$", "naïve", "機械学習", "ประเทศ", "모델은", ".", ", ", "\n\n", "\n", "-", "(", " ",
])
# fmt: on
TEXTS = st.lists(PIECES, max_size=12).map(lambda pieces: " ".join(pieces).replace("  ", ""))


def test_plurals_count_with_their_singular_only_where_it_occurs():
    words = read_words(
        [""], ["models model policies policy physics dynamic dynamics news new GANs"], frozenset()
    )
    assert [words.vocabulary[word] for word in words.word] == [
        *("model", "model", "policy", "policy", "physics", "dynamic", "dynamics", "news", "new"),
        "gans",
    ]


def test_titles_come_before_their_text():
    words = read_words(["A title", ""], ["The text", "Another"], frozenset({"a", "the"}))
    assert [words.spellings[word] for word in words.spelling] == ["title", "text", "Another"]
    assert words.in_title.tolist() == [True, False, False]
    assert words.document.tolist() == [0, 0, 1]


@given(
    st.lists(st.tuples(TEXTS, TEXTS), max_size=4),
    st.sampled_from([WordChoice(), WordChoice(keep_together=("neural network",))]),
)
def test_all_texts_together_are_read_as_each_by_itself(documents, choice):
    own = own_words(choice)
    words = read_words(*zip(*documents, strict=True), STOP, own) if documents else None
    expected = [
        (document, in_title, opens, run)
        for document, parts in enumerate(documents)
        for in_title, part in zip((True, False), parts, strict=True)
        for opens, run in segments(part, STOP, own)
    ]
    spelled = [word for *_, run in expected for word in run]
    if words is None or any("모" in word for word in spelled):
        return  # what follows a particle of Korean is cut off later
    assert [words.spellings[word] for word in words.spelling] == spelled
    found = []
    for _, places in groupby(range(len(words.word)), key=words.segment.__getitem__):
        first, *rest = places
        found.append(
            (
                words.document[first],
                words.in_title[first],
                words.opening[first],
                [words.spellings[words.spelling[place]] for place in (first, *rest)],
            )
        )
        assert not words.opening[rest].any()
    assert found == expected
