import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import InputError
from pipeline.load.chat import Chat
from pipeline.load.formats import method_for

pytestmark = pytest.mark.usefixtures("without_languages")

ANDROID = """\
12/05/2023, 10:11 - Messages and calls are end-to-end encrypted.
12/05/2023, 10:11 - Jane Doe: The bus is late
and full.

Again: as ever.
12/05/2023, 10:12 - Max: <Media omitted>
12/05/2023, 10:13 - +49 171 1234: It rains.
"""
IOS = """\
[12.05.23, 10:11:12] Group: \u200eMessages and calls are end-to-end encrypted.
\u200e[12.05.23, 10:11:13] Jane Doe: \u200eimage omitted
[12.05.23, 10:11:14] Jane Doe: The bus is late
and full.

Again: as ever.
[5/12/23, 10:13:05\u202fPM] +49 171 1234: It rains.
"""
TELEGRAM = {
    "name": "Park",
    "type": "private_group",
    "id": 77,
    "messages": [
        {"id": 1, "type": "service", "date": "2023-05-12T10:00:00", "action": "create_group"},
        {
            "id": 2,
            "type": "message",
            "date": "2023-05-12T10:11:12",
            "from": "Jane Doe",
            "text": ["See ", {"type": "link", "text": "a.org"}, " and the trees."],
        },
        {"id": 3, "type": "message", "date": "2023-05-13T10:00:00", "from": None, "text": ""},
        {"id": 4, "type": "message", "date": "2023-05-14T10:00:00", "from": "Max", "text": "Yes."},
    ],
}


@pytest.mark.parametrize(
    ("content", "times"),
    [
        (ANDROID, ("12/05/2023, 10:11", "12/05/2023, 10:13")),
        (IOS, ("12.05.23, 10:11:14", "5/12/23, 10:13:05\u202fPM")),
    ],
)
def test_messages_of_whatsapp(write, content, times):
    path = write("_chat.txt", content)
    assert method_for(path) == "chat"
    corpus = Chat(path=path, groups=["speaker", "time"])()
    assert corpus.ids == ("2", "4") if content is ANDROID else ("3", "4")
    assert corpus.texts == ("The bus is late\nand full.\n\nAgain: as ever.", "It rains.")
    assert corpus.groups == {"speaker": ("Jane Doe", "+49 171 1234"), "time": times}
    assert [each.reason for each in corpus.dropped] == ["message of the program"] * 2
    assert corpus.dates == ()


def test_messages_of_telegram(write):
    path = write("result.json", json.dumps(TELEGRAM, indent=1))
    assert method_for(path) == "chat"
    corpus = Chat(path=path, groups="speaker")()
    assert corpus.ids == ("2", "4")
    assert corpus.texts == ("See a.org and the trees.", "Yes.")
    assert corpus.dates == ("2023-05-12T10:11:12", "2023-05-14T10:00:00")
    assert corpus.groups == {"speaker": ("Jane Doe", "Max")}
    assert [(each.record, each.id, each.reason, each.detail) for each in corpus.dropped] == [
        ("message 1", "1", "message of the program", "create_group"),
        ("message 3", "3", "empty text", ""),
    ]


def test_all_chats_of_an_account_are_read_and_their_ids_differ(write):
    chats = [TELEGRAM, {**TELEGRAM, "id": 78}]
    export = {"about": "the data that Telegram has of you", "chats": {"list": chats}}
    path = write("result.json", json.dumps(export))
    assert method_for(path) == "chat"
    assert Chat(path=path)().ids == ("77/2", "77/4", "78/2", "78/4")


def test_other_objects_are_no_chats(write):
    for content in ('{"name": "x", "text": "y"}', '{"name": "x", "messages": [{"text": "y"}]}'):
        assert method_for(write("a.jsonl", content)) == "jsonl"


@pytest.mark.parametrize("content", ["some words\nand more", "{}", '{"messages": 3}', "[1]"])
def test_what_is_no_chat_is_refused(write, refusal, content):
    assert refusal(Chat(path=write("c.txt", content))) == (
        "c.txt: no message of a chat in it; WhatsApp has lines such as 12/05/2023, 10:11 - Name: "
        "text, and Telegram a list of messages"
    )


def test_a_damaged_export_is_refused(write, refusal):
    cut = json.dumps(TELEGRAM)[:-20]
    assert refusal(Chat(path=write("c.json", cut))).startswith("c.json: is not valid JSON: ")
    nested = '{"messages": ' + "[" * 200_000
    assert refusal(Chat(path=write("c.json", nested))).startswith("c.json: is not valid JSON: ")
    assert refusal(Chat(path=write("c.txt", ""))) == "c.txt: the file is empty (0 bytes)"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("chat") / "any.txt"


values = st.recursive(
    st.none() | st.integers() | st.text(max_size=3) | st.sampled_from(["message", "service"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["messages", "chats", "list", "id", "type", "text", "from", "date"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["messages", "chats", "id"]), values))
def test_any_object_is_a_chat_or_refused(path, export):
    path.write_text(json.dumps(export))
    try:
        entries = list(Chat(path=path).read().entries)
    except InputError as error:
        assert str(error).startswith(f"{path}: ")
    else:
        assert entries


# fmt: off
PIECES = [
    "12/05/2023, 10:11 - ", "[12.05.23, 10:11:12] ", "Name: ", "words", "\n", "\r", "<Media>",
    "\u200e", "{", "}", '"messages"', ": ", "[", "]", "\0", "\ufeff",
]
# fmt: on


@given(st.lists(st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=4)))
def test_any_text_is_a_chat_or_refused(path, pieces):
    path.write_bytes("".join(pieces).encode())
    try:
        entries = list(Chat(path=path).read().entries)
    except InputError as error:
        assert str(error).startswith(f"{path}: ")
    else:
        assert entries
