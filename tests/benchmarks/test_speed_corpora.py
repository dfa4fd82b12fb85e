"""The corpora that runs read: parts of the large one, abstracts."""

import gzip
import json

import pytest

from benchmarks.speed.corpora import abstracts, write_large
from benchmarks.speed.process import FailedError


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


def test_abstracts_are_read_packed_or_not(corpora):
    assert abstracts(corpora, 5) == ["Über Ähren. Viel.\u2028Mehr."]
