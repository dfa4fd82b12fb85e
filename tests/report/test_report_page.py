import base64
import hashlib
import itertools
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from urllib.parse import quote

import numpy as np
import pytest
from report_stories import HOSTILE, VARIANTS, results

from pipeline.core.artifacts import Check
from pipeline.core.corpus import Dropped
from pipeline.report.lettering import CONTROLS, without_controls
from pipeline.report.page import render
from pipeline.report.sections import SECTIONS
from pipeline.report.settings import ReportSettings

VOID = {"meta", "input", "img", "br", "link"}


class Page(HTMLParser):
    """What a browser would make of the page: elements with attributes, and their text."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.html, self.elements, self.open, self.texts, self.heads = html, [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script", "template"):
            self.texts.append(data)

    @property
    def tags(self):
        return Counter(tag for tag, _ in self.elements)

    @property
    def text(self):
        return "".join(self.texts)

    @property
    def words(self):
        return " ".join(" ".join(self.texts).split())

    def all(self, name):
        return [attributes[name] for _, attributes in self.elements if name in attributes]


def page(told, **settings):
    return Page(render(told, ReportSettings(**settings)).html)


@cache
def page_of(variant="planted"):
    return page(VARIANTS[variant]())


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_story_gives_a_whole_page(variant):
    made = page_of(variant)
    assert not made.open
    assert len(set(made.all("id"))) == len(made.all("id"))
    told = {each.name for each in SECTIONS if not each.missing(each.view(VARIANTS[variant]()))}
    assert {f"#{name}" for name in told} <= set(made.all("href"))
    assert len(told) >= len(SECTIONS) - 3
    levels = [int(tag[1]) for tag, _ in made.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = set(made.all("id"))
    assert set(" ".join(made.all("aria-labelledby")).split()) <= ids
    links = [attributes for tag, attributes in made.elements if tag == "a"]
    for link in links:
        target = link["href"].removeprefix("#")
        assert (
            target
            == f"document-{quote(VARIANTS[variant]().corpus.ids[int(link['data-document'])])}"
            if "data-document" in link
            else target in ids
        )


@pytest.mark.parametrize("variant", ["planted", "hostile"])
def test_the_page_asks_the_network_for_nothing(variant):
    made = page_of(variant)
    assert all(link.startswith("#") for link in made.all("href"))
    assert not made.all("src") and not made.all("style")
    assert not [name for _, attributes in made.elements for name in attributes if name[:2] == "on"]
    assert not set(made.tags) & {"img", "link", "iframe", "object", "embed", "base"}
    (style,) = re.findall(r"<style>(.*?)</style>", made.html, re.DOTALL)
    assert "url(" not in style and "@import" not in style


def test_only_our_own_style_and_script_may_run():
    html = page_of("hostile").html
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy.startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        (content,) = re.findall(f"<{kind}>(.*?)</{kind}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src &#39;sha256-{digest}&#39;" in policy


def test_hostile_texts_are_text_and_nothing_else():
    made = page_of("hostile")
    plain = page(results(sizes=(10,) * len(HOSTILE), n_themes=len(HOSTILE)))
    assert made.tags["script"] == plain.tags["script"]
    assert made.tags["circle"] == plain.tags["circle"] > 104
    for text in HOSTILE:
        assert without_controls(text)[:80] in made.text
    assert not CONTROLS.search(made.html)
    assert "49" not in [text.strip() for text in made.texts]


def test_the_page_of_a_usual_corpus_is_small():
    assert len(page(results(sizes=(30,) * 8, loose=1)).html.encode()) < 450_000


def test_reasons_for_distrust_are_shown_with_their_advice():
    check = Check("C03", "problem", "All is one topic.", "Lower min_cluster_size.", ("001", "002"))
    made = page(results(checks=[Check("L01", "info", "Fine."), check]))
    trust = made.text[made.text.rindex("Can I trust it?") :]
    assert trust.index("Problem") < trust.index("Info")
    assert "Lower min_cluster_size." in trust and "2 documents: 001, 002" in trust
    assert "All is one topic (problem C03)." in made.text


def test_input_quality_says_what_was_dropped_repeated_and_in_which_language():
    first = np.arange(40, dtype=np.int32)
    first[5] = 2
    made = page(
        results(
            dropped=[Dropped("line 7", "x7", "empty text", "", "A title")],
            first_copy=first,
            languages=("en",) * 30 + ("fr",) * 9 + ("",),
        )
    )
    assert "empty text" in made.text and "1 of 41 records (2%)" in made.text
    assert "002" in made.text and "again as" in made.text
    assert "30 (75%)" in made.text and "9 (23%)" in made.text and "too short to tell" in made.text


def test_how_it_was_made_shows_what_auto_came_to():
    text = page_of().words
    assert "n_neighbors auto → 30" in text
    assert "Computed in 12 s: reduce.n_neighbors 15 -> 30" in text
    assert "themeline run config.yaml" in text


def test_the_number_of_examples_is_the_users_choice():
    few, more = (page(results(), examples=examples).text for examples in (1, 4))
    assert few.count("Notes on the") < more.count("Notes on the")


def test_measures_without_a_value_say_so():
    text = page_of().words
    assert "silhouette 0.25 above 0 is good" in text and "gap n/a ?" in text
