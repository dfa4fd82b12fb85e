import pytest

from pipeline.load.delimited import Delimited

pytestmark = pytest.mark.usefixtures("without_languages")

PAPERS = "key,Title,abstract,year\na,One,the first text,2001\n,Two,the second text,2002\n"


def checks(corpus):
    return {check.code: check for check in corpus.checks}


def test_columns_become_what_the_config_says(write):
    corpus = Delimited(
        path=write("papers.csv", PAPERS),
        id="key",
        title="Title",
        text=["Title", "abstract"],
        date="year",
        groups=["year", "Title", "year"],
    )()
    assert corpus.ids == ("a",)
    assert corpus.titles == ("One",)
    assert corpus.texts == ("the first text",), "a title is not read twice"
    assert corpus.dates == ("2001",)
    assert corpus.groups == {"year": ("2001",), "Title": ("One",)}
    assert [(each.record, each.reason, each.detail) for each in corpus.dropped] == [
        ("line 3", "no id", "column 'key' is empty")
    ]


def test_texts_of_several_columns_are_joined_without_the_empty_ones(write):
    path = write("table.csv", "a,b,c\nfirst,,third\n , ,third\n")
    assert Delimited(path=path, text=["a", "b", "c"])().texts == ("first\nthird", "third")
    assert Delimited(path=path, text=["c", "a"], separator=" | ")().texts[0] == "third | first"


def test_a_title_may_be_all_the_text_there_is(write):
    corpus = Delimited(path=write("papers.csv", PAPERS), title="Title", text="Title")()
    assert corpus.texts == ("One", "Two")
    assert corpus.titles == ("", "")


def test_the_one_column_named_like_a_text_is_taken_and_a_check_says_so(write):
    corpus = Delimited(path=write("papers.csv", PAPERS), id="key")()
    assert corpus.texts == ("the first text",)
    assert checks(corpus)["L10"].message == (
        "The texts are column 'abstract', the one column named like a text; not read: 'Title', "
        "'year'."
    )
    assert "L10" not in checks(Delimited(path=write("papers.csv", PAPERS), text="abstract")())


@pytest.mark.parametrize(
    ("header", "settings", "message"),
    [
        (
            "key,title,words",
            {},
            "t.csv: load.text: not set, and no column is named like a text (text, abstract, body, "
            "content, ...); set it to a column or a list of columns; 3 columns: 'key', 'title', "
            "'words'",
        ),
        (
            "id,Body,abstract",
            {},
            "t.csv: load.text: not set, and 2 columns are named like a text ('Body', "
            "'abstract'); set it to a column or a list of columns; 3 columns: 'id', 'Body', "
            "'abstract'",
        ),
        (
            "id,Abstract,title",
            {"text": "abstract"},
            "t.csv: load.text: no column 'abstract'; did you mean 'Abstract'?; 3 columns: "
            "'id', 'Abstract', 'title'",
        ),
        (
            "id,text,year",
            {"groups": ["yaer"]},
            "t.csv: load.groups: no column 'yaer'; did you mean 'year'?; 3 columns: 'id', "
            "'text', 'year'",
        ),
        (
            "id,text,id",
            {"id": "id"},
            "t.csv: load.id: 2 columns are called 'id'; write 'id (1)' or 'id (2)'",
        ),
        (
            "text,text",
            {},
            "t.csv: load.text: not set, and 2 columns are named like a text ('text (1)', "
            "'text (2)'); set it to a column or a list of columns; 2 columns: 'text (1)', "
            "'text (2)'",
        ),
        (
            ",".join(f"c{i}" for i in range(50)),
            {"text": "words"},
            "t.csv: load.text: no column 'words'; 50 columns: "
            + ", ".join(f"'c{i}'" for i in range(40))
            + " and 10 more",
        ),
    ],
)
def test_columns_that_are_not_there_are_named(write, refusal, header, settings, message):
    assert refusal(Delimited(path=write("t.csv", header + "\n"), **settings)) == message


def test_every_column_that_is_not_there_is_named(write, refusal):
    table = Delimited(path=write("t.csv", "id,word\n"), id="key", date="day", groups=["id", "day"])
    message = refusal(table)
    assert [line.split(";")[0] for line in message.splitlines()] == [
        "t.csv: load.id: no column 'key'",
        "t.csv: load.date: no column 'day'",
        "t.csv: load.groups: no column 'day'",
        "t.csv: load.text: not set, and no column is named like a text (text, abstract, body, "
        "content, ...)",
    ]
    assert message.splitlines() == [
        f"t.csv: load.{field}: {problem}" for field, problem in table.column_problems()
    ]


def test_names_that_nobody_asks_for_may_be_empty_or_double(write):
    corpus = Delimited(path=write("t.csv", "text,,,x,x\nsome words,1,2,3,4\n"))()
    assert corpus.texts == ("some words",)
    assert checks(corpus)["L10"].message.endswith("not read: 'x (1)', 'x (2)'.")


def test_dates_are_read_by_what_their_column_tells(write):
    rows = "".join(f"{month}/28/2023 13:04,some words of a text\n" for month in range(1, 12))
    path = write("t.csv", f"day,text\n{rows}2/1/2023 9:00,the last text\n")
    corpus = Delimited(path=path, date="day")()
    assert (corpus.dates[0], corpus.dates[-1]) == ("2023-01-28T13:04:00", "2023-02-01T09:00:00")
    other = Delimited(path=path, date="day", date_format="%d/%m/%Y %H:%M")()
    assert set(other.dates) == {"", "2023-01-02T09:00:00"}


def test_more_columns_than_can_be_are_refused_with_both_numbers(write, refusal):
    header = ",".join(f"c{number}" for number in range(50_001))
    assert refusal(Delimited(path=write("t.csv", f"{header}\n"), text="c1")) == (
        "t.csv: has 50,001 columns, and at most 50,000 can be; if rows and columns are exchanged, "
        "exchange them back"
    )
