"""The table of judgements with a reader's in it: one row for each document and theme."""

import pytest

from pipeline.corrections.judgements_file import with_judgements

HEAD = "id,theme,belongs\n"


@pytest.mark.parametrize("id_", ["k1", "'tis", "''", "=1+1", "-5"])
@pytest.mark.parametrize("theme", ["Food", "'n'"])
def test_a_judgement_again_changes_its_row_whatever_signs_it_begins_with(id_, theme):
    once = with_judgements(HEAD, {(theme, id_): True})
    assert once.count("\n") == 2 and once.endswith(",yes\n")
    again = with_judgements(once, {(theme, id_): False})
    assert again == once.replace(",yes\n", ",no\n")


def test_what_else_a_table_holds_stays():
    text = "note;id;theme;belongs\r\nsure;k1;Food;yes\r\n\r\n;k2;Food;\r\n"
    assert with_judgements(text, {("Food", "k2"): True}) == (
        "note;id;theme;belongs\r\nsure;k1;Food;yes\r\n\r\n;k2;Food;yes\r\n"
    )
