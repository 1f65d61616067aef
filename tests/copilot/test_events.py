from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot.events import add_event, list_events, remove_event
from copilot.given_event import GivenEvent
from tools.core.errors import Ambiguous, InvalidInput

TEXT = st.text(max_size=60)
SKU = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='="-'), min_size=1, max_size=20)


def entered(warehouse, **said):
    return add_event(warehouse, GivenEvent(**{"kind": "deal", "from": "2026-03-02", **said}))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=TEXT, sku=SKU, start=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_what_is_entered_is_on_record_and_goes_again(warehouse, note, sku, start):
    said = {"note": note, "sku": sku, "from": str(start)}
    event = entered(warehouse, **said)["event"]
    assert (event["sku"], event["from"], event["to"]) == (sku, str(start), str(start))
    kept = "".join(letter for letter in note if letter.isprintable() and not letter.isspace())
    assert [letter for letter in event["note"] or "" if letter.isprintable() and letter != " "] == list(
        kept
    ) or note.strip() == "--"
    assert entered(warehouse, **said) == {"event": event, "changed": False, "warnings": entered(warehouse, **said)["warnings"]}
    assert list_events(warehouse) == [event]
    remove_event(warehouse, event["id"])
    assert list_events(warehouse) == []


def test_the_peaks_of_the_calendar_are_listed_between_two_days(warehouse):
    entered(warehouse, **{"from": "2025-11-10"})
    kinds = [event["kind"] for event in list_events(warehouse, "2025-11-10", "2025-11-11")]
    assert kinds == ["deal", "peak"]
    assert len(list_events(warehouse, "2025-11-10")) == len(list_events(warehouse, None, "2025-11-11")) == 1
    assert list_events(warehouse, "2025-11-12") == list_events(warehouse, None, "2025-11-09") == []


def test_days_in_the_wrong_order_are_refused(warehouse):
    with pytest.raises(InvalidInput):
        list_events(warehouse, "2025-11-12", "2025-11-11")


def test_events_are_listed_by_place_and_product(warehouse):
    entered(warehouse, marketplace="amazon_de", sku="A17")
    entered(warehouse, marketplace="amazon_us")
    entered(warehouse, kind="other")
    assert [event["marketplace"] for event in list_events(warehouse, marketplace="amazon_de")] == ["amazon_de", None]
    assert len(list_events(warehouse, sku="B2")) == 2
    with pytest.raises(Ambiguous):
        list_events(warehouse, marketplace="DE")


def test_an_event_of_two_places_gives_no_false_alarm(warehouse):
    assert entered(warehouse, marketplace="amazon_de")["changed"]
    entry = entered(warehouse, marketplace="amazon_us")
    assert entry["changed"] and entry["warnings"] == []
