"""Corrections made where one reads: by keyboard, taken back, kept, and saved as one file."""

import re
from dataclasses import replace

import numpy as np
import pytest
from report_stories import HOSTILE, PROVENANCE, results

import faults
from pipeline.corrections.file import read_corrections
from pipeline.report.page import render
from pipeline.report.settings import ReportSettings


def judged():
    """Scores of Theme A that leave document 7 in most doubt, then 3, of which 9 is a copy."""
    told = results()
    scores = told.themes.scores.copy()
    scores[:, 0] = np.where(told.themes.assigned[:, 0], 0.9, 0.0)
    scores[[7, 3, 9], 0] = 0.19, 0.17, 0.19
    first_copy = told.corpus.first_copy.copy()
    first_copy[9] = 3
    corpus = replace(told.corpus, first_copy=first_copy)
    themes = replace(told.themes, scores=scores)
    made = PROVENANCE.model_copy(update={"key": "12e4"})
    return replace(told, corpus=corpus, themes=themes, provenance=made)


def hostile():
    told = judged()
    n = len(told)
    ids = [
        f"{HOSTILE[d % len(HOSTILE)]} {d}".replace("\x00", "").replace("\x1b", "") for d in range(n)
    ]
    ids[0], ids[1] = "007", "\u2028 line \x85 end \U0001f98a"
    titles = tuple(HOSTILE[d % len(HOSTILE)] for d in range(n))
    return replace(told, corpus=replace(told.corpus, ids=tuple(ids), titles=titles))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corrected")
    for name, story in (("judged", judged), ("hostile", hostile)):
        html = render(story(), ReportSettings()).html
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


def topic(page, number):
    page.evaluate(f"document.getElementById('topic-{number}').closest('details').open = true")
    return page.locator(f"#topic-{number} .correct")


def saved(page, folder):
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as file").click()
    assert download.value.suggested_filename == "corrections.yaml"
    download.value.save_as(folder / "corrections.yaml")
    return read_corrections(folder / "corrections.yaml")


def tray(page):
    page.evaluate("document.querySelector('#corrections details').open = true")
    return page.locator("#corrections li > span").all_inner_texts()


def test_topics_are_corrected_by_keyboard_alone_and_saved(open_page, pages, tmp_path):
    page = open_page(pages / "judged.html")
    assert page.locator("#corrections").is_hidden()
    rename = topic(page, 0).get_by_role("button", name="Rename")
    rename.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type('Ports: "old" & new')
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Rename"
    topic(page, 1).get_by_role("button", name="Merge").press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    topic(page, 2).get_by_role("button", name="Hide").press(" ")
    assert topic(page, 0).locator(".said").inner_text().startswith("You: called “Ports: ")
    file = saved(page, tmp_path)
    assert (file.head.run, file.head.key) == ("planted-001", "12e4")
    entries = [claim.said for claim in file.topics]
    assert [each.topic for each in entries] == [0, 1, 2]
    assert entries[0].name == 'Ports: "old" & new' and entries[2].hide
    assert entries[1].merge_into == 3
    assert "saved" in page.locator("#corrections .state").inner_text()


def test_what_was_said_is_kept_over_a_reload_and_taken_back_step_by_step(open_page, pages):
    page = open_page(pages / "judged.html")
    topic(page, 0).get_by_role("button", name="Hide").click()
    topic(page, 3).get_by_role("button", name="Hide").click()
    page.reload()
    page.wait_for_selector(".alive")
    assert len(tray(page)) == 2
    page.locator("#corrections").get_by_role("button", name="Remove: Topic 0").click()
    (left,) = tray(page)
    assert left == "Topic 3 “Theatre · sights 3”: hidden"
    undo = page.locator("#corrections").get_by_role("button", name="Undo")
    undo.click()
    assert len(tray(page)) == 2
    undo.click()
    undo.click()
    assert tray(page) == [] and undo.get_attribute("aria-disabled") == "true"
    assert undo.evaluate("button => button === document.activeElement"), "it is not lost"


def test_a_cancelled_form_says_nothing(open_page, pages):
    page = open_page(pages / "judged.html")
    topic(page, 0).get_by_role("button", name="Rename").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    assert page.locator("#correct .wrong").inner_text() == "Give it a name"
    page.keyboard.press("Escape")
    assert page.locator("#corrections").is_hidden()


def test_a_topic_is_made_of_what_is_chosen_and_another_takes_some_of_it(open_page, pages, tmp_path):
    page = open_page(pages / "judged.html")
    split = page.get_by_role("button", name="New topic of these")
    assert not split.is_visible(), "nothing is chosen"
    for name, words, found in (("Mine", '"part 1*"', 11), ("Other", '"part 12"', 1)):
        page.locator("[data-map] .filters input[name=query]").fill(words)
        page.locator("[data-map] .found", has_text=re.compile(rf"^{found} of 40")).wait_for()
        split.click()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    own = [claim.said for claim in saved(page, tmp_path).topics]
    assert [(each.topic, each.name, len(each.documents)) for each in own] == [
        (4, "Mine", 10),
        (5, "Other", 1),
    ]
    assert not set(own[0].documents) & set(own[1].documents)
    assert "009" not in own[0].documents


