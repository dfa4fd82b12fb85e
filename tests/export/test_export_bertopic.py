"""BERTopic itself loads the folder."""

import json
import warnings

import numpy as np
import pytest

from pipeline.core.errors import InputError
from pipeline.export import export


@pytest.fixture(scope="module")
def model(finished, tmp_path_factory):
    with warnings.catch_warnings():  # which importing it silences for all who come after
        from bertopic import BERTopic

    folder = export(finished, "bertopic", tmp_path_factory.mktemp("out") / "model").folder
    return BERTopic.load(str(folder))


def test_its_topics_are_those_of_the_run(model, finished, contents):
    told = model.get_topic_info().set_index("Topic")
    shown = finished.topics[finished.topics["level"] == contents.shown.level]
    without = int((finished.documents["topic"] < 0).sum())
    assert told["Count"].to_dict() == {
        -1: without,
        **dict(zip(shown["topic"], shown["size"], strict=True)),
    }
    assert told["CustomName"].tolist() == ["No topic", *shown["label"]]
    assert told["Run_Topic"].tolist() == ["-1", *map(str, shown["topic"])]
    assert model.topics_ == finished.documents["topic"].tolist()


def test_its_keywords_have_the_weights_that_they_were_described_with(model, contents):
    for topic, words in contents.shown.keywords.items():
        found = model.get_topic(topic)
        assert [word for word, _ in found] == list(words)
        weights = [weight for _, weight in found]
        assert weights[0] == 1 and weights == sorted(weights, reverse=True)


def test_transform_gives_the_topic_whose_centre_is_nearest(model, contents):
    found, similarity = model.transform(list(contents.texts), contents.vectors)
    topics = contents.shown.topics
    centres = [contents.vectors[topics == topic].mean(axis=0) for topic in np.unique(topics)]
    cosines = contents.units @ (np.stack(centres) / np.linalg.norm(centres, axis=1)[:, None]).T
    assert found.tolist() == np.unique(topics)[cosines.argmax(axis=1)].tolist()
    assert similarity == pytest.approx(cosines.max(axis=1), abs=1e-5)
    has = topics >= 0
    assert (found == topics)[has].mean() > 0.9


def test_it_draws_and_saves_what_it_loaded(model, tmp_path):
    assert len(model.visualize_barchart(top_n_topics=3).data) == 3
    model.save(str(tmp_path / "again"), serialization="safetensors")
    again = json.loads((tmp_path / "again" / "topics.json").read_text())
    assert again["topics"] == model.topics_


def test_ids_with_gaps_get_numbers_without_and_are_told_beside_them(files, changed):
    words = {4: ("a", "b", "c"), 9: ()}
    other = changed([4] * 20 + [9] * 21, {4: "Four", 9: "Nine"}, words)
    told = json.loads(files("bertopic", other)["topics.json"].content)
    assert told["topics"] == [0] * 20 + [1] * 21
    assert told["topic_aspects"] == {"Run_Topic": {"0": ["4"], "1": ["9"]}}
    assert told["topic_representations"]["0"] == [["a", 1], ["b", 1 / 2], ["c", 1 / 3]]
    assert told["topic_representations"]["1"] == [["", 1e-05]]
    assert told["_outliers"] == 0


def test_a_run_without_topics_is_no_model(files, changed):
    with pytest.raises(InputError, match="has no topics, and a model of BERTopic needs some"):
        files("bertopic", changed([-1] * 41, {}))
