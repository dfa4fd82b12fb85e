import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.core.errors import InputError
from pipeline.load.delimited import Delimited
from pipeline.load.formats import method_for
from pipeline.load.loose_quotes import loose_rows
from pipeline.load.records import Record

pytestmark = pytest.mark.usefixtures("without_languages")


def load(path, **settings):
    return Delimited(path=path, **settings)()


def dropped(corpus):
    return [(each.record, each.reason, each.detail) for each in corpus.dropped]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("delimited") / "table.csv"


cells = st.text(st.characters(codec="utf-8"), max_size=30)


@given(
    rows=st.lists(st.tuples(cells, cells, cells), max_size=6),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_what_the_csv_module_writes_comes_back_exactly(file, rows, delimiter, end, mark):
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text", "group"), *rows])
    file.write_bytes((mark + written.getvalue()).encode())
    loader = Delimited(path=file, id="id", text="text", groups="group", delimiter=delimiter)
    entries = list(loader.read().entries)
    there = [(key, text if text.strip() else "", group) for key, text, group in rows if key.strip()]
    records = [entry for entry in entries if isinstance(entry, Record)]
    assert [(each.id, each.text, *each.groups) for each in records] == there
    assert len(entries) == len(rows)


def test_values_stay_the_strings_they_are(write):
    ids = ["NA", "007", "1e5", "None", "nan", "1.0", " 7", "7 ", "TRUE", "é"]
    table = "key,text\n" + "".join(f"{key},text number {i}\n" for i, key in enumerate(ids))
    assert load(write("table.csv", table), id="key").ids == tuple(ids)


def test_ragged_rows_are_dropped_and_never_shifted(write):
    table = (
        "id,text,year\n1,one text,2001\n2,two,texts,2002\n\n3,three texts\n"
        '4,"four\n texts",2004\n5,,,,\n'
    )
    corpus = load(write("table.csv", table), id="id", date="year", allow_dropped=True)
    assert corpus.ids == ("1", "4")
    assert corpus.texts == ("one text", "four\n texts")
    assert corpus.dates == ("2001", "2004")
    assert corpus.records == 5
    assert dropped(corpus) == [
        ("line 3", "too many fields", "4 fields, the header names 3"),
        ("line 5", "too few fields", "2 fields, the header names 3"),
        ("line 8", "empty text", ""),
    ]


def told(corpus):
    """What is said of how a file was read, in its own words."""
    return [check.message for check in corpus.checks if check.code == "L19"]


def test_empty_fields_beyond_the_header_stand_for_nothing(write):
    table = "title\ttext\t\nA\tone text\t\nB\ttwo texts\nC\tthree texts\t\t\t\n"
    corpus = load(write("t.tsv", table), id="title")
    assert (corpus.ids, corpus.dropped, told(corpus)) == (("A", "B", "C"), (), [])


def test_a_last_column_that_the_header_does_not_name_is_told(write):
    rows = "".join(f'{i},"a text, number {i}",x\n' for i in range(1, 20))
    corpus = load(write("t.csv", f"year,text\n{rows}20,another text\n"))
    assert len(corpus) == 19 and corpus.texts[0] == "a text, number 1"
    assert told(corpus) == [
        "19 of 20 rows (the first at line 2) have one field more than the header names; it is read "
        "as the last column, 'column 3'."
    ]
    assert dropped(corpus) == [("line 21", "too few fields", "2 fields, the header names 3")]


def test_row_numbers_that_the_header_does_not_name_come_first(write):
    rows = "".join(f'"{i}","A{i}","text number {i}"\n' for i in range(1, 20))
    corpus = load(write("t.csv", f'"title","text"\n{rows}'), title="title", id="row")
    assert (corpus.titles[0], corpus.texts[0], corpus.ids[-1]) == ("A1", "text number 1", "19")


def test_a_comma_within_a_text_is_no_column(write):
    rows = "".join(f"Doe, Jane,a text of number {i}\n" for i in range(20))
    corpus = load(write("t.csv", f"author,text\n{rows}Roe,another text\n"), groups="author")
    assert (set(corpus.groups["author"]), corpus.dropped) == ({"Doe, Jane", "Roe"}, ())
    assert corpus.texts[-1] == "another text"
    assert told(corpus) == [
        "20 rows have too many fields (the first at line 2), one of them beginning with a space as "
        "no other field does; it is read as part of the field before."
    ]
    spaced = load(write("t.csv", f"author,text\nPoe, a text\n{rows}"), allow_dropped=True)
    assert spaced.texts == (" a text",)


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ('"Conf on "Tools""', 'Conf on "Tools"'),
        ('"He said "no" twice"', 'He said "no" twice'),
        ('"a ""good"" one, "really""', 'a "good" one, "really"'),
        (r'"back\"slash, too"', 'back"slash, too'),
    ],
)
def test_quotes_that_are_not_doubled_are_read_where_all_rows_come_out_right(write, field, meant):
    table = f'"id","text"\n"1",{field}\n"2","plain, with comma"\n"3","two\nlines"\n'
    corpus = load(write("t.csv", table), id="id")
    assert corpus.texts == (meant, "plain, with comma", "two\nlines")
    assert len(told(corpus)) == 1 and told(corpus)[0].startswith("Quotes inside fields are ")


