"""The corpora that runs read: parts of the large one, abstracts, short texts."""

import gzip
import json
import sys

import pytest

from benchmarks.speed import __main__ as command
from benchmarks.speed.corpora import abstracts, read_all, write_large
from benchmarks.speed.process import FailedError
from benchmarks.speed.short_texts import short_texts


@pytest.fixture
def corpora(tmp_path):
    """A packed corpus and one that is not."""
    large = [{"id": str(i), "title": f"Title {i}", "text": f"Text {i}."} for i in range(50)]
    with gzip.open(tmp_path / "arxiv_large_120k.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in large)
    row = {"id": "a", "title": "Über Ähren", "text": "Viel.\u2028Mehr."}
    path = tmp_path / "arxiv_24cat.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return tmp_path


def test_a_part_of_the_large_corpus_is_the_beginning_of_every_larger_part(corpora, tmp_path):
    write_large(corpora, 10, tmp_path / "few")
    write_large(corpora, 50, tmp_path / "all")
    few, all_ = ((tmp_path / name).read_text().splitlines() for name in ("few", "all"))
    assert few == all_[:10]
    assert len(set(all_)) == 50 and all_ != sorted(all_)


def test_more_documents_than_there_are_is_an_error_with_both_numbers(corpora, tmp_path):
    with pytest.raises(FailedError, match="has 50 documents, not 51"):
        write_large(corpora, 51, tmp_path / "documents")
    with pytest.raises(FailedError, match=r"neither arxiv_24cat\.jsonl nor arxiv_24cat\.jsonl\.gz"):
        abstracts(tmp_path / "elsewhere", 1)


def test_abstracts_and_all_corpora_are_read_packed_or_not(corpora):
    assert abstracts(corpora, 5) == ["Über Ähren. Viel.\u2028Mehr."]
    assert [row["id"] for row in read_all(corpora)] == ["a", *map(str, range(50))]


RECORDS = [
    {"title": "On Trees", "text": "Trees are graphs. They grow in woods! So."},
    {"text": "Rings of many kinds are considered. On trees"},
    {"title": "ON TREES", "text": " ".join(f"word{i}" for i in range(40))},
]


def test_short_texts_are_titles_then_first_sentences_then_second_ones_cut():
    assert short_texts(RECORDS, 5) == [
        "On Trees",
        "Trees are graphs.",
        "Rings of many kinds are considered.",
        " ".join(f"word{i}" for i in range(15)),
        "They grow in woods!",
    ]


def test_too_few_short_texts_is_an_error_with_both_numbers():
    with pytest.raises(FailedError, match="hold 5 different short texts, not 6"):
        short_texts(RECORDS, 6)


def test_a_job_that_fails_is_told_and_the_others_go_on(monkeypatch, capsys, corpora):
    few = ["--documents", "240", "--runs", "1"]
    chosen = ["--only", "whole-120k", "titles", "--corpora", str(corpora), *few]
    monkeypatch.setattr(sys, "argv", ["speed", *chosen])
    with pytest.raises(SystemExit) as end:
        command.main()
    printed = capsys.readouterr().out
    assert end.value.code == 1
    assert "whole-120k failed: arxiv_large_120k" in printed and "not 240" in printed
    assert "titles failed: the corpora hold" in printed
