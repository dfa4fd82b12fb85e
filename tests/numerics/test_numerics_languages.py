import pytest

from pipeline.assign.everyday import EVERYDAY
from pipeline.load import checks
from pipeline.numerics.languages import languages, name_languages, sample


def test_languages_are_told_where_the_text_is_enough():
    texts = [
        "The quick brown fox jumps over the lazy dog and runs away.",
        "Der Lieferservice war schlecht und das Essen kalt.",
        "Le chat est sur la table et il dort depuis ce matin.",
        "12345 67890 !!!",
        "x",
    ]
    assert languages(texts) == ("en", "de", "fr", "", "")


@pytest.mark.parametrize(
    ("spoken", "severity", "message", "documents"),
    [
        ("en " * 40, "info", "Languages of the 40 documents that tell: en 100.0%.", ()),
        (
            "en " * 39 + "de",
            "info",
            "Languages of the 40 documents that tell: en 97.5%, de 2.5%.",
            (),
        ),
        (
            "en " * 37 + "de - de",
            "warning",
            "Languages of the 39 documents that tell: en 94.9%, de 5.1%.",
            ("37", "39"),
        ),
        ("de " * 4, "warning", "Languages of the 4 documents that tell: de 100.0%.", ()),
    ],
)
def test_a_second_language_with_a_share_is_a_warning(spoken, severity, message, documents):
    codes = tuple(code.strip("-") for code in spoken.split())
    ids = tuple(map(str, range(len(codes))))
    (check,) = checks.languages(ids, codes, len(ids))
    assert (check.severity, check.message, check.documents) == (severity, message, documents)


def test_a_sample_is_even_and_says_so():
    assert sample(5, 20) == [0, 1, 2, 3, 4]
    assert sample(10, 4) == [0, 2, 5, 7]
    (check,) = checks.languages(tuple("abcd"), ("en", "", "en", ""), 2)
    assert (
        check.message == "Languages of the 2 documents that tell (an even sample of 2): en 100.0%."
    )


def test_no_language_is_no_check():
    assert checks.languages(("a",), ("",), 1) == ()


def test_names_are_told_where_they_are_surely_of_one_of_the_likely_languages():
    names = ["Wirtschaft", "jeux vidéo", "quantum computing", "golf", ""]
    assert name_languages(names) == ("de", "fr", "", "", "")


def test_no_english_name_of_a_subject_is_taken_for_one_in_another_language():
    names = [subject.name for subject in EVERYDAY]
    told = dict(zip(names, name_languages(names), strict=True))
    assert {name: code for name, code in told.items() if code not in ("", "en")} == {}
