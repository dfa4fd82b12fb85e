"""What a run will take: from sizes and rates to numbers and words."""

import pytest

from pipeline.embed.auto import BySize
from pipeline.embed.distilled import Distilled
from pipeline.resources.estimate import Forecast, Past, Speed, Task, forecast, is_known
from pipeline.resources.machine import core_rate, free_disk, free_memory
from pipeline.resources.rates import BASE_DISK, BASE_MEMORY, CORE_RATE
from pipeline.resources.sizes import Size, size_of_source
from pipeline.resources.wording import duration, in_words, shortage

MINILM = Task("embed", "minilm", 10_000, 10_000_000)
TWO_CORES = Speed(2)


def seconds(task, history=(), speed=TWO_CORES):
    return forecast([task], history, speed).seconds


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Forecast(0.2, 300_000_000, 0), "about 1 s, 300 MB of memory, 1 MB of disk"),
        (Forecast(184, 1_230_000_000, 94_400_000), "about 3 min, 1.2 GB of memory, 94 MB of disk"),
        (Forecast(8_000, 61e9, 1.24e12), "about 2.2 h, 61 GB of memory, 1,200 GB of disk"),
    ],
)
def test_a_forecast_is_one_plain_line(told, expected):
    assert in_words(told) == f"This run: {expected}."


def test_durations_are_no_finer_than_an_estimate():
    assert [duration(s) for s in (0, 44.4, 89, 91, 1234, 5399, 5400, 36_000)] == [
        "1 s", "44 s", "89 s", "2 min", "21 min", "90 min", "1.5 h", "10.0 h",
    ]  # fmt: skip


def test_what_is_short_is_named_with_both_numbers_and_ways_out():
    needed = Forecast(60, 6_100_000_000, 90_000_000)
    assert shortage(needed, 6_200_000_000, 10**9) == ""
    assert shortage(needed, None, None) == ""
    assert shortage(needed, 3_900_000_000, 10**9) == (
        "this run needs about 6.1 GB of memory, and 3.9 GB are free: close other programs, take "
        "fewer documents, or go on with --force"
    )
    assert shortage(needed, None, 50_000_000) == (
        "this run needs about 90 MB of disk, and 50 MB are free: free some (themeline clean), "
        "choose another --outputs folder, or go on with --force"
    )


def test_a_machine_of_twice_the_speed_or_cores_needs_half_the_time():
    assert seconds(MINILM, speed=Speed(2, 2 * CORE_RATE)) == pytest.approx(seconds(MINILM) / 2)
    assert seconds(MINILM, speed=Speed(4)) == pytest.approx(seconds(MINILM) / 2, rel=0.01)


def test_known_texts_take_no_time():
    fresh = Task("embed", "minilm", 10_000, 10_000_000, share=0.01)
    assert seconds(fresh) < seconds(MINILM) / 50


def test_what_is_placed_by_its_words_takes_a_fraction():
    read = Task("embed", "distilled", 100_000, 10**8)
    placed = Task("embed", "distilled", 100_000, 10**8, share=0.05, unread=0.95)
    assert seconds(read) / 20 < seconds(placed) < seconds(read) / 10


def test_what_is_beyond_a_sample_joins_it_in_less_time():
    small, large = (Task("reduce", "umap", n, n) for n in (20_000, 120_000))
    assert seconds(small) * 1.5 < seconds(large) < seconds(small) * 3
    past = Past("reduce", "umap", 10 * seconds(small), 20_000, 0)
    assert seconds(large, [past]) == pytest.approx(10 * seconds(large), rel=0.05)


def test_what_this_machine_took_before_counts_more_than_shipped_rates():
    past = Past("embed", "minilm", 1000.6, 5_000, 5_000_000)
    assert seconds(MINILM, [past]) == pytest.approx(2000.6)
    other = Past("embed", "minilm", 1.0, 10, 10_000)
    assert seconds(MINILM, [other, past]) == pytest.approx(2000.6)
    assert is_known(MINILM, [past])
    assert not is_known(MINILM, [other])
    unrecorded = Past("embed", "minilm", 1000.6, 5_000, 0)
    assert not is_known(MINILM, [unrecorded])
    assert seconds(MINILM, [unrecorded]) == seconds(MINILM)


def test_memory_is_that_of_the_hungriest_step_and_disk_that_of_all():
    tasks = [MINILM, Task("reduce", "pca", 10_000, 10_000_000)]
    both, first = forecast(tasks, (), TWO_CORES), forecast(tasks[:1], (), TWO_CORES)
    assert both.memory == first.memory > BASE_MEMORY
    assert both.disk > first.disk
    assert forecast([], (), TWO_CORES) == Forecast(0, BASE_MEMORY, BASE_DISK)


def test_a_method_that_was_never_measured_has_a_forecast():
    assert seconds(Task("reduce", "brand new", 1_000, 1_000)) > 0


def test_the_size_of_a_corpus_is_estimated_from_its_file(tmp_path):
    lines = tmp_path / "t.jsonl"
    lines.write_text('{"text": "a cat"}\n' * 40_000)
    assert size_of_source(lines, "jsonl") == Size(pytest.approx(40_000, rel=0.01), 720_000)
    (tmp_path / "empty.csv").write_text("")
    assert size_of_source(tmp_path / "empty.csv", "delimited").documents == 1
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text("12345")
    assert size_of_source(folder, "folder") == Size(3, 15)
    (tmp_path / "t.parquet").write_bytes(b"x" * 4_000)
    assert size_of_source(tmp_path / "t.parquet", "parquet") == Size(10, 10_000)


def test_a_sample_is_as_large_as_it_is_asked_for():
    whole = Size(1_000, 50_000)
    assert whole.drawn(100) == Size(100, 5_000)
    assert whole.drawn(None) == whole.drawn(1_000) == whole.drawn(2_000) == whole


def test_free_memory_is_what_the_system_or_the_container_leaves(tmp_path):
    meminfo, quota, used = (tmp_path / name for name in ("meminfo", "max", "current"))
    meminfo.write_text("MemTotal: 9 kB\nMemAvailable:    2000 kB\n")
    assert free_memory(meminfo, quota, used) == 2_048_000
    quota.write_text("1000000\n")
    used.write_text("400000\n")
    assert free_memory(meminfo, quota, used) == 600_000
    quota.write_text("max\n")
    assert free_memory(meminfo, quota, used) == 2_048_000


def test_a_system_that_does_not_tell_is_not_asked_again(tmp_path, monkeypatch):
    monkeypatch.delattr("os.sysconf", raising=False)
    nowhere = tmp_path / "nowhere"
    assert free_memory(nowhere, nowhere, nowhere) is None
    assert free_disk(nowhere / "deeper") > 0


def test_the_speed_of_a_core_is_measured_at_once():
    assert core_rate() >= 0


def test_a_distilled_embedding_reads_its_sample():
    assert Distilled(subsample=5_000).documents_read(120_000) == 5_000
    assert Distilled(subsample=5_000).documents_read(300) == 300
    by_size = BySize(exact_up_to=20_000, subsample=5_000)
    assert [by_size.documents_read(n) for n in (20_000, 20_001)] == [20_000, 5_000]
