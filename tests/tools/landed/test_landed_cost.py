"""Landed cost line by line: what the term holds, what duty and tax are charged on, what is asked for."""

from pathlib import Path

import pytest
import yaml

from tests.tools.landed.asking import PLAIN, codes, cost, facts, lines
from tools.core.errors import Ambiguous, InvalidInput, NotCovered, NotEnoughData, UnknownReference

VECTORS = yaml.safe_load((Path(__file__).parent / "vectors.yaml").read_text(encoding="utf-8"))
US = {
    "destination": "US", "fx_rates": {"USD/CNY": 7.5}, "duty_rate": None,
    "duty_components": [{"name": "general", "rate": 0.034}, {"name": "Section 301", "rate": 0.25}],
}  # fmt: skip


def needed(**more):
    """What is asked for."""
    with pytest.raises(NotEnoughData) as refused:
        cost(**more)
    return refused.value.details["fields"]


def test_plain_import_to_germany():
    result = cost()
    assert lines(result) == {"goods": 400, "origin": 0, "freight": 100, "duty": 25, "import_vat": 99.75}
    assert (result["landed_cost"], result["unit_cost"], result["total_paid"]) == (525, 5.25, 624.75)
    assert (result["currency"], result["import_vat_rate"], result["unit_cost_with_vat"]) == ("EUR", 0.19, 6.25)  # 6.2475
    assert result["customs_value"]["amount"] == 500 and result["customs_value"]["basis"] == "cif"
    assert facts(result) == ["INCOTERM-FOB", "VAT-DE", "customs-value-practice"]
    assert result["fx"] == [{"base": "EUR", "quote": "CNY", "rate": 7.5, "day": "2026-11-20"}]


def test_every_line_says_its_sum():
    assert [line["formula"] for line in cost()["lines"]] == [
        "100 × 30 CNY ÷ 7.5 = 400 EUR", "0", "750 CNY ÷ 7.5 = 100 EUR", "0.05 × 500 EUR = 25 EUR",
        "0.19 × (500 + 25) EUR = 99.75 EUR",
    ]  # fmt: skip


def test_tax_that_is_not_got_back_is_a_cost():
    result = cost(vat_recoverable=False)
    assert (result["landed_cost"], result["unit_cost"], result["unit_cost_with_vat"]) == (624.75, 6.25, None)
    assumed = cost(vat_recoverable=None)
    assert assumed["landed_cost"] == 525 and "landed_recoverable_assumed" in codes(assumed)


@pytest.mark.parametrize(
    ("term", "held"),
    [
        ("EXW", set()), ("FCA", {"origin"}), ("FAS", {"origin"}), ("fob", {"origin"}), ("CFR", {"origin", "freight"}),
        ("CPT", {"origin", "freight"}), ("CIF", {"origin", "freight", "insurance"}), ("CIP", {"origin", "freight", "insurance"}),
        ("DAP", {"origin", "freight", "insurance", "delivery"}), ("DPU", {"origin", "freight", "insurance", "delivery"}),
        ("DDP", {"origin", "freight", "insurance", "delivery", "clearance", "duties"}),
    ],
)  # fmt: skip
def test_what_the_term_holds_is_not_added_again(term, held):
    more = {"origin_charges": 10, "insurance": 5, "delivery": 20, "clearance_fee": 30}
    result = cost(incoterm=term, **more)
    assert {line["key"] for line in result["lines"] if line["included_in"] == "price"} == held
    assert all(line["amount"] == 0 for line in result["lines"] if line["included_in"])
    told = {"origin": 10, "freight": 100, "insurance": 5, "delivery": 20, "clearance": 30}
    paid = {key: amount for key, amount in told.items() if key not in held}
    assert {key: amount for key, amount in lines(result).items() if key in told and amount} == paid
    assert ("landed_not_added" in codes(result)) == bool(held)


def test_ddp_is_the_price():
    result = cost(incoterm="DDP", freight=None, duty_rate=None)
    assert result["landed_cost"] == 400 and result["customs_value"] is None and "landed_import_held" in codes(result)


@pytest.mark.parametrize(("old", "new"), [("DDU", "DAP"), ("DAT", "DPU")])
def test_retired_terms_are_read_as_their_successors(old, new):
    result = cost(incoterm=old)
    assert result["incoterm"] == new and "landed_term_retired" in codes(result)


def test_a_quotation_with_duties_paid_holds_import():
    # 50 kg × CNY 12 ÷ 7.5 = EUR 80.
    freight = {"amount": 12, "currency": "CNY", "basis": "per_kg", "duties_paid": True}
    result = cost(freight=freight, chargeable_kg=50, duty_rate=None, clearance_fee=40)
    assert result["landed_cost"] == 480 and "landed_import_held" in codes(result)
    assert {line["key"] for line in result["lines"] if line["included_in"] == "freight"} == {"clearance", "duties"}


