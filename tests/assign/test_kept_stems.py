"""Kept stems: texts of a run are not read again, and new ones beside them are read as with them."""

from dataclasses import replace

import numpy as np
import pytest

import samples
from pipeline.assign import outcome
from pipeline.assign.combined import Combined
from pipeline.assign.kept_stems import learned_of
from pipeline.assign.outcome import read
from pipeline.assign.similarity import Similarity
from pipeline.assign.words import Words
from pipeline.core.artifacts import Learned
from pipeline.core.context import Context
from pipeline.core.word_choice import WordChoice

RUN, ALL = range(24), range(24, 36)
CHOICE = WordChoice(keep_together=("harbour ships",), lemmas={"kitten": "cat"})


@pytest.fixture
def corpus():
    """36 texts, of which two of the first 24 are copies."""
    whole, _, _ = samples.inputs("assign")
    first_copy = np.arange(len(whole), dtype=np.int32)
    first_copy[[5, 20]] = 1, 7
    return replace(whole, first_copy=first_copy)


def of_the_run(corpus):
    part = corpus.part(RUN)
    return replace(part, first_copy=corpus.first_copy[: len(part)])


def documents_read(monkeypatch):
    counts, plain = [], outcome.read_stems

    def counted(corpus, documents, stemmer):
        counts.append(len(documents))
        return plain(corpus, documents, stemmer)

    monkeypatch.setattr(outcome, "read_stems", counted)
    return counts


def test_beside_kept_stems_new_texts_are_read_as_all_would_be(corpus, monkeypatch):
    before = read(of_the_run(corpus), CHOICE)
    kept = learned_of(before.stems, before.stemmer)
    whole = read(corpus, CHOICE).stems
    counts = documents_read(monkeypatch)
    beside = read(corpus, CHOICE, kept, ALL).stems
    assert counts == [len(ALL)]
    assert beside.vocabulary == whole.vocabulary
    for name in ("stem", "sentence", "owner", "titled"):
        assert np.array_equal(getattr(beside, name), getattr(whole, name)), name
    new = np.isin(whole.document, np.unique(beside.document[beside.end > 0]))
    for name in ("start", "end"):
        assert np.array_equal(getattr(beside, name)[new], getattr(whole, name)[new]), name


@pytest.mark.parametrize("kept", [Learned(), None])
def test_what_was_not_kept_is_read(corpus, kept):
    whole, beside = read(corpus, CHOICE).stems, read(corpus, CHOICE, kept, ALL).stems
    assert np.array_equal(beside.stem, whole.stem)
    assert np.array_equal(beside.start, whole.start) and np.array_equal(beside.spans, whole.spans)


def test_what_was_read_in_another_language_is_not_taken(corpus, monkeypatch):
    german = read(replace(of_the_run(corpus), languages=("de",) * len(RUN)), CHOICE)
    counts = documents_read(monkeypatch)
    read(corpus, CHOICE, learned_of(german.stems, german.stemmer), ALL)
    assert sum(counts) == 34  # all but the copies


@pytest.mark.parametrize("method", [Combined, Similarity, Words])
def test_themes_of_new_documents_are_the_same_beside_what_was_kept(corpus, method):
    whole, vectors, embedder = corpus, *samples.inputs("assign")[1:]
    assigner = method(themes=samples.THEMES)
    run = assigner(of_the_run(whole), replace(vectors, values=vectors.values[: len(RUN)]), embedder)
    kept = {assigner: Learned(run.vocabulary, run.learned)}
    assert run.learned
    among = assigner(whole, vectors, embedder)
    beside = assigner(whole, vectors, embedder, Context(only=ALL, learned=kept))
    for name in ("scores", "assigned", "named", "primary", "signals"):
        assert getattr(beside, name).tobytes() == getattr(among, name).tobytes(), name
    assert np.array_equal(beside.evidence[ALL], among.evidence[ALL])
    words = slice(ALL.start * 2, None)
    assert beside.words[words] == among.words[words]
