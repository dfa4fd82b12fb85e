"""What calls of one run share, and what a call on the way is not told."""

import itertools
import pickle

import numpy as np

from pipeline.core.artifacts import Vectors
from pipeline.core.context import BY_ITSELF, Context, Memory


def test_what_one_call_made_another_finds_and_a_call_by_itself_makes_again():
    made = itertools.count(1)
    run = Context(memory=Memory())
    found = [each.once("model", made.__next__) for each in (run, run, run.aside)]
    assert found == [1, 1, 1]
    assert run.once("other", made.__next__) == 2
    assert [BY_ITSELF.once("model", made.__next__) for _ in range(2)] == [3, 4]


def test_a_call_on_the_way_is_helped_and_neither_watched_nor_kept():
    told, engine, memory = [], object(), Memory()
    rows = Vectors(np.zeros((1, 2), dtype=np.float32))
    run = Context(
        progress=lambda *at: told.append(at),
        engine=engine,
        known={"a cat": rows.values[0]},
        keep=lambda *kept: told.append(kept),
        parts=(rows,),
        memory=memory,
    )
    aside = run.aside
    aside.progress(1, 1)
    aside.keep(["a cat"], rows.values)
    assert (told, dict(aside.known), aside.parts) == ([], {}, ())
    assert aside.engine is engine and aside.memory is memory


def test_a_memory_is_sent_to_another_process_empty():
    memory = Memory()
    memory.once("space", lambda: "too large to send")
    assert pickle.loads(pickle.dumps(memory)).once("space", lambda: "made there") == "made there"
