import os

import pytest

from pipeline.load.folder import Folder

pytestmark = pytest.mark.usefixtures("without_languages")


def test_files_are_read_in_the_order_of_their_paths(write, tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.TXT", "a.txt", "é.txt", "10.txt", "9.txt"):
        write(f"texts/{name}", f"the text of {name}\r\n")
    corpus = Folder(path=tmp_path / "texts")()
    assert corpus.ids == ("10.txt", "9.txt", "a.txt", "a/b/c.TXT", "a/z.txt", "b.txt", "é.txt")
    assert corpus.texts[3] == "the text of a/b/c.TXT\r\n"
    assert corpus.records == 7


def test_other_files_are_counted(write, tmp_path):
    for name in ("a.txt", "b.csv", "c.csv", ".hidden.txt", ".git/d.txt", "README"):
        write(f"texts/{name}", "some words")
    corpus = Folder(path=tmp_path / "texts")()
    assert corpus.ids == ("a.txt",)
    (check,) = [check for check in corpus.checks if check.code == "L13"]
    assert check.message == (
        "1 file was read: 1 .txt; 5 others were not: 2 .txt, 2 .csv, 1 without ending."
    )


def test_files_of_several_kinds_are_counted_by_kind(write, tmp_path):
    for name in ("a.txt", "b.md", "c.MD", "d.html"):
        write(f"texts/{name}", f"some words of {name}")
    corpus = Folder(path=tmp_path / "texts")()
    (check,) = [check for check in corpus.checks if check.code == "L13"]
    assert check.message == "4 files were read: 2 .md, 1 .txt, 1 .html."


def test_files_of_one_kind_need_no_word(write, tmp_path):
    write("texts/a.md", "# On rivers\n\nThey flow.")
    corpus = Folder(path=tmp_path / "texts")()
    assert corpus.titles == ("On rivers",)
    assert corpus.texts == ("\nThey flow.",)
    assert "L13" not in {check.code for check in corpus.checks}


def test_what_cannot_be_read_is_dropped_with_the_reason(write, tmp_path):
    write("texts/a.txt", "some words")
    write("texts/b.txt", "caf\xe9".encode("latin-1"))
    write("texts/c.txt", "")
    write("texts/d.txt", "\ufeffwith a mark".encode("utf-16"))
    corpus = Folder(path=tmp_path / "texts")()
    assert corpus.ids == ("a.txt", "d.txt")
    assert [(each.record, each.id, each.reason) for each in corpus.dropped] == [
        ("b.txt", "b.txt", "wrong encoding"),
        ("c.txt", "c.txt", "empty text"),
    ]
    assert corpus.dropped[0].detail.startswith(
        "b.txt: byte 0xE9 at offset 3 (line 1) is not utf-8: unexpected end of data; set load."
    )


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_cannot_trap_the_reader(write, tmp_path):
    file = write("texts/a.txt", "some words")
    (tmp_path / "texts" / "loop").symlink_to(tmp_path / "texts")
    (tmp_path / "texts" / "loop.txt").symlink_to(tmp_path / "texts")
    (tmp_path / "texts" / "self.txt").symlink_to(tmp_path / "texts" / "self.txt")
    (tmp_path / "texts" / "linked.txt").symlink_to(file)
    corpus = Folder(path=tmp_path / "texts")()
    assert corpus.ids == ("a.txt", "linked.txt")
    assert [(each.record, each.reason) for each in corpus.dropped] == [
        ("loop.txt", "not a file"),
        ("self.txt", "not a file"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_unicode_is_reported(write, tmp_path):
    write("texts/a.txt", "some words")
    try:
        (tmp_path / "texts" / os.fsdecode(b"\xff.txt")).write_text("other words")
    except OSError:
        pytest.skip("this file system refuses such names")
    corpus = Folder(path=tmp_path / "texts")()
    assert [(each.record, each.reason) for each in corpus.dropped] == [
        ("\\udcff.txt", "broken character")
    ]


def test_folders_without_texts_and_files_are_refused(write, tmp_path, refusal):
    (tmp_path / "empty").mkdir()
    kinds = ".txt, .md, .html, .htm, .docx, .odt or .pdf file"
    assert refusal(Folder(path=tmp_path / "empty")) == f"empty: no {kinds} in it"
    file = write("docs/a.csv", "some words")
    assert refusal(Folder(path=tmp_path / "docs")) == f"docs: no {kinds} in it, only 1 .csv"
    assert refusal(Folder(path=file)) == (
        "docs/a.csv: is not a folder; leave load.method out to have it chosen by what the file is, "
        f"or put it into a folder: each {kinds} there is a document"
    )


def test_damaged_documents_are_dropped_one_by_one(write, tmp_path):
    write("texts/a.txt", "some words")
    write("texts/b.docx", "no archive")
    write("texts/c.pdf", "no PDF")
    corpus = Folder(path=tmp_path / "texts", allow_dropped=True)()
    assert corpus.ids == ("a.txt",)
    assert [(each.record, each.id, each.reason) for each in corpus.dropped] == [
        ("b.docx", "b.docx", "cannot be read"),
        ("c.pdf", "c.pdf", "cannot be read"),
    ]


def test_what_a_run_wrote_into_the_folder_is_no_document(write, tmp_path):
    write("texts/a.md", "# On rivers\n\nWords about rivers.")
    write("texts/outputs/.store/made", "")
    write("texts/outputs/texts-001/report.md", "Words of a report.")
    loader = Folder(path=tmp_path / "texts")
    assert loader().ids == ("a.md",)
    assert loader.reads("a.md") and not loader.reads("outputs/texts-001/report.md")
