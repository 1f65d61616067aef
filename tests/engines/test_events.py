"""Events on the other engines: entered, superseded, taken back, read."""

from datetime import UTC, date, datetime

from copilot.events import add_event, list_events, remove_event
from copilot.given_event import GivenEvent
from tests.engines.test_same_loading import rows_of
from tests.support import load
from tests.tools.events.test_events import *  # noqa: F403
from tests.tools.warehouse.importing.rows.test_event import *  # noqa: F403
from tools.events.events import events_between
from tools.warehouse.importing.history import undo_import

_GIVEN = {"kind": "降价", "from": "2026-03-10", "marketplace": "amazon_de", "sku": "A17", "note": "a\\b 'q' \"x\" 😀"}
_TAKEN_BACK = datetime(2026, 11, 1, tzinfo=UTC)


def _entered(warehouse):
    """What each step leaves: entered, again, changed, of a sheet, removed, undone."""
    steps = [add_event(warehouse, GivenEvent(**{**_GIVEN, **more})) for more in ({}, {}, {"to": "2026-03-12"})]
    load(warehouse, "kind,from,to,marketplace,sku,note\n断货,2026-03-01,2026-03-09,,A17,\ndeal,2026-03-11,,amazon_us,,\n")
    steps.append(list_events(warehouse))
    steps += [remove_event(warehouse, steps[2]["event"]["id"]), list_events(warehouse)]
    undo_import(warehouse, 3, _TAKEN_BACK)
    return [*steps, list_events(warehouse)]


def test_every_step_leaves_the_same(pair):
    here, there = (_entered(warehouse) for warehouse in pair)
    assert here == there and [len(here[step]) for step in (3, 5, 6)] == [3, 3, 1]
    assert rows_of(pair[0], "event") == rows_of(pair[1], "event")


def test_events_between_two_days_are_the_same(pair):
    found = []
    for warehouse in pair:
        load(warehouse, "kind,from,to,sku\npeak,2026-03-01,2026-03-09,\ndeal,2026-03-11,,A17\nother,2026-03-12,,B2\n")
        with warehouse.reader() as cursor:
            found.append(events_between(cursor, date(2026, 3, 9), date(2026, 3, 12), ["amazon_de"], ["A17"], "main"))
    assert found[0] == found[1] and [event.kind for event in found[0]] == ["peak", "deal"]
