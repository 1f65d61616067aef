"""Versions of a file that was added again: on any day one of them stands."""

from datetime import date, timedelta

import pytest

from tests.knowledge.conftest import TODAY, note

NAMES = ("Petersen", "Hansen", "Jansen", "Olsen")
DAYS = [date(2024, 6, 1), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), *(TODAY + timedelta(n) for n in (-1, 0, 1, 40))]


def stood(index, on):
    """Which versions of the broker are hits on a day, with what each took the place of."""
    hits = [hit for hit in index.search("broker", as_of=on, k=50).hits if hit.document.id.startswith("broker")]
    return {hit.document.id: [earlier.id for earlier in hit.earlier] for hit in hits}


def added(index, *begins, on=(TODAY,) * 4):
    for name, since, today in zip(NAMES, begins, on, strict=False):
        index.add([note(f"The broker is {name}.", "broker", effective_from=since)], today)


@pytest.mark.parametrize(
    "begins",
    [
        (None, None),
        (None, None, None, None),
        (None, "2026-03-01"),
        (None, "2026-03"),
        (None, "2026"),
        ("2025", "2026-03", "2026-12-01"),
        ("2024-06-01", None, None),
        (None, "2027-01-01"),
    ],
    ids=str,
)
def test_one_version_stands_on_any_day(index, begins):
    added(index, *begins)
    for day in DAYS:
        if not begins[0] or day.isoformat() >= begins[0]:
            assert len(stood(index, day)) == 1, day


def test_which_version_stands(index):
    added(index, None, "2026-03", None)
    assert [*stood(index, date(2026, 2, 28))] == ["broker@1"]
    assert [*stood(index, date(2026, 3, 1))] == [*stood(index, TODAY - timedelta(1))] == ["broker@2"]
    assert stood(index, TODAY) == {"broker": ["broker@2", "broker@1"]}


def test_versions_of_one_day_are_told_the_newest_first(index):
    added(index, None, None, None)
    assert stood(index, TODAY) == {"broker": ["broker@2", "broker@1"]}
    assert [*stood(index, TODAY - timedelta(1))] == ["broker@1"]


def test_a_version_for_later_leaves_the_present_one_standing(index):
    added(index, None, "2027-01-01")
    assert [*stood(index, TODAY)] == ["broker@1"] and [*stood(index, date(2027, 1, 1))] == ["broker"]


def test_a_version_from_before_the_present_one_takes_its_place(index):
    added(index, "2026-06-01", "2026-03-01")
    assert [*stood(index, date(2026, 4, 1))] == [*stood(index, TODAY)] == ["broker"]


def test_days_on_which_versions_came_are_the_days_from_which_they_hold(index):
    added(index, None, None, None, on=(date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)))
    found = [[*stood(index, date(2026, month, day))] for month, day in ((1, 31), (2, 4), (2, 5), (3, 4), (3, 5))]
    assert found == [["broker@1"], ["broker@1"], ["broker@2"], ["broker@2"], ["broker"]]
