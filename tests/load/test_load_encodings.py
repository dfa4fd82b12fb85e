# ruff: noqa: RUF001  other scripts are the point
import pytest

from pipeline.core.errors import InputError
from pipeline.load.encodings import likely_encodings

SAID = {
    "cp1252": "Schöne Grüße, die Straßenbahn fährt häufig zu spät",
    "cp1250": "Proszę o więcej miejsc parkingowych, żeby można było łatwiej dojechać",
    "cp1251": "Автобусы часто опаздывают, водитель вежливый, но ждать приходится долго",
    "koi8_r": "Автобусы часто опаздывают, водитель вежливый, но ждать приходится долго",
    "cp1253": "Τα λεωφορεία αργούν συχνά, ο οδηγός είναι ευγενικός",
    "gb18030": "公交车经常晚点，第三路司机态度很好，但是等车时间太长",
    "shift_jis": "バスはいつも遅れています。運転手さんは親切です",
    "euc_jp": "バスはいつも遅れています。運転手さんは親切ですが、待ち時間が長すぎます。",
    "big5": "公車經常晚點，司機態度很好，但是等車時間太長",
    "euc_kr": "버스가 자주 늦게 옵니다. 기사님은 친절하지만 기다리는 시간이 깁니다",
    "utf-16-le": "id;text und Grüße aus Köln",
    "utf-16-be": "id;text und Grüße aus Köln",
}


@pytest.mark.parametrize("encoding", SAID)
def test_the_likeliest_encoding_is_the_right_one(write, encoding):
    lines = "".join(f"{number};{SAID[encoding]}\n" for number in range(30))
    found = likely_encodings(write("t.csv", lines.encode(encoding)))
    assert found[0].encoding == encoding
    assert SAID[encoding].split()[0][:9] in found[0].sample
    assert len(found) <= 3


def test_utf_8_is_no_question(write):
    assert [each.encoding for each in likely_encodings(write("t.csv", "Grüße\n"))] == ["utf-8"]
    assert [each.encoding for each in likely_encodings(write("t.csv", "plain\n"))] == ["utf-8"]


def test_lines_far_down_count(write):
    path = write("t.csv", b"plain words\n" * 200_000 + "Grüße aus Köln\n".encode("cp1252"))
    assert likely_encodings(path)[0].encoding == "cp1252"


def test_what_is_no_text_has_no_encoding(write):
    assert likely_encodings(write("t.csv", bytes(range(256)) * 9)) == []


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("Grüße aus Köln\n".encode() * 9 + b"Gr\xfc\xdfe\n", "offset 164 (line 10)"),
        ("Grüße aus Köln\n".encode() * 9 + b"K\xc3", "offset 163 (line 10)"),
    ],
)
def test_utf_8_that_is_damaged_is_told_and_not_read_as_something_else(write, content, where):
    with pytest.raises(InputError, match="all else in it is") as caught:
        likely_encodings(write("t.csv", content))
    assert where in str(caught.value)


def test_a_byte_order_mark_leaves_no_question(write):
    path = write("t.csv", "text\nGrüße\n".encode("utf-16"))
    assert [each.encoding for each in likely_encodings(path)] == ["utf-8"]


def test_a_long_line_is_cut_between_characters(write):
    assert likely_encodings(write("t.csv", "ü" * 100_001))[0].encoding == "utf-8"
