"""What a config's next run is expected to take, from what its outputs folder holds."""

import pytest

import planted
from pipeline import run
from pipeline.config import load_config
from pipeline.core.errors import MachineError
from pipeline.core.events import RunForecast
from pipeline.resources.estimate import Forecast
from pipeline.running import forecast
from pipeline.running.plan import plan

METHODS = (
    "delimited", "lsa", "exact", "pca", "pca", "kmeans", "ctfidf", "combined", "internal", "html",
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    config = planted.write_project(tmp_path_factory.mktemp("project"))
    run(config)
    run(config, ["cluster.n_topics=3"])
    return config


def foreseen(config, *settings):
    checked = load_config(config, settings)
    return forecast.foresee(checked, plan(checked))


def test_finished_runs_say_what_steps_took_that_were_computed(project):
    found = list(forecast._history(load_config(project).outputs))
    later, first = found[:-10], found[-10:]
    assert tuple(past.method for past in first) == METHODS
    assert tuple(past.method for past in later) == ("kmeans", "ctfidf", "internal", "html")
    assert {past.documents for past in found} == {40}
    assert all(past.seconds >= 0 and past.characters > 4000 for past in found)


def test_runs_of_another_machine_say_nothing_of_this(project, monkeypatch):
    monkeypatch.setattr(forecast, "machine", lambda: {"cores": 999})
    assert list(forecast._history(load_config(project).outputs)) == []
    assert foreseen(project, "cluster.n_topics=5") is not None


def test_what_is_cached_takes_nothing(project):
    assert foreseen(project, "cluster.n_topics=3") is None
    part = foreseen(project, "describe.n_keywords=5")
    whole = foreseen(project, "load.text=title", "load.title=null")
    assert part.seconds < whole.seconds


def test_a_sample_is_foreseen_as_one(project):
    config = load_config(project, ["load.subsample=10"])
    assert forecast._corpus_size(config).documents == 10


def test_a_run_tells_its_forecast_after_the_corpus_and_only_if_something_is_to_do(project):
    seen = []
    run(project, ["cluster.n_topics=6"], watch=seen.append)
    names = [type(event).__name__ for event in seen]
    assert names.index("RunForecast") == 2
    assert names.count("RunForecast") == 1
    seen.clear()
    run(project, ["cluster.n_topics=6"], watch=seen.append)
    assert not any(isinstance(event, RunForecast) for event in seen)


def test_too_little_room_is_an_error_of_the_machine(tmp_path, monkeypatch):
    needed = Forecast(1, 2_000, 3_000)
    monkeypatch.setattr(forecast, "free_memory", lambda: 1_999)
    with pytest.raises(MachineError, match="of memory"):
        forecast.require_room(needed, tmp_path)
    monkeypatch.setattr(forecast, "free_memory", lambda: None)
    monkeypatch.setattr(forecast, "free_disk", lambda _: 2_999)
    with pytest.raises(MachineError, match="of disk"):
        forecast.require_room(needed, tmp_path)
    monkeypatch.setattr(forecast, "free_disk", lambda _: None)
    forecast.require_room(needed, tmp_path)
