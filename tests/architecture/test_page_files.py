"""What linters do not ask of the files that pages are made of: styles, scripts and templates."""

import ast
import re
import shutil
import subprocess
import sysconfig
from functools import cache
from pathlib import Path

import pytest
import tinycss2

import pipeline
from pipeline.report.html import HERE
from pipeline.report.page import SCRIPTS
from pipeline.report.palette import style_sheet

PACKAGE = Path(pipeline.__file__).parent
STYLES = sorted(PACKAGE.rglob("*.css"))
SCRIPT_FILES = sorted(PACKAGE.rglob("*.js"))
TEMPLATES = sorted(PACKAGE.rglob("templates/*.html"))
MODULES = [*PACKAGE.glob("report/**/*.py"), *PACKAGE.glob("compare/**/*.py")]

UNSAFE_IN_SCRIPTS = re.compile(
    r"""innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|DOMParser
    |document\.write|\beval\b|\bFunction\b|\bimport\s*\(|setAttribute\(\s*["'`](style|on)
    |\bfetch\s*\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|serviceWorker|new\s+Worker
    |sessionStorage|indexedDB|\.cookie\b""",
    re.VERBOSE,
)
"""What would read text as markup or code, or would leave the page."""

UNSAFE_IN_TEMPLATES = re.compile(
    r"""\s(style|on[a-z]+|srcdoc|src|action|formaction)\s*=|\|\s*safe\b|autoescape|javascript:
    |https?://""",
    re.VERBOSE,
)
"""What the content security policy refuses, or what would not be escaped."""


def names(path):
    return path.name


def read(path):
    return path.read_text(encoding="utf-8")


def rules(nodes):
    """All rules with a selector, also those within @media and within other rules."""
    for node in nodes:
        assert node.type != "error", f"line {node.source_line}: {node.message}"
        if node.type == "at-rule" and node.content is not None:
            yield from rules(tinycss2.parse_blocks_contents(node.content, True, True))
        if node.type == "qualified-rule":
            yield node
            yield from rules(tinycss2.parse_blocks_contents(node.content, True, True))


def rules_of(path):
    return list(rules(tinycss2.parse_stylesheet(read(path), True, True)))


def declarations(rule):
    parts = tinycss2.parse_blocks_contents(rule.content, True, True)
    return [part for part in parts if part.type == "declaration"]


def asked_for(tokens):
    """The classes and ids of a selector, also those in :not() and :has()."""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "hash":
            yield token.value
        if token.type == "ident" and before is not None and before == ".":
            yield token.value
        yield from asked_for(getattr(token, "arguments", None) or [])


@cache
def words_given():
    """Every word that can become a class or an id, and the beginnings of those that are made up.

    In a template these are the words of class and id attributes and of texts within {{ }} and
    {% %}, in Python and JavaScript those of texts.
    """
    found = [*map(_in_template, TEMPLATES), *map(_in_script, SCRIPT_FILES)]
    whole = "\n".join([*found, *map(_in_module, MODULES)])
    beginnings = re.findall(r"([a-z][\w-]*-)(?=\{\{|\$\{)", whole)
    return set(re.findall(r"[\w-]+", whole)), tuple(beginnings)


def _in_template(path):
    inside = r"\{\{.*?\}\}|\{%.*?%\}"
    attributes = re.findall(rf'\s(?:class|id)="((?:{inside}|[^"{{])*)"', read(path))
    code = "\n".join(re.findall(inside, read(path)))
    return "\n".join([*attributes, *re.findall(r"'[^']*'|\"[^\"]*\"", code)])


def _in_script(path):
    return "\n".join(re.findall(r'"[^"\n]*"|\'[^\'\n]*\'|`[^`]*`', read(path)))


def _in_module(path):
    nodes = ast.walk(ast.parse(read(path)))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return "\n".join(text for text in texts if isinstance(text, str) and " " not in text)


@pytest.mark.parametrize("path", STYLES, ids=names)
def test_every_rule_is_for_something_that_a_page_has(path):
    words, beginnings = words_given()
    dead = {
        name
        for rule in rules_of(path)
        for name in asked_for(rule.prelude)
        if name not in words and not name.startswith(beginnings)
    }
    assert dead == set()


@pytest.mark.parametrize("path", STYLES, ids=names)
def test_every_declaration_is_well_formed_and_none_is_important(path):
    for rule in rules_of(path):
        assert declarations(rule), f"line {rule.source_line}: an empty rule"
        important = [part.name for part in declarations(rule) if part.important]
        assert important == [], f"line {rule.source_line}"


@pytest.mark.parametrize("path", STYLES, ids=names)
def test_every_property_that_is_asked_for_is_declared_somewhere(path):
    everywhere = style_sheet() + "".join(map(read, STYLES)) + "".join(map(read, SCRIPT_FILES))
    declared = set(re.findall(r"(--[\w-]+)[\"']?\s*[:,]", everywhere))
    assert set(re.findall(r"var\((--[\w-]+)\)", read(path))) <= declared


@pytest.mark.parametrize("path", STYLES, ids=names)
def test_colours_are_named_once_so_that_dark_paper_can_have_others(path):
    coloured = [
        f"line {part.source_line}: {part.name}"
        for rule in rules_of(path)
        for part in declarations(rule)
        if not part.name.startswith("--") and any(token.type == "hash" for token in part.value)
    ]
    assert coloured == []


@pytest.mark.parametrize("path", SCRIPT_FILES, ids=names)
def test_scripts_take_texts_for_texts_and_stay_in_the_page(path):
    assert [match.group() for match in UNSAFE_IN_SCRIPTS.finditer(read(path))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=names)
def test_templates_escape_everything_and_hold_no_style_and_no_script(path):
    assert [match.group() for match in UNSAFE_IN_TEMPLATES.finditer(read(path))] == []


def test_the_scripts_of_the_report_fit_together(tmp_path):
    joined = tmp_path / "report.js"
    joined.write_text("".join(read(HERE / "static" / f"{name}.js") for name in SCRIPTS))
    oxlint = shutil.which("oxlint", path=sysconfig.get_path("scripts"))
    asked = [oxlint, "--config", Path(__file__).with_name("joined.json"), joined]
    done = subprocess.run(asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", SCRIPT_FILES, ids=names)
def test_one_script_alone_keeps_anything_in_the_browser(path):
    assert ("localStorage" in read(path)) == (path.name == "remembering.js")


def test_every_script_is_in_the_page():
    assert {path.stem for path in SCRIPT_FILES} == set(SCRIPTS)
