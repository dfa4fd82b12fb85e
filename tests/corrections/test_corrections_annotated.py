"""Judgements of tools of annotation: taken over as they were meant, the rest told."""

import csv
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import themeline

import planted
from pipeline.core.errors import ConfigError
from pipeline.corrections.annotated.answer import Answer, LeftOut
from pipeline.corrections.annotated.reading import read_annotated

ASKED = ["Food", "Music", "Space travel"]
HANDED = {"themes": ASKED, "run": "planted-001"}


def apply(folder, *files, more=("--yes",), expect=0):
    """What the command says of files: a list is JSON, a tuple JSON Lines, a text itself."""
    for name, records in files:
        text = records if isinstance(records, str) else json.dumps(records, ensure_ascii=False)
        if isinstance(records, tuple):
            text = "".join(json.dumps(each) + "\n" for each in records)
        (folder / name).write_text(text, encoding="utf-8")
    done = themeline("apply", *(name for name, _ in files), *more, cwd=folder)
    assert done.returncode == expect, done.stdout + done.stderr
    return " ".join((done.stdout + done.stderr).split())


def judged(folder):
    """The table of judgements: by document and theme."""
    path = folder / "labels.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["id"], row["theme"]): row["belongs"] for row in csv.DictReader(file)}


def task(document, *ticked, by="anna@example.org", number=1, cancelled=False, **data):
    """A task as Label Studio exports it as JSON, with one annotation."""
    return {
        "id": number,
        "data": {"text": "...", "document": document, **HANDED, **data},
        "annotations": [annotation(*ticked, by=by, cancelled=cancelled)],
        "predictions": [],
        "drafts": [],
    }


def annotation(*ticked, by="anna@example.org", cancelled=False):
    """One annotation; where nothing is ticked, Label Studio writes no result."""
    value = {"choices": list(ticked)}
    result = {"from_name": "theme", "to_name": "text", "type": "choices", "value": value}
    return {
        "id": 5,
        "completed_by": {"id": 3, "email": by},
        "result": [result] if ticked else [],
        "was_cancelled": cancelled,
    }


def short(document, theme, number=1, **more):
    """A record of Label Studio's JSON-MIN; ``theme`` is None where it was not answered."""
    record = {"id": number, "document": document, **HANDED, "annotator": 3, "annotation_id": 5}
    return record | ({} if theme is None else {"theme": theme}) | more


def nested(document, *answers, status="completed"):
    """A record of Argilla as to_json writes it."""
    given = [{"value": list(ticked), "user_id": user} for user, ticked in answers]
    return {
        "id": document,
        "fields": {"text": "..."},
        "metadata": {"themes": ASKED, "run": "planted-001"},
        "suggestions": {"theme": {"value": ["Food"], "score": None, "agent": "planted-001"}},
        "responses": {"theme": given} if given else {},
        "vectors": {},
        "status": status,
        "_server_id": "s",
    }


def flat(document, *answers):
    """A record of Argilla as to_list(flatten=True) and to_datasets write it."""
    columns = {"": 1, ".users": 0, ".status": 2}
    return {
        "id": document,
        "status": "pending",
        "_server_id": "s",
        "text": "...",
        "themes": ASKED,
        "run": "planted-001",
        **{f"theme.responses{part}": [a[at] for a in answers] for part, at in columns.items()},
    }


def labelled(document, *labels, predicted=("Food",), number=1):
    """A line of doccano."""
    handed = {"document": document, "themes": ASKED, "predicted": list(predicted)}
    return {"id": number, "text": "...", **handed, "label": sorted(labels), "Comments": []}


SAME = {("ki00", "Food"): "yes", ("ki00", "Music"): "no", ("ki00", "Space travel"): "no"}
NONE = {("ha00", name): "no" for name in ASKED}

