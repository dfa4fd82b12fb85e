"""themeline apply: every fault told with its way out, nothing half taken over, nothing twice."""

import io
import json
from contextlib import chdir, redirect_stderr, redirect_stdout

import pytest

import planted
from pipeline import run
from pipeline.cli.commands import _exit_code
from pipeline.compare.run_tables import RunTables
from pipeline.config import strict_yaml

HEAD = "run: planted-001\n"


def apply(folder, *texts, more=("--yes",), expect=0):
    """What the command says of files with these texts."""
    names = [f"reader{number}.yaml" for number in range(1, len(texts) + 1)]
    for name, text in zip(names, texts, strict=True):
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (folder / name).write_bytes(data)
    said = io.StringIO()
    with chdir(folder), redirect_stdout(said), redirect_stderr(said):
        code = _exit_code(["apply", *names, *more])
    assert code == expect, said.getvalue()
    return said.getvalue()


def topics(folder, number=1):
    """The labels of a run's topics by their first word."""
    from pipeline.runs.run import Run

    labels = RunTables(Run(folder / "outputs" / f"planted-{number:03d}")).labels
    return {label.split()[0]: topic for topic, label in labels.items()}


FAULTS = {
    "an unknown document": (
        "judgements: [{id: kl00, theme: Food, belongs: yes}]",
        'reader1.yaml:2: planted-001 has no document with the id "kl00"; did you mean',
    ),
    "an unknown topic": (
        "overrides: {topics: [{topic: 17, name: A}]}",
        "reader1.yaml:2: planted-001 has no topic 17; there are: 0, 1, 2, 3",
    ),
    "an unknown theme": (
        "judgements: [{id: ki00, theme: Foot, belongs: no}]",
        'no theme is called "Foot"; did you mean "Food"?',
    ),
    "an unknown example": (
        "themes: [{name: A, examples: [x]}]",
        'no document with the id "x"',
    ),
    "a document of two topics": (
        "overrides:\n  topics:\n  - {topic: 8, name: A, documents: [ki00]}\n"
        "  - {topic: 9, name: B, documents: [ki00]}",
        'reader1.yaml:5: overrides.topics.1.documents.0: "ki00" is in a topic\'s',
    ),
    "a key twice": ("themes: []\nthemes: []", "themes: given twice, first on line 2"),
    "a tag": ("themes: !!python/object:os.system [x]", "tags"),
    "an anchor": ("themes: &a [*a]", "anchors"),
    "no mapping": ("- 3", "not valid YAML"),
    "half a file": ("overrides: {topics: [{topic: 1,", "reader1.yaml:"),
    "another form": ("format: 9", "format: 9 is not allowed"),
    "a parent that is not there": (
        "themes: [{name: A, parent: B}]",
        'config.yaml, as it would be: themes.3.parent: no theme is called "B"',
    ),
    "a theme that the config describes otherwise": (
        "themes: [{name: food}]",
        'the config has a theme "food" that says something else',
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_written(folder, case):
    text, told = FAULTS[case]
    before = (folder / "config.yaml").read_bytes()
    assert told in apply(folder, HEAD + text + "\n", expect=2)
    assert (folder / "config.yaml").read_bytes() == before
    assert not (folder / "overrides.yaml").exists() and not (folder / "labels.csv").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "expected corrections, which begin as 'run: papers-001'"),
        ("themes: []\n", "run: missing; it has no default"),
        ("run: planted-007\n", 'was made of planted-007: no finished run is called "planted-007"'),
        (HEAD + "key: 0000\n", "was made of another run that is called planted-001, too"),
        (b"run: \xff\n", "byte 0xFF is not UTF-8"),
        (HEAD + "# " + "x" * 10_000_000 + "\n", "has 10,000,0"),
        (HEAD + "themes: " + "[" * 500 + "]" * 500 + "\n", "nested more than 50 deep"),
        (HEAD.replace("-001", "-\x00"), "U+0000"),
    ],
    ids=["empty", "no run", "no such run", "another run", "bytes", "10 MB", "deep", "control"],
)
def test_files_that_are_none_are_refused(folder, text, told):
    assert told in apply(folder, text, expect=2)


def test_judgements_that_contradict_each_other_are_told_before_a_run_does(folder):
    (folder / "labels.csv").write_text("id,theme,belongs\nki00,Fud,yes\n")
    said = apply(folder, HEAD + "judgements: [{id: ki01, theme: Food, belongs: yes}]\n", expect=3)
    assert "labels.csv, as it would be" in said and "Fud" in said


def test_every_fault_of_every_file_is_told_at_once(folder):
    said = apply(
        folder,
        HEAD + "overrides: {topics: [{topic: 17, hide: true}]}\n",
        HEAD + "judgements: [{id: ki00, theme: Nothing, belongs: no}]\nx: 1\n",
        expect=2,
    )
    assert "reader1.yaml:2" in said and "reader2.yaml:3" in said


def test_two_readers_who_agree_are_taken_over_together(folder):
    kitchen, harbour = (topics(folder)[name] for name in ("Kitchen", "Harbour"))
    one = f"{{topic: {kitchen}, name: Baking}}, {{topic: 4, name: A, documents: [ga00, ga01]}}"
    other = f"{{topic: {harbour}, hide: true}}, {{topic: 4, name: B, documents: [ga02]}}"
    apply(folder, *(f"{HEAD}overrides: {{topics: [{each}]}}\n" for each in (one, other)))
    text = (folder / "overrides.yaml").read_text()
    assert "{topic: 4, name: A, documents: [ga00, ga01]}" in text
    assert "{topic: 5, name: B, documents: [ga02]}" in text
    made = run(folder / "config.yaml")
    assert set(made.topics["label"]) >= {"Baking", "A", "B"} and len(made.topics) == 5


