"""Settlements: two reports tell the same payments; one of them counts."""

from decimal import Decimal
from random import Random

import pytest

from tests.support import ask, codes, figures
from tests.tools.sales.seeding import seed

CATEGORIES = ["product", "shipping", "gift_wrap", "promotion", "tax", "withheld_tax", "fee", "transfer", "other"]
MARCH = "2026-03"


def line(day="2026-03-02", **cells):
    return {"day": day, "amount": "10", **cells}


def many(source="settlement", days=28, seed_of=7):
    """Lines of every category, sold and refunded, over the days of a month."""
    chance = Random(seed_of)
    return [
        line(
            f"2026-03-{1 + n % days:02}", source=source, category=chance.choice(CATEGORIES), is_refund=chance.random() < 0.3,
            sku=chance.choice(["A17", "B2", None]), amount=str(Decimal(chance.randrange(-9999, 9999)) / 100),
            marketplace=chance.choice(["amazon_de", "amazon_fr"]),
        )
        for n in range(150)
    ]  # fmt: skip


def counted(rows, **asked):
    """Fees, refunds and settled amount, by the definitions."""
    rows = [row for row in rows if all(row.get(name) == value for name, value in asked.items())]
    total = lambda keep: sum((Decimal(row["amount"]) for row in rows if keep(row)), Decimal(0))  # noqa: E731
    back = ("product", "shipping", "gift_wrap", "promotion")
    return (
        -total(lambda row: row["category"] == "fee"),
        -total(lambda row: row["is_refund"] and row["category"] in back),
        total(lambda row: row["category"] != "transfer"),
    )


METRICS = "fees refunds settled_amount"


def test_against_a_count_of_the_rows(warehouse):
    rows = many()
    seed(warehouse, "settlement_line", *rows)
    assert figures(warehouse, METRICS) == counted(rows)
    assert figures(warehouse, METRICS, filters={"marketplace": ["amazon_fr"]}) == counted(rows, marketplace="amazon_fr")
    assert figures(warehouse, METRICS, filters={"sku": ["A17"]}) == counted(rows, sku="A17")


@pytest.mark.parametrize("dimension", ["sku", "marketplace", "day", "month", "shop"])
def test_parts_sum_to_the_whole(warehouse, dimension):
    rows = many()
    seed(warehouse, "settlement_line", *rows)
    result = ask(warehouse, METRICS, dimensions=[dimension])
    sums = tuple(sum(row[metric] for row in result.rows) for metric in METRICS.split())
    assert sums == counted(rows) == tuple(result.totals[0][metric] for metric in METRICS.split())


def test_a_refunded_fee_lowers_the_fees(warehouse):
    fees = [line(category="fee", amount="-4.50"), line(category="fee", amount="1.50", is_refund=True)]
    seed(warehouse, "settlement_line", *fees, line(), line(is_refund=True, amount="-10"))
    assert figures(warehouse, METRICS) == (Decimal("3.00"), Decimal("10.00"), Decimal("-3.00"))


@pytest.mark.parametrize("swapped", [False, True])
def test_the_same_payments_in_both_reports_count_once(warehouse, swapped):
    settlement = [line(category="fee", amount="-4")]
    transaction = [line(category="fee", amount="-4.01", source="transaction")]
    for rows in (transaction, settlement) if swapped else (settlement, transaction):
        seed(warehouse, "settlement_line", *rows)
    assert figures(warehouse, "fees") == Decimal("4.00")  # as many days each: the settlement


def test_the_source_with_more_days_counts(warehouse):
    days = ("2026-03-02", "2026-03-03", "2026-03-04")
    seed(warehouse, "settlement_line", line(days[0], category="fee", amount="-4"))
    seed(warehouse, "settlement_line", *(line(day, category="fee", amount="-1", source="transaction") for day in days))
    result = ask(warehouse, "fees", window=MARCH)
    assert result.rows[0]["fees"] == 3 and "settlement_days_missed" not in codes(result)
    assert figures(warehouse, "fees", window=days[0]) == 4  # of one day each, the settlement


def test_days_that_only_the_other_source_has_are_said(warehouse):
    settled = [line(f"2026-03-0{n}", category="fee", amount="-1") for n in (1, 2, 3)]
    seed(warehouse, "settlement_line", *settled, line("2026-03-04", category="fee", amount="-1", source="transaction"))
    result = ask(warehouse, "fees")
    [note] = result.warnings
    assert result.rows[0]["fees"] == 3 and note.code == "settlement_days_missed" and "1 more days" in note.en


def test_each_place_by_its_own_source(warehouse):
    french = {"marketplace": "amazon_fr", "source": "transaction", "category": "fee", "amount": "-7"}
    seed(warehouse, "settlement_line", line(category="fee", amount="-4"), line(**french))
    assert figures(warehouse, "fees") == 11


def test_fees_in_two_currencies(warehouse):
    pounds = line(category="fee", amount="-3", currency="GBP", marketplace="amazon_uk")
    seed(warehouse, "settlement_line", line(category="fee", amount="-4"), pounds)
    assert {row["currency"]: row["fees"] for row in ask(warehouse, "fees").rows} == {"EUR": 4, "GBP": 3}
    seed(warehouse, "fx_rate", {"day": "2026-03-01", "base": "GBP", "quote": "EUR", "rate": "1.2"})
    assert figures(warehouse, "fees", currency="EUR") == Decimal("7.60")


def test_the_source_is_settled_and_the_basis_the_posting_date(warehouse):
    seed(warehouse, "settlement_line", line(category="fee", amount="-4"), report="amazon.settlement")
    result = ask(warehouse, "平台费用")
    assert (result.sources[0].settled, result.definitions[0].basis) == (True, "posted_date")