FORMS = {
    "Label Studio, JSON": [task("ki00", "Food"), task("ha00", number=2)],
    "Label Studio, JSON-MIN": [short("ki00", "Food"), short("ha00", {"choices": []})],
    "Label Studio, none of these": [short("ki00", "Food"), short("ha00", "none of these")],
    "Argilla, nested": [nested("ki00", ("u", ["Food"])), nested("ha00", ("u", ["none of these"]))],
    "Argilla, flat": (
        flat("ki00", ("u", ["Food"], "submitted")),
        flat("ha00", ("u", ["none of these"], "submitted")),
    ),
    "doccano, JSONL": (
        labelled("ki00", "Food", predicted=["Music"]),
        labelled("ha00", "none of these"),
    ),
    "doccano, JSON": [
        labelled("ki00", "Food", predicted=[]),
        labelled("ha00", "none of these", predicted=[]),
    ],
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_recognised_and_says_yes_and_no(folder, form):
    said = apply(folder, ("export.json", FORMS[form]))
    assert judged(folder) == SAME | NONE, said
    tool = form.split(",")[0]
    told = f"export.json ({tool}): 6 judgements on 2 documents, 1 of them that it belongs"
    assert told in said and "left out" not in said


def test_what_doccano_packs_is_unpacked(folder):
    lines = "".join(json.dumps(line) + "\n" for line in FORMS["doccano, JSONL"])
    with zipfile.ZipFile(folder / "project.zip", "w") as archive:
        archive.writestr("all.jsonl", lines)
    assert themeline("apply", "project.zip", "--yes", cwd=folder).returncode == 0
    assert judged(folder) == SAME | NONE


def test_several_choices_are_taken_in_every_form(folder):
    both = {("or00", "Food"): "yes", ("or00", "Music"): "yes", ("or00", "Space travel"): "no"}
    for form in (
        [task("or00", "Food", "Music")],
        [short("or00", {"choices": ["Food", "Music"]})],
        [nested("or00", ("u", ["Music", "Food"]))],
        [labelled("or00", "Food", "Music")],
    ):
        apply(folder, ("export.json", form))
        assert judged(folder) == both
        (folder / "labels.csv").write_text("id,theme,belongs\n")


def test_what_nobody_said_is_not_taken_and_told_with_its_number(folder):
    untouched = {**task("ki05", number=8), "annotations": []}
    said = apply(
        folder,
        (
            "studio.json",
            [
                task("ki00", "Food", number=1),
                task("ki01", "Food", number=2, cancelled=True),
                untouched,
                {**untouched, "id": 9},
                task("zz99", "Food", number=3),
                task("", "Food", number=4),
                task("ki02", "Food", "Cooking", number=5, themes=[*ASKED, "Cooking"]),
                task("ki03", "Food", "none of these", number=6),
                {"data": {}, "id": 7},
                [],
            ],
        ),
        ("argilla.json", [flat("ki04", ("u", ["Food"], "draft"), ("v", ["Food"], "discarded"))]),
        ("records.json", [nested("ki06", ("u", ["Food"]), status="pending"), nested("ki07")]),
        (
            "doccano.jsonl",
            (labelled("ki08", "Food"), labelled("ki09", number=2), labelled("or00", 3, 5)),
        ),
    )
    own = {("ki02", "Food"): "yes", ("ki02", "Music"): "no", ("ki02", "Space travel"): "no"}
    assert judged(folder) == SAME | own
    for told in (
        "left out of studio.json: skipped, or cancelled (task 2)",
        "not judged yet (task 8, and 1 more)",
        "of a document that planted-001 does not have (task 3, anna@example.org)",
        "of a document that the file does not name (task 4, anna@example.org)",
        'about "Cooking", which no theme is called (task 5, anna@example.org)',
        'both a theme and "none of these" ticked (task 6, anna@example.org)',
        "no record of Label Studio (item 9, and 1 more)",
        "left out of argilla.json: not submitted: draft (record ki04)",
        "not submitted: discarded (record ki04)",
        "left out of records.json: not submitted: draft, or discarded, as their records are not",
        "not judged yet (record ki07)",
        "labelled as when handed over, so that nobody may have looked; export approved",
        "without a label, so that nobody may have looked; export approved documents only, "
        "and add --approved (doccano.jsonl:2)",
        "labelled otherwise than text classification does, by name (doccano.jsonl:3)",
    ):
        assert told in said, said


def result(value, name="theme"):
    """A task of Label Studio's JSON with one result."""
    given = {"id": 5, "result": [{"from_name": name, "value": value}], "completed_by": 3}
    return {**task("ki00"), "annotations": [given]}


UNANSWERED = {
    "short, without the question": short("ki00", None, sentiment="good"),
    "short, null": short("ki00", None) | {"theme": None},
    "short, no results": short("ki00", []),
    "short, a number": short("ki00", {"choices": 5}),
    "short, choices in choices": short("ki00", {"choices": ["Food", ["Bread"]]}),
    "short, a taxonomy": short("ki00", [{"taxonomy": [["Food"]]}]),
    "short, a taxonomy beside": short("ki00", ["Food", {"taxonomy": [["Food"]]}]),
    "long, another question": result({"choices": ["good"]}, "sentiment"),
    "long, a taxonomy": result({"taxonomy": [["Food"]]}),
    "long, null": result(None),
}


@pytest.mark.parametrize("case", UNANSWERED)
def test_an_answer_to_another_question_denies_nothing(case, tmp_path):
    path = tmp_path / "export.json"
    path.write_text(json.dumps([UNANSWERED[case]]))
    (said,) = read_annotated(path).said
    assert isinstance(said, LeftOut)
    assert said.why == "without a result of 'theme', the question on themes"


def test_a_task_with_the_number_of_an_annotation_is_a_task(tmp_path):
    path = tmp_path / "export.json"
    path.write_text(json.dumps([{**task("ki00"), "annotations": [], "annotation_id": 5}]))
    assert [each.why for each in read_annotated(path).said] == ["not judged yet"]


def test_a_file_that_nobody_worked_on_changes_nothing(folder):
    said = apply(folder, ("all.jsonl", (labelled("ki00", "Food"), labelled("ha00"))))
    assert said.endswith("Nothing to change: what these files say is there already or left out.")
    assert not judged(folder)


def test_documents_that_doccano_approved_count_as_they_are(folder):
    apply(
        folder,
        ("all.jsonl", (labelled("ki00", "Food"), labelled("ha00"))),
        more=("--yes", "--approved"),
    )
    assert judged(folder) == SAME | NONE


def test_people_who_differ_are_left_out_and_named(folder):
    one = task("ki00", "Food")
    one["annotations"].append(annotation("Food", "Music", by="ben@example.org"))
    said = apply(folder, ("studio.json", [one]), ("doccano.jsonl", (labelled("ki00", "Music"),)))
    assert judged(folder) == {("ki00", "Space travel"): "no"}
    assert (
        'left out, as people differ: "ki00" and "Music": belongs (studio.json: task 1, '
        "ben@example.org), but does not belong (studio.json: task 1, anna@example.org)"
    ) in said
    assert '"ki00" and "Food": belongs (studio.json: task 1, anna' in said


def test_a_part_that_is_ticked_stands_for_the_wider_theme_too(folder):
    config = folder / "config.yaml"
    config.write_text(planted.PLAIN + "  - {name: Bread, keywords: [bread], parent: Food}\n")
    asked = [*ASKED, "Bread"]
    apply(folder, ("a.json", [task("ki00", "Bread", themes=asked), task("ha00", themes=asked)]))
    bread = {("ki00", "Bread"): "yes", ("ha00", "Bread"): "no"}
    assert judged(folder) == SAME | NONE | bread
    # who says that it does not belong to the wider theme says so of its part, too
    (folder / "labels.csv").write_text("id,theme,belongs\n")
    said = apply(folder, ("a.json", [task("ki00", "Bread", themes=asked), task("ki00", "Music")]))
    assert 'differ: "ki00" and "Food": belongs' in said and 'and "Bread": belongs' in said
    assert judged(folder) == {("ki00", "Space travel"): "no"}


def test_only_what_was_ticked_counts_where_the_themes_asked_are_not_told(folder):
    own = {"document": "ki00", "text": "...", "label": ["Food"]}
    said = apply(folder, ("mine.json", [own, {**own, "label": []}]), more=("--approved", "--yes"))
    assert judged(folder) == {("ki00", "Food"): "yes"}
    assert "what was not ticked, as the file does not say which themes were asked for" in said
    assert "nothing ticked, and nothing told of which themes were asked" in said
    assert "does not say of which run it is; taken to be of planted-001" in said


def test_answers_on_an_earlier_run_are_said_of_the_newest(later):
    tasks = [task("ga09", "Food"), task("ga08", "Food", number=2)]
    said = apply(later, ("studio.json", tasks))
    assert {identifier for identifier, _ in judged(later)} == {"ga08"}
    assert 'planted-002 has no document "ga09"' in said


FAULTS = {
    "an unknown tool": ([{"question": 1}, {"question": 2}], "is no export that is known"),
    "nothing": ([], "it holds no records"),
    "half a file": ('[{"data": ', "is not whole JSON"),
    "half a line": ('{"text": "a", "label": []}\n{"te', "export.json:2: is not whole JSON"),
    "nested deep": ("[" * 100_000, "is nested too deep"),
    "another run": ([task("ki00", run="planted-007")], "was made of planted-007: no finished run"),
    "a run elsewhere": ([task("ki00", run="outputs/planted-001")], "is no name of a run"),
    "a run above": ([task("ki00", run="..")], "is no name of a run"),
    "a long name": ([task("ki00", run="x" * 5000)], "xxx..., which cannot be read"),
    "half a character": (json.dumps([task("ki00", run="\ud800")]), "no finished run"),
    "a run of the same name": ([task("ki00", key="0" * 64)], "its key is 000000000000"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_files_that_say_nothing_are_refused_and_nothing_is_written(folder, case):
    records, told = FAULTS[case]
    assert told in apply(folder, ("export.json", records), expect=2)
    assert not judged(folder)


def test_many_judgements_are_counted_not_listed(folder):
    tasks = [task(f"ki{n:02d}", "Food", number=n) for n in range(10)]
    tasks += [task(f"ga{n:02d}", number=n) for n in range(10)]
    tasks += [task(f"ha{n:02d}", number=n) for n in range(10)]
    said = apply(folder, ("studio.json", tasks), more=("--dry-run",))
    assert "+ Music: 30 documents do not belong" in said
    assert "+ Food: ki00 “Kitchen" in said and not judged(folder)


KEYS = sorted(
    {"annotator", "annotation_id", "theme", *task("a", "b"), *annotation("b"), *nested("a")}
    | {*flat("a"), *labelled("a"), "choices", "value", "data", "theme"}
)
SOMETHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from(KEYS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=6,
)
SHAPES = [task("a", "b"), short("a", "b"), nested("a", ("u", ["b"])), labelled("a", "b")]


@given(st.data(), st.sampled_from([*SHAPES, flat("a", ("u", ["b"], "submitted"))]))
def test_whatever_a_record_holds_it_is_an_answer_or_left_out(tmp_path_factory, data, shape):
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(shape)), SOMETHING, max_size=3))
    gone = data.draw(st.sets(st.sampled_from(sorted(shape)), max_size=2))
    record = {key: value for key, value in {**shape, **changed}.items() if key not in gone}
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps([record, shape]))
    try:
        found = read_annotated(path, approved=data.draw(st.booleans()))
    except ConfigError:
        return
    assert found and found.said and all(isinstance(each, Answer | LeftOut) for each in found.said)
