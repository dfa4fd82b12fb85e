"""Texts are cut into words at the right places."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.word_choice import WordChoice
from pipeline.numerics.stop_words import stop_words
from pipeline.numerics.tokens import MARKS, lowered, word_pattern
from pipeline.numerics.words import blanked, pieces, segments


def runs(text, stop=frozenset()):
    return [" ".join(run) for _, run in segments(text, stop)]


@given(st.text(st.sampled_from("a.b /$<>@\\\n:hw{'\"é-"), max_size=40))
def test_what_is_no_language_is_found_whatever_else_a_text_holds(text):
    more = f"{text}\n\n:// www. @ / $ < \\"
    assert blanked(more)[: len(text)] == blanked(text)


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
        ("使用语言", ["使用 语言"]),
        ("", []),
    ],
)
def test_a_text_falls_into_runs_of_words(text, expected):
    assert runs(text) == expected


def test_stop_words_are_borders_in_any_case():
    assert runs("The Bank of England", stop_words(WordChoice())) == ["Bank", "England"]
    spanish = WordChoice(stop_words="none", ignore=("el", "DE"))
    assert runs("El Banco de España", stop_words(spanish)) == ["Banco", "España"]
    assert stop_words(WordChoice(stop_words="none")) == frozenset()


def test_words_to_ignore_add_to_the_stop_words():
    chosen = stop_words(WordChoice(ignore=("Food", "city")))
    assert runs("This is the food in Vegas, foods of many Cities", chosen) == ["Vegas"]


@pytest.mark.parametrize("words", [("",), ("two words",), ("  ",)])
def test_a_word_to_ignore_is_one_word(words):
    with pytest.raises(ValueError, match="each word by itself"):
        WordChoice(ignore=words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't go: we won't, they won.", ["won"]),
        ("<b>The caps</b> at https://shop.example/caps?page=2", ["caps"]),
        (
            "Mail help@shop.example about vision-language models",
            ["mail", "vision", "language", "models"],
        ),
        (
            "Model\u2019s data_cap in 2024, 10,000 times",
            ["model", "data", "cap", "2024", "10", "000", "times"],
        ),
        ("\uff26\uff35\uff2c\uff2c width \ufb01le", ["full", "width", "file"]),
        ("R&amp;D of l'homme", ["homme"]),
        ("使用语言", ["使用", "语言"]),
        ("", []),
    ],
)
def test_what_is_compared_by_words_has_no_stop_word_or_address(text, expected):
    assert pieces(text, stop_words(WordChoice())) == expected


@given(st.text(max_size=200))
def test_blanking_what_is_no_language_moves_nothing(text):
    found = blanked(text)
    assert len(found) == len(text)
    assert all(now in (before, " ") for now, before in zip(found, text, strict=True))


def test_an_address_is_blanked_and_the_words_around_it_stay():
    text = "See <i>robots</i> at www.robots.example now"
    assert blanked(text).split() == ["See", "robots", "at", "now"]
    assert blanked(text).index("now") == text.index("now")


def test_only_the_first_word_of_a_sentence_opens_it():
    found = list(segments("Models learn. The models, however, fail", stop_words(WordChoice())))
    assert found == [(True, ["Models", "learn"]), (False, ["models"]), (True, ["fail"])]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("किसानों को नई तकनीक से फायदा हुआ।", "किसानों को नई तकनीक से फायदा हुआ"),  # Hindi
        ("কৃষকরা নতুন প্রযুক্তি পেয়েছে।", "কৃষকরা নতুন প্রযুক্তি পেয়েছে"),  # Bengali
        ("விவசாயிகளுக்கு புதிய தொழில்நுட்பம்", "விவசாயிகளுக்கு புதிய தொழில்நுட்பம்"),  # Tamil
        ("రైతులకు కొత్త సాంకేతికత", "రైతులకు కొత్త సాంకేతికత"),  # Telugu
        ("ગુજરાતી ખેડૂતો", "ગુજરાતી ખેડૂતો"),
        ("كِتَابٌ جديدٌ", "كِتَابٌ جديدٌ"),  # Arabic with vowels
        ("שָׁלוֹם עולם", "שָׁלוֹם עולם"),  # Hebrew with points
        ("می‌خواهم بروم", "می‌خواهم بروم"),  # Persian, joined without a space
        ("cafe\u0301 nai\u0308f", "café naïf"),
        ("ሰላም ለዓለም", "ሰላም ለዓለም"),  # Amharic
        ("Привет, мир", "привет мир"),
    ],
)
def test_words_are_whole_in_every_script_that_has_spaces(text, words):
    assert pieces(text, frozenset()) == words.split()
    assert [word for run in runs(text) for word in run.casefold().split()] == words.split()
    assert re.findall(word_pattern(), lowered(text)) == lowered(words).split()


def test_marks_are_marks_and_the_letters_between_them():
    ranges = re.findall(r"(\\u\w{4})(?:-(\\u\w{4}))?", MARKS)
    spelled = [(chr(int(a[2:], 16)), chr(int((b or a)[2:], 16))) for a, b in ranges]
    inside = [chr(c) for low, high in spelled for c in range(ord(low), ord(high) + 1)]
    assert {unicodedata.category(c)[0] for c in inside} <= {"M", "L", "C"}
    assert {c for c in inside if unicodedata.category(c) == "Cf"} == {"\u200c", "\u200d"}
