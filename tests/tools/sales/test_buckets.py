from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.sales.buckets import bucket_number, bucket_period, bucket_start, nth_bucket

UNITS = ["day", "week", "month", "quarter", "year"]
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        ("day", "2026-02-11", "2026-02-11"),
        ("week", "2026-02-09", "2026-02-15"),  # 11 February 2026 is a Wednesday
        ("month", "2026-02-01", "2026-02-28"),
        ("quarter", "2026-01-01", "2026-03-31"),
        ("year", "2026-01-01", "2026-12-31"),
    ],
)
def test_the_bucket_of_a_day(unit, first, last):
    period = bucket_period(unit, date(2026, 2, 11))
    assert (period.start, period.end) == (date.fromisoformat(first), date.fromisoformat(last))


@given(DAYS, st.sampled_from(UNITS))
def test_buckets_follow_without_gap(day, unit):
    period = bucket_period(unit, day)
    assert period.start <= day <= period.end
    assert bucket_start(unit, period.end) == period.start
    assert bucket_start(unit, period.end + timedelta(days=1)) == nth_bucket(unit, day, 1)


@given(DAYS, DAYS, st.sampled_from(UNITS))
def test_the_number_of_a_bucket_leads_back_to_it(start, day, unit):
    assert nth_bucket(unit, start, bucket_number(unit, start, day)) == bucket_start(unit, day)
