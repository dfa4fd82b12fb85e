"""Sources that change while they are read, and how often one that does not is read for its hash."""

import numpy as np
import pytest

import planted
from pipeline import run
from pipeline.config import load_config
from pipeline.core.artifacts import Vectors
from pipeline.core.errors import InputError
from pipeline.core.events import unwatched
from pipeline.embed.minilm import MiniLM
from pipeline.load.delimited import Delimited
from pipeline.predict import predict, prediction
from pipeline.running.flow import Step
from pipeline.running.plan import plan
from pipeline.running.session import _keeping
from pipeline.store import fingerprint
from pipeline.store.fingerprint import recipe_of
from pipeline.store.stages import StageStore
from pipeline.store.vectors import KeptVectors

WHOLE, HALF = planted.rows(per_topic=10), planted.rows(per_topic=5)


@pytest.fixture
def project(tmp_path):
    return planted.write_project(tmp_path)


@pytest.fixture
def interfering(monkeypatch):
    """Something that happens to the source just before and just after it is read."""
    read = Delimited.__call__

    def patch(before, after=lambda: None):
        def reading(method, context):
            before()
            corpus = read(method, context)
            after()
            return corpus

        monkeypatch.setattr(Delimited, "__call__", reading)

    yield patch
    monkeypatch.undo()


def stored(project):
    return [
        entry.folder.parent.name
        for entry in StageStore(project.parent / "outputs" / ".store").entries()
    ]


def test_a_source_that_changes_before_it_is_read_leaves_nothing_under_its_old_digest(
    project, interfering, monkeypatch
):
    source = project.parent / "planted.csv"
    interfering(lambda: planted.write_csv(source, HALF))
    with pytest.raises(InputError, match=r"planted\.csv: was changed while it was being read"):
        run(project)
    assert stored(project) == []
    monkeypatch.undo()
    planted.write_csv(source, WHOLE)
    assert run(project).record.counts.documents == len(WHOLE)


def test_a_source_that_has_its_old_content_back_was_changed_all_the_same(project, interfering):
    source = project.parent / "planted.csv"
    interfering(lambda: planted.write_csv(source, HALF), lambda: planted.write_csv(source, WHOLE))
    with pytest.raises(InputError, match="was changed while it was being read"):
        run(project)
    assert stored(project) == []


def test_a_source_that_goes_while_it_is_read_is_an_error_of_the_input(project, interfering):
    interfering(lambda: None, (project.parent / "planted.csv").unlink)
    with pytest.raises(InputError, match="cannot be read"):
        run(project)
    assert stored(project) == []


def test_a_source_is_hashed_once_a_run_and_again_only_where_it_was_written_to(project, monkeypatch):
    hashed, hash_of = [], fingerprint.sha256_of
    monkeypatch.setattr(
        fingerprint, "sha256_of", lambda path: hashed.append(path.name) or hash_of(path)
    )
    monkeypatch.setattr(fingerprint, "SETTLED", 0)  # the file is older than that
    plan(load_config(project))
    run(project)
    run(project, ["cluster.n_topics=3"])
    assert hashed.count("planted.csv") == 1
    planted.write_csv(project.parent / "planted.csv", HALF)
    assert run(project).record.counts.documents == len(HALF)
    assert hashed.count("planted.csv") == 2


def test_new_documents_that_change_while_they_are_read_are_not_written_under_a_digest(
    project, monkeypatch
):
    done, file = run(project), project.parent / "new.csv"
    planted.write_csv(file, HALF)
    place_all = prediction._place_all

    def meanwhile(*args):
        planted.write_csv(file, WHOLE)
        return place_all(*args)

    monkeypatch.setattr(prediction, "_place_all", meanwhile)
    with pytest.raises(InputError, match=r"new\.csv: was changed while it was being read"):
        predict(done, file, unwatched)
    assert not list(done.folder.parent.glob("*-assigned-*"))


def test_vectors_are_kept_as_long_as_the_model_is_the_one_that_was_hashed(tmp_path):
    model = tmp_path / "model.csv"
    model.write_text("weights")
    step = Step("embed", Delimited(path=model), Vectors)
    known, row = KeptVectors(tmp_path, recipe_of(MiniLM()), (), 10**6), np.ones((1, 2), np.float32)
    keep = _keeping(known, step, recipe_of(step.method))
    keep(["a cat"], row)
    model.write_text("others!")
    with pytest.raises(InputError, match=r"model\.csv: was changed"):
        keep(["a dog"], row)
    again = KeptVectors(tmp_path, recipe_of(MiniLM()), ["a cat", "a dog"], 10**6)
    assert list(again) == ["a cat"]
