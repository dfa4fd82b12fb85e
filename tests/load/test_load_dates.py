import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.dates import iso_date


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024", "2024"),
        (" 2024-05 ", "2024-05"),
        ("2024-05-06", "2024-05-06"),
        ("20240506", "2024-05-06"),
        ("2024-05-06T07:08", "2024-05-06T07:08:00"),
        ("2024-05-06 07:08:09.5", "2024-05-06T07:08:09.500000"),
        ("2024-05-06T07:08:09Z", "2024-05-06T07:08:09+00:00"),
        ("2024-05-06T07:08:09+0530", "2024-05-06T07:08:09+05:30"),
        ("0000", None),
        ("2024-13", None),
        ("2023-02-29", None),
        ("1/2/2024", None),
        ("06.05.2024", None),
        ("May 2024", None),
        ("24", None),
        ("1714953600", None),
        ("", None),
        ("\uff12024", None),
    ],
)
def test_iso_dates_have_one_spelling_and_others_none(value, date):
    assert iso_date(value) == date


@given(st.dates())
def test_every_day_is_read(day):
    assert iso_date(day.isoformat()) == day.isoformat()


@given(st.datetimes())
def test_every_moment_is_read(moment):
    assert iso_date(str(moment)) == moment.isoformat()


@given(st.text())
def test_what_was_read_is_read_again_and_the_same(value):
    date = iso_date(value)
    assert date is None or iso_date(date) == date
