"""Past one machine: what workers of Ray compute is what this process does, whoever dies."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import psutil
import pytest
import working
from working import Watched, call, double, refuse

import planted
import samples
from pipeline import run
from pipeline.config import execution_of
from pipeline.core.context import Context
from pipeline.core.errors import ConfigError, MachineError
from pipeline.core.events import unwatched
from pipeline.embed.minilm import MiniLM
from pipeline.embed.word_map import FeatureReader, Placing, WordMap, count_words
from pipeline.engines.choice import running
from pipeline.engines.ray import Ray
from pipeline.engines.worker import require_same
from pipeline.models.inference import Inference
from pipeline.numerics.neighbors import Search
from pipeline.predict import predict
from pipeline.predict.themes import ThemesBeside
from tiny_bert import WORDS, write_model

pytest.importorskip("ray", reason="the extra themeline[ray] is not installed")

TEST_FOLDERS = [str(Path(module.__file__).parent) for module in (working, samples)]

SEEN = os.pathsep.join([*TEST_FOLDERS, os.environ.get("PYTHONPATH", "")])
"""Where workers look for the functions that are tried here."""

draw = np.random.default_rng(5)


@pytest.fixture(scope="module")
def engine():
    """Two workers that all tests share: starting them takes seconds, as does each task's start."""
    with pytest.MonkeyPatch.context() as patched, running("ray", "local", 2) as started:
        patched.setenv("PYTHONPATH", SEEN)
        yield started


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    write_model(folder)
    return folder


def texts(count):
    return [" ".join(draw.choice(WORDS[:-3], size=1 + i % 9)) for i in range(count)]


def inference(tiny):
    return Inference(tiny), [draw.integers(4, 14, (3, n), dtype=np.int32) for n in range(1, 9)]


def search(tiny):
    among = draw.normal(size=(50, 8)).astype(np.float32)
    rows = draw.normal(size=(40, 8)).astype(np.float32)
    return Search(among, 5), [(start, rows[start : start + 9]) for start in range(0, 40, 9)]


def placing(tiny):
    counts, words = count_words(texts(60), 100)
    idf, rows = np.ones(len(words), np.float32), draw.normal(size=(len(words), 6))
    vectors = rows.astype(np.float32)
    reader = FeatureReader(idf, vectors, np.zeros(6, np.float32))
    mapping = WordMap(vectors[::-1].copy(), np.eye(6, dtype=np.float32), vectors[0])
    return Placing(mapping, reader), [counts[start : start + 7] for start in range(0, 60, 7)]


def assignment(tiny):
    corpus, embedder = samples.corpus(), samples.HashEmbedder()
    method = samples.build("assign", "combined", tiny)
    rows = embedder(corpus).values
    more = samples.corpus(per_topic=2)
    return ThemesBeside(corpus, rows, method, embedder), [(more, embedder(more).values)] * 3


def doubling(_):
    return double, range(300)


def test_every_partition_function_gives_what_it_gives_here(engine, tiny):
    made = (doubling, inference, search, placing, assignment)
    asked = [(function, batch) for function, some in (m(tiny) for m in made) for batch in some]
    here = [function(batch) for function, batch in asked]
    there = list(engine.map(call, asked))
    for one, other in zip(here, there, strict=True):
        for ours, theirs in zip(parts(one), parts(other), strict=True):
            if isinstance(ours, list):
                assert theirs == ours
            else:
                np.testing.assert_array_equal(theirs, ours)


def parts(result):
    if hasattr(result, "__dataclass_fields__"):
        return [*samples.arrays(result).values(), list(map(list, result.words))]
    return result if isinstance(result, tuple) else [result]


def test_an_error_comes_as_it_is(engine):
    with pytest.raises(MachineError, match="the model is missing; install it"):
        list(engine.map(refuse, range(9)))


def test_what_cannot_be_spread_is_not_sent(engine):
    assert list(engine.map(lambda _: os.getpid(), [1])) == [os.getpid()]
    assert list(engine.map(double, [])) == []


