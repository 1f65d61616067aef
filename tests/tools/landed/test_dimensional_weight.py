"""Volumetric and chargeable weight by service, unit and day."""

from itertools import permutations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.tools.landed.asking import ask, codes, facts, weigh
from tools.core.errors import Ambiguous, NotCovered, NotEnoughData, UnknownReference

VECTORS = yaml.safe_load((Path(__file__).parent / "vectors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS["metric"], ids=lambda case: f"{case['service']} {case['sides']}")
def test_metric(case):
    result = weigh((*case["sides"], case["actual"], 1), service=case["service"])
    [row] = result["packages"]
    assert result["divisor"] == case["divisor"] and result["weight_unit"] == "kg"
    assert (row["volumetric_weight"], row["chargeable_weight"]) == (float(case["volumetric"]), float(case["chargeable"]))


@pytest.mark.parametrize("service", ["ups", "FedEx", "联邦快递"])
@pytest.mark.parametrize("case", VECTORS["us_inches"], ids=lambda case: str(case["sides"]))
def test_inches_and_pounds_are_rounded_up(case, service):
    result = weigh((*case["sides"], 1, 1), unit="in", service=service)
    [row] = result["packages"]
    assert (
        row["sides"] == case["charged"] and result["rounding"] == "sides_and_weight" and facts(result) == ["DIM-US-IN", "RD-01"]
    )
    assert (row["volumetric_weight"], row["chargeable_weight"]) == (float(case["volumetric"]), case["chargeable"])


@pytest.mark.parametrize("case", VECTORS["sea_lcl"], ids=lambda case: str(case["cartons"]))
def test_freight_tons(case):
    result = weigh((*case["sides"], case["each"], case["cartons"]), service="拼箱")
    total = result["total"]
    assert (total["volume"], total["actual_weight"]) == (float(case["volume"]), case["weight"])
    assert total["freight_ton"] == float(case["freight_ton"]) and total["chargeable_kg"] == 1000 * float(case["freight_ton"])


@pytest.mark.parametrize(("day", "holds"), [("2025-08-17", False), ("2025-08-18", True), ("2026-11-22", True)])
def test_rounding_of_inches_has_a_beginning(day, holds):
    if holds:
        assert weigh((11.1, 8.5, 6.2, 1, 1), unit="in", service="ups", as_of=day)["total"]["chargeable_weight"] == 6
        return
    with pytest.raises(NotCovered) as refused:
        weigh((11.1, 8.5, 6.2, 1, 1), unit="in", service="ups", as_of=day)
    assert refused.value.field == "as_of"


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("快递", "express"), ("DHL", "dhl"), ("空派", "air"), ("海派", "sea_courier"), ("sea_lcl", "sea_lcl"),
        ("sea LCL", "sea_lcl"), ("海运拼箱", "sea_lcl"), ("Amazon FBA", "fba"), ("USPS", "usps"), (" fedex ", "fedex"),
    ],
)  # fmt: skip
def test_services_by_any_name(name, service):
    assert weigh((30, 30, 60, 5, 1), service=name)["service"] == service


def test_small_parcels_of_the_us_post_go_by_weight():
    # 12 × 12 × 12 in = 1,728 in3 is not above the limit; one inch more is: 12 × 12 × 13 = 1,872 ÷ 166 = 11.28 lb.
    small = weigh((12, 12, 12, 3, 1), unit="in", service="usps")
    assert small["packages"][0]["volumetric_weight"] is None and small["total"]["chargeable_weight"] == 3
    assert "landed_small_by_weight" in codes(small)
    assert weigh((12, 12, 13, 3, 1), unit="in", service="usps")["total"]["chargeable_weight"] == 11.28
    with pytest.raises(NotEnoughData):
        weigh((12, 12, 12, None, 1), unit="in", service="usps")


def test_inches_go_into_centimetres_where_a_rule_is_metric():
    # 10 in = 25.4 cm: 16,387.064 cm3 ÷ 6000 = 2.731 kg; 4 lb = 1.814 kg.
    result = weigh((10, 10, 10, 4, 1), unit="in", service="air")
    row = result["packages"][0]
    assert (row["volumetric_weight"], row["actual_weight"], row["chargeable_weight"]) == (2.731, 1.814, 2.731)


def test_pounds_with_centimetres():
    assert weigh((40, 30, 20, 10, 1), weight_unit="lb", service="express")["packages"][0]["actual_weight"] == 4.536


@pytest.mark.parametrize("service", [None, "空派"])
def test_a_divisor_of_the_quotation_goes_before_the_library(service):
    result = weigh((40, 30, 20, 3.2, 1), divisor=5000, **({"service": service} if service else {}))
    assert result["divisor_given"] and result["divisor"] == 5000 and facts(result) == []
    assert result["total"]["chargeable_weight"] == 4.8


