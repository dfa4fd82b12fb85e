"""A run as a notebook shows it."""

import json
import re
from html.parser import HTMLParser

import pytest

import planted
from pipeline import run
from pipeline.runs.record import digest_of
from pipeline.runs.run import Run


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return run(planted.write_project(tmp_path_factory.mktemp("project")))


class Parts(HTMLParser):
    """The elements and the text of a piece of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.links = [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name == "href"]

    def handle_data(self, data):
        self.text += data + "\n"


def test_it_says_in_short_what_was_found_and_leads_to_the_report(made, monkeypatch):
    monkeypatch.chdir(made.folder.parents[1])
    shown = Parts(made._repr_html_())
    assert "Run planted-001\nIn short\n40 documents could be used" in shown.text
    assert re.search(
        r"documents\n40\ntopics\n4\nwithout a topic\n0\nThemes\nFood\n10\n", shown.text
    )
    assert "To keep in mind: 1\nA01 Not found: 'Space travel'" in shown.text
    assert shown.links == ["outputs/planted-001/report.html"]


def test_texts_are_text(made, tmp_path):
    folder = tmp_path / "a<b>-001"
    folder.mkdir()
    content = json.loads((made.folder / "run.json").read_text("utf-8"))
    evil = "</script><script>alert(1)</script>\x1b[31m & “quoted”"
    content["summary"] = [evil]
    content["themes"] = {"<img src=x onerror=alert(1)>": 3}
    content["digest"] = digest_of(content)
    (folder / "run.json").write_text(json.dumps(content), "utf-8")
    shown = Parts(Run(folder)._repr_html_())
    assert not {"script", "img", "b"} & set(shown.tags)
    assert "</script><script>alert(1)</script>\ufffd[31m & “quoted”" in shown.text
    assert "<img src=x onerror=alert(1)>" in shown.text


def test_a_damaged_run_says_so(made, tmp_path):
    (tmp_path / "run.json").write_text("{")
    assert "its run.json is missing or damaged" in Run(tmp_path)._repr_html_()
    assert "its run.json is missing or damaged" in Run(tmp_path / "gone")._repr_html_()
