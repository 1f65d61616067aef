"""The events of the demo shop: those of the stories on their days, and decoys from which nothing followed."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

import copilot.demo
from tests.support import sql

TRUTH = yaml.safe_load((Path(copilot.demo.__file__).parent / "stories.yaml").read_text(encoding="utf-8"))
STORIES = {story["id"]: story for story in TRUTH["stories"]}
KINDS = {"conversion_drop_de_kt_204_blk": "listing_edit", "prime_event": "peak", "return_wave_us": "other"}
FAR = timedelta(14)


def place_of(event):
    return event.get("marketplace", "all"), event.get("sku", "all")


def concerns(story, event):
    """Whether a story is of the event's place and product."""
    marketplace, sku = place_of(event)
    return story["marketplace"] in (marketplace, "all") and (story["skus"] == "all" or sku in story["skus"])


def starts(story, event):
    return concerns(story, event) and story["from"] == event["from"]


def test_the_file_is_what_was_noted(demo_warehouse):
    rows = sql(demo_warehouse, "select kind, day_from, day_to, marketplace, sku, note from event where shop_id = 'demo'")
    noted = [(e["kind"], e["from"], e["to"], e.get("marketplace"), e.get("sku"), e["note"]) for e in TRUTH["events"]]
    assert set(rows) == set(noted) and len(rows) == len(noted)


@pytest.mark.parametrize("story", KINDS)
def test_a_story_with_a_dated_cause_has_its_event(story):
    assert [event["kind"] for event in TRUTH["events"] if starts(STORIES[story], event)] == [KINDS[story]]


def test_a_decoy_is_near_no_story():
    decoys = [event for event in TRUTH["events"] if not any(starts(story, event) for story in STORIES.values())]
    assert len(decoys) == len(TRUTH["events"]) - len(KINDS) == 4
    for decoy in decoys:
        near = [s["id"] for s in STORIES.values() if concerns(s, decoy) and s["from"] - FAR <= decoy["from"] <= s["to"] + FAR]
        assert near == []
