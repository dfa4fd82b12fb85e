"""The story of a user who runs a hundred papers again and again, told by the command line."""

import csv
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.report.lists import split

ROOT = Path(__file__).resolve().parents[2]
TEN_MORE = Path(__file__).parent / "data" / "ten_more_papers.txt"

pytestmark = [pytest.mark.model, pytest.mark.timeout(1200)]


@dataclass
class Project:
    """A folder with the first papers and the shipped config, and what each command said."""

    folder: Path
    chapters: dict = field(default_factory=dict)

    def do(self, *arguments, expect=0):
        """Run a command and return what it said on both streams."""
        command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout, done.stderr

    def run(self, chapter, *arguments):
        """One run; what it said, which steps it computed, and its folder are kept."""
        said, progress = self.do("run", *arguments)
        latest = (self.folder / "outputs" / "latest").resolve()
        record = json.loads((latest / "run.json").read_text(encoding="utf-8"))
        computed = [stage["step"] for stage in record["stages"] if not stage["hit"]]
        self.chapters[chapter] = (said, progress, computed, latest, record)

    def edit(self, old, new):
        config = self.folder / "config.yaml"
        text = config.read_text(encoding="utf-8")
        assert old in text
        config.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Every chapter in turn; the tests below read in what it left."""
    folder = tmp_path_factory.mktemp("story")
    shipped = (ROOT / "pipeline" / "data" / "papers.txt").read_text(encoding="utf-8")
    some = "".join(shipped.splitlines(keepends=True)[:202])  # two of banner, then two for each
    (folder / "papers.txt").write_text(some, encoding="utf-8")
    shutil.copyfile(ROOT / "config.yaml", folder / "config.yaml")
    told = Project(folder)
    told.edit("path: pipeline/data/papers.txt", "path: papers.txt")
    told.edit(
        "report:\n", "report:\n  figures: []  # they take long, and other tests look at them\n"
    )
    told.edit(
        "min_membership: 0.3", "min_membership: 0.3\n  n_resamples: 20  # so few that seeds differ"
    )
    told.run("first")
    told.edit("n_keywords: 10", "n_keywords: 8")
    told.run("labels")
    told.edit("min_membership: 0.3", "n_neighbors: 12\n  min_membership: 0.3")
    told.run("neighbors")
    with (folder / "papers.txt").open("a", encoding="utf-8") as papers:
        papers.write("\n" + TEN_MORE.read_text(encoding="utf-8"))
    told.run("ten more")
    topic = told.chapters["ten more"][4]["topics"]["ids"][0]
    (folder / "overrides.yaml").write_text(
        f"topics:\n  - {{topic: {topic}, name: The largest of all}}\n", encoding="utf-8"
    )
    told.edit("seed: 0 ", "overrides: overrides.yaml\nseed: 0 ")
    told.run("renamed")
    told.edit("seed: 0 ", "seed: 1 ")
    told.run("another seed")
    told.run("twenty", "--set", "cluster.min_cluster_size=20")
    told.run("halved", "--set", "cluster.min_cluster_size=10")
    return told


def test_the_first_run_computes_everything(project):
    said, _, computed, latest, record = project.chapters["first"]
    assert len(computed) == len(record["stages"]) == 10
    assert "Compared with" not in said and "comparison" not in record
    assert not (latest / "compare.html").exists()


def test_a_change_of_labels_describes_and_evaluates_anew_and_nothing_else(project):
    said, progress, computed, _, _ = project.chapters["labels"]
    assert computed == ["describe", "evaluate"]
    assert "describe.n_keywords 10 -> 8" in progress
    assert "Changed: describe.n_keywords 10 -> 8." in said
    assert "No document moved" in said and "Verdict: no change." in said


def test_a_change_of_neighbours_clusters_anew_and_nothing_before(project):
    said, _, computed, _, record = project.chapters["neighbors"]
    assert computed == ["cluster", "describe", "evaluate"]
    assert 'Changed: cluster.n_neighbors "auto" -> 12.' in said
    assert record["comparison"]["against"] == "papers-002"


def test_of_ten_more_documents_only_those_are_embedded(project):
    said, progress, computed, _, record = project.chapters["ten more"]
    embedded = next(stage for stage in record["stages"] if stage["step"] == "embed.parts.0")
    assert record["counts"]["documents"] == 110
    assert embedded["reused"] == 100
    assert "(100 texts known)" in progress
    assert computed[:2] == ["load", "embed.parts.0"]
    assert "10 documents added; 100 documents are the same in both runs." in said
    assert "the content of load.path changed" in said


def test_a_renamed_topic_keeps_its_name_over_another_seed(project):
    named = dict(project.chapters["renamed"][4]["topics"])
    said, _, computed, latest, record = project.chapters["another seed"]
    rows = table(latest / "topics.csv")
    (row,) = (row for row in rows if row["label"] == "The largest of all")
    assert int(row["topic"]) == named["ids"][0]
    assert project.chapters["renamed"][2] == []
    assert not {"load", "embed.parts.0", "embed.parts.1", "embed"} & set(computed)
    assert "Changed: seed 0 -> 1." in said
    assert record["comparison"]["verdict"] == "no change beyond seed noise"
    assert "Verdict: no change beyond seed noise." in said


def test_a_halved_size_is_more_than_seed_noise_and_names_who_moved(project):
    said, _, _, latest, record = project.chapters["halved"]
    assert "Changed: cluster.min_cluster_size 20 -> 10." in said
    assert record["comparison"]["verdict"] == "more than seed noise"
    moved = [row for row in table(latest / "compare" / "documents.csv") if row["change"] == "moved"]
    assert len(moved) == record["comparison"]["documents"]["moved"] > 20
    first = moved[0]
    assert first["title"] and first["from_label"] and first["to_label"]
    assert "cluster.min_cluster_size 20 -> 10" in first["why"]
    assert len(split(first["nearest_documents"])) == 5
    assert first["title"][:40] in said
    surprises = [float(row["surprise"]) for row in moved]
    assert surprises == sorted(surprises, reverse=True)


def test_two_runs_are_compared_in_a_page_of_their_own(project):
    said, _ = project.do("compare", "papers-001", "latest")
    folder = project.folder / "outputs" / "papers-008-against-papers-001"
    assert {path.name for path in folder.iterdir()} == {"compare", "compare.html", "compare.md"}
    page = (folder / "compare.html").read_text(encoding="utf-8")
    assert "papers-001 → papers-008" in page and "describe.n_keywords" in page
    assert (folder / "compare.md").read_text(encoding="utf-8").startswith("### papers-001 →")
    assert "10 documents added" in said


def test_runs_and_show_tell_the_story_again(project):
    said, _ = project.do("runs")
    lines = [line for line in said.splitlines() if line.startswith("papers-")]
    assert [line.split()[0] for line in lines] == [f"papers-{n:03d}" for n in range(1, 9)]
    assert "first run" in lines[0] and "describe.n_keywords 10 -> 8" in lines[1]
    shown, _ = project.do("show", "papers-002")
    assert "Compared with papers-001:" in shown


def test_an_unchanged_rerun_writes_nothing(project):
    before = sorted(path.name for path in (project.folder / "outputs").iterdir())
    said, _ = project.do("run", "--set", "cluster.min_cluster_size=10")
    assert "Nothing changed since papers-008" in said
    assert sorted(path.name for path in (project.folder / "outputs").iterdir()) == before


def test_what_is_tampered_with_is_named(project):
    shutil.copytree(project.folder / "outputs" / "papers-002", project.folder / "outputs" / "x-001")
    said, _ = project.do("verify", "x-001")
    assert "as the run wrote them" in said
    topics = project.folder / "outputs" / "x-001" / "topics.csv"
    text = topics.read_text(encoding="utf-8")
    topics.write_text(text.replace("a", "e", 1), encoding="utf-8")
    _, said = project.do("verify", "x-001", expect=3)
    assert "topics.csv: same size, other content" in said
    shutil.rmtree(topics.parent)


def test_a_replay_is_identical(project):
    said, _ = project.do("replay", "papers-006")
    assert "came out the same, byte for byte" in said


def test_new_documents_are_placed_as_the_run_would(project):
    again, _ = project.do("predict", "papers-006", "papers.txt")
    assert "110" in again
    folder = project.folder / "outputs" / "papers-006-predicted-001"
    mine, runs = (
        {row["id"]: (row["topic"], row["topic_strength"], row["themes"]) for row in table(path)}
        for path in (folder / "documents.csv", project.folder / "outputs/papers-006/documents.csv")
    )
    assert mine == runs


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
