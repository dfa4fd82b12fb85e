"""Every view is a link: what the address holds, what leads to it, and the way back."""

import re

import pytest
from opening import alive, at, come_nearer, pages_in, told
from report_stories import VARIANTS, leveled, results

COUNTED = """async () => {
    const corpus = await Corpus.read();
    const view = new View(corpus);
    const conditions = new Conditions(view);
    await view.reading.begin();
    const missed = [];
    view.addEventListener("missed", ({ detail }) => missed.push(detail));
    const doors = [...document.querySelectorAll("[data-view]")].map((door) => {
        conditions.apply(door.dataset.view);
        const point = door.querySelector("title")?.textContent.split(": ")[1];
        return [(point ?? door.textContent).trim(), door.dataset.view, view.found];
    });
    return { doors, missed };
}"""
"""Each door of a page: what it says, where it leads, and how many documents are there."""

NUMBER = re.compile(r"([\d,]+)( of [\d,]+ documents? .*| documents?.*)?")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return pages_in(tmp_path_factory.mktemp)


@pytest.fixture
def opened(open_page, written):
    """A function that opens the page of a story, at an address in it."""

    def open_story(name="dated", hash_="", **wanted):
        page = open_page(written(name), **wanted)
        if hash_:
            at(page, written(name), hash_)
        alive(page)
        return page

    return open_story


@pytest.mark.parametrize("name", ["dated", "leveled", "many", "hostile", "no topics"])
def test_every_number_leads_to_just_the_documents_that_it_counts(opened, name):
    page = opened(name)
    found = page.evaluate(COUNTED)
    assert found["missed"] == []
    counted = 0
    for said, view, documents in found["doors"]:
        number = NUMBER.fullmatch(said)
        if number:
            assert int(number[1].replace(",", "")) == documents, (said, view)
            counted += 1
    assert counted >= min(20, 2 * len(VARIANTS[name]().shown_topics))


def test_a_keyword_leads_to_the_documents_of_its_topic_that_hold_it(opened, written):
    texts = tuple(f"Text {d}, word00s here." if d < 5 else "Nothing." for d in range(40))
    written("worded", lambda: results(texts=texts))
    page = opened("worded")
    page.locator("details.topic", has=page.locator("#topic-0")).locator("summary").first.click()
    page.locator("#topic-0 .weights .door").first.click()
    page.locator("#selection h2", has_text="5 of 40 documents").wait_for()
    assert page.url.endswith("#view?topic=0&search=%22word00%2A%22")


def test_a_door_brings_the_map_and_the_table_and_the_way_back(opened):
    page = opened()
    door = page.locator("#themes .grid tbody tr").first.locator(".door").nth(1)
    number = door.inner_text()
    door.focus()
    page.keyboard.press("Enter")
    heading = page.locator("#selection h2")
    heading.filter(has_text=f"{number} of 210 documents").wait_for()
    assert heading.evaluate("h => h === document.activeElement")
    assert page.locator(".map-stage").evaluate(
        "s => s.getBoundingClientRect().top < innerHeight && s.getBoundingClientRect().bottom > 0"
    )
    assert told(page) == f"{number} of 210 documents"
    assert page.locator("#documents .range").inner_text().endswith(f"of {number} documents")
    page.go_back()
    page.locator("#document_map .found", has_text="All 210").wait_for()
    page.go_forward()
    page.locator("#document_map .found", has_text=f"{number} of 210").wait_for()
    page.get_by_role("complementary").get_by_role("button", name="Clear").press("Enter")
    assert told(page) == "All 210 documents" and "#" not in page.url
    assert door.evaluate("d => d === document.activeElement")


def test_a_point_of_a_trend_opens_its_documents(opened):
    page = opened()
    point = page.locator("#over_time rect[data-view]").nth(1)
    said = point.locator("title").text_content()
    point.click(force=True)
    number = re.match(r"2020: (\d+) of", said)[1]
    page.locator("#selection h2", has_text=f"{number} of 210 documents").wait_for()
    assert "from=2020&to=2020" in page.url


def test_all_that_is_chosen_survives_a_reload(opened):
    page = opened("leveled")
    ours = page.locator("#document_map")
    ours.get_by_label("2 topics").check()
    ours.get_by_label("Colour by").select_option("theme")
    ours.locator("[name=topic]").select_option(label="0 Wide 0")
    ours.locator("[name=theme]").select_option("Theme A")
    ours.get_by_label("Search").fill("harbour OR orchard")
    page.locator("#document_map .found", has_text="11 of 40").wait_for()
    ours.get_by_role("button", name="Nearer").click()
    page.wait_for_url(lambda url: "at=" in url)
    address = page.url
    page.reload()
    alive(page)
    page.locator("#document_map .found", has_text="11 of 40").wait_for()
    page.wait_for_timeout(400)
    assert page.url == address
    assert ours.get_by_label("2 topics").is_checked()
    assert ours.get_by_label("Colour by").input_value() == "theme"
    assert ours.get_by_label("Search").input_value() == "harbour OR orchard"
    assert ours.get_by_role("button", name="Whole map").is_enabled()


