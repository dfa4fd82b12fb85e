import mailbox
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.formats import method_for
from pipeline.load.mail import Mail

pytestmark = pytest.mark.usefixtures("without_languages")

SETTINGS = {
    "id": "id",
    "title": "title",
    "text": "text",
    "date": "date",
    "groups": ["from", "list"],
}


def message(text="The bus was late again.", html=None, **headers):
    made = EmailMessage()
    given = {
        "From": "Zoë Müller <zoe@example.org>",
        "Subject": "Über den Bus",
        "Date": "Fri, 01 Mar 2024 12:30:15 +0100",
        "Message-ID": "<1@example.org>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        if value is not None:
            made[name] = value
    if text is not None:
        made.set_content(text)
    if html is not None:
        (made.add_alternative if text is not None else made.set_content)(html, subtype="html")
    return made


@pytest.fixture
def read(write):
    """The corpus of one message."""

    def read(content):
        content = content if isinstance(content, bytes) else content.as_bytes()
        return Mail(path=write("t.eml", content), **SETTINGS)()

    return read


def test_a_message_is_its_subject_its_text_and_who_sent_it_when(read):
    corpus = read(message(List_Id="Riders of buses <riders.example.org>"))
    assert corpus.ids == ("1@example.org",)
    assert corpus.titles == ("Über den Bus",)
    assert corpus.texts == ("The bus was late again.",)
    assert corpus.dates == ("2024-03-01T12:30:15+01:00",)
    assert corpus.groups == {"from": ("Zoë Müller",), "list": ("riders.example.org",)}


def test_what_a_message_lacks_is_empty_and_its_id_the_number(read):
    corpus = read(message(From="zoe@example.org", Date=None, Subject=None, Message_ID=None))
    assert corpus.ids == ("1",)
    assert corpus.titles == ("",)
    assert corpus.dates == ()
    assert corpus.groups == {"from": ("zoe@example.org",), "list": ("",)}


def test_the_plain_part_counts_and_html_where_there_is_none(read):
    html = "<html><head><style>p {}</style></head><p>The&nbsp;bus</p><p>was <b>late</b></p></html>"
    assert read(message(html=html)).texts == ("The bus was late again.",)
    assert read(message(text=None, html=html)).texts == ("The bus\nwas late",)


def test_attachments_are_counted_and_not_read(read):
    with_two = message()
    with_two.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    with_two.add_attachment("Attached words.", filename="b.txt")
    corpus = read(with_two)
    assert corpus.texts == ("The bus was late again.",)
    (check,) = [check for check in corpus.checks if check.code == "L23"]
    assert check.message == "2 attachments of 1 message are not read."
    assert not [check for check in read(message()).checks if check.code == "L23"]


def test_a_mailbox_is_read_message_by_message(tmp_path):
    texts = ["The first text.\n\nFrom here on it goes on.\n>From there too.", "The second text."]
    path = tmp_path / "t.mbox"
    box = mailbox.mbox(path)
    for number, text in enumerate(texts):
        box.add(message(text, Message_ID=f"<{number}@x>"))
    box.close()
    assert method_for(path) == "mail"
    corpus = Mail(path=path, **SETTINGS)()
    assert corpus.ids == ("0@x", "1@x")
    assert corpus.texts == (texts[0].replace(">From", "From"), texts[1])


def test_a_mailbox_is_told_by_its_first_line(write):
    head = b"From a@b Mon Jan  1 00:00:00 2024\nSubject: x\n\nwords"
    assert method_for(write("t.txt", head)) == "mail"
    assert method_for(write("t.txt", b"From Monday on the bus was late.\n")) == "page"


@pytest.mark.parametrize(
    ("content", "title", "text"),
    [
        (b"Subject: caf\xc3\xa9\n\ncaf\xc3\xa9 words", "café", "café words"),
        (b"Subject: =?x-none?q?a=E9?=\n\nsome words", "a\ufffd", "some words"),
        (b"Subject: =?utf-8?b?###?=\n\nsome words", None, "some words"),
        (b"Content-Type: text/plain; charset=x-none\n\ncaf\xc3\xa9 words", "", "café words"),
        (b"Content-Type: text/plain; charset=utf-8\n\ncaf\xe9 words", "", "caf\ufffd words"),
        (b"Content-Type: text/plain; charset=hex\n\nsome words", "", "some words"),
        (b"Content-Transfer-Encoding: base64\n\n####some words", None, None),
        (b"Content-Type: multipart/mixed\n\nsome words", "", None),
        (b"Content-Disposition: =?\nDate: never\nFrom: <\n\nsome words", "", "some words"),
    ],
)
def test_broken_headers_and_encodings_cost_no_message(write, content, title, text):
    path = write("t.eml", content)
    (entry,) = Mail(path=path, title="title", text="text", date="date").read().entries
    assert title is None or entry.title == title
    assert text is None or entry.text == text


HEADERS = [b"Subject:", b"From:", b"Date:", b"Content-Type:", b"Content-Disposition:"]
HEADERS += [b"Content-Transfer-Encoding:", b"List-Id:", b"Message-ID:"]
VALUES = [
    b"=?utf-8?b?",
    b"?=",
    b"multipart/mixed; boundary=b",
    b"text/html",
    b";",
    b'"',
    b"<",
    b">",
]
VALUES += [
    b"base64",
    b"charset=",
    b"\xff",
    b"\0",
    b"(",
    b"@",
    b",",
    b"\n",
    b" ",
    b"--b\n",
    b"[",
    b"\r",
]
VALUES += [b"message/rfc822", b"Mon, 99 Foo 0000", b"*0*=", b"filename*=utf-8''%", b"a"]
headers = st.tuples(st.sampled_from(HEADERS), st.lists(st.sampled_from(VALUES), max_size=6))


@given(head=st.lists(headers, max_size=5), body=st.lists(st.sampled_from(VALUES), max_size=8))
def test_no_message_is_too_broken_to_be_told(tmp_path_factory, head, body):
    path = tmp_path_factory.getbasetemp() / "broken.eml"
    lines = (name + b" " + b"".join(values) + b"\n" for name, values in head)
    path.write_bytes(b"".join(lines) + b"\n" + b"".join(body))
    assert len(list(Mail(path=path, text="text").read().entries)) == 1
