import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import InputError
from pipeline.load.endnote import EndNote
from pipeline.load.formats import method_for
from pipeline.load.medline import Medline
from pipeline.load.records import Record
from pipeline.load.references import COLUMNS
from pipeline.load.ris import RIS
from pipeline.load.wos import WebOfScience

pytestmark = pytest.mark.usefixtures("without_languages")

RIS_FILE = """\
TY  - JOUR
ID  - a
TI  - On rivers
T1  - not this title
AU  - Doe, Jane
AU  - Müller, Max
PY  - 2003///
AB  - The first line of the abstract
and the second, without a tag.

A second paragraph.
JO  - J. Riv.
JF  - Journal of Rivers
KW  - water
KW  - fields
LA  - en
DO  - 10.1/a
ER  -\x20

TY  - BOOK
DO  - 10.1/b
T1  - On roads
Y1  - 2004
DA  - 2004/05/01/
N2  - The second abstract.
KW  - one
two
"""

WOS_FILE = """\
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Doe, J
   Muller, M
AF Doe, Jane
   Müller, Max
TI On rivers
   and roads
SO JOURNAL OF RIVERS
LA English
DT Article
DE water; old fields; wet
   soil
AB The abstract is
   broken into lines.
PY 2003
DI 10.1/a
UT WOS:1
ER

EF
"""

MEDLINE_FILE = """\

PMID- 7
OWN - NLM
DP  - 2003 Mar 5
TI  - On rivers
      and roads.
LID - S0001 [pii]
LID - 10.1/a [doi]
AB  - The abstract is
      broken into lines.
FAU - Doe, Jane
AU  - Doe J
FAU - Müller, Max
LA  - eng
LA  - fre
PT  - Journal Article
JT  - Journal of rivers
MH  - Water
MH  - Soil/*chemistry
"""

ENDNOTE_FILE = """\
%0 Journal Article
%A Doe, Jane
%A Müller, Max
%T On rivers
%D 2003
%J Journal of Rivers
%K water
fields
%X The first paragraph.

The second paragraph.
%G en
%R 10.1/a
"""

EVERY = {RIS: RIS_FILE, WebOfScience: WOS_FILE, Medline: MEDLINE_FILE, EndNote: ENDNOTE_FILE}


def rows(loader):
    """All columns of all records."""
    return [values for _, values in loader.contents().rows(COLUMNS)]


def test_a_ris_file_is_read_whole(write):
    first, second = rows(RIS(path=write("r.ris", RIS_FILE)))
    assert first == {
        "id": "a",
        "title": "On rivers",
        "abstract": "The first line of the abstract and the second, without a tag. A second "
        "paragraph.",
        "date": "2003",
        "type": "JOUR",
        "journal": "Journal of Rivers",
        "authors": "Doe, Jane; Müller, Max",
        "keywords": "water; fields",
        "language": "en",
        "doi": "10.1/a",
    }
    assert second == dict.fromkeys(COLUMNS, "") | {
        "id": "10.1/b",
        "title": "On roads",
        "abstract": "The second abstract.",
        "date": "2004-05-01",
        "type": "BOOK",
        "keywords": "one; two",
        "doi": "10.1/b",
    }


def test_a_file_of_web_of_science_is_read_whole(write):
    assert rows(WebOfScience(path=write("savedrecs.txt", WOS_FILE))) == [
        {
            "id": "WOS:1",
            "title": "On rivers and roads",
            "abstract": "The abstract is broken into lines.",
            "date": "2003",
            "type": "Article",
            "journal": "JOURNAL OF RIVERS",
            "authors": "Doe, Jane; Müller, Max",
            "keywords": "water; old fields; wet soil",
            "language": "English",
            "doi": "10.1/a",
        }
    ]


def test_a_medline_file_is_read_whole(write):
    assert rows(Medline(path=write("pubmed.nbib", MEDLINE_FILE))) == [
        {
            "id": "7",
            "title": "On rivers and roads.",
            "abstract": "The abstract is broken into lines.",
            "date": "2003-03-05",
            "type": "Journal Article",
            "journal": "Journal of rivers",
            "authors": "Doe, Jane; Müller, Max",
            "keywords": "Water; Soil/*chemistry",
            "language": "eng; fre",
            "doi": "10.1/a",
        }
    ]


def test_an_endnote_file_is_read_whole(write):
    assert rows(EndNote(path=write("r.enw", ENDNOTE_FILE))) == [
        {
            "id": "10.1/a",
            "title": "On rivers",
            "abstract": "The first paragraph. The second paragraph.",
            "date": "2003",
            "type": "Journal Article",
            "journal": "Journal of Rivers",
            "authors": "Doe, Jane; Müller, Max",
            "keywords": "water; fields",
            "language": "en",
            "doi": "10.1/a",
        }
    ]


def test_the_columns_that_every_reference_has_need_no_setting(write):
    corpus = RIS(path=write("r.ris", RIS_FILE))()
    assert corpus.ids == ("a", "10.1/b")
    assert corpus.titles == ("On rivers", "On roads")
    assert corpus.texts[1] == "The second abstract."
    assert corpus.dates == ("2003", "2004-05-01")
    assert "L10" not in {check.code for check in corpus.checks}
    named = RIS(path=write("r.ris", RIS_FILE), id="doi", text="title", groups="type")()
    assert named.ids == ("10.1/a", "10.1/b")
    assert named.texts == ("On rivers", "On roads")
    assert named.groups == {"type": ("JOUR", "BOOK")}


