from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from tools.core.errors import NotCovered
from tools.restock.calendars import closed_days, closures_between, known_years, production_end, receiving_at

# The Chinese year begins on the day, in China (UTC + 8), of the second new moon after the winter solstice, these years.
# Instants in UTC by an ephemeris of the moon (PyEphem 4), to the minute.
NEW_MOONS = [
    "2024-02-09 22:59", "2025-01-29 12:36", "2026-02-17 12:01", "2027-02-06 15:56", "2028-01-26 15:12", "2029-02-13 10:31",
    "2030-02-02 16:07",
]  # fmt: skip
JUNE = date(2026, 6, 1)


def own(first, last):
    return SimpleNamespace(start=date.fromisoformat(first), end=date.fromisoformat(last))


def in_year(year):
    return {closure.id: closure for closure in closures_between(date(year, 1, 1), date(year, 12, 31))}


def counted_by_hand(start, days, closures):
    """Day by day."""
    closed = {closure.start + timedelta(days=n) for closure in closures for n in range((closure.end - closure.start).days + 1)}
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day not in closed
    return day


@pytest.mark.parametrize("new_moon", NEW_MOONS)
def test_spring_festival_lies_around_the_new_year(new_moon):
    day = (datetime.fromisoformat(new_moon) + timedelta(hours=8)).date()
    closure = in_year(day.year)[f"spring_festival_{day.year}"]
    assert (closure.start, closure.end) == (day - timedelta(days=10), day + timedelta(days=10))
    assert closure.unverified and closure.source is None and set(closure.label) == {"zh", "en"}


@pytest.mark.parametrize("year", range(2024, 2031))
def test_golden_week_is_the_first_week_of_october(year):
    closure = in_year(year)[f"golden_week_{year}"]
    assert (closure.start, closure.end) == (date(year, 10, 1), date(year, 10, 7))
    assert not closure.unverified and closure.source and closure.as_of


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2027, 2, 16), date(2027, 2, 16), ["spring_festival_2027"]),
        (date(2027, 2, 17), date(2027, 9, 30), []),
        (date(2026, 10, 7), date(2027, 1, 27), ["golden_week_2026", "spring_festival_2027"]),
    ],
)
def test_closures_that_overlap_are_found(first, last, found):
    assert [closure.id for closure in closures_between(first, last)] == found


def test_own_closures_stand_among_the_others():
    found = closures_between(
        date(2026, 9, 1), date(2026, 12, 31), [own("2026-11-02", "2026-11-08"), own("2027-03-01", "2027-03-02")]
    )
    assert [(closure.id, closure.start.isoformat()) for closure in found] == [
        ("golden_week_2026", "2026-10-01"),
        ("own", "2026-11-02"),
    ]
    assert found[1].source is None and not found[1].unverified


@pytest.mark.parametrize(
    ("first", "last"), [(date(2023, 12, 31), JUNE), (JUNE, date(2031, 1, 1)), (date(2011, 3, 1), date(2011, 4, 1))]
)
def test_other_years_are_refused(first, last):
    with pytest.raises(NotCovered) as refused:
        closures_between(first, last)
    assert refused.value.details["since"] == 2024 and refused.value.details["until"] == 2030


def test_every_year_between_is_known():
    first, last = known_years()
    assert all(len(in_year(year)) == 2 for year in range(first, last + 1))
    assert all(receiving_at(date(year, 11, 1), 1, 1)[2] for year in range(first, last + 1))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # No closure in the way: so many days later.
        ("2026-06-01", 20, "2026-06-21"),
        ("2026-06-01", 0, "2026-06-01"),
        ("2026-06-01", 7.2, "2026-06-09"),
        # The tenth day is 30 September, the day before the week.
        ("2026-09-20", 10, "2026-09-30"),
        # The eleventh would be 1 October: 7 days closed, so 8 October.
        ("2026-09-20", 11, "2026-10-08"),
        # Ordered in the week: the first working day is the 8th.
        ("2026-10-03", 1, "2026-10-08"),
        ("2026-10-07", 1, "2026-10-08"),
        # 27 January to 16 February 2027 are 21 days: 30 days from 10 January would be 9 February, plus 21 is 2 March.
        ("2027-01-10", 30, "2027-03-02"),
        # 140 days from 20 September: 7 and 21 days more than 7 February.
        ("2026-09-20", 140, "2027-03-07"),
    ],
)
def test_production_ends_after_so_many_working_days(start, days, end):
    start = date.fromisoformat(start)
    closures = closures_between(start, start + timedelta(days=365))
    assert production_end(start, days, closures).isoformat() == end


@pytest.mark.parametrize(("days", "closed"), [(10, 0), (11, 7), (10.5, 7), (140, 28)])
def test_closed_days_are_what_closures_add(days, closed):
    assert closed_days(date(2026, 9, 20), days, closures_between(JUNE, date(2027, 12, 31))) == closed


def test_days_closed_twice_count_once():
    shop = [own("2027-02-10", "2027-02-20"), own("2027-02-12", "2027-02-14"), own("2027-01-20", "2027-01-28")]
    closures = closures_between(date(2027, 1, 1), date(2027, 12, 31), shop)
    # 20 January to 20 February are 32 days, in the way of a production of 5 days from the 18th that ends 23 January without.
    assert closed_days(date(2027, 1, 18), 5, closures) == 32


@pytest.mark.parametrize("days", range(0, 260, 7))
@pytest.mark.parametrize("start", ["2026-09-01", "2026-10-04", "2027-01-15", "2027-02-01"])
def test_production_agrees_with_counting_day_by_day(start, days):
    start = date.fromisoformat(start)
    shop = [own("2026-10-05", "2026-10-12"), own("2027-03-01", "2027-03-01"), own("2027-01-01", "2027-01-30")]
    closures = closures_between(start, date(2028, 12, 31), shop)
    assert production_end(start, days, closures[::-1]) == counted_by_hand(start, days, closures)


def test_a_production_beyond_the_table_is_refused():
    with pytest.raises(NotCovered):
        production_end(date(2030, 12, 1), 40, closures_between(date(2030, 12, 1), date(2030, 12, 31)))


@pytest.mark.parametrize(
    ("arrival", "mean", "sd", "expected"),
    [
        ("2026-09-30", 5, 2, (5, 2, None)),
        ("2026-10-01", 5, 2, (10, 4, "fourth_quarter_2026")),
        ("2026-12-10", 12, 2, (12, 4, "fourth_quarter_2026")),
        ("2026-12-11", 5, 2, (5, 2, None)),
    ],
)
def test_receiving_takes_at_least_as_long_as_in_its_peak(arrival, mean, sd, expected):
    found_mean, found_sd, peak = receiving_at(date.fromisoformat(arrival), mean, sd)
    assert (found_mean, found_sd, peak and peak.id) == expected
    assert peak is None or peak.unverified


def test_a_peak_is_of_one_platform():
    assert receiving_at(date(2026, 11, 1), 5, 2, "walmart") == (5, 2, None)


def test_receiving_of_another_year_is_refused():
    with pytest.raises(NotCovered):
        receiving_at(date(2031, 1, 1), 5, 2)
