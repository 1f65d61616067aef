"""Rates of tax by place and day, and amounts with and without it."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.landed.asking import ask, codes, facts, vat
from tools.core.errors import Ambiguous, InvalidInput, NotCovered, UnknownReference

VECTORS = yaml.safe_load((Path(__file__).parent / "vectors.yaml").read_text(encoding="utf-8"))
CENT = Decimal("0.01")


@pytest.mark.parametrize("case", VECTORS["gross_from_net"], ids=lambda case: case["country"])
def test_gross_of_net(case):
    more = {"currency": case["currency"]} if "currency" in case else {}
    result = ask("vat_rate", country=case["country"], net=case["net"], **more)
    assert (result.rate, result.tax_amount, result.gross) == tuple(Decimal(case[name]) for name in ("rate", "tax", "gross"))


@pytest.mark.parametrize("case", VECTORS["vat_inside_gross"], ids=lambda case: case["country"])
def test_tax_in_gross(case):
    result = ask(
        "vat_rate", country=case["country"], gross=case["gross"], **({"currency": "PLN"} if case["country"] == "PL" else {})
    )
    assert (result.rate, result.tax_amount, result.net) == tuple(Decimal(case[name]) for name in ("rate", "tax", "net"))


@pytest.mark.parametrize(
    ("name", "country", "region"),
    [
        ("DE", "DE", None), ("Germany", "DE", None), ("德国", "DE", None), ("德国站", "DE", None), ("amazon_de", "DE", None),
        ("amazon.de", "DE", None), ("uk", "UK", None), ("GB", "UK", None), ("英国", "UK", None), ("EL", "GR", None),
        ("希腊", "GR", None), ("Ontario", "CA", "ON"), ("安大略省", "CA", "ON"), ("ca-qc", "CA", "QC"),
        ("Canary Islands", "ES", "Canary Islands"), ("加那利群岛", "ES", "Canary Islands"), ("Madeira", "PT", "Madeira"),
        ("留尼汪", "FR", "Reunion"), ("GP", "FR", "Guadeloupe"), ("XI", "UK", "Northern Ireland"),
        ("北爱尔兰", "UK", "Northern Ireland"),
    ],
)  # fmt: skip
def test_places_by_any_name(name, country, region):
    result = vat(name)
    assert (result["country"], result["region"]) == (country, region)


@pytest.mark.parametrize(("country", "region"), [("Canada", "Ontario"), ("加拿大", "安省"), ("Ontario", "ON")])
def test_a_region_may_stand_apart(country, region):
    assert vat(country, region=region)["rate"] == 0.13


def test_a_rate_alone_needs_no_amount():
    result = vat("德国")
    assert (result["rate"], result["standard_rate"], result["reduced_rates"], result["net"]) == (0.19, 0.19, [0.07], None)
    assert facts(result) == ["VAT-DE"] and result["sources"][0]["confidence"] == "medium" and result["sources"][0]["url"]


@pytest.mark.parametrize(
    ("country", "day", "rate"),
    [
        ("EE", "2023-06-01", 0.20), ("EE", "2025-06-30", 0.22), ("EE", "2025-07-01", 0.24),
        ("RO", "2025-07-31", 0.19), ("RO", "2025-08-01", 0.21), ("SK", "2024-12-31", 0.20), ("SK", "2025-01-01", 0.23),
        ("FI", "2024-08-31", 0.24), ("FI", "2024-09-01", 0.255), ("LU", "2023-05-05", 0.16),
        ("CA-NS", "2025-03-31", 0.15), ("CA-NS", "2025-04-01", 0.14),
    ],
)  # fmt: skip
def test_the_rate_of_the_day_counts(country, day, rate):
    assert vat(country, as_of=day)["rate"] == rate


def test_reduced_rates_are_listed_and_none_is_picked():
    result = vat("FR", category="reduced", net=100)
    assert result["rate"] is None and result["gross"] is None and "landed_reduced" in codes(result)
    assert [(row["rate"], row["tax"]) for row in result["rows"]] == [(0.1, 10), (0.055, 5.5), (0.021, 2.1)]


def test_reduced_rates_are_those_of_the_day():
    # Finland: 14 % became 13.5 % on 2026-01-01; Lithuania: 9 % became 12 % on that day.
    assert vat("FI", as_of="2025-12-31")["reduced_rates"] == [0.14, 0.1]
    assert vat("FI", as_of="2026-01-01")["reduced_rates"] == [0.135, 0.1]
    assert vat("LT", as_of="2025-12-31")["reduced_rates"] == [0.09, 0.05]


def test_a_country_without_reduced_rates_says_so():
    result = vat("DK", category="reduced")
    assert result["rows"] == [] and "landed_no_reduced" in codes(result)


def test_canada_lists_its_provinces_and_asks_for_one_to_compute():
    result = vat("CA")
    assert (result["rate"], len(result["regions"])) == (0.05, 13) and "landed_by_region" in codes(result)
    assert {row["region"]: row["rate"] for row in result["regions"]}["QC"] == 0.14975
    with pytest.raises(Ambiguous) as asked:
        vat("CA", net=100)
    assert asked.value.field == "region" and "ON" in asked.value.details["known"]


def test_parts_of_a_rate_add_up():
    result = ask("vat_rate", country="CA-QC", net=100)
    assert result.parts == {"GST": Decimal("0.05"), "QST": Decimal("0.09975")} and sum(result.parts.values()) == result.rate
    assert (result.tax_amount, result.gross) == (Decimal("14.98"), Decimal("114.98"))  # 14.975


def test_the_united_states_have_no_such_tax():
    result = vat("US")
    assert result["standard_rate"] is None and result["rows"] == [] and "landed_sales_tax" in codes(result)
    with pytest.raises(NotCovered) as refused:
        vat("US", gross=100)
    assert refused.value.field == "country"


def test_territories_outside_the_tax_say_so():
    result = vat("Canary Islands")
    assert result["standard_rate"] is None and "landed_outside_vat" in codes(result)
    assert vat("Reunion")["rate"] == 0.085


def test_northern_ireland_has_the_rates_of_its_country_unverified():
    result = vat("XI", net=10)
    assert (result["rate"], result["gross"]) == (0.2, 12) and "landed_unverified" in codes(result)


@pytest.mark.parametrize("country", ["AU", "Azores"])
def test_unverified_rates_are_given_and_marked(country):
    result = vat(country)
    assert result["rate"] and "landed_unverified" in codes(result)


@pytest.mark.parametrize(
    ("country", "day", "known"),
    [("JP", "2015-01-01", "2019-10-01"), ("DE", "2020-12-31", "2021-01-01"), ("LU", "2022-12-31", "2023-01-01 – 2023-12-31")],
)  # fmt: skip
def test_days_without_a_known_rate_are_refused(country, day, known):
    with pytest.raises(NotCovered) as refused:
        vat(country, as_of=day)
    assert refused.value.field == "as_of" and any(known in each for each in refused.value.details["known"])


def test_a_start_that_nobody_knows_is_told():
    assert "landed_start_unknown" in codes(vat("AT", as_of="2010-01-01"))
    assert "landed_start_unknown" not in codes(vat("AT"))


def test_a_day_to_come_is_told():
    assert "landed_day_to_come" in codes(vat("DE", as_of="2027-03-01"))


@pytest.mark.parametrize("country", ["BR", "印度"])
def test_countries_that_the_library_lacks(country):
    with pytest.raises(NotCovered) as refused:
        vat(country)
    assert "DE" in refused.value.details["known"]


@pytest.mark.parametrize(
    ("arguments", "error", "field"),
    [
        ({"country": "Atlantis"}, UnknownReference, "country"), ({"country": "欧盟"}, Ambiguous, "country"),
        ({"country": "EU"}, Ambiguous, "country"), ({"country": "CA", "region": "Texas"}, UnknownReference, "region"),
        ({"country": "DE", "region": "Bavaria"}, UnknownReference, "region"),
        ({"country": "Ontario", "region": "QC"}, InvalidInput, "region"),
        ({"country": "DE", "net": 1, "gross": 2}, InvalidInput, "gross"),
        ({"country": "DE", "net": 1, "currency": "XXY"}, UnknownReference, "currency"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(arguments, error, field):
    with pytest.raises(error) as refused:
        vat(**arguments)
    assert refused.value.field == field
    payload = refused.value.payload()
    assert payload["message"] and payload["message_zh"] and payload["code"] == error.code


def test_a_misspelt_country_is_met_with_near_ones():
    with pytest.raises(UnknownReference) as refused:
        vat("Germny")
    assert "germany" in refused.value.details["nearest"]


def test_another_currency_has_its_own_decimals():
    assert vat("JP", net=1999)["tax_amount"] == 200
    assert vat("JP", net=1999, currency="USD")["tax_amount"] == 199.9


AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)
COUNTRIES = st.sampled_from(["DE", "FR", "FI", "HU", "JP", "GB", "CA-QC", "LU", "PL"])


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, COUNTRIES, st.sampled_from(["net", "gross"]))
def test_net_and_tax_make_gross(amount, country, kind):
    result = ask("vat_rate", country=country, currency="EUR", **{kind: amount})
    assert result.net + result.tax_amount == result.gross and getattr(result, kind) == amount
    assert abs(result.net * result.rate - result.tax_amount) <= CENT


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, COUNTRIES)
def test_there_and_back_is_within_a_cent(amount, country):
    gross = ask("vat_rate", country=country, currency="EUR", net=amount).gross
    assert abs(ask("vat_rate", country=country, currency="EUR", gross=gross).net - amount) <= CENT


def test_a_year_with_two_rates_names_both():
    [note] = [note for note in vat("EE", as_of="2025-12-31")["warnings"] if note["code"] == "landed_rate_changed"]
    assert "22% (2024-01-01 – 2025-06-30)" in note["en"] and "24% (2025-07-01 –)" in note["en"]
    assert "landed_rate_changed" not in codes(vat("EE"))
