import pytest

from pipeline.load.lines import Lines

pytestmark = pytest.mark.usefixtures("without_languages")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_line_is_a_document_under_its_number(write, end):
    corpus = Lines(
        path=write("t.txt", end.join(["one answer", "", "  ", " another, longer ", "?"]))
    )()
    assert (corpus.ids, corpus.texts) == (("1", "4"), ("one answer", "another, longer"))
    assert [(each.record, each.reason) for each in corpus.dropped] == [("line 5", "no words")]


def test_an_empty_file_and_another_encoding_are_told(write, refusal):
    assert refusal(Lines(path=write("t.txt", "\n\n"))) == "t.txt: there are 0 records in it"
    assert "is not utf-8" in refusal(Lines(path=write("t.txt", "Grüße".encode("cp1252"))))
    assert Lines(path=write("t.txt", "Grüße".encode("cp1252")), encoding="cp1252")().texts
