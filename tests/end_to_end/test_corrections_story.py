"""The story of a reader who knows the field: what comes back by mail is one file."""

import csv
import io
from contextlib import chdir, redirect_stderr, redirect_stdout

import pytest

import planted
from pipeline import run
from pipeline.cli.commands import _exit_code
from pipeline.compare.run_tables import RunTables
from pipeline.runs.run import Run

CONFIG = planted.PLAIN + "# Mine, and to stay.\n"
SPLIT = ("ki00", "ki01", "ki02", "ki03", "ha00", "ha01")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corrected")
    planted.write_project(folder, CONFIG, planted.rows(12))
    return folder


def do(folder, *arguments, expect=0):
    """What a command says on both streams; it runs here, for a process takes longer to start."""
    said = io.StringIO()
    with chdir(folder), redirect_stdout(said), redirect_stderr(said):
        code = _exit_code([*map(str, arguments)])
    assert code == expect, said.getvalue()
    return said.getvalue()


def topic_named(tables, word):
    (found,) = (topic for topic, label in tables.labels.items() if word in label)
    return found


def corrections(first):
    """Topics renamed, merged and split, 20 judgements, a theme: as a report saves them."""
    tables = RunTables(first)
    garden, orchestra = topic_named(tables, "Garden"), topic_named(tables, "Orchestra")
    judged = [(f"or{number:02d}", "Music", "yes") for number in range(8)]
    judged += [(f"ki{number:02d}", "Music", "no") for number in range(4)]
    judged += [(f"ki{number:02d}", "Food", "yes") for number in range(8)]
    rows = "".join(f'  - {{id: "{i}", theme: {theme}, belongs: {b}}}\n' for i, theme, b in judged)
    return f"""\
run: {first.folder.name}
key: {first.record.key}
overrides:
  topics:
    - {{topic: {topic_named(tables, "Kitchen")}, name: "Baking, at home"}}
    - {{topic: {garden}, merge_into: {orchestra}}}
    - {{topic: {tables.unused}, name: Galley, documents: [{", ".join(SPLIT)}]}}
judgements:
{rows}themes:
  - {{name: Sailing, keywords: [ship, sail, anchor], examples: [ha02, ha03]}}
"""


@pytest.fixture(scope="module")
def story(folder):
    """A run, the corrections of its reader, the run after them and one with another seed."""
    config = folder / "config.yaml"
    first = run(config)
    (folder / "corrections.yaml").write_text(corrections(first), encoding="utf-8")
    asked = do(folder, "apply", "corrections.yaml", expect=2)
    shown = do(folder, "apply", "corrections.yaml", "--dry-run")
    untouched = config.read_text(encoding="utf-8")
    said = do(folder, "apply", "corrections.yaml", "--yes")
    again = do(folder, "apply", "corrections.yaml", "--yes")
    second = run(config)
    third = run(config, ["seed=7"])
    late = do(folder, "apply", "corrections.yaml", "--yes")
    return first, asked, shown, untouched, said, again, second, third, late


def test_nothing_is_written_before_the_user_says_yes(story):
    _, asked, shown, untouched, *_ = story
    assert untouched == CONFIG
    assert "there is no terminal to ask on; add --yes" in asked
    told = ("called “Baking, at home”", "merged into topic", "“Galley”, of 6 documents")
    judged = (
        "Music: or00 “Orchestra: the",
        "does not belong",
        "+ theme “Sailing”: keywords: ship",
        "+ assign.labels: labels.csv",
    )
    for line in (*told, *judged):
        assert line in shown, line


def test_what_is_taken_over_lies_beside_the_config_which_keeps_its_comments(story, folder):
    text = (folder / "config.yaml").read_text(encoding="utf-8")
    assert "# Mine, and to stay.\n" in text and "- name: Sailing\n" in text
    assert "overrides: overrides.yaml" in text and "labels: labels.csv" in text
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 20


def test_the_same_file_again_changes_nothing_not_even_after_other_runs(story):
    *_, again, _, _, late = story
    assert "Nothing to change" in again and "Nothing to change" in late


@pytest.mark.parametrize("which", [6, 7], ids=["the next run", "another seed"])
def test_every_correction_is_in_the_run(story, which):
    made: Run = story[which]
    labels = dict(zip(made.documents["id"], made.documents["topic_label"], strict=True))
    assert {labels[each] for each in SPLIT} == {"Galley"}
    assert labels["ki10"] == "Baking, at home"
    assert labels["ga00"] == labels["or00"] and len(set(labels.values())) == 4
    judged = made.theme_documents[made.theme_documents["judged"] != ""]
    assert len(judged) == 22, "20 judgements, and two examples of the new theme"
    sailing = made.theme_documents[made.theme_documents["theme"] == "Sailing"].set_index("id")
    assert sailing["assigned"]["ha02"] and sailing["assigned"]["ha08"]
    music = made.theme_documents[made.theme_documents["theme"] == "Music"].set_index("id")
    assert music["assigned"]["or00"] and not music["assigned"]["ki00"]


def test_the_comparison_tells_of_them(story):
    told_of = " ".join(story[6].record.comparison.sentences)
    for part in ("“Galley”", "“Baking, at home”", "themes", "Sailing", "Merged: "):
        assert part in told_of, told_of
    kept = " ".join(story[7].record.comparison.sentences)
    assert "All 4 topics are kept." in kept
