from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load.dates import format_of, iso_date, read_date


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


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2021/3/5", "2021-03-05"),
        ("2021.03", "2021-03"),
        ("2021-3-5 7:08", "2021-03-05T07:08:00"),
        ("31.12.99", "1999-12-31"),
        ("06.05.2024 07:08", "2024-05-06T07:08:00"),
        ("3/3/2021", "2021-03-03"),
        ("12/2020", "2020-12"),
        ("5 Mar 2020", "2020-03-05"),
        ("March 5th, 2020", "2020-03-05"),
        ("Mar 2020", "2020-03"),
        ("2003 Mar 5", "2003-03-05"),
        ("05-MAR-2020", "2020-03-05"),
        ("5/Jul/23 2:22 PM", "2023-07-05T14:22:00"),
        ("5. März 2020", "2020-03-05"),
        ("5 de mayo de 2020", "2020-05-05"),
        ("Thu, 5 Mar 2020 10:00:00 +0000", "2020-03-05T10:00:00"),
        ("Thu Mar 05 10:00:00 +0000 2020", "2020-03-05T10:00:00"),
        ("Dec 31, 1999, 11:59 PM", "1999-12-31T23:59:00"),
        ("2023/07/05 12:22:11 AM GMT+2", "2023-07-05T00:22:11"),
        ("43831", "2020-01-01"),
        ("43831.5", "2020-01-01T12:00:00"),
        ("1583402400", "2020-03-05T10:00:00+00:00"),
        ("1583402400000", "2020-03-05T10:00:00+00:00"),
        ("2020.0", "2020"),
        ("1/2/2024", None),
        ("1-2-24", None),
        ("31.31.2020", None),
        ("30 Feb 2020", None),
        ("Ma 2020", None),
        ("2020-2021", None),
        ("2020.13", None),
        ("Spring 2020", None),
        ("10:11", None),
        ("77", None),
        ("99999999999999", None),
    ],
)
def test_what_can_mean_one_day_only_is_read(value, date):
    assert read_date(value) == date


@pytest.mark.parametrize(
    ("value", "how", "date"),
    [
        ("1/2/2024", "day-first", "2024-02-01"),
        ("1/2/2024", "month-first", "2024-01-02"),
        ("1/23/2023 13:04:05", "month-first", "2023-01-23T13:04:05"),
        ("23/1/2023", "month-first", None),
        ("1.2.2024", "month-first", "2024-02-01"),
        ("2024_05", "%Y_%m", "2024-05"),
        ("Q2 2024", "Q2 %Y", "2024"),
        ("20:11 05/07/2023", "%H:%M %d/%m/%Y", "2023-07-05T20:11:00"),
        ("05/07/2023", "%d/%m/%Y", "2023-07-05"),
        ("2023-07-05", "%d/%m/%Y", None),
    ],
)
def test_who_knows_the_format_says_it(value, how, date):
    assert read_date(value, how) == date


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["1/2/2024", "5/6/2024", "", "1/13/2024"], "month-first"),
        (["1/2/2024"] * 2000 + ["13/1/2024"], "day-first"),
        (["1/2/2024", "1.2.2024"], "day-first"),
        (["1/2/2024", "3/3/2024"], "auto"),
        (["1/13/2024", "13/1/2024"], "auto"),
        (["2024-05-06", "2021"], "auto"),
        ([], "auto"),
    ],
)
def test_a_column_tells_whether_the_day_or_the_month_comes_first(values, found):
    assert format_of(values) == found


@given(st.datetimes(datetime(1000, 1, 1), datetime(2999, 12, 31)), st.booleans())
def test_every_day_is_read_in_any_order(moment, day_first):
    order, spelled = ("day-first", "%d/%m/%Y") if day_first else ("month-first", "%m/%d/%Y")
    assert read_date(moment.strftime(spelled), order) == moment.date().isoformat()
    assert read_date(moment.strftime("%d %B %Y")) == moment.date().isoformat()


@given(st.text(), st.sampled_from(["auto", "day-first", "month-first", "%d.%m.%Y", "%Q%"]))
def test_no_value_is_a_fault(value, how):
    date = read_date(value, how)
    assert date is None or iso_date(date) is not None
