import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import InputError
from pipeline.load import decode as module
from pipeline.load.decode import check_file, check_text, decode, open_text, read_text


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]),
)
def test_a_mark_wins_over_the_config(text, encoding):
    assert decode(text.encode(encoding), "cp1252", "here") == text


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        (b"ok\nok\n\xe9t\xe9", "utf-8", "byte 0xE9 at offset 6 (line 3) is not utf-8"),
        (b"caf\xc3\xa9 \x81", "cp1252", "byte 0x81 at offset 6 (line 1) is not cp1252"),
        (b"\xff\xfea\0\n\0b", "utf-8", "byte 0x62 at offset 6 (line 2) is not utf-16-le"),
        (b"\xef\xbb\xbfa\n\xff", "latin-1", "byte 0xFF at offset 5 (line 2) is not utf-8"),
        (b"abc", "undefined", "here: is not undefined"),
        (b"\0\0\0\0\0\xdc", "utf-16", "here: does not begin with a byte order mark"),
    ],
)
def test_the_first_wrong_byte_is_named_by_offset_and_line(content, encoding, message):
    with pytest.raises(InputError) as caught:
        decode(content, encoding, "here")
    assert message in str(caught.value)


MARKS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis", "utf-7"]
SAMPLES = [
    b"",
    b"plain\r\ntext\n",
    "h\u00e9\n\u6f22\U0001f600".encode(),
    b"a\n\xff",
    b"\0a\0\n\0b",
    b"\x83",
]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("blocks") / "text"


def outcome(read):
    try:
        return read()
    except InputError as error:
        return str(error)


@given(
    content=st.binary(max_size=40) | st.lists(st.sampled_from(SAMPLES), max_size=5).map(b"".join),
    encoding=st.sampled_from(MARKS),
    block=st.integers(4, 9),
)
def test_blocks_of_a_file_are_read_and_refused_like_the_whole(file, content, encoding, block):
    def in_blocks():
        check_text(file, encoding)
        with open_text(file, encoding, newline="") as lines:
            return "".join(lines)

    file.write_bytes(content or b" ")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", block)
        found = outcome(in_blocks)
    assert found == outcome(lambda: read_text(file, encoding))


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders there")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="is not a regular file"):
        check_file(tmp_path / "pipe.csv")
