from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import InputError
from pipeline.load.filter import filter_records
from pipeline.load.inspect import inspect
from pipeline.load.records import BANNER, Options, Record, Records, drop

pytestmark = pytest.mark.usefixtures("without_languages")

OPTIONS = Options(path=Path())
RESIGNED = Options(path=Path(), allow_dropped=True)


def reading(*texts, **columns):
    return Records([Record(f"line {i}", str(i), text) for i, text in enumerate(texts, 1)])


def checks(corpus):
    return {check.code: check for check in corpus.checks}


def test_empty_and_wordless_texts_are_dropped_with_what_was_seen():
    corpus = inspect(reading("some words", "", " \n\t", "--- 1 !", "ok.", "东京都"), RESIGNED)
    assert corpus.ids == ("1", "6")
    assert [(each.id, each.reason, each.detail) for each in corpus.dropped] == [
        ("2", "empty text", ""),
        ("3", "empty text", ""),
        ("4", "no words", "1 letters and digits; a text has at least 3"),
        ("5", "no words", "2 letters and digits; a text has at least 3"),
    ]
    check = checks(corpus)["L01"]
    assert check.severity == "problem"
    assert check.message == "4 of 6 records were dropped: 2 empty text, 2 no words."


def test_how_many_characters_a_text_needs_is_a_setting():
    few = Options(path=Path(), min_characters=1)
    many = Options(path=Path(), min_characters=10, allow_dropped=True)
    texts = reading("?", "a", "ten little", "ten little letters")
    assert inspect(texts, few).ids == ("2", "3", "4")
    assert inspect(texts, many).ids == ("4",)


def test_where_more_than_half_cannot_be_used_it_stops_unless_that_is_allowed():
    assert len(inspect(reading("some words", "more words", "", ""), OPTIONS)) == 2
    with pytest.raises(InputError) as caught:
        inspect(reading("some words", "", "?"), OPTIONS)
    assert str(caught.value) == (
        ".: 2 of 3 records, more than half, cannot be used: 1 empty text, 1 no words. The first is "
        "line 2: empty text. See that load names the right columns and settings; or set "
        "load.allow_dropped: true to go on with the rest"
    )
    assert len(inspect(reading("some words", "", "?"), RESIGNED)) == 1


def test_placeholders_are_not_lost():
    found = inspect(reading("some words", "[no text]", "[removed]", "none"), OPTIONS)
    assert found.ids == ("1",) and checks(found)["L01"].severity == "warning"


def test_of_records_with_one_id_the_first_usable_is_kept():
    records = [
        Record("line 2", "a", "..."),
        Record("line 3", "a", "the first text"),
        Record("line 4", "A", "another id"),
        Record("line 5", "a", "the second text"),
    ]
    found = filter_records(records, 3)
    assert [record.place for record in found.kept] == ["line 3", "line 4"]
    assert [(each.record, each.reason, each.detail) for each in found.dropped] == [
        ("line 2", "no words", "0 letters and digits; a text has at least 3"),
        ("line 5", "id occurs twice", "line 5 has the id of line 3, which is kept"),
    ]


def test_what_is_dropped_keeps_the_order_of_the_input():
    records = [
        drop("line 1", BANNER),
        Record("line 2", "a", ""),
        drop("line 3", "too few fields"),
        Record("line 4", "b", "some words"),
    ]
    corpus = inspect(Records(records), OPTIONS)
    assert [each.record for each in corpus.dropped] == ["line 1", "line 2", "line 3"]
    assert corpus.records == 4


def test_banners_alone_are_no_reason_to_warn():
    corpus = inspect(Records([drop("line 1", BANNER), Record("2", "a", "some words")]), OPTIONS)
    assert checks(corpus)["L01"].severity == "info"


def test_nothing_left_is_refused_with_the_counts():
    with pytest.raises(InputError) as caught:
        inspect(reading(*[""] * 50, "?"), Options(path=Path()))
    assert "0 of 51 records can be used: 50 empty text, 1 no words." in str(caught.value)
    assert caught.value.exit_code == 3
    with pytest.raises(InputError, match="there are 0 records in it"):
        inspect(Records([]), OPTIONS)


def test_copies_are_kept_and_point_at_the_first():
    corpus = inspect(
        reading("Ein Straße", "other words", "EIN  STRASSE ", "\uff45in strasse"), OPTIONS
    )
    assert np.array_equal(corpus.first_copy, [0, 1, 0, 0])
    assert corpus.first_copy.dtype == np.int32
    check = checks(corpus)["L02"]
    assert check.documents == ("3", "4")
    assert check.message == (
        "2 documents repeat an earlier one, case and spaces aside; each gets the topic and themes "
        "of the first."
    )


