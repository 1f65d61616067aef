from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.corpora import days
from tools.warehouse.importing import time_zones
from tools.warehouse.importing.dates import day, day_order, dst_doubt, moment
from tools.warehouse.importing.month_names import months
from tools.warehouse.importing.time_zones import offset_of
from tools.warehouse.importing.values import EXACT, UnreadableValue

PACIFIC = ZoneInfo("America/Los_Angeles")


def at(*parts, hours=None):
    return datetime(*parts, tzinfo=None if hours is None else timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["13/12/2010"], "dmy"),
        (["12/13/2010 8:26 AM"], "mdy"),
        (["03/04/2024", "12/13/2024"], "mdy"),
        (["14.03.2023"], "dmy"),
        (["03.04.2023"], "dmy"),  # dots are written day first
        (["2024-03-04", "2024/03/04", "1 mars 2024", EXACT + "2024-03-04"], "dmy"),  # nothing to decide
        (["03/04/2024"], None),
        (["03-04-2024"], None),
        (["03-14-2024"], "mdy"),
        (["13/12/2010", "12/13/2010"], None),  # they contradict each other
        (["24/03/11", "24/03/12"], None),  # may be a year
        (["14/03/24"], None),  # 14 March 2024 or 24 March 2014
        (["01/03/24", "14/03/24"], "dmy"),  # no report spans thirteen years
        (["1/14/24"], "mdy"),
        (["03.14.2024"], "mdy"),
    ],
)
def test_day_order(texts, order):
    assert day_order(texts) == order


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-07-01", at(2026, 7, 1)),
        ("2026-07-01T10:22:33", at(2026, 7, 1, 10, 22, 33)),
        ("2026-07-01 10:22", at(2026, 7, 1, 10, 22)),
        ("2026-07-01T10:22:33Z", at(2026, 7, 1, 10, 22, 33, hours=0)),
        ("2026-07-01T10:22:33.123+00:00", at(2026, 7, 1, 10, 22, 33, 123_000, hours=0)),
        ("2026-07-01 10:22:33 -0700", at(2026, 7, 1, 10, 22, 33, hours=-7)),
        ("2026-07-01T10:22:33.1234567Z", at(2026, 7, 1, 10, 22, 33, 123_456, hours=0)),
        ("20260701", at(2026, 7, 1)),
        (EXACT + "2026-07-01T10:22:33", at(2026, 7, 1, 10, 22, 33)),
        ("14.03.2023 07:49:55 UTC", at(2023, 3, 14, 7, 49, 55, hours=0)),
        ("2024年3月11日 10:22:33", at(2024, 3, 11, 10, 22, 33)),
        ("2024年3月11日10時22分33秒", at(2024, 3, 11, 10, 22, 33)),
        ("2024/03/11 10:22:33 JST", at(2024, 3, 11, 10, 22, 33, hours=9)),
        ("2024/03/11 10:22:33JST", at(2024, 3, 11, 10, 22, 33, hours=9)),
        ("2024/03/11 午後0:05", at(2024, 3, 11, 12, 5)),
        ("2024年3月11日 下午3:04:05", at(2024, 3, 11, 15, 4, 5)),
        ("Mar 1, 2026 12:03:04 AM PST", at(2026, 3, 1, 0, 3, 4, hours=-8)),
        ("2026-07-24 01:02:03 PDT", at(2026, 7, 24, 1, 2, 3, hours=-7)),
        ("1 janv. 2024", at(2024, 1, 1)),
        ("1 mars 2024 0:12:34 UTC", at(2024, 3, 1, 0, 12, 34, hours=0)),
        ("1 ene 2024 12:03:04 a. m. GMT-6", at(2024, 1, 1, 0, 3, 4, hours=-6)),
        ("1 de jan. de 2024 10:00:00 GMT-3", at(2024, 1, 1, 10, hours=-3)),
        ("1 gen 2024", at(2024, 1, 1)),
        ("1. März 2024", at(2024, 3, 1)),
        ("3. Mrz 2024", at(2024, 3, 3)),
        ("01-Mar-26", at(2026, 3, 1)),
        ("Sep-30-26 23:45:00", at(2026, 9, 30, 23, 45)),
        ("Jul 24, 2026", at(2026, 7, 24)),
        ("1. Juli 2026", at(2026, 7, 1)),
        ("Wed, 01 Jul 2026 10:22:33 GMT", at(2026, 7, 1, 10, 22, 33, hours=0)),
        ("2026-07-24 01:02:03 (UTC+8)", at(2026, 7, 24, 1, 2, 3, hours=8)),
    ],
)
def test_moment(text, expected):
    found = moment(text, "dmy")
    assert found == expected and found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("12/13/2010 8:26 AM", "mdy", at(2010, 12, 13, 8, 26)),
        ("12/13/2010 12:05 AM", "mdy", at(2010, 12, 13, 0, 5)),
        ("12/13/2010 12:05 PM", "mdy", at(2010, 12, 13, 12, 5)),
        ("1/2/24 3:04", "dmy", at(2024, 2, 1, 3, 4)),
        ("1/2/24 3:04", "mdy", at(2024, 1, 2, 3, 4)),
    ],
)
def test_moment_by_the_order_of_its_column(text, order, expected):
    assert moment(text, order) == expected


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-02-30", "31.02.2026", "32/01/2026", "10:30", "1/1/1/1", "0001-01-01", "9999-12-31", "1899-12-31",
     "45352", EXACT + "45352", EXACT + "45352.5", "2026-W01-1", "2026-07-01-08:00", "2026-07-01x10:22:33", "2026-07-01 10",
     "Jul 2026", "1 Juillo 2026", "3/4/2024 13:22 PM", "2024-03-11 24:00:00", "1.234", "2026-7", "12345678"],
)  # fmt: skip
def test_what_is_no_date(text):
    with pytest.raises(UnreadableValue, match="bad_date"):
        moment(text, "dmy")


