"""The notebooks of the docs: each runs as it is, and finds what it says."""

import re
import shutil
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from notebooks import html_of, read, run_cells

from docs.pages import FOLDER
from pipeline.cluster import cloud

NOTEBOOKS = sorted((FOLDER / "notebooks").glob("*.ipynb"))


@pytest.fixture
def played(tmp_path, monkeypatch):
    """Runs a notebook in a copy of its folder; its names, and all that it displayed."""
    shutil.copytree(FOLDER / "notebooks", tmp_path / "docs" / "notebooks")
    papers = Path("pipeline/data/papers.txt")
    (tmp_path / papers).parent.mkdir(parents=True)
    shutil.copyfile(FOLDER.parent / papers, tmp_path / papers)
    monkeypatch.chdir(tmp_path / "docs" / "notebooks")
    # whether topics are more than a cloud has is asked elsewhere, and takes most of the time
    monkeypatch.setattr(cloud, "RESAMPLES", (5, 5))
    monkeypatch.setattr(cloud, "CLOUDS", (1, 1))
    displayed = in_a_kernel(monkeypatch)
    return lambda name: (run_cells(read(Path(f"{name}.ipynb")), displayed), displayed)


def in_a_kernel(monkeypatch):
    """What a kernel has of IPython; all that is displayed is listed."""
    displayed = []
    ipython, display = ModuleType("IPython"), ModuleType("IPython.display")
    ipython.get_ipython = lambda: SimpleNamespace(kernel="a kernel")

    def show(shown, display_id=False):
        displayed.append(html_of(shown))
        return SimpleNamespace(update=lambda shown: displayed.append(html_of(shown)))

    display.display = show
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    return displayed


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_without_what_they_showed(path):
    notebook = read(path)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    cells = notebook["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all((each["execution_count"], each["outputs"]) == (None, []) for each in code)
    page = (FOLDER / "python.md").read_text("utf-8")
    assert f"(notebooks/{path.name})" in page


def test_the_survey(played):
    names, displayed = played("survey")
    themes = names["run"].themes.set_index("theme")
    assert themes.loc["opening hours", "documents"] >= 10
    assert (themes["verdict"] == "there").all()
    assert names["by_branch"].sum() == themes.loc["opening hours", "documents"]
    assert any("+ noise: r" in each for each in displayed)
    before, after = (names[r].themes.set_index("theme") for r in ("run", "judged_run"))
    assert after.loc["noise", "documents"] > before.loc["noise", "documents"]
    assert any('aria-label="Map of 72 documents by topic"' in each for each in displayed)
    assert any("<progress" in each for each in displayed)
    assert displayed[-1].startswith("<iframe srcdoc=")


def test_the_tickets(played):
    names, displayed = played("tickets")
    placed = names["placed"].documents.set_index("id")
    assert placed.loc["1101", "topic_label"] == placed.loc["1102", "topic_label"] != ""
    assert "e-bike" in " ".join(names["placed"].sentences)
    assert (placed["topic"] < 0).any()
    found = names["both"].compare(names["run"]).topics
    assert found.query("change == 'new'")["to_label"].str.contains("E-bike").any()
    assert len(names["both"].documents) == 82
    assert names["kept"].folder == Path("tickets-may/tickets-001").absolute()
    assert "1103" in displayed[-1]


def test_the_papers(played):
    names, displayed = played("papers")
    assert len(names["papers"].documents) == 241
    assert (names["again"].topics["label"] == "Robots and what moves them").any()
    assert names["again"].compare(names["papers"]).verdict == "no document moved"
    assert any(re.search(r"Clearest.*robot", each, re.DOTALL) for each in displayed)
    assert displayed[-1].startswith("<iframe srcdoc=")