def test_without_a_weight_only_volume_is_told():
    result = weigh((40, 30, 20, None, 2), service="express")
    assert result["total"]["actual_weight"] is None and "landed_no_actual" in codes(result)
    assert (result["total"]["chargeable_weight"], result["total"]["shipment_weight"]) == (9.6, None)


def test_dense_and_light_packages_compared_both_ways():
    # Apart: 4.8 + 20 = 24.8; as one shipment: volumes 4.8 + 0.2 = 5, weights 1 + 20 = 21.
    result = weigh((40, 30, 20, 1, 1), (10, 10, 10, 20, 1), service="express")
    assert (result["total"]["chargeable_weight"], result["total"]["shipment_weight"]) == (24.8, 21)
    assert "landed_by_shipment" in codes(result)


def test_steps_of_couriers_are_told_as_unverified_and_not_applied():
    result = weigh((40, 30, 20, 3.2, 2), service="dhl")
    [note] = [note for note in result["warnings"] if note["code"] == "landed_steps"]
    assert result["total"]["chargeable_weight"] == 9.6 and "10" in note["en"] and "not verified" in note["en"]


def test_less_than_a_cubic_metre_by_sea():
    assert "landed_least_charge" in codes(weigh((50, 40, 30, 10, 2), service="lcl"))
    assert "landed_least_charge" not in codes(weigh((50, 40, 30, 10, 20), service="lcl"))


def test_the_sum_can_be_recomputed():
    assert weigh((20, 40, 30, 3.2, 1), service="express")["packages"][0]["formula"] == (
        "40 × 30 × 20 ÷ 5000 = 4.8 kg; max(4.8, 3.2) = 4.8 kg"
    )
    assert weigh((11.1, 8.5, 6.2, 2, 1), unit="in", service="ups")["packages"][0]["formula"] == (
        "12 × 9 × 7 ÷ 139 = 5.44 lb; max(5.44, 2) → 6 lb"
    )


def test_neither_service_nor_divisor_is_asked_for():
    with pytest.raises(Ambiguous) as asked:
        weigh((40, 30, 20, 3.2, 1))
    assert asked.value.field == "service" and "express" in asked.value.details["known"]
    with pytest.raises(UnknownReference):
        weigh((40, 30, 20, 3.2, 1), service="骆驼")


@pytest.mark.parametrize(
    "bad",
    [
        {"packages": []}, {"packages": [{"length": 0, "width": 1, "height": 1}]},
        {"packages": [{"length": -1, "width": 1, "height": 1}]}, {"packages": [{"length": "nan", "width": 1, "height": 1}]},
        {"packages": [{"length": 1e5, "width": 1, "height": 1}]}, {"packages": [{"length": 1, "width": 1}]},
        {"packages": [{"length": 1, "width": 1, "height": 1, "quantity": 0}]},
        {"packages": [{"length": 1, "width": 1, "height": 1}], "unit": "m"},
        {"packages": [{"length": 1, "width": 1, "height": 1}], "divisor": 0},
        {"packages": [{"length": 1, "width": 1, "height": 1, "colour": "red"}]},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(bad):
    with pytest.raises(ValidationError):
        ask("dimensional_weight", service="express", **bad)


SIZES = st.decimals(min_value="0.1", max_value=200, places=1)
PACKAGES = st.lists(
    st.tuples(SIZES, SIZES, SIZES, st.decimals(min_value="0.01", max_value=80, places=2), st.integers(1, 500)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(PACKAGES, st.sampled_from(["express", "air", "海派", "lcl", "ups"]))
def test_order_of_packages_and_sides_does_not_matter(packages, service):
    unit = "in" if service == "ups" else "cm"
    first = weigh(*packages, service=service, unit=unit)["total"]
    assert weigh(*reversed(packages), service=service, unit=unit)["total"] == first
    turned = [(height, length, width, *rest) for length, width, height, *rest in packages]
    assert weigh(*turned, service=service, unit=unit)["total"] == first


@settings(max_examples=40, deadline=None)
@given(PACKAGES)
def test_chargeable_is_never_below_either_weight(packages):
    total = weigh(*packages, service="express")["total"]
    assert total["chargeable_weight"] >= max(total["actual_weight"], total["volumetric_weight"]) - 1e-9
    assert total["chargeable_weight"] >= total["shipment_weight"]


@settings(max_examples=40, deadline=None)
@given(PACKAGES)
def test_a_package_many_times_is_as_many_packages(packages):
    many = [(*sides, weight, 1) for *sides, weight, count in packages for _ in range(count % 5 + 1)]
    few = [(*sides, weight, count % 5 + 1) for *sides, weight, count in packages]
    assert weigh(*many, service="air")["total"] == weigh(*few, service="air")["total"]


def test_sides_in_any_order_are_one_package():
    results = {str(weigh((*sides, 3.2, 1), service="express")["packages"]) for sides in permutations((40, 30, 20))}
    assert len(results) == 1
