import pytest

from pipeline.core.errors import InputError
from pipeline.load.delimited import Delimited
from pipeline.load.look import look, require_documents


def seen(write, table, **settings):
    source = Delimited(path=write("t.csv", table), **settings)
    return source, look(source)


def test_a_look_counts_what_will_be_a_document_and_what_will_not(write):
    table = (
        "id,title,text,day\n1,A,one text,1/2/2024\n2,Bread,,2024\n3,,[removed],\n"
        "1,C,again,x\n4,,,\n"
    )
    _, found = seen(write, table, id="id", title="title", date="day")
    assert (found.records, found.documents, found.whole) == (5, 2, True)
    assert found.told == [
        "5 records, 2 of them documents; dropped: 1 placeholder, 1 id occurs twice, 1 empty text; "
        "the first is line 4.",
        "1 of the documents has a title alone.",
        "1 date cannot be read, or may mean two days; the first is '1/2/2024' (line 2): set "
        "load.date_format.",
    ]
    _, right = seen(write, "text\none text\n")
    assert right.told == ["1 record, each of them a document."]


def test_no_more_is_looked_at_than_tells(write, monkeypatch):
    monkeypatch.setattr("pipeline.load.look.MOST", 3)
    _, found = seen(write, "text\n" + "some words\n" * 9)
    assert (found.records, found.whole) == (3, False)
    assert found.told == ["the first 3 records, each of them a document."]


@pytest.mark.parametrize(
    ("table", "message"),
    [("text\n\n", "there are 0 records"), ("text,n\none text,1\n,2\n,3\n", "more than half")],
)
def test_what_a_run_would_refuse_is_refused(write, table, message):
    source, found = seen(write, table)
    with pytest.raises(InputError, match=message):
        require_documents(source, found)


def test_most_may_be_lost_where_that_is_allowed(write):
    require_documents(*seen(write, "text,n\none text,1\n,2\n,3\n", allow_dropped=True))
