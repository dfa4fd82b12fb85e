"""The table of documents and a document's own view, as a reader uses them in a browser."""

import csv
import re
from dataclasses import replace

import numpy as np
import pytest
from report_stories import HOSTILE, VARIANTS, leveled, results

import faults
from pipeline.report import payload
from pipeline.report.lettering import without_controls
from pipeline.report.page import render
from pipeline.report.settings import ReportSettings
from pipeline.report.table import write_csv
from pipeline.report.tables.documents import table

FOX = "\U0001f98a"


def shelf():
    """Forty documents whose columns differ: ids as numbers, dates, places; evidence after foxes."""
    told = results(sizes=(20, 12, 5), loose=3)
    n = len(told)
    texts = [
        f"{FOX * 3} A fox opens it. The harbour of part {d} is a <b>calm</b> place.\n\nThen a ruin"
        for d in range(n)
    ]
    texts[7] += " with one word like nothing else: Zéphyrine."
    start = 3 + len(" A fox opens it. ")
    evidence = np.full(told.themes.evidence.shape, -1, dtype=np.int32)
    evidence[told.themes.assigned] = (start, start + len("The harbour"))
    evidence[:, 1, 1] += np.where(told.themes.assigned[:, 1], len(" of part"), 0)
    corpus = replace(
        told.corpus,
        ids=tuple(str(3 * d % n + 1) for d in range(n)),
        texts=tuple(texts),
        dates=tuple("" if d == 3 else f"{2000 + d * 7 % 20}-0{d % 9 + 1}-11" for d in range(n)),
        groups={
            "place": tuple(
                ["Rome", "Øresund", "", "10 Downing St", "9 Elms"][d % 5] for d in range(n)
            )
        },
    )
    words = [("harbour", "ruin")] * (n * len(told.themes.names))
    themes = replace(told.themes, evidence=evidence, words=tuple(words))
    return replace(told, corpus=corpus, themes=themes)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A function that gives the page of some results as a file, each made once."""
    made = {}

    def page_of(name, make, **settings):
        if name not in made:
            made[name] = tmp_path_factory.mktemp("page") / "report.html"
            made[name].write_text(render(make(), ReportSettings(**settings)).html, encoding="utf-8")
        return made[name]

    return page_of


@pytest.fixture
def opened(open_page, written):
    """A function that opens the page of some results and waits for its documents."""

    def open_story(name="shelf", make=shelf, **wanted):
        page = open_page(written(name, make), **wanted)
        page.wait_for_selector("html.alive")
        return page

    return open_story


def rows(page):
    return page.locator("#documents tbody tr")


def column(page, heading):
    return page.locator(f'#documents td[data-heading="{heading}"]').all_text_contents()


def search(page, words):
    page.locator("#documents").get_by_label("Search").fill(words)
    return page.locator("#documents .found")


def dialog(page):
    return page.get_by_role("dialog")


def open_first(page):
    rows(page).get_by_role("link").first.click()
    page.locator("#document .text:not(:empty)").wait_for()
    return dialog(page)


def wait_for(locator, text):
    locator.filter(has_text=text).wait_for()


def test_a_search_finds_words_in_titles_and_texts_and_shows_where(opened):
    page = opened()
    wait_for(search(page, '"PART 7" harboür'), "1 of 40 documents")
    assert rows(page).locator("mark").all_text_contents() == ["harbour", "part 7"]
    wait_for(search(page, "zephyrine"), "1 of 40 documents")
    page.locator(".snippet mark").wait_for()
    assert rows(page).locator(".snippet mark").all_text_contents() == ["Zéphyrine"]
    assert "like nothing else" in rows(page).locator(".snippet").text_content()
    wait_for(search(page, '"a <b>calm</b>" "part 12"'), "1 of 40 documents")
    wait_for(search(page, "absent"), "0 of 40 documents")
    assert "No document passes" in page.locator("#documents .range").text_content()
    page.locator("#documents").get_by_role("button", name="Clear").click()
    assert rows(page).count() == 25


SORTED = {
    "Title": lambda told, d: _natural(told.headings[d]),
    "Topic": lambda told, d: None if told.clustering.labels[d] < 0 else told.clustering.labels[d],
    "Date": lambda told, d: told.corpus.dates[d],
    "place": lambda told, d: _natural(told.corpus.groups["place"][d].replace("Ø", "ø")),
    "Strength": lambda told, d: told.clustering.strengths[d] or None,
    "Id": lambda told, d: int(told.corpus.ids[d]),
}  # fmt: skip


def _natural(text):
    return re.sub(r"\d+", lambda digits: digits[0].zfill(16), text.lower())


@pytest.mark.parametrize("heading", SORTED)
def test_every_column_sorts_both_ways_and_what_is_missing_comes_last(opened, heading):
    told = shelf()
    labels, strengths = told.clustering.labels, told.clustering.strengths.copy()
    strengths[labels >= 0] = np.linspace(1, 0.3, (labels >= 0).sum())
    told = replace(told, clustering=replace(told.clustering, strengths=strengths))
    page = opened("strong", lambda: told)
    page.get_by_label("Rows").select_option("100")
    key = SORTED[heading]
    there = [d for d in range(40) if key(told, d) not in ("", None)]
    missing = [d for d in range(40) if d not in there]
    button = page.locator("#documents thead").get_by_role("button", name=heading)
    seen = set()
    for _ in range(2):
        button.click()
        direction = page.locator("#documents th[aria-sort]").get_attribute("aria-sort")
        sign = 1 if direction == "ascending" else -1
        ranks = {value: rank for rank, value in enumerate(sorted({key(told, d) for d in there}))}
        wanted = sorted(there, key=lambda d: sign * ranks[key(told, d)]) + missing
        assert column(page, "Id") == [told.corpus.ids[d] for d in wanted]
        seen.add(direction)
    assert seen == {"ascending", "descending"}


def test_themes_stand_best_first(opened):
    page = opened()
    assert column(page, "Themes")[:3] == ["Theme A, Theme B, Theme C", "", "Theme A"]


def test_five_thousand_rows_are_paged_through_and_the_focus_stays(opened):
    page = opened("many rows", lambda: results(sizes=(5000,), loose=0, n_themes=1))
    above = page.get_by_role("group", name="Pages, above the table")
    below = page.get_by_role("group", name="Pages, below the table")
    told = page.locator("#documents .range")
    assert (rows(page).count(), told.text_content()) == (25, "1 to 25 of 5,000 documents")
    above.get_by_role("button", name="Next").press("Enter")
    assert told.text_content() == "26 to 50 of 5,000 documents"
    assert column(page, "Id")[0] == "025"
    above.get_by_role("button", name="Last").press("Enter")
    assert told.text_content() == "4,976 to 5,000 of 5,000 documents"
    above.get_by_role("button", name="Next").press("Enter")
    assert page.evaluate("document.activeElement.value") == "next"
    below.get_by_role("button", name="Previous").click()
    assert page.evaluate("document.activeElement.closest('.pager').ariaLabel").startswith(
        "Pages, above"
    )
    above.get_by_label("Page").fill("100")
    above.get_by_label("Page").press("Enter")
    page.get_by_label("Rows").select_option("100")
    assert told.text_content() == "2,401 to 2,500 of 5,000 documents"
    assert rows(page).count() == 100
    page.locator("#documents thead").get_by_role("button", name="Id").click()
    assert told.text_content() == "1 to 100 of 5,000 documents, by id"


def test_filters_keep_to_what_they_name(opened):
    told, page = shelf(), opened()
    form = page.locator("#documents form")
    form.get_by_label("place").select_option("none given")
    wait_for(form.locator(".found"), "8 of 40 documents")
    form.get_by_label("Theme").select_option("Theme A")
    wait_for(form.locator(".found"), "4 of 40 documents")
    form.get_by_label("From").select_option("2010")
    wanted = [d for d in range(2, 40, 10) if told.corpus.dates[d] >= "2010"]
    wait_for(form.locator(".found"), f"{len(wanted)} of 40")
    assert column(page, "Id") == [told.corpus.ids[d] for d in wanted]


def test_the_download_holds_the_rows_of_the_table_as_documents_csv_has_them(opened, tmp_path):
    told = VARIANTS["hostile"]()
    page = opened("hostile", VARIANTS["hostile"])
    whole = _read(write_csv(table(told), tmp_path / "all.csv"))
    assert _downloaded(page, "Download all 104 documents as CSV", whole[0]) == whole
    wait_for(search(page, "hyperlink"), "11 of 104 documents")
    found = _downloaded(page, "Download these 11 documents as CSV", whole[0])
    assert found == [row for row in whole if "HYPERLINK" in row["title"]]
    assert found[0]["title"].startswith("'=HYPERLINK")


def _downloaded(page, button, names):
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    assert download.value.suggested_filename == "documents.csv"
    path = download.value.path()
    assert path.read_bytes().startswith("\ufeffid,title".encode())
    return [{name: row[name] for name in names} for row in _read(path)]


def _read(path):
    """The rows of a table by column, without what the page does not know or rounds."""
    more = {"topic_strength", "second_share", "x", "y", "topic_holds", "nearest_topic"}
    more |= {"topic_distance", "no_topic_reason", "language", "copy_of"}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: value for name, value in row.items() if name not in more}
            for row in csv.DictReader(file)
        ]


def test_a_document_opens_by_click_and_closes_where_one_was(opened):
    page = opened()
    link = rows(page).get_by_role("link").nth(4)
    link.click()
    assert (
        dialog(page).get_by_role("heading", level=2).text_content()
        == "Notes on the harbour, part 4"
    )
    assert page.url.endswith("#document-13")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "#" not in url)
    assert dialog(page).count() == 0
    assert link.evaluate("link => link === document.activeElement")


def test_a_document_opens_by_key_and_by_its_address(opened, written, open_page):
    page = opened()
    rows(page).get_by_role("link").nth(2).press("Enter")
    assert dialog(page).get_by_role("heading", level=2).text_content().endswith("part 2")
    dialog(page).get_by_role("button", name="Close").press("Enter")
    page.evaluate("location.hash = '#document-37'")
    assert dialog(page).get_by_role("heading", level=2).text_content().endswith("part 12")
    page.goto("about:blank")
    page.goto(f"{written('shelf', shelf).as_uri()}#document-28")
    assert dialog(page).get_by_role("heading", level=2).text_content().endswith("part 9")
    page.goto("about:blank")
    page.goto(f"{written('shelf', shelf).as_uri()}#document-4000")
    page.wait_for_selector("html.alive")
    assert dialog(page).count() == 0
    assert page.get_by_text("No document here has the id “4000”.").is_visible()


def test_going_back_leaves_a_document(opened):
    page = opened()
    page.evaluate("location.hash = '#themes'")
    page.evaluate("location.hash = '#document-37'")
    dialog(page).wait_for()
    page.go_back()
    dialog(page).wait_for(state="detached")
    assert page.url.endswith("#themes")


def test_back_closes_a_document_that_a_click_has_opened(opened):
    page = opened()
    page.evaluate("location.hash = '#documents'")
    rows(page).get_by_role("link").first.click()
    dialog(page).wait_for()
    page.go_back()
    dialog(page).wait_for(state="detached")
    assert page.url.endswith("#documents")


def test_previous_and_next_follow_the_table(opened):
    told, page = shelf(), opened()
    page.locator("#documents thead").get_by_role("button", name="Id").click()
    shown = open_first(page)
    at = dict(zip(told.corpus.ids, told.headings, strict=True))
    names = []
    for _ in range(3):
        names.append(shown.get_by_role("heading", level=2).text_content())
        shown.get_by_role("button", name="Next").click()
    assert names == [at["1"], at["2"], at["3"]]
    for _ in range(5):
        shown.get_by_role("button", name="Previous").press("Enter")
    assert shown.locator(".position").text_content() == "1 of 40 documents in the table"


def test_boilerplate_is_shown_in_grey_where_it_stands(opened):
    def make():
        texts = ("\U0001f600 Old harbours. Sent from my telephone", *shelf().corpus.texts[1:])
        parts = np.array([[0, 16, 38]], dtype=np.int32)
        return replace(shelf(), corpus=replace(shelf().corpus, texts=texts, left_out=parts))

    text = open_first(opened("with boilerplate", make)).locator(".text")
    grey = text.locator(".left-out")
    assert "".join(grey.all_text_contents()) == "Sent from my telephone"
    colours = "e => [getComputedStyle(e).color, getComputedStyle(e.closest('.text')).color]"
    assert len(set(grey.last.evaluate(colours))) == 2


def test_evidence_is_marked_where_it_stands_and_can_be_switched_off(opened):
    page = opened()
    shown = open_first(page)
    text = shown.locator(".text")
    assert "".join(text.locator(".evident.by-theme-0").all_text_contents()) == "The harbour"
    assert "".join(text.locator(".evident.by-theme-1").all_text_contents()) == "The harbour of part"
    names = text.locator(".evident-name").all_text_contents()
    assert sorted(names) == ["Theme A", "Theme B", "Theme C"]
    assert text.locator(".theme-word").all_text_contents() == ["harbour", "ruin"]
    shown.get_by_label("Theme A").uncheck()
    shown.get_by_label("words that speak").uncheck()
    assert text.locator(".by-theme-0").count() == 0
    assert text.locator(".theme-word").count() == 0
    whole = text.evaluate(
        "p => { for (const each of p.querySelectorAll('.evident-name')) each.remove();"
        " return p.textContent; }"
    )
    assert whole == shelf().corpus.texts[0]


def immense():
    """A title and a column that are one word each, and a text with a keyword 100,000 times."""
    told = results(sizes=(4,), loose=0, n_themes=0)
    word, n = "W" * 60_000, len(told)
    texts = ("word00 " * 100_000, *("short",) * (n - 1))
    corpus = replace(told.corpus, titles=(word,) * n, texts=texts, groups={"log": (word, "x") * 2})
    return replace(told, corpus=corpus)


def test_a_word_without_end_and_a_hundred_thousand_marks_are_laid_out(opened):
    page = opened("immense", immense)
    assert len(rows(page).first.text_content()) < 1000
    shown = open_first(page)
    assert shown.get_by_role("heading", level=2).text_content() == "W" * 60_000
    assert shown.locator(".text").text_content() == "word00 " * 100_000
    assert "the first 2,000 of 100,000" in shown.locator(".switches").text_content()
    page.keyboard.press("Escape")
    wait_for(search(page, "word00"), "1 of 4 documents")
    wait_for(rows(page).locator(".snippet"), "word00")


def test_words_of_any_kind_are_found_whole(opened):
    told = results(
        sizes=(), loose=1, n_themes=1, texts=("A c++ (fast\nlane). Carpet, car. 深度学习",)
    )
    themes = replace(told.themes, words=(("C++", "(fast lane)", "car", "学习"),))
    shown = open_first(opened("words", lambda: replace(told, themes=themes)))
    found = shown.locator(".text .theme-word").all_text_contents()
    assert found == ["c++", "(fast\nlane)", "car", "学习"]


def test_a_document_tells_its_topics_at_each_level_or_why_it_has_none(opened):
    page = opened("leveled", leveled)
    said = open_first(page).locator(".of-topics").text_content()
    assert re.search(r"Of 2 topics: 0 Wide 0, solid \(0.97\)", said)
    assert re.search(
        r"Of 4 topics: 0 .*, solid \(0.90\)It belongs there with a strength of 0.75", said
    )
    page.evaluate("location.hash = '#document-039'")
    said = dialog(page).locator(".of-topics").text_content()
    assert said.startswith("No topic: too far away. Nearest is 3 ")
    assert "2.0 times as far" in said
    page.evaluate("location.hash = '#document-012'")
    said = dialog(page).locator(".of-topics").text_content()
    assert re.search("Second choice: 0 Harbour.*, with a share of 0.25 by distance", said)
    page.evaluate("location.hash = '#document-013'")
    assert "Second choice" not in dialog(page).locator(".of-topics").text_content()


def test_the_themes_of_a_document_are_told_with_what_was_needed_and_said(opened):
    told = shelf()
    judged = told.themes.judged.copy()
    judged[0, 2] = -1
    page = opened("judged", lambda: replace(told, themes=replace(told.themes, judged=judged)))
    table_rows = open_first(page).locator(".of-themes tbody tr")
    cells = [row.locator("td").all_text_contents() for row in table_rows.all()]
    assert cells[0] == ["Theme A", "0.50", "0.20", "yes", "", "harbour, ruin"]
    assert cells[2][:5] == ["Theme C", "0.25", "0.20", "yes", "it does not"]


def test_a_copy_leads_to_the_first_of_its_kind(opened):
    first = np.arange(40, dtype=np.int32)
    first[[0, 9]] = [0, 2]
    page = opened("copies", lambda: results(first_copy=first))
    page.evaluate("location.hash = '#document-009'")
    dialog(page).get_by_role("link", name="002").click()
    assert dialog(page).get_by_role("heading", level=2).text_content().endswith("part 2")
    assert page.evaluate("document.querySelector('#document').contains(document.activeElement)")
    assert "Its copy009" in dialog(page).locator(".facts").text_content()


def test_a_passage_leads_to_those_beside_it_in_the_whole_document(opened, tmp_path):
    page = opened("passages", VARIANTS["passages"])
    page.evaluate("location.hash = '#document-005'")
    facts = dialog(page).locator(".facts")
    wait_for(facts, "On 1 (1), passage 2 of 4; beside it 004 006")
    dialog(page).get_by_role("link", name="006").click()
    wait_for(facts, "passage 3 of 4")
    page.keyboard.press("Escape")
    written = _read(write_csv(table(VARIANTS["passages"]()), tmp_path / "all.csv"))
    assert _downloaded(page, "Download all 40 documents as CSV", written[0]) == written


def test_evidence_beyond_the_part_shown_is_not_passed_over(opened, monkeypatch):
    monkeypatch.setattr(payload, "MOST_TEXT", 10)
    monkeypatch.setattr(payload, "BEGINNING", 9)
    shown = open_first(opened("cut", shelf))
    assert shown.locator(".text").text_content() == f"{FOX * 3} A fox…"
    assert "beyond the part shown here" in shown.locator(".switches").text_content()
    assert "first 9 characters" in shown.text_content()


def test_without_texts_the_view_says_so(open_page, written):
    page = open_page(written("kept out", shelf, texts=False))
    page.wait_for_selector("html.alive")
    rows(page).get_by_role("link").first.click()
    assert "keeps the texts out of this page" in dialog(page).text_content()
    assert not dialog(page).locator(".switches").is_visible()


def test_hostile_strings_are_text(opened):
    page = opened("hostile", VARIANTS["hostile"])
    titles = [title[:200] + "…" * (len(title) > 200) for title in HOSTILE]
    assert column(page, "Title")[:10] == titles
    for d, title in enumerate(HOSTILE):
        page.evaluate(f"location.hash = '#document-{d:03d}'")
        assert dialog(page).get_by_role("heading", level=2).text_content() == title
        assert title.replace("\r\n", "\n") in dialog(page).text_content().replace("\r\n", "\n")
    assert page.locator("#documents img, #document img, #documents b").count() == 0
    assert without_controls("\x00") not in page.locator("#documents tbody").text_content()


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("width", [390, 1440])
def test_every_story_can_be_read_on_every_screen(opened, variant, width):
    page = opened(variant, VARIANTS[variant], width=width)
    assert [fault for fault in faults.too_wide(page) if "document" in fault] == []
    if not len(VARIANTS[variant]()):
        assert "There are no documents" in page.locator("#documents").text_content()
        return
    shown = open_first(page)
    box = "[d => d.scrollWidth - d.clientWidth][0]"
    assert shown.evaluate(box) == 0


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_table_and_an_open_document_are_accessible(opened, colours):
    page = opened(colours=colours)
    search(page, "harbour")
    page.locator("#documents mark").first.wait_for()
    ours = [
        fault for fault in faults.violations(page) if "#document" in fault or "filters" in fault
    ]
    assert ours == []
    open_first(page)
    assert faults.violations(page) == []


def test_without_script_the_section_names_the_file_and_has_no_dead_controls(open_page, written):
    page = open_page(written("shelf", shelf), scripts=False)
    section = page.locator("#documents")
    assert "40 documents, 37 with a topic and 27 with a theme" in section.inner_text()
    assert "documents.csv" in section.inner_text()
    assert [
        each for each in section.locator("button, input, select").all() if each.is_visible()
    ] == []


def test_a_browser_that_cannot_unpack_the_documents_says_so(chromium, written):
    page = chromium.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(written("shelf", shelf).as_uri())
    page.get_by_text("could not be unpacked").wait_for()
    assert not page.locator("#documents .scripted").is_visible()
    page.close()


def test_in_print_the_table_is_not_repeated_but_an_open_document_is(opened):
    page = opened(media="print")
    section = page.locator("#documents")
    assert "documents.csv" in section.inner_text() and "part 3" not in section.inner_text()
    page.evaluate("location.hash = '#document-10'")
    page.locator("#document .text:not(:empty)").wait_for()
    assert dialog(page).locator(".text").is_visible() and not section.is_visible()
    assert not dialog(page).get_by_role("button", name="Close").is_visible()
