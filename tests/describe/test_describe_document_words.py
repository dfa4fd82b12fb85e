"""Texts become one row of words, cut where no phrase may go on."""

from pipeline.describe.document_words import read_words


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