@dataclass
class Killing:
    """An engine, one of whose workers is killed as soon as it has done something."""

    engine: Ray
    workers: set

    def map(self, function, batches):
        for pid, result in self.engine.map(Watched(function, 0.05), batches):
            if not self.workers:
                os.kill(pid, signal.SIGKILL)
            self.workers.add(pid)
            yield result


def test_a_worker_that_is_killed_is_replaced_and_nothing_differs(engine, tiny):
    method = MiniLM(model_dir=tiny, threads=1, window=16, batch_tokens=16)
    asked = texts(200)
    killing = Killing(engine, set())
    found = method.encode(asked, None, Context(engine=killing))
    np.testing.assert_array_equal(found, method.encode(asked, None))
    (killed, *_) = sorted(killing.workers, key=alive)
    assert not alive(killed)
    assert len(killing.workers) > 1


def alive(pid):
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


CONFIG = """\
name: planted
load: {{path: planted.csv, id: id, title: title, text: body}}
embed: {{method: distilled, model_dir: {model}, window: 16, subsample: 50, min_fidelity: 0}}
reduce: {{method: pca, n_components: 6}}
map: {{method: pca}}
cluster: {{method: kmeans, n_topics: 4}}
describe: {{method: ctfidf}}
themes: [{{name: Food, keywords: [bread, oven]}}, {{name: Sea, keywords: [ship, sail]}}]
execution: {{engine: {engine}}}
report: {{figures: []}}
"""


def test_a_run_and_new_documents_come_out_the_same(engine, tiny, tmp_path):
    found = {}
    new = tmp_path / "new.csv"
    planted.write_csv(new, planted.rows(per_topic=12, seed=8))
    for name, workers in (("local", None), ("ray", engine)):
        folder = tmp_path / name
        folder.mkdir()
        records = planted.rows(per_topic=40)
        config = CONFIG.format(model=tiny, engine=name)
        made = run(planted.write_project(folder, config, records))
        assigned = predict(made, new, unwatched, workers)
        files = [*made.folder.glob("*.parquet"), *assigned.folder.glob("*.parquet")]
        found[name] = {path.name: path.read_bytes() for path in files}
        assert not run(folder / "config.yaml", ["execution.engine=local"]).fresh
    assert found["ray"] == found["local"]
    assert len(found["ray"]) > 5


def test_the_options_of_a_command_are_checked_like_a_config():
    with pytest.raises(ConfigError, match='--address: "ray://head:1" is not allowed; expected'):
        execution_of(engine="ray", address="ray://head:1")


def test_a_worker_of_another_build_is_refused():
    with pytest.raises(MachineError, match="has numpy 1, this machine 2; install the same"):
        require_same({"numpy": "1"}, {"numpy": "2"})


def interrupted(process):
    """What a process said after Ctrl-C; again, as people do, where ray's own code swallowed one."""
    told = []
    for _ in range(6):
        process.send_signal(signal.SIGINT)
        last = list(islice(process.stdout, GOES_ON))
        told += last
        if len(last) < GOES_ON:
            return told, process.communicate(timeout=60)[1]
    pytest.fail("Ctrl-C did not end it")


GOES_ON = 200
"""Lines that only a process writes that nothing interrupted: more than a task gives at once."""

LONG = """\
import signal
import sys
from pipeline.engines.choice import running
from working import Watched, double

if __name__ == "__main__":
    # a shell starts what is to run in its background deaf to Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with running("ray", "local", 2) as engine:
        for pid, _ in engine.map(Watched(double, 0.02), range(4000)):
            print(pid, flush=True)
"""


def test_an_interrupted_run_leaves_no_process_and_says_nothing_of_ray(tmp_path):
    script = tmp_path / "long.py"
    script.write_text(LONG)
    process = subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": SEEN},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    worker = int(process.stdout.readline())
    started = psutil.Process(process.pid).children(recursive=True)
    assert worker in {each.pid for each in started}
    told, said = interrupted(process)
    assert [line for line in told if not line.strip().isdecimal()] == []
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert "ray" not in said.partition("Traceback")[0]
    _, left = psutil.wait_procs(started, timeout=20)
    assert [each for each in left if alive(each.pid)] == []
