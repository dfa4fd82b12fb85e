"""Columns are chosen as a person would: by what a tool calls them, and always by their values."""

import csv
import io

import pytest

from pipeline.load.profiles import PROFILES
from pipeline.load.roles import guess_roles, other_texts
from pipeline.load.sniff import sniff

PLACES = ("rivers and roads", "schools and their teachers", "old trees in parks", "a painter")


def abstract(i):
    return (
        f"We study {PLACES[i % 4]} in {20 + i} places, and ask how {PLACES[i * 3 % 4]} change. "
        f"Records of {1900 + i} show that the effect is small but steady."
    )


def title(i):
    return f"On {PLACES[i % 4]} and {PLACES[i * 3 % 4]}, part {i}"


def authors(i):
    return ", ".join(f"Doe J{each}, Roe R{each}" for each in range(i % 4 + 2))


def references(i):
    return "; ".join(f"DOE J, {1980 + each}, J TEST, V{each}, P{i}" for each in range(20))


def keywords(i):
    return "; ".join(f"{word} {i % 5}" for word in ("maps", "travel times", "soil", "light"))


MADE = {
    "id": lambda i: f"2-s2.0-{1000 + i}",
    "title": title,
    "text": abstract,
    "date": lambda i: str(2000 + i % 20),
    "groups": lambda i: ["Article", "Review", "Letter"][i % 3],
    "authors": authors,
    "references": references,
    "keywords": keywords,
    "link": lambda i: f"https://example.org/{i}?a={i}",
    "journal": lambda i: f"Journal of {PLACES[i % 4]}",
    "nothing": lambda i: "",
}


def table(write, columns, rows=40):
    """A CSV file with these columns, each made by its kind or by a function of the row."""
    made = [MADE[kind] if isinstance(kind, str) else kind for kind in columns.values()]
    written = io.StringIO(newline="")
    csv.writer(written).writerows([list(columns), *([f(i) for f in made] for i in range(rows))])
    return write("t.csv", written.getvalue())


def chosen(path):
    found = {}
    for guess in guess_roles(sniff(path).columns):
        found.setdefault(guess.role, []).append(guess.column)
    return {role: names if role == "groups" else names[0] for role, names in found.items()}


@pytest.mark.parametrize("profile", PROFILES, ids=lambda each: f"{each.tool}-{each.signs[0]}")
def test_the_columns_of_known_tools_are_found_among_others(write, profile):
    roles = {role: getattr(profile, role) for role in ("id", "title", "text", "date")}
    columns = dict.fromkeys(profile.signs, "keywords")
    wanted = {role: names[0] for role, names in roles.items() if names}
    if "title" in wanted and "text" not in wanted:  # the titles are all there is to read
        wanted["text"] = wanted.pop("title")
    elif "text" not in wanted:
        columns["What should change?"] = "text"
    for role, name in wanted.items():
        columns = {sign: kind for sign, kind in columns.items() if sign != name.casefold()}
        columns[name] = role
    columns |= {"Author(s) full": "authors", "Cited": "references", "Link": "link"}
    found = chosen(table(write, columns))
    expected = wanted if "text" in wanted else {**wanted, "text": "What should change?"}
    assert {role: found.get(role) for role in expected} == expected


def test_authors_references_keywords_and_links_are_no_texts(write):
    columns = {
        "Authors": "authors",
        "Cited References": "references",
        "Index Keywords": "keywords",
        "URL": "link",
        "Source": "journal",
        "Title": "title",
    }
    found = chosen(table(write, columns))
    assert found["text"] == "Title"
    assert "title" not in found


def test_an_abstract_goes_before_a_longer_column_and_a_title_is_its_own(write):
    columns = {"Comments": lambda i: abstract(i) * 3, "Abstract": "text", "Title": "title"}
    found = chosen(table(write, {**columns, "Publication Title": "journal"}))
    assert (found["text"], found["title"]) == ("Comments", "Title")
    found = chosen(table(write, {"Notes taken": columns["Comments"], "Abstract": "text"}))
    assert found["text"] == "Abstract"