def test_freight_by_chargeable_weight():
    # 5 × 60 × 40 × 40 cm: 480,000 cm3 ÷ 6000 = 80 kg, more than 5 × 12 kg; 80 × CNY 15 ÷ 7.5 = EUR 160.
    packages = [{"length": 60, "width": 40, "height": 40, "actual_weight": 12, "quantity": 5}]
    freight = {"amount": 15, "currency": "CNY", "basis": "per_kg"}
    result = cost(freight=freight, shipment={"packages": packages, "service": "空派"})
    assert lines(result)["freight"] == 160 and result["chargeable_kg"] == 80 and "DIM-AIR" in facts(result)


@pytest.mark.parametrize(
    ("more", "m3", "freight"),
    [({"service": "lcl"}, 1.5, 150), ({}, 1.2, 120), ({"service": "air"}, 1.2, 120)],
)  # fmt: skip
def test_freight_by_volume_is_by_freight_tons_by_sea(more, m3, freight):
    # 20 × 50 × 40 × 30 cm = 1.2 m3, 20 × 75 kg = 1.5 t.
    packages = [{"length": 50, "width": 40, "height": 30, "actual_weight": 75, "quantity": 20}]
    result = cost(freight={"amount": 100, "basis": "per_m3"}, shipment={"packages": packages, **more})
    assert (result["volume_m3"], lines(result)["freight"]) == (m3, freight)


def test_insurance_by_rate():
    assert lines(cost(insurance_rate=0.003))["insurance"] == 1.2
    assert lines(cost(insurance_rate=0.003))["duty"] == 25.06  # 0.05 × 501.2


def test_duty_of_the_united_states_layer_by_layer():
    # On goods alone: 3.4 % and 25 % of USD 400; freight beside.
    result = cost(**US)
    duties = {line["label"]["en"]: line["amount"] for line in result["lines"] if line["key"] == "duty"}
    assert duties == {"duty: general": 13.6, "duty: Section 301": 100} and result["duty"] == 113.6
    assert (result["landed_cost"], result["import_vat"], result["customs_value"]["basis"]) == (613.6, 0, "fob")
    assert "landed_us_layers" not in codes(result)
    assert "landed_us_layers" in codes(cost(destination="US", fx_rates={"USD/CNY": 7.5}))


def test_no_single_us_figure_is_guessed():
    with pytest.raises(NotEnoughData) as asked:
        cost(**(US | {"duty_components": []}))
    assert asked.value.details["fields"] == ["duty_rate"] and "301" in asked.value.text["en"]


def test_import_tax_holds_freight_and_insurance_to_the_first_destination():
    # Goods alone make the customs value; GST 10 % of 400 + 20 + 100 + 6 + 14.
    result = cost(destination="AU", fx_rates={"AUD/CNY": 7.5}, insurance=6, delivery=14, vat_recoverable=False)
    assert lines(result)["duty"] == 20 and lines(result)["import_vat"] == 54
    assert "landed_unverified" in codes(result)  # the rate is from memory


def test_a_customs_value_or_basis_of_the_caller_goes_first():
    assert cost(customs_value=300)["duty"] == 15
    assert cost(customs_basis="fob")["duty"] == 20 and "landed_customs_basis" not in codes(cost(customs_basis="fob"))
    assert "landed_customs_with_freight" in codes(cost(**US, incoterm="CIF"))


@pytest.mark.parametrize("case", VECTORS["eu_flat_duty"], ids=lambda case: case["parcel"])
def test_flat_duty_on_parcels(case):
    parcels = {"parcels": 1, "subheadings": case["subheadings"], "value": 60, "ioss": True}
    result = cost(duty_rate=None, parcels=parcels)
    assert lines(result)["flat_duty"] == float(case["duty"]) and "LVT-EU" in facts(result) and result["import_vat"] == 0
    assert {"landed_parcel_fees", "landed_ioss"} <= codes(result)


def test_flat_duty_is_by_parcel_and_in_the_currency_of_the_result():
    parcels = {"parcels": 50, "subheadings": 2, "value": {"amount": 20, "currency": "EUR"}}
    result = cost(destination="PL", duty_rate=None, parcels=parcels, fx_rates={"EUR/PLN": 4, "PLN/CNY": 2})
    assert (result["currency"], lines(result)["flat_duty"]) == ("PLN", 1200)  # 50 × 2 × EUR 3 × 4


def test_parcels_above_the_limit_have_the_duty_rate():
    parcels = {"parcels": 1, "value": 150.01}
    result = cost(parcels=parcels)
    assert "flat_duty" not in lines(result) and result["duty"] == 25 and "landed_parcel_above" in codes(result)
    assert needed(parcels=parcels, duty_rate=None) == ["duty_rate"]
    assert lines(cost(parcels={"parcels": 1, "value": 150}))["flat_duty"] == 3


