from datetime import date
from itertools import pairwise

import pytest
import yaml

from knowledge import library
from knowledge.facts import facts_on, rules_on

STORED = "amazon", "storage_rate"
AGED = "amazon", "aged_surcharge_bracket"
RULE = {
    "id": "amz-fee", "platform": "amazon", "marketplaces": ["US"], "field": "fee", "value": {"usd": 1.5},
    "title": {"zh": "费用", "en": "Fee"}, "statement": {"zh": "每件 1.5 美元。", "en": "$1.50 per unit."},
    "questions": {"zh": ["每件多少钱"], "en": ["what does a unit cost"]},
    "source": {"title": "Fees", "url": "https://example.com/fees"}, "effective_from": None, "effective_to": None,
    "as_of": "2026-08", "confidence": "medium",
}  # fmt: skip


@pytest.fixture
def holds(tmp_path, monkeypatch):
    """Whether a rule with these fields is found in the US store on a day."""

    def found(day, marketplace="US", **fields):
        (tmp_path / "rules" / "amazon").mkdir(parents=True)
        (tmp_path / "rules" / "amazon" / "fees.yaml").write_text(yaml.safe_dump([{**RULE, **fields}]), encoding="utf-8")
        monkeypatch.setattr(library, "LIBRARY", tmp_path)
        return bool(rules_on("amazon", "fee", marketplace, date.fromisoformat(day)))

    return found


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        ("2026-01-16", None, "2026-01-15", False),
        ("2026-01-16", None, "2026-01-16", True),
        (None, "2026-01-15", "2026-01-15", True),
        (None, "2026-01-15", "2026-01-16", False),
        (None, None, "1999-01-01", True),
        # A month or a year begins on its first day and ends on its last.
        ("2026-02", None, "2026-01-31", False),
        ("2026-02", "2026-02", "2026-02-01", True),
        ("2026-02", "2026-02", "2026-02-28", True),
        ("2026-02", "2026-02", "2026-03-01", False),
        ("2025", "2025", "2025-12-31", True),
        ("2025", "2025", "2026-01-01", False),
    ],
)
def test_a_rule_holds_between_its_dates(holds, since, until, day, held):
    assert holds(day, effective_from=since, effective_to=until) is held


@pytest.mark.parametrize(
    ("places", "held"), [(["US"], True), (["DE", "US"], True), (["ALL"], True), (["DE"], False), (["EU"], False)]
)
def test_a_rule_holds_in_its_stores(holds, places, held):
    assert holds("2026-08-01", marketplaces=places) is held


@pytest.mark.parametrize("fields", [{"confidence": "low"}, {"status": "announced"}, {"status": "unknown"}])
def test_what_is_unverified_or_not_final_is_no_rule(holds, fields):
    assert not holds("2026-08-01", **fields)


def test_rules_about_something_else_are_not_found(holds):
    assert not holds("2026-08-01", field="title") and not rules_on("ebay", "fee", "US", date(2026, 8, 1))


def test_a_rule_comes_with_its_value_and_source():
    (found,) = rules_on("amazon", "low_inventory_floor", "US", date(2026, 11, 21))
    assert (found.id, found.value["value"], found.value["windows_days"]) == ("amz-lil-28", 28, [30, 90])
    assert found.source and found.confidence == "high"


@pytest.mark.parametrize("day", ["2023-04-15", "2024-04-01", "2026-01-15", "2026-01-16", "2026-11-21"])
def test_brackets_of_age_follow_each_other_without_gap_or_overlap(day):
    ages = sorted((rule.value["age_days"] for rule in rules_on(*AGED, "US", date.fromisoformat(day))), key=lambda age: age[0])
    assert ages[0][0] == 181 and ages[-1][1] is None
    assert all(after[0] == before[1] + 1 for before, after in pairwise(ages))


def test_every_month_has_one_storage_rate():
    rules = rules_on(*STORED, "US", date(2026, 11, 21))
    assert sorted(month for rule in rules for month in rule.value["months"]) == list(range(1, 13))


def test_every_member_state_has_one_standard_rate_today():
    found = [fact.value for fact in facts_on("taxes", "vat_rate", date(2026, 11, 22)) if fact.id.startswith("VAT-")]
    states = library.FOLDERS and {value["country"] for value in found if not value.get("territories")}
    assert len(states) >= 28 and {"DE", "FR", "IT", "ES", "PL", "GB"} <= states
