import io
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.load.pdf
from pipeline.core.errors import InputError
from pipeline.load import documents
from pipeline.load.documents import ENDINGS, document_in
from pipeline.load.hypertext import title_and_text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPEN = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "text")
)

PAGE = """\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Rivers &amp; roads</title>
<style>p { color: red }</style>
<script>if (a < b) document.write("<p>not this</p>");</script></head>
<body><!-- <p>nor this --><h1>On
rivers</h1><a href='x' title="a > b">Home</a>
<p>We <b>stu</b>died&nbsp;maps<br/>of 5 < 6 &lt;places&gt;.<p>And
more.
<table><tr><td>one<td>two</table><SVG><text>no</text></SVG>the end
"""


def archive(name, content, **settings):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "any")
        parts.writestr(name, content)
    return file.getvalue()


def docx(body, head=""):
    content = f"<?xml version='1.0'?>{head}<w:document {W}><w:body>{body}</w:body></w:document>"
    return archive("word/document.xml", content)


def odt(body):
    content = f"<office:document-content {OPEN}><office:body><office:text>{body}</office:text>"
    return archive("content.xml", f"{content}</office:body></office:document-content>")


def pdf(text):
    """A PDF of one page, without the table of its parts, which readers make anew."""
    stream = f"BT /F1 12 Tf 10 10 Td ({text}) Tj ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    listed = "".join(f"{n} 0 obj\n{part}\nendobj\n" for n, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{listed}trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF".encode()


def read(content, ending, encoding="utf-8"):
    content = content.encode() if isinstance(content, str) else content
    return document_in(content, ending, encoding, "file")


def test_a_page_is_read_as_a_browser_shows_it():
    assert read(PAGE, ".html") == (
        "Rivers & roads",
        "On rivers\nHome\nWe studied maps\nof 5 < 6 <places>.\nAnd more.\none\ntwo\nthe end",
    )


def test_the_first_heading_of_a_page_without_title_is_its_title():
    assert read("<h1>On <i>rivers</i></h1><p>They flow.<h1>Roads</h1>", ".htm") == (
        "On rivers",
        "They flow.\nRoads",
    )


def test_a_page_is_read_in_the_encoding_that_it_declares():
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>Größe'
    assert read(page.encode("cp1252"), ".html") == ("", "Größe")
    for no_encoding in ("hex", "rot13", "utf-16", "none-such"):
        assert read(f"<meta charset={no_encoding}><p>Größe", ".html") == ("", "Größe")
    with pytest.raises(InputError, match="is not utf-8"):
        read("<p>Größe".encode("cp1252"), ".html")


