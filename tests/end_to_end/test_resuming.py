"""A run that is killed while it embeds goes on where it was, and ends with the same bytes."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import planted
from pipeline import run
from pipeline.core.errors import BusyError

sys.path.insert(0, str(Path(__file__).parent.parent / "embed"))
from tiny_bert import write_model

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX signal")

TINY = planted.PLAIN.replace("{method: lsa, n_components: 20}", "{method: minilm, EMBED}")
SMALL_MODEL = "model_dir: tiny, window: 8"

SLOWLY = """
import sys, time
from pipeline import run
from pipeline.embed import windowed
from pipeline.models.inference import portion_vectors
from pipeline.models.windows import portions

def slowly(*given):
    for vectors in portion_vectors(*given):
        time.sleep(float(sys.argv[2]))
        yield vectors

windowed.portions = lambda lengths: portions(lengths, int(sys.argv[1]))
windowed.portion_vectors = slowly
run("config.yaml")
"""
"""A run whose shards are small and come slowly enough to be killed between and in them."""


def project(folder, embed):
    """A project that embeds with a model; the config's path."""
    folder.mkdir()
    (folder / "tiny").mkdir()
    write_model(folder / "tiny")
    return planted.write_project(folder, TINY.replace("EMBED", embed))


def started(folder, pieces, pause):
    command = [sys.executable, "-c", SLOWLY, str(pieces), str(pause)]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)


def shards(folder):
    return list((folder / "outputs/.store/vectors").glob("*/*.npy"))


def kill_when_more_is_kept(folder, pieces, pause, moment):
    """Start a run and kill it some seconds after its first shard."""
    before, process = len(shards(folder)), started(folder, pieces, pause)
    while process.poll() is None and len(shards(folder)) == before:
        time.sleep(0.002)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "the run was over before it was killed"


def outcome(folder):
    """The bytes of the vectors and of the table of documents."""
    (values,) = (folder / "outputs/.store/embed").glob("*/values.npy")
    return values.read_bytes(), (folder / "outputs/planted-001/documents.csv").read_bytes()


def embedding(finished):
    return next(s for s in finished.record.stages if s.step == "embed")


def test_killed_at_random_moments_and_resumed_it_gives_the_same_bytes(tmp_path):
    run(project(tmp_path / "whole", SMALL_MODEL))
    config = project(tmp_path / "killed", SMALL_MODEL)
    draw = random.Random(7)
    for _ in range(3):
        kill_when_more_is_kept(tmp_path / "killed", 150, 0.1, draw.uniform(0, 0.2))
    kept = len(shards(tmp_path / "killed"))
    finished = run(config)
    assert kept >= 3 and 0 < embedding(finished).reused < 40
    assert outcome(tmp_path / "killed") == outcome(tmp_path / "whole")
    assert not list((tmp_path / "killed/outputs/.store").glob(".draft-*"))


def test_a_run_that_is_going_on_keeps_the_folder_to_itself(tmp_path):
    config = project(tmp_path / "busy", SMALL_MODEL)
    process = started(tmp_path / "busy", 150, 0.3)
    while process.poll() is None and not shards(tmp_path / "busy"):
        time.sleep(0.01)
    with pytest.raises(BusyError, match="another run holds this folder"):
        run(config)
    process.kill()
    process.wait()


def test_a_corpus_that_grew_embeds_only_what_is_new_and_says_what_was_damaged(tmp_path):
    config = project(tmp_path / "grown", SMALL_MODEL)
    rows = planted.rows()
    planted.write_csv(tmp_path / "grown/planted.csv", rows[:35])
    run(config)
    planted.write_csv(tmp_path / "grown/planted.csv", rows)
    assert embedding(run(config)).reused == 35
    (first, *_) = sorted(shards(tmp_path / "grown"))
    first.write_bytes(b"damaged")
    planted.write_csv(tmp_path / "grown/planted.csv", rows[1:])
    third = embedding(run(config))
    assert third.reused == 5
    assert ("vectors lost", 1) in [(why.cause, len(why.names)) for why in third.why]
    assert not first.exists()


def test_without_room_for_vectors_none_is_kept(tmp_path):
    config = project(tmp_path / "none", SMALL_MODEL)
    run(config, ["execution.vectors_limit_gb=0"])
    assert shards(tmp_path / "none") == []


@pytest.mark.model
def test_the_real_model_resumes_to_the_same_bytes(tmp_path):
    run(project(tmp_path / "whole", "window: 64"))
    config = project(tmp_path / "killed", "window: 64")
    kill_when_more_is_kept(tmp_path / "killed", 150, 0.1, 0.15)
    finished = run(config)
    assert 0 < embedding(finished).reused < 40
    assert outcome(tmp_path / "killed") == outcome(tmp_path / "whole")