def test_a_selection_is_in_the_address(opened, written):
    page = opened("planted")
    come_nearer(page)
    page.get_by_role("button", name="Select what is in view").press("Enter")
    found = told(page)
    assert found.endswith("within the selection") and "area=" in page.url
    address = page.url
    at(page, written("planted"), "#" + address.partition("#")[2])
    assert told(page) == found
    at(page, written("planted"), "#view?documents=0-2.7")
    assert told(page) == "4 of 40 documents, within the selection"


def test_typing_is_one_step_and_each_choice_is_one(opened):
    page = opened("planted")
    field = page.locator("#document_map").get_by_label("Search")
    for word in ("rail", "railway"):
        field.fill(word)
        page.wait_for_url(lambda url, word=word: url.endswith(f"={word}"))
    page.locator("#document_map [name=theme]").select_option("Theme A")
    page.go_back()
    page.locator("#document_map .found", has_text="8 of 40").wait_for()
    assert page.locator("#document_map [name=theme]").input_value() == ""
    page.go_back()
    page.locator("#document_map .found", has_text="All 40").wait_for()
    assert field.input_value() == ""


def test_a_section_leaves_the_view_as_it_is_even_when_loaded_anew(opened):
    page = opened("planted", "#view?topic=1")
    page.get_by_role("navigation").get_by_role("link", name="Themes").click()
    assert page.url.endswith("#themes") and told(page) == "10 of 40 documents"
    page.reload()
    alive(page)
    assert page.url.endswith("#themes") and told(page) == "10 of 40 documents"


def test_a_document_opens_in_front_of_its_view(opened):
    page = opened("planted", "#view?topic=1&document=013")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("heading", name="orchard, part 13").wait_for()
    assert dialog.locator(".position").inner_text() == "2 of 10 documents in the table"
    page.keyboard.press("Escape")
    page.wait_for_function("() => location.hash === '#view?topic=1'")
    assert told(page) == "10 of 40 documents"


@pytest.mark.parametrize(
    ("hash_", "missed"),
    [
        ("#view?topic=77", "the topic “77”"),
        ("#view?theme=Gone", "the theme “Gone”"),
        ("#view?in.venue=Z", "“Z” in venue"),
    ],
)
def test_what_a_link_asks_for_and_is_not_here_is_told(opened, hash_, missed):
    page = opened("dated", hash_)
    line = page.locator("#documents .missed")
    assert missed in line.inner_text()
    assert told(page) == "All 210 documents"
    page.locator("#documents [name=topic]").select_option(index=1)
    assert line.is_hidden()


SENSELESS = ("", "at=a_b_c&area=1.2_3", "level=9&%=%E0", "documents=9-1.x.99999999")


@pytest.mark.parametrize("query", SENSELESS)
def test_an_address_without_sense_shows_something(opened, query):
    page = opened("planted", f"#view?{query}")
    assert re.match(r"(All|\d+ of) 40 documents", told(page))


def test_the_dialog_names_similar_documents_and_gives_its_link(open_page, written):
    words = ("lantern", "anchor", "violet")
    texts = tuple(f"The {words[d % 3]} of {words[d % 3]}-{d // 3}." for d in range(40))
    page = open_page(written("alike", lambda: results(texts=texts, titles=("A note",))))
    alive(page)
    at(page, written("alike"), "#document-003")
    dialog = page.get_by_role("dialog")
    similar = dialog.locator(".similar li")
    similar.first.wait_for()
    assert similar.count() == 5
    places = similar.locator("a").evaluate_all(
        "links => links.map((link) => link.dataset.document)"
    )
    numbers = list(map(int, places))
    assert all(number % 3 == 0 and number != 3 for number in numbers)
    assert "lantern" in similar.first.inner_text()
    dialog.get_by_role("button", name="Copy link").press("Enter")
    dialog.get_by_role("button", name="Copied").wait_for()
    page.keyboard.press("Escape")
    field = page.locator("#documents").get_by_label("Search")
    field.focus()
    page.keyboard.press("Control+V")
    assert field.input_value() == written("alike").as_uri() + "#document-003"


def test_the_second_choice_is_told_with_its_share(opened):
    page = opened("planted", "#document-012")
    said = page.get_by_role("dialog").locator(".of-topics").inner_text()
    assert "Second choice: 0 Harbour" in said and "share of 0.25" in said


def test_levels_of_the_tree_are_views(opened):
    page = opened("leveled")
    page.locator("#topics .tree .door").first.click()
    page.locator("#selection h2", has_text="22 of 40").wait_for()
    assert "level=0&topic=0" in page.url or "topic=0&level=0" in page.url
    assert page.get_by_label("2 topics").is_checked()
    assert leveled().clustering.level == 1