def test_a_column_that_is_not_there_is_told_before_anything_is_read(write):
    loader = RIS(path=write("r.ris", RIS_FILE), groups="year", date="when")
    assert [problem.split(";")[0] for _, problem in loader.column_problems()] == [
        "no column 'when'",
        "no column 'year'",
    ]
    assert RIS(path=write("r.ris", RIS_FILE)).column_problems() == []


@pytest.mark.parametrize("loader", EVERY)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_marks_and_line_ends_of_other_systems_change_nothing(write, loader, end):
    plain = loader(path=write("plain.txt", EVERY[loader]))
    other = loader(path=write("other.txt", ("\ufeff" + EVERY[loader]).replace("\n", end)))
    assert rows(other) == rows(plain)


@pytest.mark.parametrize("loader", EVERY)
def test_references_are_told_by_what_they_begin_with(write, loader):
    assert method_for(write("export.txt", "\ufeff\r\n" + EVERY[loader])) == loader.name()


@pytest.mark.parametrize(
    ("loader", "one"),
    [
        (RIS, "TY  - JOUR\nAB  - text {}\nER  - \n\n"),
        (WebOfScience, "FN Name\nVR 1.0\nPT J\nAB text {}\nER\n\nEF\n"),
        (Medline, "PMID- \nAB  - text {}\n\n"),
        (EndNote, "%0 Journal Article\n%X text {}\n\n"),
        (EndNote, "%A Doe, Jane\n%A Roe, Richard\n%X text {}\n\n"),
        (RIS, "TY - JOUR\nAB - text {}\nER -\n"),
        (RIS, "TY  - JOUR\r\nAB  - text {}\r\n"),
    ],
)
@given(count=st.integers(1, 5))
def test_as_many_references_are_read_as_there_are_and_counted(tmp_path_factory, loader, one, count):
    path = tmp_path_factory.mktemp("tagged") / "references.txt"
    path.write_bytes("".join(one.format(number) for number in range(count)).encode())
    entries = list(loader(path=path).read().entries)
    assert [(each.id, each.text) for each in entries] == [
        (str(number + 1), f"text {number}") for number in range(count)
    ]


def test_a_reference_without_id_among_others_is_called_by_its_place(write):
    content = "TY  - JOUR\nAB  - one\nER  - \nTY  - JOUR\nDO  - 2\nAB  - two\nER  - \n"
    reading = RIS(path=write("r.ris", content)).read()
    assert [each.id for each in reading.entries] == ["line 1", "2"]


def test_a_reference_that_is_cut_off_counts(write):
    for loader, content in EVERY.items():
        whole = rows(loader(path=write("whole.txt", content * 2)))
        cut = rows(loader(path=write("cut.txt", content + content[:-15])))
        assert len(cut) == len(whole), loader
        assert cut[0] == whole[0]


def test_lines_that_are_part_of_no_reference_are_told(write):
    content = f"Provider: a database\n\n{WOS_FILE}a stray line\n{WOS_FILE.replace(':1', ':2')}"
    corpus = WebOfScience(path=write("w.txt", content))()
    assert corpus.ids == ("WOS:1", "WOS:2")
    assert [(each.record, each.reason, each.excerpt) for each in corpus.dropped] == [
        ("line 1", "banner line", "Provider: a database"),
        (f"line {WOS_FILE.count(chr(10)) + 3}", "outside of a reference", "a stray line"),
    ]


def test_a_file_without_a_reference_is_refused(write, refusal):
    assert refusal(RIS(path=write("r.ris", ""))) == "r.ris: the file is empty (0 bytes)"
    for loader, name, opens in (
        (RIS, "RIS", "TY"),
        (WebOfScience, "Web of Science", "PT"),
        (Medline, "MEDLINE", "PMID"),
        (EndNote, "EndNote", "%0"),
    ):
        assert refusal(loader(path=write("r.txt", "some words\n\nand more\n"))) == (
            f"r.txt: no reference in it; {name} has each begin with {opens!r}"
        )


# fmt: off
PIECES = [
    "TY  - JOUR", "ER  - ", "AB  - words", "ID  - 1", "PT J", "FN x", "ER", "EF", "AB words",
    "UT 1", "PMID- 1", "PMID- ", "DP  - 2003 Mar", "%0 Book", "%X words", "%", "%D", "",
    "   more words", "-", "\ufeff", "\x85", "\0",
]
# fmt: on
lines = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=8), max_size=12
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tagged")


@pytest.mark.parametrize("loader", EVERY)
@given(lines=lines, end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_lines_are_references_or_refused(folder, loader, lines, end):
    path = folder / "any.txt"
    path.write_bytes(end.join(lines).encode())
    try:
        entries = list(loader(path=path).read().entries)
    except InputError as error:
        assert str(error).startswith(f"{path}: ")
    else:
        ids = [each.id for each in entries if isinstance(each, Record)]
        assert all(ids) and ids