def test_a_copy_has_the_same_title_too():
    records = [Record("1", "a", "same text", title="One"), Record("2", "b", "same text")]
    corpus = inspect(Records(records), OPTIONS)
    assert np.array_equal(corpus.first_copy, [0, 1])


def test_near_copies_are_counted_and_named():
    words = [f"word{i}" for i in range(60)]
    near = [*words[:30], "other", *words[31:]]
    corpus = inspect(reading("something else", " ".join(words), " ".join(near)), OPTIONS)
    check = checks(corpus)["L03"]
    assert check.documents == ("3",)
    assert "the same: '3' and '2', for example" in check.message
    strict = inspect(
        reading(" ".join(words), " ".join(near)),
        Options(path=Path(), near_duplicate_threshold=0.95),
    )
    assert "L03" not in checks(strict)
    assert check.severity == "warning"


def test_texts_of_one_form_are_a_problem():
    words = [f"word{i}" for i in range(60)]
    forms = [" ".join([*words, f"number{i}"]) for i in range(8)]
    check = checks(inspect(reading(*forms, "something else", "one more"), OPTIONS))["L03"]
    assert check.severity == "problem"
    assert "That is 70% of the different documents" in check.message
    half = checks(inspect(reading(*forms[:6], *words[:5]), OPTIONS))["L03"]
    assert half.severity == "warning"


def test_traces_of_a_wrong_encoding_are_counted():
    texts = reading("plain words\n\tand lines\r\n", "caf\ufffd \x00 words", "it\x92s 1999")
    check = checks(inspect(texts, OPTIONS))["L05"]
    assert check.documents == ("2", "3")
    assert check.message == (
        "2 documents hold 3 control or replacement characters, the first of them U+FFFD."
    )


def test_dates_are_normalised_and_bad_ones_counted():
    dates = ["2024-05", "1/2/2024", "", "2024-05-06 07:08"]
    records = [Record(f"line {i}", str(i), f"text {i}", date=d) for i, d in enumerate(dates)]
    corpus = inspect(Records(records), OPTIONS)
    assert corpus.dates == ("2024-05", "", "", "2024-05-06T07:08:00")
    check = checks(corpus)["L07"]
    assert check.documents == ("1",)
    assert "1 document has a date that cannot be read or may mean two days" in check.message
    assert "'1/2/2024' (line 1)" in check.message


def test_no_dates_are_no_column():
    assert inspect(reading("some words"), OPTIONS).dates == ()


anything = st.text(max_size=20)
records = st.builds(Record, anything, anything, anything, anything, anything, st.tuples(anything))


@given(st.lists(records, max_size=8))
def test_every_record_is_a_document_or_dropped_and_can_be_written(records):
    try:
        corpus = inspect(Records(records, ("group",)), OPTIONS)
    except InputError as error:
        str(error).encode()
        return
    assert len(corpus) + len(corpus.dropped) == len(records)
    repr(corpus).encode()
    "".join((*corpus.ids, *corpus.titles, *corpus.texts, *corpus.groups["group"])).encode()
    for each in corpus.dropped:
        "".join((each.record, each.id, each.detail, each.excerpt)).encode()


def test_an_id_too_long_to_be_read_is_dropped_with_both_numbers():
    records = [Record("line 1", "x" * 501, "a text"), Record("line 2", "x" * 500, "a text")]
    corpus = inspect(Records(records), OPTIONS)
    assert corpus.ids == ("x" * 500,)
    (dropped,) = corpus.dropped
    assert dropped.detail == "501 characters; an id has at most 500"


def test_a_text_that_is_a_library_is_dropped_with_both_numbers():
    found = inspect(reading("some words", "more words", "a word " * 1_500_000), OPTIONS)
    (dropped,) = found.dropped
    assert (dropped.reason, dropped.detail) == (
        "text too long",
        "10,500,000 characters; a text has at most 10,000,000",
    )


@pytest.mark.parametrize(("telling", "believed"), [(1, False), (2, True)])
def test_languages_that_few_texts_tell_are_not_believed(monkeypatch, telling, believed):
    codes = ("br", "cy")[:telling] + ("",) * (10 - telling)
    monkeypatch.setattr("pipeline.load.inspect.language_teller", lambda among: lambda texts: codes)
    corpus = inspect(reading(*[f"blue kettle {i}" for i in range(10)]), OPTIONS)
    assert corpus.languages == (codes if believed else ("",) * 10)
    assert ("too few" in checks(corpus)["L04"].message) != believed
    named = Options(path=Path(), language=("br", "cy"))
    assert inspect(reading(*[f"blue kettle {i}" for i in range(10)]), named).languages == codes