@pytest.mark.parametrize("unit", ["<", "<a", "<a ", "<!--", "</", '<a b="', "<?", "<title>", "&"])
def test_a_hostile_page_ends_soon(unit):
    assert title_and_text("<p>words" + unit * (200_000 // len(unit)))[1].startswith("words")


def test_a_heading_that_opens_markdown_is_its_title():
    assert read("\n## On rivers ##\n\nThey *flow*.\n", ".md") == (
        "On rivers",
        "\nThey *flow*.\n",
    )
    assert read("They flow.\n# Roads\n", ".md") == ("", "They flow.\n# Roads\n")
    assert read("# On rivers\n", ".md") == ("", "On rivers\n"), "a title alone is the text"
    assert read("#hashtag\nwords", ".md") == ("", "#hashtag\nwords")


def test_a_word_document_is_read_by_paragraphs():
    body = """
    <w:p><w:pPr><w:pStyle w:val="Heading1"/><w:tabs><w:tab/></w:tabs></w:pPr>
      <w:r><w:t>On ri</w:t></w:r><w:r><w:t>vers</w:t></w:r></w:p>
    <w:p><w:r><w:t xml:space="preserve">They </w:t><w:tab/><w:t>flow &amp; flow.</w:t></w:r>
      <w:del><w:r><w:delText>not this</w:delText></w:r></w:del><w:instrText>PAGE</w:instrText></w:p>
    <w:p/>
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell</w:t><w:br/><w:t>of two lines</w:t></w:r></w:p></w:tc>
    </w:tr></w:tbl>"""
    assert read(docx(body), ".docx") == (
        "On rivers",
        "They \tflow & flow.\nA cell\nof two lines",
    )
    untitled = "<w:p><w:r><w:t>One paragraph</w:t></w:r></w:p>"
    assert read(docx(untitled), ".docx") == ("", "One paragraph")


def test_an_open_document_is_read_by_paragraphs():
    body = """
    <text:tracked-changes><text:p>not this</text:p></text:tracked-changes>
    <text:h>On <text:span>rivers</text:span></text:h>
    <text:p>They<text:s/>flow.<office:annotation><text:p>nor this</text:p></office:annotation>
    </text:p>
    <text:p>A<text:tab/>second<text:line-break/>paragraph</text:p>"""
    assert read(odt(body), ".odt") == (
        "On rivers",
        "They flow.\nA\tsecond\nparagraph",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no archive", "is damaged, encrypted or of another format: File is not a zip file"),
        (odt("<text:p>words</text:p>"), "There is no item named 'word/document.xml'"),
        (archive("word/document.xml", "<a>"), "no element found"),
        (docx("<w:p/>" * 10)[:-30], "File is not a zip file"),
        (
            docx("<w:p/>", '<!DOCTYPE a [<!ENTITY b "words"><!ENTITY c "&b;&b;">]>'),
            "declares a document type, which may hide what it expands to",
        ),
        (
            archive("word/document.xml", " " * 5_000_000),
            r"its text expands from 4,8\d\d bytes to 5,000,000, which is more than 200 times or "
            r"100,000,000 bytes; save it as .txt",
        ),
    ],
)
def test_a_word_document_that_cannot_be_read_says_why(content, message):
    with pytest.raises(ValueError, match=message):
        read(content, ".docx")


def test_a_pdf_is_read_page_by_page():
    pytest.importorskip("pypdf")
    assert read(pdf("On rivers"), ".pdf") == ("", "On rivers")
    for damaged in (b"%PDF-1.4", b"words", b""):
        with pytest.raises(ValueError, match="is damaged or encrypted: "):
            read(damaged, ".pdf")


def test_a_pdf_that_holds_its_reader_up_is_given_up(monkeypatch):
    pytest.importorskip("pypdf")
    monkeypatch.setattr(pipeline.load.pdf, "SECONDS", 0.01)
    with pytest.raises(ValueError, match="it takes more than 0 seconds to read"):
        read(pdf("On rivers"), ".pdf")


@given(st.binary(max_size=300), st.integers(0, 400))
def test_any_bytes_of_a_pdf_are_a_text_or_a_reason(noise, place):
    pytest.importorskip("pypdf")
    whole = pdf("On rivers")
    found = pipeline.load.pdf.read(whole[:place] + noise + whole[place:])
    assert found.keys() <= {"text", "error"} and len(found) == 1


def test_a_pdf_without_its_library_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(documents, "find_spec", lambda name: None)
    monkeypatch.delitem(sys.modules, "pypdf", raising=False)
    with pytest.raises(ValueError) as caught:
        read(pdf("On rivers"), ".pdf")
    assert str(caught.value) == (
        "needs pypdf, which is not installed: pip install 'themeline[documents]'"
    )


# fmt: off
PIECES = [
    b"<p>", b"</p>", b"<h1>", b"</h1>", b"<title>", b"<!--", b"-->", b"<script>", b"<", b">", b"=",
    b'"', b"'", b"&amp;", b"&#x110000;", b"# ", b"\n", b"words", b"\0", b"\xff", b"PK\x03\x04",
    b"%PDF-1.4\n", b"<meta charset=hex>", b"</", b"<a ", b"/>",
]
# fmt: on
whole = st.sampled_from([docx("<w:p><w:t>words</w:t></w:p>"), odt("<text:p>words</text:p>")])
cut = st.tuples(whole, st.integers(0, 500), st.binary(max_size=4)).map(
    lambda damage: damage[0][: damage[1]] + damage[2] + damage[0][damage[1] + len(damage[2]) :]
)


@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending != ".pdf"])
@given(content=st.lists(st.sampled_from(PIECES)).map(b"".join) | st.binary(max_size=60) | cut)
def test_any_bytes_are_a_document_or_refused(ending, content):
    try:
        title, text = read(content, ending)
    except ValueError as error:
        assert str(error)
    except InputError as error:
        assert str(error).startswith("file: ")
    else:
        assert isinstance(title, str)
        assert isinstance(text, str)


@given(st.text(st.characters(codec="utf-8", exclude_characters="<&\0")))
def test_text_without_markup_stays_as_it_is_but_for_white_space(text):
    assert title_and_text(text) == ("", " ".join(text.split()))
