from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.core.errors import InvalidInput, NotCovered
from tools.core.result import Period
from tools.core.windows import add_months, previous_period, resolve_period, same_period_last_year

WHOLE = Period(start=date(2024, 1, 1), end=date(2026, 11, 19))
LAST = date(2026, 11, 18)  # a Wednesday, so "today" is Thursday 19 November 2026


def window(first, last=None):
    return Period(start=date.fromisoformat(first), end=date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("all", "2024-01-01", "2026-11-19"),
        ("yesterday", "2026-11-18", "2026-11-18"),
        ("last_1_days", "2026-11-18", "2026-11-18"),
        ("last_7_days", "2026-11-12", "2026-11-18"),
        ("last_30_days", "2026-10-20", "2026-11-18"),
        ("last_2_weeks", "2026-11-05", "2026-11-18"),
        ("last_1_months", "2026-10-19", "2026-11-18"),
        ("last_12_months", "2025-11-19", "2026-11-18"),
        # weeks run from Monday to Sunday; the week of Thursday 19 November began on the 16th
        ("this_week", "2026-11-16", "2026-11-18"),
        ("last_week", "2026-11-09", "2026-11-15"),
        ("previous_week", "2026-11-02", "2026-11-08"),
        ("this_month", "2026-11-01", "2026-11-18"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("previous_month", "2026-09-01", "2026-09-30"),
        ("this_quarter", "2026-10-01", "2026-11-18"),
        ("last_quarter", "2026-07-01", "2026-09-30"),
        ("previous_quarter", "2026-04-01", "2026-06-30"),
        ("this_year", "2026-01-01", "2026-11-18"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("previous_year", "2024-01-01", "2024-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026q4", "2026-10-01", "2026-12-31"),
        ("2026-03-02", "2026-03-02", "2026-03-02"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2026-W01", "2025-12-29", "2026-01-04"),  # 1 January 2026 is a Thursday: its week is week 1
        ("2026-W53", "2026-12-28", "2027-01-03"),  # and 2026 has 53 weeks
        ("2025w52", "2025-12-22", "2025-12-28"),
        # Thanksgiving is the fourth Thursday of November: 27 November 2025, 26 November 2026
        ("black_friday_2025", "2025-11-28", "2025-11-28"),
        ("black_friday_2026", "2026-11-27", "2026-11-27"),
        (
            "black_friday_2024",
            "2024-11-29",
            "2024-11-29",
        ),  # 1 November 2024 is a Friday: Thursdays 7, 14, 21, 28
        ("cyber_monday_2025", "2025-12-01", "2025-12-01"),
        ("bfcm_2025", "2025-11-28", "2025-12-01"),
        ("singles_day_2026", "2026-11-11", "2026-11-11"),
        ("christmas_2026", "2026-12-24", "2026-12-26"),
        ("prime_day_2025", "2025-07-08", "2025-07-11"),
        (" Last_Week ", "2026-11-09", "2026-11-15"),
    ],
)
def test_every_form(text, first, last):
    assert resolve_period(text, LAST, WHOLE) == window(first, last)


@pytest.mark.parametrize(
    ("last_complete_day", "text", "first", "last"),
    [
        ("2027-01-03", "last_week", "2026-12-28", "2027-01-03"),  # today is Monday 4 January
        ("2027-01-02", "last_week", "2026-12-21", "2026-12-27"),  # today is Sunday 3 January
        ("2026-12-31", "last_month", "2026-12-01", "2026-12-31"),  # today is 1 January 2027
        ("2026-12-31", "last_quarter", "2026-10-01", "2026-12-31"),
        ("2026-12-31", "last_year", "2026-01-01", "2026-12-31"),
        ("2027-01-14", "last_quarter", "2026-10-01", "2026-12-31"),
        ("2027-01-14", "previous_month", "2026-11-01", "2026-11-30"),
        ("2024-02-29", "last_12_months", "2023-03-01", "2024-02-29"),  # 28 February 2023 is the day before
        ("2026-11-30", "this_month", "2026-12-01", "2026-12-01"),  # today is the first: nothing of it yet
    ],
)
def test_edges_of_months_and_years(last_complete_day, text, first, last):
    assert resolve_period(text, date.fromisoformat(last_complete_day), WHOLE) == window(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "last_0_days",
        "last_7_day",
        "7_days",
        "2026-13",
        "2026-Q5",
        "2025-W53",
        "2026-W00",
        "2026-02-30",
        "next_week",
        "0000",
        "black_friday_0000",
        "easter_2026",
        "last_99999_days",
        "2026/03/02",
        "上周",
    ],
)
def test_what_is_no_period(text):
    with pytest.raises(InvalidInput) as refusal:
        resolve_period(text, LAST, WHOLE)
    assert refusal.value.key == "bad_window" and "last_N_days" in refusal.value.hint["en"]


def test_an_event_whose_days_are_not_known_is_refused_with_the_known_years():
    with pytest.raises(NotCovered) as refusal:
        resolve_period("prime_day_2031", LAST, WHOLE)
    assert refusal.value.details["known"] == [2022, 2023, 2024, 2025]


@pytest.mark.parametrize(
    ("given_window", "before"),
    [
        (window("2026-11-09", "2026-11-15"), window("2026-11-02", "2026-11-08")),
        (window("2026-03-01", "2026-03-31"), window("2026-02-01", "2026-02-28")),  # a month before a month
        (window("2026-03-01", "2026-03-30"), window("2026-01-30", "2026-02-28")),  # 30 days before 30 days
        (window("2026-07-01", "2026-09-30"), window("2026-04-01", "2026-06-30")),
        (window("2025-01-01", "2025-12-31"), window("2024-01-01", "2024-12-31")),
        (window("2024-02-01", "2024-02-29"), window("2024-01-01", "2024-01-31")),
    ],
)
def test_previous_period(given_window, before):
    assert previous_period(given_window) == before


@pytest.mark.parametrize(
    ("given_window", "before"),
    [
        (window("2026-11-09", "2026-11-15"), window("2025-11-09", "2025-11-15")),
        (window("2024-02-29"), window("2023-02-28")),
        (window("2024-02-01", "2024-02-29"), window("2023-02-01", "2023-02-28")),
        (window("2025-02-01", "2025-02-28"), window("2024-02-01", "2024-02-29")),  # a whole February
        (window("2025-12-29", "2026-01-04"), window("2024-12-29", "2025-01-04")),
        (window("2026-01-01", "2026-12-31"), window("2025-01-01", "2025-12-31")),
    ],
)
def test_same_period_last_year(given_window, before):
    assert same_period_last_year(given_window) == before


days = st.dates(date(2001, 1, 1), date(2090, 1, 1))


@given(days, st.integers(1, 800))
def test_the_previous_period_ends_the_day_before_and_is_as_long(start, length):
    current = Period(start=start, end=start + timedelta(days=length - 1))
    before = previous_period(current)
    assert before.end == start - timedelta(days=1)
    whole_months = start.day == 1 and (current.end + timedelta(days=1)).day == 1
    assert whole_months or before.days == length


@given(days, st.sampled_from(["week", "month", "quarter", "year"]))
def test_last_and_previous_touch_and_this_follows(today, unit):
    this, last, previous = (resolve_period(f"{which}_{unit}", today, WHOLE) for which in ("this", "last", "previous"))
    assert previous.end + timedelta(days=1) == last.start
    assert last.end + timedelta(days=1) == this.start
    assert last.end <= today and previous_period(last) == previous


@given(days, st.integers(1, 400))
def test_rolling_days_end_on_the_last_complete_day(last, count):
    found = resolve_period(f"last_{count}_days", last, WHOLE)
    assert (found.end, found.days) == (last, count)


@given(days)
def test_iso_weeks_hold_the_day_they_are_named_after(day):
    year, week, _ = day.isocalendar()
    found = resolve_period(f"{year}-W{week:02}", LAST, WHOLE)
    assert found.start <= day <= found.end and found.days == 7 and found.start.weekday() == 0


@given(days, st.integers(-60, 60))
def test_add_months(day, months):
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1
