import dataclasses
import hashlib
import os
import subprocess
import sys
import warnings
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from pydantic import ValidationError
from report_stories import VARIANTS, chinese, results

from pipeline.core.artifacts import Vectors
from pipeline.report.results import Results
from pipeline.report.settings import ReportSettings
from pipeline.report.write import write

HERE = Path(__file__).parent

EVERYTHING = {
    "report.html", "documents.csv", "documents.parquet", "topics.csv", "topics.parquet",
    "themes.csv", "themes.parquet", "theme_documents.csv", "theme_documents.parquet",
    "theme_topics.csv", "theme_topics.parquet", "dropped.csv",
    "boilerplate.csv", "boilerplate.parquet", "lineage.parquet",
    "tables.xlsx", "report.md",
    *(f"figures/{name}.{form}" for form in ("pdf", "png", "svg", "csv")
      for name in ("map", "map_by_theme", "topic_sizes", "theme_sizes", "themes_by_topic")),
}  # fmt: skip

IN_A_FRESH_PROCESS = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from report_stories import results
from pipeline.report.settings import ReportSettings
from pipeline.report.write import write
write(Path(sys.argv[2]), results(), ReportSettings(dpi=60))
"""


def found(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_run_leaves_every_file_and_names_them_all(tmp_path):
    paths = write(tmp_path, results(), ReportSettings(dpi=60))
    assert found(tmp_path) == EVERYTHING
    assert {path.relative_to(tmp_path).as_posix() for path in paths} == EVERYTHING
    assert len(paths) == len(EVERYTHING)
    for path in (tmp_path / "figures").glob("*.png"):
        assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("variant", [name for name in VARIANTS if name != "planted"])
def test_hard_cases_are_written_without_a_word_on_the_console(variant, tmp_path, capfd):
    told = VARIANTS[variant]()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write(tmp_path, told, ReportSettings(figures=("svg",)))
    assert capfd.readouterr() == ("", "")
    assert (tmp_path / "report.html").stat().st_size > 10_000
    for path in (tmp_path / "figures").glob("*.svg"):
        ElementTree.parse(path)


def test_letters_that_no_font_has_are_drawn_without_a_word(tmp_path, capfd, monkeypatch):
    monkeypatch.setattr("pipeline.report.figures.fonts._candidates", lambda japanese: iter(()))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write(tmp_path, chinese(), ReportSettings(figures=("png",), dpi=50))
    assert capfd.readouterr() == ("", "")


def test_same_story_same_bytes_in_any_process(tmp_path):
    digests = []
    for number, (seed, zone, locale) in enumerate(
        [("1", "UTC", "C"), ("2", "Asia/Tokyo", "C.UTF-8")]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths = os.pathsep.join(sys.path)  # where pytest finds what the stories are made with
        surroundings = {"PYTHONPATH": paths, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        subprocess.run(
            [sys.executable, "-c", IN_A_FRESH_PROCESS, HERE, folder],
            env=os.environ | surroundings,
            cwd=HERE.parent.parent,
            check=True,
        )
        digests.append(
            {
                name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
                for name in found(folder)
            }
        )
    assert digests[0] == digests[1]
    assert set(digests[0]) == EVERYTHING


def test_the_users_own_matplotlib_is_left_alone(tmp_path):
    import matplotlib

    with matplotlib.rc_context({"font.size": 31, "text.color": "#ff0000"}):
        before = dict(matplotlib.rcParams)
        write(tmp_path, results(), ReportSettings(figures=("svg",)))
        assert dict(matplotlib.rcParams) == before
    svg = (tmp_path / "figures" / "topic_sizes.svg").read_text(encoding="utf-8")
    assert "#ff0000" not in svg and "31px" not in svg
    assert "<dc:date>" not in svg


def test_no_figures_on_request(tmp_path):
    write(tmp_path, results(), ReportSettings(figures=()))
    assert not (tmp_path / "figures").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"dpi": 5},
        {"examples": 0},
        {"figures": ("gif",)},
        {"figures": {"width_mm": 20}},
        {"title": "x" * 201},
        {"tile": ""},
    ],
)
def test_wrong_settings_are_refused(wrong):
    with pytest.raises(ValidationError):
        ReportSettings(**wrong)


def test_results_whose_parts_do_not_fit_are_refused():
    told = results()
    fields = {each.name: getattr(told, each.name) for each in dataclasses.fields(told) if each.init}
    short = Vectors(np.zeros((39, 2), np.float32))
    with pytest.raises(ValueError, match="40 documents but 39 rows in map"):
        Results(**fields | {"map": short})
    with pytest.raises(ValueError, match="3 dimensions, not 2"):
        Results(**fields | {"map": Vectors(np.zeros((40, 3), np.float32))})
    with pytest.raises(ValueError, match="differ from those asked for"):
        Results(**fields | {"asked": told.asked[::-1]})
