import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assign.everyday import EVERYDAY
from pipeline.core.language_names import NAMES, READ, UNTOLD
from pipeline.load import checks
from pipeline.numerics.languages import languages, name_languages, sample, tell_enough


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
        ("de " * 4, "info", "Languages of the 4 documents that tell: de 100.0%.", ()),
        (
            "nb " * 20 + "yue " * 20 + "zh",
            "warning",
            "Languages of the 41 documents that tell: zh 51.2%, no 48.8%.",
            tuple(map(str, range(20))),
        ),
        (
            "hi " * 3 + "en",
            "warning",
            "Languages of the 4 documents that tell: hi 75.0%, en 25.0%.",
            ("0", "1", "2"),
        ),
    ],
)
def test_several_languages_or_one_that_no_model_reads_are_a_warning(
    spoken, severity, message, documents
):
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


def test_what_is_advised_follows_from_what_is_amiss():
    ids = ("a", "b")
    (several,) = checks.languages(ids * 2, ("de", "de", "fr", "fr"), 4)
    (unread,) = checks.languages(ids, ("hi", "hi"), 2)
    assert "part by language" in several.advice
    assert "was made for Hindi" in unread.advice and "part by language" not in unread.advice


@given(st.lists(st.sampled_from(["", "en", "de", "hi", "nb", "no"]), max_size=30))
def test_a_check_names_the_documents_that_it_warns_of(spoken):
    ids = tuple(map(str, range(len(spoken))))
    for check in checks.languages(ids, tuple(spoken), len(ids)):
        assert bool(check.documents) == (check.severity == "warning")
        assert all(spoken[int(name)] for name in check.documents)


def test_a_language_that_is_named_is_that_of_every_text():
    assert languages(["12345", "Der Ofen ist heiß.", ""], ("en",)) == ("en",) * 3


def test_of_several_that_are_named_a_text_gets_one():
    short = ["Brot und Käse", "soupe à l'oignon", "Der Ofen ist heiß."]
    assert languages(short, ("de", "fr")) == ("de", "fr", "de")
    assert "de" not in languages(short, ("fr", "it"))
    assert languages(short)[2] == "de", "others know nothing of it"


def test_the_languages_that_are_known_are_those_that_are_told():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    told = set(LanguageIdentifier.from_model_file(MODEL_FILE).nb_classes) - {"zxx"}
    assert told == set(NAMES) - UNTOLD
    assert UNTOLD.isdisjoint(READ) and READ <= told


def test_few_texts_that_tell_a_language_are_not_believed():
    ids = tuple(map(str, range(21)))
    few = ("br", "en", "cy", "et", *[""] * 17)
    (check,) = checks.languages(ids, few, 21, believed=tell_enough(few, 21))
    assert check.message == (
        "Only 4 of 21 documents tell a language, too few to believe them: all are read as English."
    )
    (told,) = checks.languages(ids, few, 21, believed=True)
    assert told.message.startswith("Languages of the 4 documents that tell")
    (enough,) = checks.languages(ids[:20], few[:20], 20, believed=tell_enough(few[:20], 20))
    assert enough.message.startswith("Languages of the 4 documents that tell")


def test_no_language_is_no_check():
    assert checks.languages(("a",), ("",), 1) == ()


def test_names_are_told_where_they_are_surely_of_one_of_the_likely_languages():
    names = ["Wirtschaft", "jeux vidéo", "quantum computing", "golf", ""]
    assert name_languages(names) == ("de", "fr", "", "", "")


def test_no_english_name_of_a_subject_is_taken_for_one_in_another_language():
    names = [subject.name for subject in EVERYDAY]
    told = dict(zip(names, name_languages(names), strict=True))
    assert {name: code for name, code in told.items() if code not in ("", "en")} == {}