def test_the_most_to_read_is_the_text_where_no_name_tells(write):
    columns = {
        "Q1": lambda i: abstract(i) * 2 if i == 7 else "",
        "Q2": "text",
        "Q3": lambda i: f"More light near the trees, please, and {i} benches",
        "Name": "authors",
    }
    found = sniff(table(write, columns)).columns
    guesses = guess_roles(found)
    assert guesses[0].column == "Q2" and "the most to read" in guesses[0].reason
    assert other_texts(found, guesses) == ["Q1", "Q3"]


@pytest.mark.parametrize(
    ("last", "identifier"), [("10.1/1", None), ("", None), ("10.1/1199", "DOI")]
)
def test_an_id_is_unique_and_there_in_the_whole_file(write, last, identifier):
    columns = {"Abstract": "text", "DOI": lambda i: last if i == 1199 else f"10.1/{i}"}
    assert chosen(table(write, columns, 1200)).get("id") == identifier


def test_a_person_a_department_and_a_journal_are_no_titles(write):
    columns = {
        "userName": lambda i: f"user{i}",
        "Name": lambda i: f"Doe{i}, Jane",
        "Department name": lambda i: f"Department of {PLACES[i % 4]}",
        "Source title": "journal",
        "content": "text",
    }
    assert "title" not in chosen(table(write, columns))


def test_groups_are_values_that_come_again(write):
    columns = {
        "text": "text",
        "constant": lambda i: "same",
        "each its own": lambda i: f"v{i}",
        "stars": lambda i: str(i % 5 + 1),
        "mostly empty": lambda i: "ab"[i % 2] if i < 8 else "",
        "kind": "groups",
    }
    assert chosen(table(write, columns))["groups"] == ["stars", "kind"]


@pytest.mark.parametrize(
    ("columns", "date"),
    [
        (("Date Added", "Publication Year"), "Publication Year"),
        (("updated_at", "created_at"), "created_at"),
        (("Timestamp",), "Timestamp"),
        (("Citations",), None),
    ],
)
def test_a_date_is_that_of_the_text_and_no_number(write, columns, date):
    found = chosen(table(write, {"text": "text", **dict.fromkeys(columns, "date")}))
    assert found.get("date") == date


def test_what_was_answered_is_no_text_where_there_is_one(write):
    columns = {
        "Review Title": "title",
        "Review Content": "text",
        "Reply": lambda i: abstract(i) * 2 if i % 3 else "",
    }
    found = chosen(table(write, columns))
    assert (found["text"], found["title"]) == ("Review Content", "Review Title")


@pytest.mark.parametrize(
    "body",
    [
        lambda i: f"We had fish &amp; chips; they were {i} &lt;pounds&gt; too dear.",
        lambda i: f"I like it\nIt is late\nThanks a lot\nSee you on day {i}.",
        lambda i: f"The bus is late; I walk {i} miles.",
        lambda i: f"<p>It came, it broke, it left, it was number {i}.</p>",
    ],
)
def test_sentences_are_no_lists(write, body):
    columns = {"id": "id", "subject": "title", "body": body}
    assert chosen(table(write, columns))["text"] == "body"


def test_an_export_without_abstracts_is_read_by_its_titles(write):
    columns = {
        "PMID": lambda i: str(i),
        "Title": "title",
        "Authors": lambda i: "Doe J, Roe R, Li C.",
        "Citation": lambda i: (
            f"J Test. 2021 Mar;5({i}):1-9. doi: 10.1/{i}. Epub 2021 Mar 5. Review."
        ),
        "Create Date": lambda i: f"2021/03/{i % 28 + 1:02d}",
    }
    assert chosen(table(write, columns))["text"] == "Title"


@pytest.mark.parametrize("name", ["Name", "What is your name?", "Reviewer Name", "speaker name"])
def test_names_of_persons_are_no_titles(write, name):
    columns = {"Comment": "text", name: lambda i: ["Anna Rossi", "Max Müller", "Jo"][i % 3]}
    assert "title" not in chosen(table(write, columns))
    notes = {"Comment": "text", "Name": lambda i: f"Notes of meeting {i}"}
    assert chosen(table(write, notes))["title"] == "Name"


@pytest.mark.parametrize("column", ["QueryDate", "indexed.date-time", "exported at"])
def test_when_a_record_was_fetched_is_no_date_of_its_text(write, column):
    days = {column: lambda i: f"2024-05-{i % 28 + 1:02d}", "published": "date"}
    assert chosen(table(write, {"text": "text", **days}))["date"] == "published"