def test_what_two_readers_contradict_each_other_in_is_shown_and_nothing_written(folder):
    kitchen, harbour, garden = (topics(folder)[name] for name in ("Kitchen", "Harbour", "Garden"))
    files = [
        f"""overrides:
  topics:
  - {{topic: {kitchen}, name: {name}}}
  - {{topic: {harbour}, {fate}}}
  - {{topic: 4, name: Mine, documents: {documents}}}
judgements:
- {{id: or00, theme: Music, belongs: {belongs}}}
- {{id: or01, theme: Music, belongs: yes}}
themes:
- {{name: Sailing, keywords: [{word}]}}
"""
        for name, fate, documents, belongs, word in (
            ("Baking", f"merge_into: {garden}", "[ga00, ga01]", "yes", "ship"),
            ("Bread", "hide: true", "[ga01]", "no", "sail"),
        )
    ]
    said = apply(folder, HEAD + files[0], HEAD + files[1], expect=2)
    for told in (
        f'the name of topic {kitchen}: "Baking" (reader1.yaml:4), but "Bread" (reader2.yaml:4)',
        f"topic {harbour}: is part of topic {garden} (reader1.yaml:5), but is hidden (reader2",
        'document "ga01": in a topic "Mine" of 2',
        '"or00" and "Music": belongs (reader1.yaml:8), but does not belong (reader2.yaml:8)',
        'the theme "Sailing"',
        "5 of these contradict each other, and nothing is written",
    ):
        assert told in said, said
    assert '"or01"' not in said and not (folder / "overrides.yaml").exists()


def test_what_was_said_before_is_shown_as_changed_and_comments_stay(folder):
    kitchen, garden = (topics(folder)[name] for name in ("Kitchen", "Garden"))
    (folder / "config.yaml").write_bytes(
        planted.PLAIN.replace("\n", "\r\n").encode() + b"overrides: mine.yaml # mine\r\n"
        b"assign:\r\n  labels: l.csv\r\n"
    )
    (folder / "mine.yaml").write_text(
        f"# Why\ntopics:\n- topic: {kitchen} # bread\n  name: Bread\n"
        f"- {{topic: {garden}, pin: true}}\n# end\n"
    )
    (folder / "l.csv").write_text(
        '\ufeffid;theme;belongs;why\nor00;Music;yes;"a;b"\nor01;Music;;\n'
    )
    said = apply(
        folder,
        HEAD + f"overrides: {{topics: [{{topic: {kitchen}, merge_into: {garden}}}, "
        f"{{topic: {garden}, name: Green}}]}}\n"
        "judgements:\n- {id: or00, theme: Music, belongs: no}\n"
        "- {id: or01, theme: Music, belongs: no}\n"
        "themes: [{name: Ships}]\n",
    )
    assert f"called “Bread” -> merged into topic {garden} “Garden" in said
    assert "pinned -> called “Green”, pinned" in said
    assert (
        "or00 “Orchestra: the chord and the rhythm”: belongs -> does not belong" in said
        or "belongs -> does not" in said
    )
    assert (folder / "mine.yaml").read_text() == (
        f"# Why\ntopics:\n- {{topic: {kitchen}, merge_into: {garden}}}\n"
        f"- {{topic: {garden}, name: Green, pin: true}}\n# end\n"
    )
    assert (folder / "l.csv").read_text("utf-8") == (
        '\ufeffid;theme;belongs;why\nor00;Music;no;"a;b"\nor01;Music;no;\n'
    )
    config = (folder / "config.yaml").read_bytes()
    assert b"\r\n  - name: Ships\r\n" in config and b"overrides: mine.yaml # mine\r\n" in config


def test_a_config_that_cannot_be_added_to_is_told_what_to_paste(folder):
    settings = strict_yaml.read(planted.PLAIN).value
    config = json.dumps({key: value for key, value in settings.items() if key != "themes"})
    (folder / "config.yaml").write_text(config)
    said = apply(folder, HEAD + "themes: [{name: Ships, keywords: [mast]}]\n")
    assert "cannot be added to; put this in:" in said and "  themes:\n    - name: Ships\n" in said
    assert (folder / "config.yaml").read_text() == config


def test_topics_of_an_earlier_run_are_found_by_their_documents_or_told(later):
    before, after = topics(later, 1), topics(later, 2)
    gone = {name for name, topic in before.items() if topic not in after.values()}
    assert len(gone) == 2
    entries = ", ".join(f"{{topic: {before[name]}, name: New {name}}}" for name in sorted(gone))
    said = apply(
        later,
        HEAD + f"overrides: {{topics: [{entries}]}}\n"
        "judgements:\n- {id: ga09, theme: Food, belongs: no}\n"
        "- {id: ga08, theme: Food, belongs: no}\n",
    )
    for name in gone:
        assert f"topic {before[name]} “{name}" in said and "now, which has" in said
    assert 'reader1.yaml:4: left out: planted-002 has no document "ga09"' in said
    assert "ga08,Food,no" in (later / "labels.csv").read_text()


def test_nothing_is_asked_where_nobody_can_answer(folder):
    said = apply(folder, HEAD + "themes: [{name: Ships}]\n", more=(), expect=2)
    assert "nothing is written: there is no terminal to ask on; add --yes" in said
    assert "Ships" not in (folder / "config.yaml").read_text()
