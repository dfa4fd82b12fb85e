import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.page import Page, glued_word

pytestmark = pytest.mark.usefixtures("without_languages")

ABSTRACT = "We study how representations change while a network learns to predict words. " * 4
TITLE = "Representations that change while a network learns"


def load(path, **settings):
    return Page(path=path, **settings)()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("page") / "page.txt"


words = st.text("abcdefghijklmnopqrstuvwxyzäöü", min_size=2, max_size=12)
titles = st.lists(words, min_size=2, max_size=9).map(lambda each: " ".join(each).capitalize())
abstracts = titles.map(lambda title: f"{title}. " * (600 // len(title)) + "So it is.")


@given(
    papers=st.lists(st.tuples(titles, abstracts), min_size=1, max_size=4),
    banners=st.lists(titles, max_size=3),
    glued=st.sampled_from(["", "Subscribe", "Sign up", "Join us now"]),
    gap=st.sampled_from(["", "\n", "\n \t\n"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
    last=st.booleans(),
)
def test_pages_of_the_shape_are_read_whatever_surrounds_the_list(
    file, papers, banners, glued, gap, end, mark, last
):
    lines = [*banners, *(line for paper in papers for line in paper)]
    lines[len(banners)] = glued + lines[len(banners)]
    page = mark + f"\n{gap}".join(lines) + "\n" * last
    file.write_bytes(page.replace("\n", end).encode())
    corpus = load(file, near_duplicate_threshold=1)
    assert [*zip(corpus.titles, corpus.texts, strict=True)] == papers
    assert corpus.ids == tuple(str(i + 1) for i in range(len(papers)))
    assert [each.reason for each in corpus.dropped] == ["banner line"] * len(banners)
    assert any(check.code == "L11" for check in corpus.checks) == bool(glued)


def test_a_banner_that_comes_again_is_a_banner(write):
    page = f"Get our mails!\n{TITLE} one\n{ABSTRACT}\nGet our mails!\n{TITLE} two\n{ABSTRACT}x"
    corpus = load(write("page.txt", page))
    assert corpus.titles == (f"{TITLE} one", f"{TITLE} two")
    assert [(each.record, each.reason) for each in corpus.dropped] == [
        ("line 1", "banner line"),
        ("line 4", "banner line"),
    ]


def test_lines_that_fit_no_pair_are_reported_and_shift_nothing(write):
    lines = [TITLE, ABSTRACT, "A title alone", "Another one", ABSTRACT + "b", ABSTRACT + "c"]
    lines += ["A third one", ABSTRACT + "d", "A last title"]
    corpus = load(write("page.txt", "\n".join(lines)))
    assert corpus.titles == (TITLE, "Another one", "A third one")
    assert corpus.texts == (ABSTRACT.strip(), ABSTRACT + "b", ABSTRACT + "d")
    assert corpus.ids == ("1", "2", "3")
    assert [(each.record, each.reason, each.detail) for each in corpus.dropped] == [
        ("line 3", "title without a text", "13 characters; a text has at least 154"),
        ("line 6", "text without a title", "309 characters; a text has at least 154"),
        ("line 9", "title without a text", "12 characters; a text has at least 154"),
    ]
    assert corpus.checks[0].severity == "problem"


def test_many_lines_before_the_first_paper_are_no_banners(write):
    page = "\n".join([*(f"Some other title {i}" for i in range(11)), TITLE, ABSTRACT] * 6)
    with pytest.raises(Exception, match="not titles and texts on alternating lines"):
        load(write("page.txt", page))


def test_short_texts_are_told_from_shorter_titles(write):
    page = "Cats\nCats sleep most of the day.\nDogs\nDogs bark at the post van."
    corpus = load(write("page.txt", page))
    assert corpus.titles == ("Cats", "Dogs")
    assert "13 characters or more" in corpus.checks[-1].message


def test_text_length_can_be_set(write):
    title = "A title longer than many an abstract, " * 7
    corpus = load(write("page.txt", f"{title}\n{ABSTRACT}"), text_length=280)
    assert corpus.titles == (title.strip(),)


def test_other_shapes_are_refused(write, refusal):
    prose = "\n".join([ABSTRACT] * 5)
    assert refusal(Page(path=write("prose.txt", prose))) == (
        "prose.txt: not titles and texts on alternating lines: 0 of 5 lines are a title (fewer "
        "than 153 characters) directly followed by a text (153 or more; the longest line has "
        "307). Set load.text_length if the texts are shorter or the titles longer, or load.method "
        "if the file has another shape: lines if each line is a document"
    )
    assert refusal(Page(path=write("blank.txt", " \n\n"))) == "blank.txt: every line is blank"


@pytest.mark.parametrize(
    ("title", "glued"),
    [
        ("SubscribeYou Do Not Fully Utilize", "Subscribe"),
        ("Sign upYou Do Not Fully Utilize", "Sign up"),
        ("Subscribe4D Gaussian Splatting", "Subscribe"),
        ("SubscribeSoftGPT: Learn to Grasp", "Subscribe"),
        ("AbonnierenÜber das Lernen", "Abonnieren"),
        ("You Do Not Fully Utilize", ""),
        ("SoftGPT: Learn Goal-oriented Skills", ""),  # the abstract names it again
        ("NeRF-MAE: Masked AutoEncoders", ""),
        ("Learning from iPhone Photos", ""),
        ("On the Use of DeepMind Control", ""),  # too far into the title
        ("SubscribeYou", ""),
        ("", ""),
    ],
)
def test_glued_words_are_told_from_names(title, glued):
    assert glued_word(title, f"{title} We present SoftGPT.") == glued


def test_a_word_may_be_kept(write):
    path = write("page.txt", f"YouTube as a Source\n{ABSTRACT}")
    assert load(path).titles == ("Tube as a Source",)
    assert load(path, cut_glued_word=False).titles == ("YouTube as a Source",)


def test_copies_on_a_page_share_their_answer(write):
    page = f"{TITLE}\n{ABSTRACT}\n{TITLE.upper()}\n{ABSTRACT.replace(' ', '  ')}"
    corpus = load(write("page.txt", page))
    assert np.array_equal(corpus.first_copy, [0, 0])
