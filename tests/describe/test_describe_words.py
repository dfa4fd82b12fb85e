"""Texts are cut into words at the right places."""

import pytest

from pipeline.describe.stop_words import stop_words
from pipeline.describe.words import read_words, segments


def runs(text, stop=frozenset()):
    return [" ".join(run) for _, run in segments(text, stop)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vision-language models. They see", ["Vision-language models", "They see"]),
        ("3D Gaussian Splatting (3DGS)", ["3D Gaussian Splatting", "3DGS"]),
        ("in 2024 and 10,000 words, 80% done", ["in", "and", "words", "done"]),
        ("code: https://x.org/a_b?c=1 is out", ["code", "is out"]),
        ("see github.com/name/project for it", ["see", "for it"]),
        ("the $L_2$ norm of $x$", ["the", "norm of"]),
        (r"\emph{Gaussian} splatting", ["Gaussian", "splatting"]),
        (r"Schr\"odinger and K{\"a}hler", ["Schrödinger and Kähler"]),
        ("costs $36 billion or about $36", ["costs", "billion or about"]),
        ("<b>bold</b> R&amp;D at AT&T", ["bold", "R&D at AT&T"]),
        ("C++, C# and node.js", ["C++", "C# and node.js"]),
        ("the U.S. economy", ["the U.S. economy"]),
        ("the network's fMRI", ["the network fMRI"]),
        ("for x in t", ["for", "in"]),
        ("使用语言", ["使 用 语 言"]),
        ("", []),
    ],
)
def test_a_text_falls_into_runs_of_words(text, expected):
    assert runs(text) == expected


def test_stop_words_are_borders_in_any_case():
    assert runs("The Bank of England", stop_words("english")) == ["Bank", "England"]
    assert runs("El Banco de España", stop_words(("el", "DE"))) == ["Banco", "España"]
    assert stop_words("none") == frozenset()


def test_only_the_first_word_of_a_sentence_opens_it():
    found = list(segments("Models learn. The models, however, fail", stop_words("english")))
    assert found == [(True, ["Models", "learn"]), (False, ["models"]), (True, ["fail"])]


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