@pytest.mark.parametrize("zone", ["CST", "IST", "AST", "PT", "ET", "GST", "XYZ", "+15:00", "UTC+08:75", "GMT+"])
def test_a_zone_that_could_be_several_is_refused(zone):
    with pytest.raises(UnreadableValue, match="bad_zone"):
        moment(f"2026-07-01 10:22:33 {zone}", "dmy")


def entries():
    path = Path(time_zones.__file__).parent / "time_zones.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [name for name, entry in entries().items() if "of" in entry and name.isascii()])
def test_an_abbreviation_is_what_its_place_has(name):
    # Oracle: the IANA database, in a winter and a summer.
    place = ZoneInfo(entries()[name]["of"])
    moments = [datetime(2026, month, 1, tzinfo=place) for month in (1, 7)]
    offsets = {moment.tzname(): moment.utcoffset() for moment in moments}
    assert offsets[name] == offset_of(name).utcoffset(None)


def test_day():
    assert day("2026-03-02T23:59:00Z") == date(2026, 3, 2)
    assert day("02/03/2026", "dmy") == date(2026, 3, 2)
    assert day("02/03/2026", "mdy") == date(2026, 2, 3)
    with pytest.raises(UnreadableValue):
        day("2026-13-01")


@pytest.mark.parametrize(
    ("local", "doubt"),
    [
        # Clocks of California went from 2 to 3 h on 2026-03-08 and from 2 back to 1 h on 2026-11-01.
        (at(2026, 3, 8, 1, 59), None), (at(2026, 3, 8, 2, 0), "gap"), (at(2026, 3, 8, 2, 59), "gap"),
        (at(2026, 3, 8, 3, 0), None),
        (at(2026, 11, 1, 0, 59), None), (at(2026, 11, 1, 1, 0), "overlap"), (at(2026, 11, 1, 1, 59), "overlap"),
        (at(2026, 11, 1, 2, 0), None), (datetime(2026, 11, 1, 1, 30, tzinfo=UTC), None),
    ],
)  # fmt: skip
def test_local_times_that_are_none_or_two(local, doubt):
    assert dst_doubt(local, PACIFIC) == doubt


def test_every_language_names_twelve_months():
    assert set(months().values()) == set(range(1, 13)) and len(months()) > 150
    assert months()["juli"] == months()["juil"] == months()["luglio"] == months()["temmuz"] == months()["七月"] == 7


def test_five_thousand_cells_in_columns():
    columns = days.columns(seed=20260701, count=250, length=20)
    counts = Counter(judged for column in columns for judged in judge(column))
    assert counts == {"exact": 4_000, "asked": 1_000}
    assert len({column.name for column in columns}) >= 60


def judge(column):
    order = day_order(column.cells)
    if order is None:
        return ["asked" if column.ambiguous else "asked without need"] * len(column.cells)
    pairs = [(moment(cell, order), expected) for cell, expected in zip(column.cells, column.moments, strict=True)]
    return [
        "exact" if found == expected and found.utcoffset() == expected.utcoffset() and not column.ambiguous else f"wrong: {found}"
        for found, expected in pairs
    ]
