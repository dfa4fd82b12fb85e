"""Searches: what they understand, what they offer, and that typing is never lost."""

import pytest
from opening import alive, pages_in, told
from report_stories import results

TEXT = "A state-of-the-art harbour, Zéphyrine's C++ notes; deep\nlearning of well being. 深度学习中"

FOUND = {
    "harbour": True,
    "HARBOUR zephyrine": True,
    "harb": False,
    "harb*": True,
    "arbour": False,
    "harbour -notes": False,
    "harbour -absent": True,
    "absent OR harbour": True,
    "absent OR missing": False,
    "absent OR harbour deep": True,
    "absent OR harbour missing": False,
    "-absent OR missing": True,
    '"state of the art"': True,
    "state-of-the-art": True,
    '"the harbour"': False,
    '"well-being"': True,
    '"deep learn*"': True,
    '"deep learn"': False,
    '-"deep learning"': False,
    '"deep learning': True,
    "c++": True,
    "学习": True,
    "OR harbour OR": True,
    "or": False,
    "- * \"\" OR": True,
    "[a-z": False,
}  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return pages_in(tmp_path_factory.mktemp)


@pytest.fixture
def page(open_page, written):
    page = open_page(written("planted"))
    alive(page)
    return page


def test_searches_understand_words_phrases_beginnings_alternatives_and_exclusions(page):
    found = page.evaluate(
        "([text, queries]) => queries.map((query) => new Query(query).holds(folded(text)))",
        [TEXT, list(FOUND)],
    )
    assert dict(zip(FOUND, found, strict=True)) == FOUND


def test_what_is_found_is_marked_over_a_hyphen(open_page, written):
    texts = ("The state-of-the-art of ports.", *("Nothing.",) * 39)
    page = open_page(written("hyphened", lambda: results(texts=texts)))
    alive(page)
    page.locator("#documents").get_by_label("Search").fill('"State of the art" -absent')
    page.locator("#documents .snippet mark").wait_for()
    assert page.locator("#documents .snippet mark").all_inner_texts() == ["state-of-the-art"]


def test_a_word_that_nobody_has_is_met_with_those_near_it(page):
    form = page.locator("#documents form")
    field = form.get_by_label("Search")
    field.fill("orchard harbuor")
    form.get_by_text("No document has “harbuor”").wait_for()
    form.get_by_role("button", name="harbour", exact=True).press("Enter")
    assert field.input_value() == "orchard harbour"
    field.fill("harb")
    form.get_by_role("button", name="harbour", exact=True).wait_for()
    field.fill("railway")
    form.get_by_text("8 of 40 documents").wait_for()
    assert not form.locator(".hint").is_visible()


TYPED_AND_CHOSEN = """() => {
    const form = document.querySelector("#document_map form");
    const type = (text) => {
        form.elements.query.value = text;
        form.elements.query.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const choose = (form, name, value) => {
        form.elements[name].value = value;
        form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
        form.elements[name].dispatchEvent(new Event("change", { bubbles: true }));
    };
    type("railway");
    choose(%s, "theme", "0");
    return form.elements.query.value;
}"""


@pytest.mark.parametrize(
    "form", ["form", 'document.querySelector("#documents form")'], ids=["same", "other"]
)
def test_what_was_typed_stays_when_another_filter_changes_at_once(page, form):
    assert page.evaluate(TYPED_AND_CHOSEN % form) == "railway"
    page.locator("#document_map .found", has_text="4 of 40 documents").wait_for()
    assert page.locator("#document_map").get_by_label("Search").input_value() == "railway"
    assert page.locator("#document_map [name=theme]").input_value() == "0"


def test_an_empty_search_is_no_filter(page):
    page.locator("#document_map").get_by_label("Search").fill(" - ")
    page.wait_for_timeout(300)
    assert told(page) == "All 40 documents"
