import base64
import json
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_stories import VARIANTS, leveled, results

from pipeline.core.artifacts import Vectors
from pipeline.report import payload
from pipeline.report.layout import lay_out
from pipeline.report.page import render
from pipeline.report.palette import FORM_OF
from pipeline.report.payload import BEGINNING, BLOCK, columns, pack
from pipeline.report.settings import ReportSettings

NASTY = "</script>\x00\"'\\ \r\n\u2028<!--&amp;\U0001f98a"


def unpacked(letters):
    return json.loads(zlib.decompress(base64.b64decode(letters)))


def texts_of(packed):
    return [text for part in packed.texts for text in unpacked(part)]


@given(st.lists(st.text() | st.text(alphabet=NASTY), min_size=8, max_size=8))
def test_what_is_packed_is_what_comes_out(texts):
    told = results(
        sizes=(8,),
        loose=0,
        titles=[f"{text}." for text in texts],
        texts=tuple(f"{text}." for text in texts),
        groups={texts[0]: tuple(texts)},
        dates=tuple(texts),
    )
    packed = pack(told, ReportSettings())
    found = unpacked(packed.documents)
    (group,) = found["groups"]
    assert texts_of(packed) == list(told.corpus.texts)
    assert found["titles"] == list(told.headings)
    assert (group["name"], found["dates"]) == (texts[0], texts)
    assert [group["values"][place] for place in group["of"]] == texts


def test_half_a_character_does_not_stop_the_page():
    told = results(sizes=(1,), loose=0, texts=("half \ud83d of one",))
    assert texts_of(pack(told, ReportSettings())) == ["half \ud83d of one"]


def test_texts_lie_in_blocks_that_are_found_by_place():
    n = 2 * BLOCK + 1
    packed = pack(results(sizes=(n,), loose=0), ReportSettings())
    assert [len(unpacked(part)) for part in packed.texts] == [BLOCK, BLOCK, 1]
    assert unpacked(packed.texts[2]) == [f"Text {n - 1} about the harbour."]
    assert packed.left_out == ""


def test_columns_say_what_the_run_found():
    told = leveled()
    found = columns(told)
    coarse, fine = found["levels"]
    assert [len(coarse["topics"]), len(fine["topics"]), found["level"]] == [2, 4, 1]
    assert fine["of"] == told.clustering.labels.tolist()
    assert [topic["holds"] for topic in fine["topics"]] == ["solid", "solid", "fair", "shaky"]
    first = found["themes"][0]
    assert [int(has) for has in first["has"]] == told.themes.assigned[:, 0].astype(int).tolist()
    assert first["scores"] == [50 if d % 2 == 0 else 10 for d in range(40)]
    assert (first["threshold"], first["start"]) == (0.2, told.themes.evidence[:, 0, 0].tolist())
    assert [topic["colour"] for topic in fine["topics"]] == lay_out(told).colours
    assert [topic["form"] for topic in fine["topics"]] == [
        FORM_OF[n] for n in lay_out(told).colours
    ]


def test_copies_name_the_first_of_their_kind():
    first = np.arange(40, dtype=np.int32)
    first[[5, 9]] = 2
    assert columns(results(first_copy=first))["copies"] == {"5": 2, "9": 2}


def test_parts_that_are_not_read_are_named_by_document():
    parts = np.array([[5, 0, 4], [5, 6, 9], [9, 2, 3]], dtype=np.int32)
    told = columns(results(left_out=parts))["left_out"]
    assert told == {"5": [[0, 4], [6, 9]], "9": [[2, 3]]}


def test_a_part_that_is_masked_and_boilerplate_is_marked_once():
    footers = np.array([[5, 4, 9], [7, 0, 2]], dtype=np.int32)
    masked = np.array([[5, 0, 2], [5, 6, 12], [6, 1, 3]], dtype=np.int32)
    told = columns(results(left_out=footers, masked=masked))["left_out"]
    assert told == {"5": [[0, 2], [4, 12]], "6": [[1, 3]], "7": [[0, 2]]}


def test_the_config_may_keep_the_texts_out():
    told = results(texts=tuple(f"A secret of number {d}." for d in range(40)))
    packed = pack(told, ReportSettings(texts=False))
    assert packed.texts == () and "config" in packed.left_out
    assert "secret" not in zlib.decompress(base64.b64decode(packed.documents)).decode()


def test_too_much_text_is_cut_to_its_beginnings(monkeypatch):
    monkeypatch.setattr(payload, "MOST_TEXT", 100)
    texts = ("short", *("\U0001f98a" * 1000 for _ in range(39)))
    packed = pack(results(texts=texts), ReportSettings())
    assert texts_of(packed) == ["short", *(["\U0001f98a" * BEGINNING + "…"] * 39)]
    assert f"first {BEGINNING} characters" in packed.left_out


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_story_packs_into_one_row_a_document(variant):
    told = VARIANTS[variant]()
    found = unpacked(pack(told, ReportSettings()).documents)
    columns_of_all = [found[name] for name in ("ids", "titles", "x", "y", "strengths", "primary")]
    columns_of_all += [level["of"] for level in found["levels"]]
    columns_of_all += [theme["scores"] for theme in found["themes"]]
    assert {len(column) for column in columns_of_all} == {len(told)}


def test_a_document_takes_few_bytes_beside_its_text():
    few, many = (
        len(render(results(sizes=(n,), loose=0), ReportSettings(texts=False)).html)
        for n in (5000, 10000)
    )
    assert (many - few) / 5000 < 60


def test_what_a_strength_says_is_told_by_the_clustering_not_by_the_name_of_its_method():
    plain = results()
    voted = replace(plain, clustering=replace(plain.clustering, voted=True))
    assert (columns(plain)["voted"], columns(voted)["voted"]) == (False, True)


def test_what_a_story_made_once_is_not_handed_on_to_one_that_differs():
    plain = results()
    assert lay_out(plain) is lay_out(plain)
    mirrored = replace(plain, map=Vectors(np.ascontiguousarray(-plain.map.values)))
    assert not np.array_equal(lay_out(mirrored).points, lay_out(plain).points)
