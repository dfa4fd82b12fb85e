import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import InputError
from pipeline.load.bibtex import BibTeX, unquoted
from pipeline.load.formats import method_for
from pipeline.load.references import COLUMNS

pytestmark = pytest.mark.usefixtures("without_languages")

FILE = r"""
Exported on a sunny day.
@preamble{"\newcommand{\x}{y}"}
@string{jr = "Journal of Rivers"}
@comment{@article{hidden, title = {not read}}}

@Article{doe2003,
  Title = {On {Rivers} in {\"O}sterreich},
  author = "Doe, Jane and M\"uller, Max",
  abstract = {The abstract, in which 50\% is
              broken = into lines.},
  journal = jr # { Letters},
  year = 2003,
  month = mar,
  keywords = {water},
  keywords = {soil},
  language = {en},
  doi = {10.1/a\_b--c},
}

@inproceedings(roe, title = "On (some) roads", booktitle = {Proceedings},
  date = {2004-05-01/2004-05-03}, abstract = {The second abstract.})
"""


def rows(loader):
    return [values for _, values in loader.contents().rows(COLUMNS)]


def test_entries_are_read_whole(write):
    assert rows(BibTeX(path=write("r.bib", FILE))) == [
        {
            "id": "doe2003",
            "title": "On Rivers in Österreich",
            "abstract": "The abstract, in which 50% is broken = into lines.",
            "date": "2003-03",
            "type": "article",
            "journal": "Journal of Rivers Letters",
            "authors": "Doe, Jane; Müller, Max",
            "keywords": "water; soil",
            "language": "en",
            "doi": "10.1/a_b--c",
        },
        dict.fromkeys(COLUMNS, "")
        | {
            "id": "roe",
            "title": "On (some) roads",
            "abstract": "The second abstract.",
            "date": "2004-05-01",
            "type": "inproceedings",
            "journal": "Proceedings",
        },
    ]


def test_the_columns_that_every_entry_has_need_no_setting(write):
    path = write("export.txt", FILE.partition("day.")[2])
    assert method_for(path) == "bibtex"
    corpus = BibTeX(path=path)()
    assert corpus.ids == ("doe2003", "roe")
    assert corpus.titles == ("On Rivers in Österreich", "On (some) roads")
    assert corpus.dates == ("2003-03", "2004-05-01")
    assert corpus.records == 2


def test_damaged_entries_are_told_and_the_others_read(write, caplog):
    content = """\
@article{a, abstract = {the first text}}
@article{b, abstract = {no end
@article{c, abstract = {the third text}}
@article{d, title = {no comma} abstract = {is here}}
@article{c, abstract = {another with the same key}}
@article{, abstract = {without a key}}
@article{e abstract = {cut
"""
    corpus = BibTeX(path=write("r.bib", content), allow_dropped=True)()
    assert corpus.ids == ("a", "c", "line 6")
    assert [(each.record, each.id, each.reason) for each in corpus.dropped] == [
        ("line 2", "", "invalid BibTeX"),
        ("line 4", "d", "invalid BibTeX"),
        ("line 5", "c", "id occurs twice"),
        ("line 7", "", "invalid BibTeX"),
    ]
    assert "Unexpected block start" in corpus.dropped[0].detail
    assert corpus.dropped[1].detail == "field 'title': a comma is missing"
    assert not caplog.records, "what the library logs would be told twice"


def test_entries_without_keys_are_counted(write):
    content = "".join(f"@misc{{, abstract = {{text {number}}}}}\n" for number in range(3))
    assert BibTeX(path=write("r.bib", content))().ids == ("1", "2", "3")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("{a}", "a"),
        ('"a"', "a"),
        ("2003", "2003"),
        ("abc", "Abc"),
        ('ABC # " and " # {more}', "Abc and more"),
        ('{a # b} # "c # {"} d"', 'a # bc # {"} d'),
        ("{a} {b}", "a} {b"),
        ("", ""),
        ('"', '"'),
    ],
)
def test_values_are_put_together(value, text):
    assert unquoted(value, {"abc": "Abc"}) == text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "r.bib: the file is empty (0 bytes)"),
        ("some words", "r.bib: no BibTeX entry in it that can be read"),
        ("@string{a = {b}}", "r.bib: no BibTeX entry in it that can be read"),
        (
            "\n@article{a, title = {b",
            "r.bib: no BibTeX entry in it that can be read; line 2: Unexpectedly reached end of "
            "file.",
        ),
        (
            "@article{a, title = {b}}",
            "r.bib: 0 of 1 records can be used: 1 empty text. The first is line 1: empty text. See "
            "that load names the right file, columns and settings",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(write, refusal, content, message):
    assert refusal(BibTeX(path=write("r.bib", content))) == message


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("bibtex") / "any.bib"


letters = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1)


@given(st.dictionaries(st.from_regex("[a-z]{1,8}", fullmatch=True), letters, min_size=1))
def test_texts_come_back_as_they_are(path, texts):
    kept = {key: text for key, text in texts.items() if not set(text) & set("\\{}~-`'\"@")}
    entries = (f"@misc{{{key},\n abstract = {{{text}}}\n}}\n" for key, text in kept.items())
    path.write_bytes("".join(["@misc{x, abstract = y}\n", *entries]).encode())
    read = {row["id"]: row["abstract"] for row in rows(BibTeX(path=path))}
    assert read == {"x": "y", **kept}


# fmt: off
PIECES = [
    "@article{", "@misc(", "@string{a = ", "@comment{", "@", "{", "}", "(", ")", '"', ",", "=", "#",
    "\n", " ", "\\", "key", "title", "abstract = {words}", "year = 2003", "\\\"u", "$", "%", "\0",
]
# fmt: on


@given(st.lists(st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=4)))
def test_any_text_is_entries_or_refused(path, pieces):
    path.write_bytes("".join(pieces).encode())
    try:
        entries = list(BibTeX(path=path).read().entries)
    except InputError as error:
        assert str(error).startswith(f"{path}: ")
    else:
        assert all(each.place.startswith("line ") for each in entries if hasattr(each, "place"))


@pytest.mark.parametrize(
    "unit", ["{", "@a{", '"', "@a{b,\n", "@a{b,c=", "\\", ",x={y}", "@a(", " "]
)
def test_a_hostile_file_ends_soon(path, unit):
    path.write_text("@a{b, abstract = {words}}\n@a{k" + unit * (100_000 // len(unit)))
    assert next(iter(BibTeX(path=path).read().entries)).text == "words"
