import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import InputError
from pipeline.load.delimited import Delimited
from pipeline.load.json import JSON
from pipeline.load.jsonl import JSONLines
from pipeline.load.lines import Lines
from pipeline.load.mail import Mail
from pipeline.load.page import Page
from pipeline.load.parquet import Parquet
from pipeline.load.roles import guess_roles
from pipeline.load.sheet import Sheet
from pipeline.load.sniff import sniff

pytestmark = pytest.mark.usefixtures("without_languages")

SYNTAX = [bytes([sign]) for sign in b',;\t"\n\r\0{}:[ ']
TRAPS = [b"\r\n", b'""', b"1e5", b"\\ud800", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", b"PAR1"]
pieces = st.sampled_from([*SYNTAX, *TRAPS, b"text", b"id", b"a" * 300])
contents = st.binary(max_size=80) | st.lists(pieces, max_size=25).map(b"".join)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bytes")


@pytest.mark.parametrize(
    ("loader", "ending"),
    [
        (Delimited, "csv"),
        (Delimited, "tsv"),
        (JSON, "json"),
        (JSONLines, "jsonl"),
        (Mail, "eml"),
        (Page, "txt"),
        (Lines, "txt"),
        (Parquet, "parquet"),
        (Sheet, "xlsx"),
    ],
)
@given(content=contents, encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_bytes_are_a_corpus_or_refused_in_a_sentence(folder, loader, ending, content, encoding):
    path = folder / f"any.{ending}"
    path.write_bytes(content)
    settings = {"encoding": encoding} if "encoding" in loader.model_fields else {}
    try:
        corpus = loader(path=path, **settings)()
    except InputError as error:
        assert str(error).startswith(f"{path}: ")
    else:
        assert len(corpus) + len(corpus.dropped) == corpus.records
    try:
        guess_roles(sniff(path, encoding).columns)
        sniff(path)
    except InputError as error:
        assert str(error).startswith(f"{path}: ")
