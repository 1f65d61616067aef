from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import day, load
from tools.events.events import calendar_peaks, concerning, events_between, recorded_events

SHEET = """kind,from,to,marketplace,sku,note
改价,2026-03-10,,amazon_de,A17,29.99 to 27.99
deal,2026-03-12,2026-03-14,amazon_de,,
stock-out,2026-03-01,2026-03-09,,A17,
跟卖,2026-03-20,,amazon_us,B2,
other,2026-03-15,,,,warehouse closed
"""


def found(warehouse, first, last, *asked, **said):
    with warehouse.reader() as cursor:
        return [(e.kind, str(e.start)[5:], e.source) for e in events_between(cursor, day(first), day(last), *asked, **said)]


@pytest.fixture
def sheet(warehouse):
    load(warehouse, SHEET, file="events.csv")
    return warehouse


@pytest.mark.parametrize(
    ("first", "last", "kinds"),
    [
        ("2026-03-09", "2026-03-10", ["stock_out", "price_change"]),  # the stock-out ends on the 9th
        ("2026-03-10", "2026-03-11", ["price_change"]),
        ("2026-03-14", "2026-03-14", ["deal"]),
        ("2026-03-13", "2026-03-13", ["deal"]),
        ("2026-02-01", "2026-02-28", []),
        ("2026-03-21", "2026-03-31", []),
        ("2026-03-01", "2026-03-31", ["stock_out", "price_change", "deal", "other", "buy_box"]),
        ("2026-03-31", "2026-03-01", []),
    ],
)
def test_events_that_overlap_the_days(sheet, first, last, kinds):
    assert [kind for kind, _, _ in found(sheet, first, last)] == kinds


@pytest.mark.parametrize(
    ("marketplaces", "skus", "kinds"),
    [
        (["amazon_de"], None, ["stock_out", "price_change", "deal", "other"]),
        (["amazon_us"], None, ["stock_out", "other", "buy_box"]),
        (None, ["A17"], ["stock_out", "price_change", "deal", "other"]),
        (["amazon_us"], ["A17"], ["stock_out", "other"]),
        (["amazon_de", "amazon_us"], ["B2"], ["deal", "other", "buy_box"]),
        ([], [], ["other"]),
    ],
)
def test_events_that_concern_a_place_and_a_product(sheet, marketplaces, skus, kinds):
    assert [kind for kind, _, _ in found(sheet, "2026-03-01", "2026-03-31", marketplaces, skus)] == kinds


def test_events_of_another_shop_stay_out(sheet):
    load(sheet, "kind,from,to\npeak,2026-03-05,\n", shop="second")
    assert found(sheet, "2026-03-01", "2026-03-31", shop="second") == [("peak", "03-05", "file.csv")]
    assert len(found(sheet, "2026-03-01", "2026-03-31")) == 6
    assert len(found(sheet, "2026-03-01", "2026-03-31", shop="main")) == 5


def test_an_event_in_full(sheet):
    with sheet.reader() as cursor:
        [event] = recorded_events(cursor, day("2026-03-10"), day("2026-03-10"))
    assert event.model_dump(mode="json") == {
        "id": 1, "shop": "main", "kind": "price_change", "label": {"zh": "改价", "en": "price change"}, "from": "2026-03-10",
        "to": "2026-03-10", "marketplace": "amazon_de", "sku": "A17", "note": "29.99 to 27.99", "source": "events.csv",
    }  # fmt: skip


def test_the_order_is_that_of_the_days_not_of_the_file(warehouse):
    head, *rows = SHEET.splitlines()
    load(warehouse, "\n".join([head, *reversed(rows)]))
    kinds = [kind for kind, _, _ in found(warehouse, "2026-03-01", "2026-03-31")]
    assert kinds == ["stock_out", "price_change", "deal", "other", "buy_box"]


# Thanksgiving is the fourth Thursday of November: 27 November 2025.
PEAKS_OF_2025 = [
    ("Prime Day", "2025-07-08", "2025-07-11"), ("Singles' Day", "2025-11-11", "2025-11-11"),
    ("Black Friday to Cyber Monday", "2025-11-28", "2025-12-01"), ("Christmas", "2025-12-24", "2025-12-26"),
]  # fmt: skip


def peaks(first, last):
    return [(peak.label["en"], str(peak.start), str(peak.end)) for peak in calendar_peaks(day(first), day(last))]


def test_the_peaks_of_a_year():
    assert peaks("2025-01-01", "2025-12-31") == PEAKS_OF_2025
    assert all(
        (peak.kind, peak.source, peak.id) == ("peak", "calendar", None)
        for peak in calendar_peaks(day("2025-07-08"), day("2025-12-31"))
    )


def test_a_prime_day_that_is_not_known_is_left_out():
    assert [name for name, _, _ in peaks("2027-01-01", "2027-12-31")] == [
        "Singles' Day",
        "Black Friday to Cyber Monday",
        "Christmas",
    ]


@given(st.dates(date(2024, 12, 20), date(2026, 1, 10)), st.integers(0, 400))
def test_a_peak_is_given_just_when_it_overlaps(first, days):
    last = date.fromordinal(min(first.toordinal() + days, date(2026, 6, 1).toordinal()))
    known = [*PEAKS_OF_2025, ("Christmas", "2024-12-24", "2024-12-26")]
    expected = {each for each in known if day(each[1]) <= last and day(each[2]) >= first}
    assert set(peaks(str(first), str(last))) == expected


@pytest.mark.parametrize(("first", "last"), [(date.min, date(1990, 1, 1)), (date(2200, 1, 1), date.max)])
def test_far_off_days_have_no_peaks(first, last):
    assert calendar_peaks(first, last) == []
    assert len(calendar_peaks(date.min, date.max)) > 300


def test_peaks_stand_between_the_events_on_record(warehouse):
    load(warehouse, "kind,from,sku\ndeal,2025-11-29,A17\ncoupon,2025-11-20,A17\n")
    listed = found(warehouse, "2025-11-12", "2025-11-30", ["amazon_de"], ["A17"])
    assert [(kind, start) for kind, start, _ in listed] == [("coupon", "11-20"), ("peak", "11-28"), ("deal", "11-29")]


def test_all_are_concerned_when_nothing_is_asked(sheet):
    with sheet.reader() as cursor:
        everything = recorded_events(cursor)
    assert concerning(everything) == everything and len(everything) == 5
