import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.load.decode import check_file, decode


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
    ],
)
def test_the_first_wrong_byte_is_named_by_offset_and_line(content, encoding, message):
    with pytest.raises(InputError) as caught:
        decode(content, encoding, "here")
    assert message in str(caught.value)


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders there")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="is not a regular file"):
        check_file(tmp_path / "pipe.csv")
