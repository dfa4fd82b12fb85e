import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import pipeline
from pipeline.load.page import Page

DATA = Path(pipeline.__file__).parent / "data"


@pytest.fixture(scope="module")
def corpus():
    return Page(path=DATA / "papers.txt")()


def test_file_is_the_one_that_was_given():
    sha256 = hashlib.sha256((DATA / "papers.txt").read_bytes()).hexdigest()
    assert re.search(r"`([0-9a-f]{64})`", (DATA / "README.md").read_text())[1] == sha256


def test_every_paper_is_a_document(corpus):
    assert corpus.ids == tuple(map(str, range(1, 242)))
    assert corpus.titles[0] == "You Do Not Fully Utilize Transformer's Representation Capacity"
    assert corpus.texts[0].startswith("In contrast to RNNs, which compress previous tokens")
    assert corpus.titles[240].startswith("Animate Your Thoughts")
    assert corpus.texts[240].endswith("the neurobiological interpretability of our model.")
    assert max(map(len, corpus.titles)) < 140
    assert min(map(len, corpus.texts)) > 390


def test_what_is_no_paper_is_reported(corpus):
    assert [(each.record, each.reason, each.excerpt) for each in corpus.dropped] == [
        ("line 1", "banner line", "Get trending papers in your email inbox once a day!"),
        ("line 2", "banner line", "Get trending papers in your email inbox!"),
    ]
    assert corpus.records == 243
    (cut,) = [check for check in corpus.checks if check.code == "L11"]
    assert cut.message.startswith("'Subscribe' was cut off the first title (lines 3 and 4)")
    assert {check.severity for check in corpus.checks} == {"info"}


def test_papers_are_english_and_differ(corpus):
    assert set(corpus.languages) == {"en"}
    assert np.array_equal(corpus.first_copy, np.arange(241))


def test_same_corpus_in_another_process_with_another_hash_seed_and_time_zone(corpus):
    code = (
        "import sys; from pipeline.load.page import Page; "
        "sys.stdout.buffer.write(repr(Page(path=sys.argv[1])()).encode())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(DATA / "papers.txt")],
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        cwd=DATA.parent.parent,
        capture_output=True,
    )
    assert run.stdout == repr(corpus).encode(), run.stderr


def test_importing_the_methods_is_cheap():
    code = (
        "import sys, pkgutil, importlib, pipeline.load as load\n"
        "for module in pkgutil.iter_modules(load.__path__):\n"
        "    importlib.import_module(f'pipeline.load.{module.name}')\n"
        "heavy = {'pandas', 'pyarrow', 'datasketch', 'py3langid', 'scipy', 'sklearn'}\n"
        "sys.exit(f'{heavy & set(sys.modules)}' if heavy & set(sys.modules) else 0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=DATA.parent.parent, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
