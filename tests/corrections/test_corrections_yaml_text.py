"""YAML as text: what is put in is there, and all else is as it was, byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import strict_yaml
from pipeline.corrections.yaml_text import spelled, with_item, with_item_replaced, with_setting

ITEM = {"name": "Ships", "keywords": ["mast, sail", "quay"]}

LISTS = {
    "lines": "a: 1 # one\nthemes:\n- x # two\n- name: y\n  keywords: [k] # three\n\n# four\nb: 2\n",
    "indented lines": "themes:\n    - x\n    # in it\n    - y # last\n# after\n",
    "a folded text": "themes:\n  - name: y\n    description: >-\n      long\n      text\n\nb: 2\n",
    "brackets": "themes: [x, {name: y}] # two\nb: 2\n",
    "brackets over lines": "themes: [x, # one\n  y, # two\n]\n",
    "an empty list": "a: 1\nthemes: []  # none yet\nb: 2\n",
    "nothing": "a: 1\nthemes:   # none yet\nb: 2\n",
    "no list": "a: 1 # one\n# end",
    "no file": "",
    "other letters": "a: 😀 # ü\nthemes: [ä, 😀]\n",
    "nested": "themes:\n  - name: y\n    keywords:\n      - k\n      - l # deep\n\n\nb: 2\n",
}


@pytest.mark.parametrize("in_lines", [True, False])
@pytest.mark.parametrize("case", LISTS)
def test_an_item_is_put_at_the_end_and_no_comment_is_lost(case, in_lines):
    text = LISTS[case]
    after = with_item(text, "themes", ITEM, in_lines=in_lines)
    before = strict_yaml.read(text).value or {}
    read = strict_yaml.read(after)
    assert read.problems == []
    assert read.value == {**before, "themes": [*(before.get("themes") or []), ITEM]}
    left = after
    for line in [part for part in text.split("\n") if "#" in part]:
        assert line[line.index("#") :] in left


def test_an_item_is_replaced_in_its_place():
    for case in ("lines", "indented lines", "a folded text", "brackets", "nested", "other letters"):
        before = strict_yaml.read(LISTS[case]).value["themes"]
        last = len(before) - 1
        read = strict_yaml.read(with_item_replaced(LISTS[case], "themes", last, ITEM))
        assert read.problems == [] and read.value["themes"] == [*before[:last], ITEM]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: 1\n", "a: 1\nassign: {labels: l.csv}\n"),
        ("assign:\n  a: w # so\n\nb: 2\n", "assign:\n  a: w # so\n  labels: l.csv\n\nb: 2\n"),
        ("assign: {method: words} # so", "assign: {method: words, labels: l.csv} # so"),
    ],
)  # fmt: skip
def test_a_setting_is_put_into_its_section(text, after):
    assert with_setting(text, ("assign", "labels"), "l.csv") == after


@given(st.text() | st.lists(st.text(max_size=20), max_size=30) | st.integers() | st.booleans())
def test_whatever_is_spelled_is_read_again_as_it_was(value):
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return
    read = strict_yaml.read("a: " + spelled({"b": value}, 6) + "\n")
    assert read.problems == [] and read.value == {"a": {"b": value}}
