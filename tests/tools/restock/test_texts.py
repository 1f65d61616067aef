"""The formula line and the reasons, read as a purchaser would: sums that come out, both languages, no loose ends."""

import random
import re
from functools import cache

import pytest

from tests.tools.restock.items import AIR, SEA, item, random_item, result_of, rows_of

NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
SHAPES = {
    "en": (
        r"Sells (?P<velocity>N) a day(?: \(.*?\))? (?:× uplift (?P<uplift>N) )?× (?P<days>N) days to last "
        r"\((?P<lead>N) lead time \+ (?P<cycle>N) review\) = (?P<forecast>N); buffer (?P<buffer>N) .*?"
        r"target (?P<again>N) \+ (?P<also>N) = (?P<target>N); (?P<sum>N)(?P<parts>(?: − [a-z ]+ N)+) = (?P<rest>N)(?P<order>.*)$"
    ),
    "zh": (
        r"日销 (?P<velocity>N)(?:（.*?）)? ?(?:× 需求系数 (?P<uplift>N) ?)?× 要撑 (?P<days>N) 天"
        r"（交期 (?P<lead>N) \+ 补货周期 (?P<cycle>N)）= (?P<forecast>N)；安全库存 (?P<buffer>N)（.*?"
        r"目标 (?P<again>N) \+ (?P<also>N) = (?P<target>N)；(?P<sum>N)(?P<parts>(?: − [一-鿿]+ N)+) = (?P<rest>N)(?P<order>.*)$"
    ),
}
LINES = {language: re.compile(shape.replace("N)", f"{NUMBER})")) for language, shape in SHAPES.items()}


def value(text):
    return float(text.replace(",", ""))


@cache
def lines(language):
    """Rows of many kinds with their line taken apart."""
    made = random.Random(77)
    items = [random_item(made, str(number)) | {"uplift": made.choice([None, 1.3, 0.75])} for number in range(250)]
    items += [
        item(sku="frac", on_hand=250.5),
        item(sku="many", on_hand=90_000),
        item(sku="local", local_stock=30, overseas_stock=20),
    ]
    items += [item(sku="fast", modes=[SEA, AIR], unit_margin=5, inbound=[{"quantity": 800, "expected_in_days": 60}])]
    rows = [row for row in rows_of(items, language=language) if row["formula"]]
    return [(row, LINES[language].match(row["formula"])) for row in rows]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_has_the_same_parts(language):
    assert [row["formula"] for row, line in lines(language) if line is None] == [] and len(lines(language)) > 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sum_comes_out_as_shown(language):
    for row, line in lines(language):
        parts = [value(part) for part in re.findall(rf" ({NUMBER})", line["parts"])]
        assert value(line["again"]) + value(line["also"]) == pytest.approx(value(line["target"]), abs=1e-6), row["formula"]
        assert line["again"] == line["forecast"] and line["also"] == line["buffer"] and line["sum"] == line["target"]
        assert value(line["sum"]) - sum(parts) == pytest.approx(value(line["rest"]), abs=1e-6), row["formula"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_velocity_and_days_make_the_forecast_to_rounding(language):
    for row, line in lines(language):
        uplift = value(line["uplift"] or "1")
        made = value(line["velocity"]) * uplift * value(line["days"])
        # Half of the last digit shown of each factor, and of the result.
        slack = 0.5 + 0.005 * uplift * value(line["days"]) + 0.0005 * made + value(line["velocity"]) * 0.05 * uplift
        assert abs(made - value(line["forecast"])) <= slack, row["formula"]
        assert value(line["lead"]) + value(line["cycle"]) == pytest.approx(value(line["days"]), abs=0.1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_figures_of_the_line_are_those_of_the_row(language):
    for row, line in lines(language):
        assert value(line["target"]) == row["order_up_to"]
        assert value(line["rest"]) == pytest.approx(row["order_up_to"] - row["inventory_position"], abs=0.06)
        ordered = re.search(rf"→ \D*({NUMBER})", line["order"])
        if row["order_quantity"]:
            assert value(ordered[1] if ordered else line["rest"]) == row["order_quantity"], row["formula"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_texts_have_no_loose_ends(language):
    for row, _ in lines(language):
        texts = [row["formula"], *(said[language] for said in row["reasons"] + row["warnings"])]
        for text in texts:
            assert text == text.strip() and "None" not in text and "nan" not in text.lower() and "inf" not in text.split()
            assert not re.search(r" -[ .,;，。；]|by -|\(\)|（）|\{|\}|  ", text), text
            if language == "en":
                assert not re.search(r"[一-鿿]", text), text


def test_both_languages_say_the_same_figures():
    for (chinese, _), (english, _) in zip(lines("zh"), lines("en"), strict=True):
        for one in chinese["reasons"] + chinese["warnings"]:
            said = [sorted(re.findall(NUMBER, one[language])) for language in ("zh", "en")]
            assert set(said[0]) ^ set(said[1]) <= {"90", "50", "10", "14", "4", "0", "15"}, one
        assert [one["code"] for one in chinese["reasons"]] == [one["code"] for one in english["reasons"]]


def test_reasons_come_once_each():
    for row, _ in lines("en"):
        found = [said["code"] for said in row["reasons"]]
        assert len(found) == len(set(found))


def said(row, code):
    return [reason["en"] for reason in row["reasons"] if reason["code"] == code]


def test_what_sold_long_ago_is_not_said_to_have_never_sold():
    [row] = rows_of([item(units_per_day=[6] * 60 + [0] * 120, in_stock=[True] * 180, on_hand=45)])
    [text] = said(row, "restock_no_demand")
    assert "90 days" in text and "360 units before" in text


def test_no_fee_for_little_stock_is_feared_beside_a_year_of_it():
    rows = rows_of([item(sku=str(n), marketplace="amazon_us", on_hand=n) for n in (100, 9000)])
    assert said(rows[0], "restock_floor_short") and not said(rows[1], "restock_floor_short")


@pytest.mark.parametrize(("fee", "volume"), [(0.5, None), (0.5, 0.2), (None, 0.2), (9.0, 0.2), (0.001, 9.0)])
def test_fees_with_and_without_amounts(fee, volume):
    [row] = rows_of([item(marketplace="amazon_us", low_inventory_fee=fee, unit_volume_cubic_feet=volume)])
    assert said(row, "restock_floor_short") or said(row, "restock_floor_applied")


def test_the_swing_of_days_is_among_the_causes_of_the_buffer():
    units = [12 if day % 15 == 0 else 0 for day in range(180)]
    [row] = rows_of([item(units_per_day=units)], language="en")
    assert f"±{row['variance_per_day'] ** 0.5:.1f}" in row["formula"]


def test_a_pallet_that_was_filled_is_named():
    [row] = rows_of([item(carton=24, pallet=96)], language="en")
    assert "→ order 576 (carton 24, pallet 96)" in row["formula"]


def test_definitions_tell_how_the_velocity_is_weighted():
    defined = {each["metric"]: each["definition"]["en"] for each in result_of([item()])["definitions"]}
    assert "7, 30, 60, 90 days" in defined["velocity"] and {"inventory_position", "fill_rate"} <= set(defined)
