import bz2
import gzip
import io
import json
import lzma
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.discovery import method_class
from pipeline.core.errors import InputError
from pipeline.load import compressed, parquet, sheet
from pipeline.load.compressed import named, open_bytes
from pipeline.load.decode import read_head
from pipeline.load.delimited import Delimited
from pipeline.load.formats import method_for
from pipeline.load.sniff import sniff

pytestmark = pytest.mark.usefixtures("without_languages")


def archive(files, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


PACKERS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": lambda content: pa.compress(content, "zstd", asbytes=True),
    "zip": lambda content: archive({"inner/t.csv": content}),
}
every_packer = pytest.mark.parametrize("ending", PACKERS)

ITEMS = [{"id": "a", "text": "the first text"}, {"id": "b", "text": "the second text"}]
TABLE = "id\ttext\n" + "".join(f"{item['id']}\t{item['text']}\n" for item in ITEMS)
FILES = {
    "t.csv": TABLE.replace("\t", ","),
    "t.TSV": TABLE,
    "t.jsonl": "\n".join(map(json.dumps, ITEMS)),
    "t.json": json.dumps(ITEMS),
}


@every_packer
@pytest.mark.parametrize("name", FILES)
def test_every_format_of_texts_is_read_through_every_compression(write, ending, name):
    content = FILES[name].encode()
    packed = archive({f"in/{name}": content}) if ending == "zip" else PACKERS[ending](content)
    path = write("packed.zip" if ending == "zip" else f"{name}.{ending}", packed)
    corpus = method_class("load", method_for(path))(path=path, id="id")()
    assert corpus.ids == ("a", "b")
    assert corpus.texts == ("the first text", "the second text")


@every_packer
def test_what_is_compressed_is_told_by_its_content_and_not_by_its_name(write, ending):
    path = write("t.csv", PACKERS[ending](FILES["t.csv"].encode("utf-16")))
    assert Delimited(path=path, id="id")().ids == ("a", "b")
    assert read_head(path, "utf-8") == (FILES["t.csv"], True)
    plain = write("t.csv.gz", FILES["t.csv"])
    assert Delimited(path=plain, id="id")().ids == ("a", "b")


def test_the_name_is_that_of_what_is_in_it(write):
    assert named(Path("a.csv.gz")).name == "a.csv"
    assert named(Path("a.csv")).name == "a.csv"
    assert named(Path("a.csv.ZIP")).name == "a.csv", "and there is no such file"
    assert named(write("a.zip", archive({"b/": "", "b/c.tsv": "x"}))).name == "c.tsv"
    assert named(write("d.csv.zip", b"damaged")).name == "d.csv"


def test_what_macos_adds_to_an_archive_is_no_file_of_it(write):
    files = {"t.csv": FILES["t.csv"], "__MACOSX/._t.csv": b"\0\5\x16\7", ".DS_Store": b"\0"}
    assert len(Delimited(path=write("t.zip", archive(files)))()) == 2


def test_an_archive_of_several_files_is_refused_and_they_are_named(write, refusal):
    path = write("t.zip", archive({f"{i}.csv": "text" for i in range(7)}))
    assert method_for(path) == "delimited"
    assert refusal(Delimited(path=path)) == (
        "t.zip: is an archive of 7 files: '0.csv', '1.csv', '2.csv', '3.csv', '4.csv', ...; unpack "
        "it, and name one file or the folder"
    )
    assert refusal(Delimited(path=write("e.zip", archive({})))) == (
        "e.zip: is an archive of 0 files; unpack it, and name one file or the folder"
    )


def test_a_protected_archive_is_refused(write, refusal):
    packed = bytearray(archive({"t.csv": "text"}, zipfile.ZIP_STORED))
    packed[6] |= 1
    packed[packed.index(b"PK\1\2") + 8] |= 1
    assert refusal(Delimited(path=write("t.zip", bytes(packed)))) == (
        "t.zip: is protected by a password; unpack it first"
    )


def test_an_office_document_is_not_unpacked(write):
    packed = archive({"[Content_Types].xml": "<Types/>"})
    with open_bytes(write("t.docx", packed)) as file:
        assert file.read() == packed


@every_packer
def test_an_empty_file_is_empty_however_it_is_packed(write, refusal, ending):
    path = write(f"t.csv.{ending}", PACKERS[ending](b""))
    assert refusal(Delimited(path=path)) == f"t.csv.{ending}: the file is empty (0 bytes)"


@every_packer
def test_what_is_cut_off_is_refused(write, refusal, ending):
    packed = PACKERS[ending]("".join(f"{i},{i * i}\n" for i in range(2000)).encode())
    message = refusal(Delimited(path=write(f"t.csv.{ending}", packed[: len(packed) // 2])))
    assert message.startswith(f"t.csv.{ending}: damaged: it cannot be unpacked (")
    assert message.endswith("; fetch or pack it again")


@every_packer
@given(place=st.floats(0, 1), byte=st.binary(min_size=1, max_size=4))
def test_damage_anywhere_is_refused_in_a_sentence_or_harmless(
    tmp_path_factory, ending, place, byte
):
    packed = bytearray(PACKERS[ending](FILES["t.csv"].encode()))
    start = int(place * len(packed))
    packed[start : start + len(byte)] = byte
    path = tmp_path_factory.getbasetemp() / f"t.csv.{ending}"
    path.write_bytes(packed)
    try:
        list(Delimited(path=path, text="text").read().entries)
    except InputError as error:
        assert str(error).startswith(f"{path}: ")


@every_packer
def test_a_bomb_is_refused_before_it_fills_the_memory(write, refusal, monkeypatch, ending):
    path = write(f"t.csv.{ending}", PACKERS[ending](b"text\n" + b"a b\n" * 300_000))
    size = path.stat().st_size
    assert size < 1_200_000 / compressed.RATIO, "it expands more than any text"
    Delimited(path=path).read()
    monkeypatch.setattr(compressed, "FREE", 2**18)
    message = refusal(Delimited(path=path))
    assert f": its {size:,} bytes expand to " in message
    assert message.endswith(
        "or more, over 200 times as many, which no text does; if that is right, unpack it first"
    )


def test_tables_that_say_they_expand_beyond_measure_are_refused(write, refusal, monkeypatch):
    monkeypatch.setattr(parquet, "UNPACKED", 10_000)
    monkeypatch.setattr(sheet, "UNPACKED", 10_000)
    path = write("t.parquet", b"")
    values = ["a" * 1_000_000 + str(i) for i in range(3)]
    pq.write_table(pa.table({"text": values}), path, compression="zstd", use_dictionary=False)
    assert "bytes expand to 3,0" in refusal(parquet.Parquet(path=path))
    path = write("t.xlsx", archive({"[Content_Types].xml": b" " * 1_000_000}))
    assert "bytes expand to 1,000,000 or more" in refusal(sheet.Sheet(path=path))


@every_packer
def test_what_is_compressed_is_sniffed_as_what_is_in_it(write, ending):
    rows = "".join(f"{i};Grüße aus der Stadt Nummer {i}, wo es regnet\n" for i in range(30))
    content = f"id;text\n{rows}".encode("cp1252")
    found = sniff(write(f"t.csv.{ending}", PACKERS[ending](content)))
    assert found.settings == {"encoding": "cp1252", "delimiter": ";"}
    assert [column.name for column in found.columns] == ["id", "text"]
