"""What is drawn of a larger source, and what is said of it."""

import csv
import json
import tracemalloc
from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from pipeline.load.delimited import Delimited
from pipeline.load.filter import Subsample, filter_records
from pipeline.load.folder import Folder
from pipeline.load.jsonl import JSONLines
from pipeline.load.page import Page
from pipeline.load.parquet import Parquet
from pipeline.load.records import Record

pytestmark = pytest.mark.usefixtures("without_languages")


def drawn(records, size, seed=0):
    return [record.id for record in filter_records(records, 1, Subsample(size, seed)).kept]


def numbered(count):
    return [Record(f"line {i}", str(i), f"text number {i}") for i in range(count)]


records = st.lists(
    st.builds(Record, st.just("line 1"), st.text("abc", min_size=1), st.sampled_from(["", "words"]))
)


@given(records, st.integers(1, 9), st.integers(0, 3))
def test_a_larger_sample_holds_a_smaller_one_and_nothing_is_lost(records, size, seed):
    everything = filter_records(records, 1)
    some = filter_records(records, 1, Subsample(size, seed))
    assert len(some.kept) == min(size, len(everything.kept))
    assert some.records == everything.records == len(records)
    assert set(some.kept) <= set(filter_records(records, 1, Subsample(size + 1, seed)).kept)
    assert set(some.dropped) <= set(everything.dropped)
    told = {each.id for each in some.dropped if each.reason == "id occurs twice"}
    assert told <= {record.id for record in some.kept}
    whole = filter_records(records, 1, Subsample(len(records) + 1, seed))
    assert (whole.kept, whole.dropped) == (everything.kept, everything.dropped)


@given(st.permutations(numbered(30)), st.integers(1, 29))
def test_who_is_drawn_does_not_hang_on_the_order(records, size):
    assert sorted(drawn(records, size)) == sorted(drawn(numbered(30), size))


def test_every_record_is_as_likely_to_be_drawn():
    times = Counter(name for seed in range(2000) for name in drawn(numbered(20), 5, seed))
    # 500 are expected of each; with 20 of them one beyond four standard deviations is 1 in 800
    assert all(abs(times[str(i)] - 500) < 4 * (2000 * 0.25 * 0.75) ** 0.5 for i in range(20))


def test_no_more_records_are_held_than_are_drawn():
    def many():
        return (Record(f"line {i}", str(i), f"{i} " * 500) for i in range(4000))

    tracemalloc.start()
    filter_records(many(), 1, Subsample(100, 0))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000  # the texts of all are ten times that


TEXTS = {f"d{i}.txt": f"the text of document {i}" for i in range(40)}


def write(kind, folder):
    """The same texts under the same ids in a format; its loader."""
    path = folder / f"texts.{kind}"
    rows = [{"id": name, "text": text} for name, text in TEXTS.items()]
    if kind == "folder":
        path.mkdir()
        for name, text in TEXTS.items():
            (path / name).write_text(text)
        return Folder(path=path, subsample=12)
    if kind == "csv":
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, ["id", "text"])
            writer.writeheader()
            writer.writerows(rows)
        return Delimited(path=path, id="id", subsample=12)
    if kind == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return JSONLines(path=path, id="id", subsample=12)
    parquet.write_table(pa.Table.from_pylist(rows[::-1]), path)
    return Parquet(path=path, id="id", subsample=12)


def test_every_format_draws_the_same_documents_and_says_so(tmp_path):
    found = [write(kind, tmp_path)() for kind in ("folder", "csv", "jsonl", "parquet")]
    assert len({frozenset(corpus.ids) for corpus in found}) == 1
    for corpus in found:
        assert (len(corpus), corpus.records, corpus.dropped, corpus.undrawn) == (12, 40, (), 28)
        assert dict(zip(corpus.ids, corpus.texts, strict=True)).items() <= TEXTS.items()
        check = next(check for check in corpus.checks if check.code == "L08")
        assert check.message == "12 of 40 records were drawn (load.subsample)."
        assert "themeline predict RUN FILE" in check.advice


def test_records_that_are_broken_are_told_though_not_drawn(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,text\n" + "".join(f"{i},text number {i}\n{i},\n" for i in range(50)))
    corpus = Delimited(path=path, id="id", subsample=5)()
    assert (len(corpus), len(corpus.dropped), corpus.undrawn) == (5, 50, 45)
    assert {each.reason for each in corpus.dropped} == {"empty text"}


def test_a_source_that_is_not_larger_is_no_sample(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("".join(f"Title {i}\n{f'words of {i} ' * 30}\n" for i in range(8)))
    assert repr(Page(path=path, subsample=8)()) == repr(Page(path=path)())
    assert len(Page(path=path, subsample=3)()) == 3