def test_a_theme_is_made_of_what_is_searched_for(open_page, pages, tmp_path):
    page = open_page(pages / "judged.html")
    page.locator("[data-map] .filters input[name=query]").fill('"part 1*" -nothing')
    page.locator("[data-map] .found", has_text=re.compile("^11 of 40")).wait_for()
    page.get_by_role("button", name="New theme of these").click()
    page.keyboard.type("Mine")
    page.keyboard.press("Enter")
    (theme,) = [claim.said for claim in saved(page, tmp_path).themes]
    assert (theme.name, theme.keywords, len(theme.examples)) == ("Mine", ("part 1",), 3)


def test_a_name_taken_back_leaves_a_topic_hidden(open_page, pages, tmp_path):
    page = open_page(pages / "judged.html")
    topic(page, 0).get_by_role("button", name="Hide").click()
    for name in ("Mine", None):  # and the name that it has
        topic(page, 0).get_by_role("button", name="Rename").click()
        was = page.locator("dialog[open]").get_by_text("It is called").inner_text()
        page.get_by_label("New name").fill(name or re.search("“(.*)”", was)[1])
        page.keyboard.press("Enter")
    (entry,) = [claim.said for claim in saved(page, tmp_path).topics]
    assert (entry.topic, entry.name, entry.hide) == (0, None, True)


def test_the_document_most_in_doubt_is_offered_first_and_no_copy(open_page, pages, tmp_path):
    page = open_page(pages / "judged.html")
    page.evaluate("document.getElementById('theme-0').closest('details').open = true")
    page.get_by_role("button", name="Judge documents of Theme A").press("Enter")
    title = page.locator("#document-title")
    assert "7" in title.inner_text()
    page.get_by_role("button", name="It belongs").press("Enter")
    page.get_by_role("button", name="Most in doubt").press("Enter")
    assert "part 3" in title.inner_text()
    page.get_by_role("button", name="It does not").press("Enter")
    state = page.locator(".judging .state")
    assert "You judged 2 documents for this theme" in state.inner_text()
    page.get_by_role("button", name="Most in doubt").press("Enter")
    assert "part 9" not in title.inner_text()
    page.get_by_role("button", name="It belongs").press("Enter")
    page.get_by_role("button", name="It belongs").press("Enter")
    page.keyboard.press("Escape")
    said = [claim.said for claim in saved(page, tmp_path).judgements]
    assert [(each.id, each.theme, each.belongs) for each in said] == [
        ("007", "Theme A", True),
        ("003", "Theme A", False),
    ]


def test_a_topic_becomes_a_theme_under_a_name_that_is_free(open_page, pages, tmp_path):
    page = open_page(pages / "judged.html")
    topic(page, 0).get_by_role("button", name="Copy as theme").click()
    page.get_by_label("Name", exact=True).fill("theme a")
    page.keyboard.press("Enter")
    assert "choose another" in page.locator("#correct .wrong").inner_text()
    page.get_by_label("Name", exact=True).fill("Ports")
    page.locator("#correct input[name=keywords]").fill("quay, , crane, quay")
    page.keyboard.press("Enter")
    (theme,) = (claim.said for claim in saved(page, tmp_path).themes)
    assert (theme.name, theme.keywords) == ("Ports", ("quay", "crane"))
    assert len(theme.examples) == 3


def test_whatever_ids_and_titles_hold_comes_back_as_it_was(open_page, pages, tmp_path):
    page = open_page(pages / "hostile.html")
    page.get_by_role("button", name="Select what is in view").click()
    page.get_by_role("button", name="New topic of these").click()
    page.keyboard.type("# & *: {all}")
    page.keyboard.press("Enter")
    page.evaluate("document.getElementById('theme-0').closest('details').open = true")
    page.get_by_role("button", name="Judge documents of Theme A").click()
    for _ in HOSTILE:
        page.get_by_role("button", name="It belongs").click()
        page.get_by_role("button", name="Most in doubt").click()
    page.keyboard.press("Escape")
    file = saved(page, tmp_path)
    ids = {each for place, each in enumerate(hostile().corpus.ids) if place != 9}
    assert set(file.topics[0].said.documents) == ids
    assert {claim.said.id for claim in file.judgements} <= ids and len(file.judgements) >= 10


def test_what_another_version_kept_is_passed_over(open_page, pages):
    page = open_page(pages / "judged.html")
    page.evaluate("localStorage.setItem('themeline corrections planted-001 12e4', '{\"said\": 3}')")
    page.reload()
    page.wait_for_selector(".alive")
    assert page.locator("#corrections").is_hidden()


def test_a_browser_that_keeps_nothing_says_so(open_page, pages):
    page = open_page(pages / "judged.html")
    page.evaluate("Storage.prototype.setItem = () => { throw new Error('full'); }; null")
    topic(page, 0).get_by_role("button", name="Hide").click()
    state = page.locator("#corrections .state")
    assert state.is_visible() and "save before you close it" in state.inner_text()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_correcting_is_for_everybody(open_page, pages, width, colours):
    page = open_page(pages / "judged.html", width=width, colours=colours)
    topic(page, 0).get_by_role("button", name="Hide").click()
    tray(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")  # where nothing lies under the tray
    assert faults.violations(page) == []
    assert faults.too_wide(page) == []
    topic(page, 1).get_by_role("button", name="Merge").click()
    assert faults.violations(page) == []
    page.keyboard.press("Escape")
    page.evaluate("document.getElementById('theme-0').closest('details').open = true")
    page.get_by_role("button", name="Judge documents of Theme A").click()
    page.get_by_role("button", name="It belongs").click()
    assert faults.violations(page) == []
    assert faults.too_wide(page) == []