@pytest.mark.parametrize(("day", "duty"), [("2026-06-30", 0), ("2026-07-01", 3), ("2028-06-30", 3)])
def test_the_rule_of_the_day_counts(day, duty):
    assert lines(cost(duty_rate=None, parcels={"parcels": 1, "value": 60}, as_of=day))["flat_duty"] == duty


@pytest.mark.parametrize("more", [{"as_of": "2028-07-01"}, {"destination": "UK", "fx_rates": {"GBP/CNY": 9}}])
def test_no_flat_duty_after_its_end_or_elsewhere(more):
    with pytest.raises(NotCovered):
        cost(duty_rate=None, parcels={"parcels": 1, "value": 60}, **more)


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"fx_rates": {}}, ["fx_rates"]), ({"freight": None}, ["freight"]), ({"duty_rate": None}, ["duty_rate"]),
        ({"fx_rates": {}, "freight": None, "duty_rate": None}, ["fx_rates", "freight", "duty_rate"]),
        ({"freight": {"amount": 5, "basis": "per_kg"}}, ["shipment"]),
        ({"freight": {"amount": 5, "basis": "per_m3"}}, ["shipment"]),
        ({"freight": {"amount": 5, "basis": "per_kg"}, "shipment": {"packages": [{"length": 1, "width": 1, "height": 1}]}},
         ["shipment.service"]),
        ({"duty_rate": None, "parcels": {"parcels": 1}}, ["parcels.value"]),
        ({"sale": {"price": 20, "return_rate": 0.1}}, ["sale.return_loss"]),
        ({"delivery": {"amount": 5, "currency": "USD"}}, ["fx_rates"]),
    ],
)  # fmt: skip
def test_all_that_is_missing_is_asked_for_at_once(more, fields):
    assert needed(**more) == fields


@pytest.mark.parametrize(
    ("more", "error", "field"),
    [
        ({"incoterm": None}, Ambiguous, "incoterm"), ({"incoterm": "XYZ"}, UnknownReference, "incoterm"),
        ({"destination": "Atlantis"}, UnknownReference, "destination"), ({"destination": "BR"}, NotCovered, "country"),
        ({"insurance": 5, "insurance_rate": 0.1}, InvalidInput, "insurance_rate"),
        ({"duty_components": [{"name": "x", "rate": 0.1}]}, InvalidInput, "duty_components"),
        ({"fx_rates": {"EURCNY": 7.5}}, InvalidInput, "fx_rates"), ({"fx_rates": {"EUR/EUR": 1}}, InvalidInput, "fx_rates"),
        ({"fx_rates": {"EUR/CNY": 7.5, "CNY/EUR": 0.2}}, InvalidInput, "fx_rates"),
        ({"fx_rates": {"EUR/XXY": 7.5}}, UnknownReference, "fx_rates"), ({"currency": "XXY"}, UnknownReference, "currency"),
        ({"as_of": "2019-12-31"}, NotCovered, "as_of"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(more, error, field):
    with pytest.raises(error) as refused:
        cost(**more)
    assert refused.value.field == field


def test_rates_of_exchange_either_way_round():
    assert cost(fx_rates={"CNY/EUR": 0.125})["landed_cost"] == cost(fx_rates={"EUR/CNY": 8})["landed_cost"]
    assert cost(fx_rates={"eur/rmb": 7.5})["landed_cost"] == 525
    assert "landed_rates_undated" in codes(cost(fx_date=None)) and "landed_rates_undated" not in codes(cost())


def test_what_was_not_given_is_told():
    [note] = [note for note in cost()["warnings"] if note["code"] == "landed_not_counted"]
    assert "insurance" in note["en"] and "清关费" in note["zh"]


def test_a_rate_above_one_is_pointed_at():
    assert "landed_duty_above_one" in codes(cost(duty_rate=4.7))


def test_a_country_without_a_known_tax_needs_its_rate():
    brazil = {"destination": "BR", "fx_rates": {"BRL/CNY": 1.5}}
    result = cost(**brazil, vat_rate=0.17)
    assert result["import_vat_rate"] == 0.17 and result["currency"] == "BRL"
    assert cost(**brazil, incoterm="DDP")["landed_cost"] == 2000


def test_goods_with_another_rate_of_tax():
    assert lines(cost(vat_rate=0.07))["import_vat"] == 36.75


def test_inbound_fees_are_costs():
    fees = [{"name": "placement", "amount": 0.3, "basis": "per_unit"}, {"name": "labels", "amount": 12}]
    result = cost(inbound_fees=fees)
    assert [line["amount"] for line in result["lines"] if line["key"] == "inbound"] == [30, 12] and result["landed_cost"] == 567


def test_inputs_are_as_understood():
    inputs = cost(incoterm="ddu")["inputs"]
    assert (inputs["incoterm"], inputs["currency"], inputs["as_of"], inputs["destination"]) == ("DAP", "EUR", "2026-11-22", "DE")
    assert PLAIN["incoterm"] == "FOB"
