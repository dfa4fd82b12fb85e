"""The table of judgements with a reader's in it: one row for each document and theme."""

import pytest

from pipeline.corrections.judgements_file import with_judgements

HEAD = "id,theme,belongs\n"


@pytest.mark.parametrize("id_", ["k1", "'tis", "''", "=1+1", "-5"])
@pytest.mark.parametrize("theme", ["Food", "'n'"])
def test_a_judgement_again_changes_its_row_whatever_signs_it_begins_with(id_, theme):
    once = with_judgements(HEAD, {(theme, id_): True}, [theme], [id_])
    assert once.count("\n") == 2 and once.endswith(",yes\n")
    again = with_judgements(once, {(theme, id_): False}, [theme], [id_])
    assert again == once.replace(",yes\n", ",no\n")


def test_ids_that_an_apostrophe_tells_apart_have_each_their_row():
    once = with_judgements(HEAD, {("Food", "'tis"): True}, ["Food"], ["tis", "'tis"])
    both = with_judgements(once, {("Food", "tis"): False}, ["Food"], ["tis", "'tis"])
    assert both == f"{HEAD}'tis,Food,yes\ntis,Food,no\n"


def test_what_else_a_table_holds_stays():
    text = "note;id;theme;belongs\r\nsure;k1;Food;yes\r\n\r\n;k2;Food;\r\n"
    assert with_judgements(text, {("Food", "k2"): True}, ["Food"], ["k1", "k2"]) == (
        "note;id;theme;belongs\r\nsure;k1;Food;yes\r\n\r\n;k2;Food;yes\r\n"
    )
