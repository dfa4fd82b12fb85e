"""The pages are true to the code: made of it where they can be, and without a dead link or name."""

import importlib.util
import re
import tomllib
from functools import cache

import pytest
import typer
import yaml

from docs.pages import FOLDER, PAGES
from pipeline.cli.commands import app
from pipeline.config.settings import SECTIONS, Execution, General, stage_of
from pipeline.core.discovery import method_class, method_names
from pipeline.report.citation import AUTHORS, TITLE, YEAR
from pipeline.report.settings import ReportSettings

ROOT = FOLDER.parent
PAGE_FILES = sorted([*ROOT.glob("*.md"), *FOLDER.glob("*.md")])
COMMANDS = set(typer.main.get_command(app).commands)

every_page = pytest.mark.parametrize("path", PAGE_FILES, ids=lambda path: path.name)


def prose(path):
    return path.read_text("utf-8")


def anchors(path):
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    words = (re.sub(r"[^\w\- ]", "", heading).strip().lower() for heading in headings)
    return {word.replace(" ", "-") for word in words}


@pytest.mark.parametrize("name", PAGES)
def test_what_is_made_of_the_code_is_as_the_code_is_now(name):
    assert (FOLDER / name).read_text("utf-8") == PAGES[name](), "run: python -m docs"


def test_the_readme_is_short():
    assert len(prose(ROOT / "README.md").splitlines()) <= 200


@every_page
def test_no_link_is_dead(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(path)):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@every_page
def test_no_file_and_no_module_that_is_named_is_gone(path):
    for name in re.findall(r"`((?:pipeline|tests|docs|benchmarks)/[\w./-]*)`", prose(path)):
        assert (ROOT / name).exists(), name
    for module in re.findall(r"python -m ([\w.]+)", prose(path)):
        assert importlib.util.find_spec(module), module


@every_page
def test_no_command_that_is_named_is_gone(path):
    given = re.findall(r"(?:^    (?:\.venv/bin/)?|`)themeline ([a-z]+)", prose(path), re.MULTILINE)
    assert set(given) <= COMMANDS
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"(?:^    |`)make ([a-z-]+)", prose(path), re.MULTILINE)) <= {*targets}


@every_page
def test_no_test_that_is_named_is_gone(path):
    named = set(re.findall(r"`(test_\w+)`", prose(path)))
    if named:
        files = (ROOT / "tests").rglob("test_*.py")
        there = {name for file in files for name in re.findall(r"def (test_\w+)", prose(file))}
        assert named <= there


@cache
def known_settings():
    return {*General.model_fields, *settings_of_sections()}


def settings_of_sections():
    for section in SECTIONS:
        for name in method_names(stage_of(section)):
            fields = method_class(stage_of(section), name).model_fields
            yield from (f"{section}.{field}" for field in ("method", *fields))
    for section, model in (("report", ReportSettings), ("execution", Execution)):
        yield from (f"{section}.{field}" for field in model.model_fields)


@every_page
def test_no_setting_that_is_named_is_gone(path):
    if path.name == "CHANGELOG.md":  # which also tells what settings were called
        return
    sections = "|".join((*SECTIONS, "report", "execution"))
    quoted = re.findall(rf"`((?:{sections})\.[a-z_]+)`", prose(path))
    given = re.findall(r"--(?:set|try) ([a-z_.]+)=", prose(path))
    files = {"report.md", "report.html", "report.css"}
    assert {*quoted, *given} - files <= known_settings()


def test_every_page_is_in_the_navigation():
    site = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    listed = set(re.findall(r"[\w-]+\.md", str(site["nav"])))
    assert listed == {path.name for path in FOLDER.glob("*.md")}


def test_one_version_is_told_everywhere():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == version
    assert (citation["title"], citation["date-released"].year) == (TITLE, YEAR)
    assert [author["name"] for author in citation["authors"]] == [AUTHORS]
    assert f"\n## [{version}]" in prose(ROOT / "CHANGELOG.md")


def test_the_annotations_are_shipped():
    assert (ROOT / "pipeline" / "py.typed").is_file()
