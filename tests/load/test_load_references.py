import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.dates import iso_date
from pipeline.load.references import first_date, partial_date


@pytest.mark.parametrize(
    ("spelled", "date"),
    [
        ("2003", "2003"),
        ("2003///", "2003"),
        ("2003/05/01", "2003-05-01"),
        ("2003/5/1/Spring", "2003-05-01"),
        ("2003/05//", "2003-05"),
        ("2003-05-01", "2003-05-01"),
        ("2003 Mar 5", "2003-03-05"),
        ("2003 Sept. 5", "2003-09-05"),
        (" 2003 March ", "2003-03"),
        ("2003 Spring", "2003"),
        ("2003 Mar-Apr", "2003"),
        ("2003 Mar 5-12", "2003-03"),
        ("1998 Dec-1999 Jan", "1998"),
        ("2003/02/31", "2003-02"),
        ("2003/13/01", "2003"),
        ("20030305", "20030305"),
        ("in press", "in press"),
        ("5 March 2003", "5 March 2003"),
        ("03", "03"),
        ("", ""),
    ],
)
def test_a_date_is_read_as_far_as_it_can_be(spelled, date):
    assert partial_date(spelled) == date


@given(st.text() | st.text("0123456789/ -MarSpring.", max_size=20))
def test_a_date_is_iso_8601_or_stays_as_it_is(spelled):
    date = partial_date(spelled)
    assert date == spelled or iso_date(date) is not None


def test_the_first_date_that_can_be_read_counts():
    assert first_date(["in press", "2003/05/"]) == "2003-05"
    assert first_date(["in press", "soon"]) == "in press"
    assert first_date([]) == ""
