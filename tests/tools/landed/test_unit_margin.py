"""One unit sold: its account adds up, and the break-even price breaks even."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.tools.landed.asking import PLAIN, ask, codes, cost

# Landed cost EUR 5.25. Price 23.80 with VAT: net 20.00; referral 15 % of 23.80 = 3.57; ads 10 % = 2.38; FBA 3.50;
# returns 4 % × 10 = 0.40; margin 20 - 3.57 - 2.38 - 3.5 - 0.4 - 5.25 = 4.90; 4.90 ÷ 20 = .245.
SALE = {"price": 23.8, "referral_fee_rate": 0.15, "ad_rate": 0.1, "fulfilment_fee": 3.5, "return_rate": 0.04, "return_loss": 10}


def unit(**more):
    return cost(sale=SALE | more)["unit"]


def test_a_price_with_tax():
    account = unit()
    assert [(line["key"], line["amount"]) for line in account["lines"]] == [
        ("price", 23.8), ("sale_vat", -3.8), ("referral", -3.57), ("ads", -2.38), ("fulfilment", -3.5), ("returns", -0.4),
        ("landed_cost", -5.25),
    ]  # fmt: skip
    assert (account["net_price"], account["margin"], account["margin_rate"], account["includes_vat"]) == (20, 4.9, 0.245, True)


def test_a_price_without_tax_pays_fees_on_the_price_with_tax():
    account = unit(price=20, includes_vat=False)
    assert (account["net_price"], account["margin"]) == (20, 4.9)
    assert "landed_price_with_tax" not in codes(cost(sale=SALE | {"price": 20, "includes_vat": False}))


def test_break_even():
    # Fixed 5.25 + 3.50 + 0.40 = 9.15; a price keeps 1 ÷ 1.19 - 0.25 = 0.590336 of itself: 15.4997, up to 15.50; net 13.0249.
    assert unit()["break_even_price"] == 15.5
    assert unit(price=20, includes_vat=False)["break_even_price"] == 13.03
    assert abs(unit(price=15.5)["margin"]) <= 0.02 and unit(price=15.47)["margin"] < 0


def test_break_even_needs_no_price():
    result = cost(sale={key: value for key, value in SALE.items() if key != "price"})
    assert (result["unit"]["break_even_price"], result["unit"]["margin"], result["unit"]["price"]) == (15.5, None, None)


def test_fees_that_eat_the_price_have_no_break_even():
    result = cost(sale=SALE | {"referral_fee_rate": 0.5, "ad_rate": 0.4})
    assert result["unit"]["break_even_price"] is None and "landed_no_break_even" in codes(result)


def test_the_united_states_show_prices_without_tax():
    more = {"destination": "US", "fx_rates": {"USD/CNY": 7.5}, "sale": SALE}
    result = cost(**more)
    assert (result["unit"]["includes_vat"], result["unit"]["net_price"], result["unit"]["vat_rate"]) == (False, 23.8, 0)
    assert "landed_price_without_tax" in codes(result)


def test_amounts_in_another_currency():
    account = unit(fulfilment_fee={"amount": 26.25, "currency": "CNY"}, other_fees=[{"name": "storage", "amount": 0.2}])
    told = {line["key"]: line["amount"] for line in account["lines"]}
    assert (told["fulfilment"], told["fee"], account["margin"]) == (-3.5, -0.2, 4.7)


@pytest.mark.parametrize(
    "bad",
    [{"referral_fee_rate": 15}, {"ad_rate": -0.1}, {"return_rate": 1.5}, {"price": -1}, {"price": "nan"}, {"colour": "red"}],
)
def test_what_makes_no_sense_is_refused(bad):
    with pytest.raises(ValidationError):
        unit(**bad)


MONEY = st.decimals(min_value=0, max_value=10_000, places=2)
RATE = st.decimals(min_value=0, max_value="0.4", places=3)
TERMS = st.sampled_from(["EXW", "FCA", "FOB", "CFR", "CIF", "DAP", "DDP"])


@settings(max_examples=50, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "purchase_price": st.builds(lambda amount: {"amount": amount, "currency": "CNY"}, MONEY),
            "quantity": st.integers(1, 5000), "incoterm": TERMS, "freight": MONEY.map(lambda amount: {"amount": amount}),
            "insurance": MONEY, "delivery": MONEY, "clearance_fee": MONEY, "duty_rate": RATE, "vat_recoverable": st.booleans(),
            "fx_rates": st.decimals(min_value=1, max_value=20, places=4).map(lambda rate: {"EUR/CNY": rate}),
            "sale": st.fixed_dictionaries(
                {"price": MONEY, "referral_fee_rate": RATE, "ad_rate": RATE, "fulfilment_fee": MONEY, "return_rate": RATE,
                 "return_loss": MONEY}
            ),
        }
    )
)  # fmt: skip
def test_parts_make_the_whole(given_costs):
    result = ask("landed_cost", **(PLAIN | given_costs))
    cent = Decimal("0.01")
    assert sum(line.amount for line in result.lines if line.counts) == result.landed_cost
    assert sum(line.amount for line in result.lines) == result.total_paid
    assert sum(line.amount for line in result.lines if line.key == "duty") == result.duty
    assert all(line.amount == line.amount.quantize(cent) for line in (*result.lines, *result.unit.lines))
    assert sum(line.amount for line in result.unit.lines) == result.unit.margin
    assert abs(result.unit_cost * result.quantity - result.landed_cost) <= cent / 2 * result.quantity
    assert not any(line.amount for line in result.lines if line.included_in)


@settings(max_examples=50, deadline=None)
@given(MONEY, RATE, RATE, MONEY)
def test_nothing_is_lost_at_break_even(fee, referral, ads, loss):
    sale = {"referral_fee_rate": referral, "ad_rate": ads, "fulfilment_fee": fee, "return_rate": "0.1", "return_loss": loss}
    least = ask("landed_cost", **(PLAIN | {"sale": sale})).unit.break_even_price
    if least is None:
        assert 1 / Decimal("1.19") <= referral + ads
        return
    margin = ask("landed_cost", **(PLAIN | {"sale": sale | {"price": least}})).unit.margin
    below = ask("landed_cost", **(PLAIN | {"sale": sale | {"price": max(least - 1, 0)}})).unit.margin
    assert Decimal("-0.02") <= margin <= Decimal("0.03") and below <= margin
