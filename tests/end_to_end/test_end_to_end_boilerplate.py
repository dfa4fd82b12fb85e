"""Footers make no topics: the topics of a corpus with them are those of the corpus without."""

import pytest
from sklearn.metrics import adjusted_rand_score

import planted
from pipeline.config import load_config
from pipeline.core.events import unwatched
from pipeline.running.execute import results

FOOTERS = (
    "This message is confidential and for the intended recipient only. Any unauthorised copying is "
    "prohibited. Please notify the sender and delete this message.",
    "© 2024 Harbour Press Ltd. All rights reserved.",
    "To unsubscribe, click here. You are receiving this email because you signed up.",
)
"""The second speaks of a subject that is planted, too."""


FOOTED = {"confidential", "recipient", "unauthorised", "unsubscribe", "reserved"}


def words_of(topics):
    """The words that name topics."""
    names = (keyword.word for topic in topics.topics for keyword in topic.keywords)
    return set(" ".join(names).lower().split())


def found(folder, footers=(), **load):
    """The topics of planted texts, every quarter of which ends with another footer."""
    folder.mkdir()
    records = planted.rows(per_topic=24)
    for number, record in enumerate(records):
        if number % 4 < len(footers):
            record["body"] += f"\n{footers[number % 4]}"
    planted.write_csv(folder / "planted.csv", records)
    (folder / "config.yaml").write_text(planted.PLAIN.partition("themes:")[0])
    given = ["cluster.n_topics=7", *(f"load.{name}={value}" for name, value in load.items())]
    artifacts = results(load_config(folder / "config.yaml", given), unwatched)
    return artifacts["load"], artifacts["cluster"].labels, artifacts["describe"]


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return found(tmp_path_factory.mktemp("footers") / "clean")


def test_topics_come_out_as_they_do_without_the_footers(clean, tmp_path):
    corpus, labels, topics = found(tmp_path / "footed", FOOTERS)
    assert adjusted_rand_score(labels, clean[1]) >= 0.9
    assert not FOOTED & words_of(topics)
    (told,) = [check for check in corpus.checks if check.code == "L15"]
    assert len(told.documents) == 72
    assert all(footer[:9] in "".join(corpus.texts) for footer in FOOTERS)


def test_read_as_any_other_text_they_are_in_the_names_of_topics(tmp_path):
    corpus, _, topics = found(tmp_path / "kept", FOOTERS, boilerplate="keep")
    assert not len(corpus.left_out)
    assert FOOTED & words_of(topics)
