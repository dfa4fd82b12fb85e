"""Label Studio, Argilla, doccano: what a run found is asked, and the answers find back."""

import csv
import json
import shutil
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from terminal import themeline

from pipeline.core.errors import InputError
from pipeline.export.contents import Contents
from pipeline.export.format import format_named
from pipeline.export.tasks import Tasks
from pipeline.runs.asking import none_of

THEMES = ["Food", "Music", "Space travel"]
ANSWERS = {"ki00": ["Food"], "or01": ["Food", "Music"], "ha00": []}
"""What people tick; of all else nothing is said."""


@pytest.fixture
def records(files):
    """The records of a file that holds an array."""

    def read(name, file):
        return json.loads("\n".join(files(name)[file].content))

    return read


@pytest.fixture
def documents(lines):
    return lines("doccano", "documents.jsonl")


@pytest.fixture
def taken(finished, tmp_path):
    """What the table of judgements says after an export is applied."""
    folder = tmp_path / "project"

    def apply(text, *more):
        shutil.copytree(finished.folder.parent.parent, folder, symlinks=True)
        (folder / "export.json").write_text(text, encoding="utf-8")
        done = themeline("apply", "export.json", "--yes", *more, cwd=folder)
        assert done.returncode == 0, done.stderr
        with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return {(row["id"], row["theme"]): row["belongs"] for row in rows}

    return apply


EXPECTED = {
    (document, theme): "yes" if theme in ticked else "no"
    for document, ticked in ANSWERS.items()
    for theme in THEMES
}


def test_documents_in_most_doubt_come_first_and_no_copy_comes(contents):
    tasks = list(Tasks(contents))
    sure = [task.sure for task in tasks]
    assert sure == sorted(sure) and 0 <= sure[0] < sure[-1] <= 1
    assert sorted(task.document for task in tasks) == sorted(contents.ids)
    copied = Contents(contents.run)
    first = contents.corpus.first_copy.copy()
    first[5] = 4
    copied.__dict__["corpus"] = replace(contents.corpus, first_copy=first)
    assert len(list(Tasks(copied))) == len(tasks) - 1
    assert Tasks(copied).told.endswith("; 1 document that repeat others left out")


def test_without_themes_there_is_nothing_to_ask(contents):
    bare = Contents(contents.run)
    bare.__dict__["themes"] = ()
    with pytest.raises(InputError, match="was asked for no theme, so there is nothing to judge"):
        format_named("doccano").files(bare)


def test_no_theme_is_called_as_the_choice_of_none():
    assert none_of(["Food"]) == "none of these"
    assert none_of(["none of these"]) == "none of these."


def test_label_studio_is_asked_what_each_task_says(files, records, finished):
    tasks = records("labelstudio", "tasks.json")
    task = next(each for each in tasks if each["data"]["document"] == "ki00")
    assert task["data"]["title"].startswith("Kitchen") and task["data"]["run"] == "planted-001"
    assert task["data"]["key"] == finished.record.key and task["data"]["themes"] == THEMES
    assert task["data"]["choices"] == [{"value": name} for name in [*THEMES, "none of these"]]
    (predicted,) = task["predictions"]
    assert predicted["model_version"] == "planted-001" and 0 <= predicted["score"] <= 1
    (result,) = predicted["result"]
    assert result["value"] == {"choices": ["Food"]}
    view = ElementTree.fromstring(files("labelstudio")["labels.xml"].content)
    choices, text = view.find("Choices"), view.find("Text")
    assert choices.get("name") == result["from_name"] and choices.get("value") == "$choices"
    assert choices.get("toName") == text.get("name") == result["to_name"]
    assert choices.get("choice") == "multiple"
    without = next(each for each in tasks if each["data"]["document"] == "ha00")
    assert without["predictions"][0]["result"] == []


def test_what_label_studio_exports_finds_back(records, taken):
    done = [
        {**task, "id": number, "annotations": list(_annotated(task["data"]["document"]))}
        for number, task in enumerate(records("labelstudio", "tasks.json"), 1)
    ]
    assert taken(json.dumps(done)) == EXPECTED


def _annotated(document):
    if document in ANSWERS:
        chosen = ANSWERS[document] or ["none of these"]
        result = {"from_name": "theme", "type": "choices", "value": {"choices": chosen}}
        yield {"id": 1, "completed_by": 1, "was_cancelled": False, "result": [result]}


def test_argilla_gets_a_question_with_the_choices(files, records):
    settings = json.loads(files("argilla")[".argilla/settings.json"].content)
    (question,) = settings["questions"]
    assert question["settings"]["type"] == "multi_label_selection" and question["required"]
    assert [each["value"] for each in question["settings"]["options"]][-1] == "none of these"
    record = next(each for each in records("argilla", "records.json") if each["id"] == "o/d d")
    assert record["fields"]["text"].startswith('A text with "quotes",\na second line')
    suggestion = record["suggestions"][question["name"]]
    assert suggestion["value"] == ["Food"] and len(suggestion["score"]) == 1
    declared = {each["name"] for each in settings["metadata"]}
    assert declared == set(record["metadata"]) and set(record["fields"]) == {"title", "text"}


@pytest.mark.parametrize("flat", [True, False])
def test_what_argilla_exports_finds_back(records, taken, flat):
    done = [_responded(record, flat) for record in records("argilla", "records.json")]
    assert taken(json.dumps(done)) == EXPECTED


def _responded(record, flat):
    document = record["id"]
    chosen = [ANSWERS[document] or ["none of these"]] if document in ANSWERS else []
    record = {**record, "status": "completed" if chosen else "pending", "_server_id": "s"}
    if not flat:
        given = [{"value": each, "user_id": "u"} for each in chosen]
        return {**record, "responses": {"theme": given} if given else {}}
    nested = ("fields", "metadata", "responses", "suggestions", "vectors")
    whole = {key: value for key, value in record.items() if key not in nested}
    answers = {
        "theme.responses": chosen or None,
        "theme.responses.users": ["u"] if chosen else None,
        "theme.responses.status": ["submitted"] if chosen else None,
    }
    return {**whole, **record["fields"], **record["metadata"], **answers}


def test_doccano_gets_documents_with_labels_and_all_labels(files, documents):
    line = next(each for each in documents if each["document"] == "ki00")
    assert line["text"].startswith("Kitchen: the loaf and the crust\n\nThe loaf")
    assert line["label"] == line["predicted"] == ["Food"] and line["themes"] == THEMES
    labels = json.loads(files("doccano")["labels.json"].content)
    assert [each["text"] for each in labels] == [*THEMES, "none of these"]
    assert [each["suffix_key"] for each in labels] == ["1", "2", "3", "4"]


def test_what_doccano_exports_finds_back(documents, taken):
    approved = [
        {**line, "id": number, "label": ANSWERS[line["document"]], "Comments": []}
        for number, line in enumerate(documents)
        if line["document"] in ANSWERS
    ]
    assert taken("".join(json.dumps(line) + "\n" for line in approved), "--approved") == EXPECTED
