"""Lines on a terminal: words stay whole, wide characters count twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.folding import cells, fold

PATH = "outputs/papers-001/figures/themes_by_topic.svg"
TEXT = (
    f"Of 1,234,567 documents 62 moved (26%), see {PATH} for which papers-001 has cluster.n_topics."
)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_word_is_cut_and_no_line_too_long(width):
    lines = fold(TEXT, width, "  ", "      ")
    assert " ".join(line.strip() for line in lines) == TEXT
    assert all(cells(line) <= width for line in lines if PATH not in line)
    assert lines[0].startswith("  Of") and all(line.startswith(" " * 6) for line in lines[1:])


def test_what_is_wider_than_the_line_stands_alone_and_whole():
    assert f"      {PATH}" in fold(TEXT, 40, "  ", "      ")


def test_the_indent_of_a_text_stays():
    assert fold("  topics.csv: is missing", 16, then="    ") == ["  topics.csv: is", "    missing"]


def test_texts_without_spaces_are_folded_between_characters():
    text = "主题模型发现文档中的主题、并给出“名称”。"
    lines = fold(text, 12)
    assert "".join(lines) == text and len(lines) > 2
    assert all(cells(line) <= 14 for line in lines)  # a mark that closes goes with what it closes
    assert not any(line.startswith(("、", "。", "”")) or line.endswith("“") for line in lines)


def test_colours_take_no_room():
    assert cells("\x1b[1;31merror:\x1b[0m") == 6


@given(st.text(alphabet="ab 1,主、é", max_size=80), st.integers(8, 40))
def test_nothing_is_lost(text, width):
    together = "".join("".join(fold(text, width)).split())
    assert together == "".join(text.split())
