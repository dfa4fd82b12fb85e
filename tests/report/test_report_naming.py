"""What the report tells of names by a model."""

from dataclasses import replace

import numpy as np
import pytest
from report_stories import HOSTILE, results

from pipeline.core.named import Naming
from pipeline.report.origins import Origins
from pipeline.report.page import render
from pipeline.report.settings import ReportSettings
from pipeline.report.tables.topics import table


def named(remote=False, quotes=True, said="Ships and quays."):
    plain = results()
    level = plain.clustering.level
    ids = plain.identities.ids
    namings = {
        (level, id_): Naming(
            level,
            number,
            f"Name {number}",
            said,
            ("001", "gone"),
            f"user:\n{said}",
            said,
            f"Words {number}",
            0.5,
        )
        for number, id_ in enumerate(ids)
    }
    origins = Origins("a-model", "api.example.com", remote, namings, frozenset({(level, ids[1])}))
    return replace(plain, origins=origins, quotes=quotes)


def page(story):
    return render(story, ReportSettings())


def test_another_machine_is_named_below_the_title():
    told = "Sentences were sent to api.example.com, where a-model named topics"
    head = page(named(remote=True)).html.partition("</header>")[0]
    assert told in head
    assert told in page(named(remote=True)).markdown
    assert told not in page(named()).html


def test_a_name_of_the_users_is_not_the_models():
    found = table(named())
    assert found["named_by"] == ["model", "you", "model", "model"]
    assert found["summary"] == ["Ships and quays.", "", "Ships and quays.", "Ships and quays."]
    assert page(named()).html.count("Named by a-model from these documents<") == 3


def test_what_the_name_by_words_reached_stands_beside_it():
    story = named()
    tried = [replace(each, found_by_name=0.25) for each in story.topics.topics]
    story = replace(story, topics=replace(story.topics, topics=tuple(tried)))
    found = table(story)
    assert found["label_by_words"] == ["Words 0", "", "Words 2", "Words 3"]
    assert found["found_by_words"].tolist()[::2] == [0.5, 0.5] and np.isnan(
        found["found_by_words"][1]
    )
    told = page(story).html
    assert told.count("its name by words, it was 50%") == 3
    assert told.count("By its name alone 25%") == 4


def test_a_document_that_is_gone_is_counted():
    assert "1 document that this run has not" in page(named()).html


def test_where_texts_are_withheld_what_was_asked_is_too():
    assert "What it was asked<" in page(named()).html
    assert "What it was asked<" not in page(named(quotes=False)).html


@pytest.mark.parametrize("said", HOSTILE)
def test_what_a_model_says_is_text(said):
    told = page(named(said=said))
    assert "<script>alert" not in told.html
    assert "<img src=x" not in told.html
    assert "\x00" not in told.html