def test_quotes_that_leave_rows_ragged_are_refused(write, refusal):
    table = '"id","text"\n"1","he said "no", and left"\n"2","plain"\n'
    assert "a quote inside a quoted field is not doubled" in refusal(
        Delimited(path=write("t.csv", table))
    )


@given(
    rows=st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_loose_quotes_read_what_is_right_as_it_is(rows, delimiter):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    lines = io.StringIO(written.getvalue(), newline="")
    assert [fields for _, fields in loose_rows(lines, delimiter, '"')] == rows


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;\r"])
def test_a_first_line_may_name_the_delimiter(write, first):
    corpus = load(write("t.csv", f"{first}\nid;text\n7;one, two\n8;three\n"), id="id")
    assert (corpus.ids, corpus.texts) == (("7", "8"), ("one, two", "three"))
    assert told(corpus) == ["The first line names the delimiter, ';', and is no record."]
    assert load(write("t.csv", "sep=;\nid,text\n7,one;two\n"), delimiter=",").ids == ("1",)


def test_what_stands_above_the_header_is_told_and_no_record(write):
    rows = "".join(f"{i},A{i},text number {i}\n" for i in range(9))
    note = '"Made for you, in May"\n\n'
    corpus = load(write("t.csv", f"{note}rank,title,text\n{rows}"))
    assert (len(corpus), corpus.records) == (9, 9)
    assert told(corpus) == ["Line 1 is above the header, and not read: 'Made for you, in May'."]
    padded = load(write("t.csv", f"Made for you,,\n,,\nrank,title,text\n{rows}"), title="title")
    assert padded.titles == corpus.titles or padded.titles[0] == "A0"
    skipped = load(write("t.csv", f"a,b,c\n1,2,3\nrank,title,text\n{rows}"), skip_rows=2)
    assert skipped.texts == corpus.texts


@pytest.mark.parametrize("cut", [", ", ","])
def test_of_one_column_delimiters_are_part_of_the_text(write, cut):
    rows = "".join(f"some{cut}words{cut}of number {i}\n" for i in range(9))
    corpus = load(write("t.csv", f"text\n{rows}plain words\n"))
    assert (len(corpus), corpus.texts[0]) == (10, f"some{cut}words{cut}of number 0")
    assert told(corpus) == [
        "9 rows have too many fields (the first at line 2), and the header names one column; they "
        "are read as one text."
    ]


def test_a_sentence_is_no_header_below_a_note(write):
    rows = "".join(f"On day {i} it was late, rude, and dirty.\n" for i in range(9))
    corpus = load(write("t.csv", f"comment\nIt is on time, clean, and quick.\n{rows}"))
    assert (len(corpus), corpus.texts[0]) == (10, "It is on time, clean, and quick.")


def test_a_first_row_that_looks_like_a_record_is_told_and_can_be_one(write):
    path = write("t.csv", "1,pos,I like the bus a lot.\n2,neg,It is late every day again.\n")
    doubted = Delimited(path=path).contents()
    assert [check.code for check in doubted.checks] == ["L24"]
    assert "'1', 'pos', 'I like the bus a lot.'" in doubted.checks[0].message
    corpus = load(path, header_rows=0, text="column 3", groups="column 2")
    assert corpus.texts[0] == "I like the bus a lot." and corpus.groups["column 2"] == (
        "pos",
        "neg",
    )
    years = write("y.csv", "text,2019,2020\nmany words of a text,1,2\nmore words of one,3,4\n")
    assert Delimited(path=years).contents().checks == ()


def test_where_no_field_is_quoted_quotes_are_signs(write):
    table = 'id\ttext\n1\t"Never again" is what I said.\n2\t"Why?\n'
    corpus = load(write("t.tsv", table), id="id")
    assert corpus.texts == ('"Never again" is what I said.', '"Why?')
    assert told(corpus)[0].startswith("No field is quoted")


def test_the_names_that_the_config_asks_for_tell_the_header(write):
    table = "a,b,c\nnotes,on,it\nrank,title,text\n1,A,one text\n2,B,two texts\n"
    assert load(write("t.csv", table), text="text", title="title").titles == ("A", "B")


QUALTRICS = (
    "StartDate,ResponseId,Q2\nStart Date,Response ID,What should change?\n"
    '"{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID2""}"\n'
    "2024-05-01,R_1,More light\n2024-05-02,R_2,More benches\n"
)
SURVEYMONKEY = (
    "Respondent ID,What should change?,,Where?\n,Open-Ended Response,Other,Response\n"
    "11,More light,yes,here\n12,More benches,,there\n"
)
ORANGE = (
    "name\tkind\ttext\nstring\tdiscrete\tstring\nmeta\tclass\tmeta\n"
    "A\tx\tone text\nB\ty\ttwo texts\n"
)


@pytest.mark.parametrize(
    ("name", "table", "header", "labels", "texts"),
    [
        (
            "q.csv",
            QUALTRICS,
            ["StartDate", "ResponseId", "Q2"],
            {
                "StartDate": "Start Date",
                "ResponseId": "Response ID",
                "Q2": "What should change?",
            },
            ["More light", "More benches"],
        ),
        (
            "s.csv",
            SURVEYMONKEY,
            ["Respondent ID", "What should change?", "What should change? (Other)", "Where?"],
            {},
            ["More light", "More benches"],
        ),
        ("o.tab", ORANGE, ["name", "kind", "text"], {}, ["one text", "two texts"]),
    ],
)
def test_what_survey_tools_write_below_the_names_is_no_record(
    write, name, table, header, labels, texts
):
    found = Delimited(path=write(name, table)).contents()
    assert (found.header, found.labels) == (header, labels)
    column = next(each for each in header if each in ("Q2", "What should change?", "text"))
    assert [row[column] for _, row in found.rows((column,))] == texts


def test_how_many_rows_name_the_columns_is_a_setting(write):
    table = "a,text\nlong name,long text\n1,one text\n"
    assert load(write("t.csv", table), header_rows=2).texts == ("one text",)
    assert load(write("q.csv", QUALTRICS), header_rows=1, text="Q2").records == 4


def test_the_field_too_many_is_seen_in_the_excerpt(write):
    text = "a sentence of many words " * 20
    corpus = load(write("table.csv", f"id,text\n1,one text\n2,{text},and the rest\n"), id="id")
    assert corpus.dropped[0].excerpt == "2 a sentence of many… and the rest"
    wide = load(write("table.csv", f"text,n\none text,1\n{','.join(map(str, range(40)))}\n"))
    assert wide.dropped[0].excerpt == "28 29 30 31 32 33 34 35 36 37 38 39"


def test_ids_count_the_records_where_no_column_is_named(write):
    corpus = load(write("table.csv", "text,n\nfirst text,1\nbroken\nthird text,3\n"))
    assert corpus.ids == ("1", "3")


def test_the_ending_decides_the_delimiter_unless_the_config_does(write):
    table = "text\tn\na text, with a comma\t1\n"
    assert load(write("table.tsv", table)).texts == ("a text, with a comma",)
    assert load(write("table.csv", table), delimiter="tab").texts == ("a text, with a comma",)
    with pytest.raises(InputError):
        load(write("table.csv", table))


def test_a_table_of_tabs_may_be_called_anything(write):
    path = write("savedrecs.txt", "PT\tAB\nJ\ta text, with a comma\nJ\tanother\n")
    assert method_for(path) == "delimited"
    assert load(path, text="AB").texts == ("a text, with a comma", "another")


def test_the_delimiter_that_the_ending_decides_is_part_of_the_key(write):
    tabs = Delimited(path=write("table.tsv", "text\na text"))
    commas = Delimited(path=write("table.csv", "text\na text"))
    assert tabs.parameters() != commas.parameters()


def test_quotes_may_mean_nothing(write):
    table = 'text\tn\n"Hello" she said\t1\n"open\t2\n'
    corpus = load(write("table.tsv", table), quote="")
    assert corpus.texts == ('"Hello" she said', '"open')


def test_huge_fields_are_read_and_the_limit_of_the_process_stays(write):
    limit = csv.field_size_limit()
    corpus = load(write("table.csv", f"text,n\n{'many words ' * 50_000},1\n"))
    assert len(corpus.texts[0]) == 550_000
    assert csv.field_size_limit() == limit
    stopped = Delimited(path=write("table.csv", "text,n\none,1\ntwo,2\n")).read()
    next(iter(stopped.entries))
    assert csv.field_size_limit() == limit
    assert [check.code for check in corpus.checks if check.severity == "warning"] == ["L06"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding(write, encoding):
    path = write("table.csv", "text,n\nGrüße aus 東京,1\n".encode(encoding))
    assert load(path).texts == ("Grüße aus 東京",)


def test_another_encoding_is_named_in_the_config(write):
    path = write("table.csv", "text\nGrüße aus Köln\n".encode("cp1252"))
    assert load(path, encoding="cp1252").texts == ("Grüße aus Köln",)


@pytest.mark.parametrize(
    ("content", "settings", "message"),
    [
        ("", {}, "table.csv: the file is empty (0 bytes)"),
        ("\n \n", {}, "table.csv: load.text: not set, and no column"),
        ("\ufeff", {}, "table.csv: every line is blank; the first names the columns"),
        ("text,n\n", {}, "table.csv: there are 0 records in it"),
        (
            'text,n\n"one",1\n"he said "no", twice",2\n',
            {},
            "table.csv: line 3: a quote inside a quoted field is not doubled (',' expected after "
            "'\"'), so where rows begin is unknown from there on; mend the row, or set "
            'load.quote: "" if no field of this file is quoted',
        ),
        (
            'text,n\n"one",1\n"two,2\nthree,3\n',
            {},
            "table.csv: a quote opened in the row at line 3 is not closed before the file ends, "
            "so where rows begin is unknown from there on; mend the row, or set load.quote: "
            '"" if no field of this file is quoted',
        ),
        (
            "id;text\n1;one\n",
            {"text": "text"},
            "table.csv: load.text: no column 'text'; 1 column: 'id;text'; if they are several, "
            'set load.delimiter: ";"',
        ),
        (
            "id,text\n1,\n2, \n3,?!\n4,a b\n5\n",
            {},
            "table.csv: 0 of 5 records can be used: 2 empty text, 2 no words, 1 too few fields. "
            "The first is line 2: empty text. See that load names the right file, columns and "
            "settings",
        ),
        (
            "text\nGrüße\n".encode("latin-1"),
            {},
            "table.csv: byte 0xFC at offset 7 (line 2) is not utf-8: invalid start byte; set "
            "load.encoding to the encoding of the file, for example cp1252 for a file from an "
            "older Windows program, or save it as UTF-8",
        ),
        (
            "text\nplain\n".encode("utf-16-le"),
            {},
            "table.csv: 11 of 22 characters are NUL, so this is not utf-8 text; if it is UTF-16, "
            "set load.encoding: utf-16-le (or utf-16-be)",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(write, refusal, content, settings, message):
    path = write("table.csv", content)
    assert refusal(Delimited(path=path, **settings)).startswith(message)


def test_an_empty_folder_holds_no_table(tmp_path, refusal):
    (tmp_path / "texts.csv").mkdir()
    assert refusal(Delimited(path=tmp_path / "texts.csv")) == (
        "texts.csv: no file in it is called '*.csv', '*.tsv', '*.tab'; name them in load.files"
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"delimiter": ",,"},
        {"delimiter": ""},
        {"delimiter": "\n"},
        {"delimiter": '"'},
        {"quote": ","},
        {"quote": "''"},
        {"encoding": "utf9"},
        {"encoding": "base64"},
        {"text": ""},
        {"text": ["a", ""]},
        {"min_characters": 0},
    ],
)
def test_settings_that_mean_nothing_are_refused(write, settings):
    with pytest.raises(ValidationError):
        Delimited(path=write("table.csv", "text\n"), **settings)
