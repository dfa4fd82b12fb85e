"""What a run hands to its steps: they learn a corpus once, load a model once, and say how far."""

from collections import Counter
from dataclasses import replace

import planted
from pipeline.config import load_config
from pipeline.core.events import StepFinished, StepProgressed, unwatched
from pipeline.embed.lsa import LSA
from pipeline.models import encoder
from pipeline.running.execute import results
from tiny_bert import write_model

CONFIG = planted.PLAIN.replace(
    "{method: lsa, n_components: 20}",
    "{parts: [{method: minilm, model_dir: tiny, window: 8}, {method: lsa, n_components: 9}]}",
).replace("{method: ctfidf}", "{method: keybert}")


def config_of(folder):
    (folder / "tiny").mkdir()
    write_model(folder / "tiny")
    return load_config(planted.write_project(folder, CONFIG))


def counting(monkeypatch, owner, name, times):
    plain = getattr(owner, name)

    def counted(*given):
        times[name] += 1
        return plain(*given)

    monkeypatch.setattr(owner, name, counted)


def test_a_run_loads_the_model_once_and_learns_the_corpus_once(tmp_path, monkeypatch):
    times = Counter()
    counting(monkeypatch, LSA, "_fit", times)
    counting(monkeypatch, encoder, "load_encoder", times)
    results(config_of(tmp_path), unwatched)  # embeds, describes and assigns with both
    assert times == {"_fit": 1, "load_encoder": 1}


def test_a_rerun_with_another_threshold_learns_nothing_again(tmp_path, monkeypatch):
    config = config_of(tmp_path)
    before = results(config, unwatched)["assign"]
    times = Counter()
    counting(monkeypatch, LSA, "_fit", times)
    stricter = config.assign.model_copy(update={"threshold": 0.6})
    after = results(replace(config, assign=stricter), unwatched)["assign"]
    assert times == {}
    assert after.signals.tobytes() == before.signals.tobytes()


def test_the_parts_of_joined_are_steps_and_joined_by_itself_gives_the_same(tmp_path):
    config = config_of(tmp_path)
    found = results(config, unwatched)
    assert {"embed.parts.0", "embed.parts.1"} < set(found)
    alone = config.embed(found["load"])
    assert alone.values.tobytes() == found["embed"].values.tobytes()


def test_a_part_that_stayed_is_not_computed_again(tmp_path):
    config = config_of(tmp_path)
    results(config, unwatched)
    meaning, words = config.embed.parts
    lighter = config.embed.model_copy(
        update={"parts": (meaning, words.model_copy(update={"weight": 0.1}))}
    )
    told = []
    results(replace(config, embed=lighter), told.append)
    anew = {event.step for event in told if isinstance(event, StepFinished) and not event.hit}
    assert "embed" in anew
    assert not {"load", "embed.parts.0", "embed.parts.1"} & anew


def test_long_steps_say_how_far_they_are(tmp_path):
    told = []
    results(config_of(tmp_path), told.append)
    steps = {event.step for event in told if isinstance(event, StepProgressed)}
    assert steps == {"embed.parts.0", "embed.parts.1", "embed"}
