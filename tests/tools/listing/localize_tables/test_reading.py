"""Quantities read from texts of seven languages; expectations are what a person reads there."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.listing.localize.units import read_quantities, read_quantity

READ = [
    ("zh", "500ml", ["500 ml"]),
    ("en", "1.5 L", ["1.5 l"]),
    ("de", "0,5 l", ["0.5 l"]),
    ("en", "24 oz", ["24 oz"]),
    ("en", "12 x 8 x 4 inches", ["12 x 8 x 4 in"]),
    ("en", '12" x 8" x 4"', ["12 x 8 x 4 in"]),
    ("zh", "10×20×30厘米", ["10 x 20 x 30 cm"]),
    ("zh", "长10cm*宽20cm", ["10 cm", "20 cm"]),
    ("zh", "3300W", ["3300 W"]),
    ("ja", "5000mAh", ["5000 mAh"]),
    ("en", "220-240V", ["220..240 V"]),
    ("en", "AC220V", ["220 V"]),
    ("zh", "30℃", ["30 degC"]),
    ("zh", "-20℃~60℃", ["-20..60 degC"]),
    ("en", "-4 to 140°F", ["-4..140 degF"]),
    ("en", "±2°C", ["2 delta_degC"]),
    ("en", "2.2 lbs", ["2.2 lb"]),
    ("en", "5'", ["5 ft"]),
    ("en", "5'6\"", ["66 ft_in"]),
    ("en", "5 ft 6 in", ["66 ft_in"]),
    ("en", "1/2 inch", ["0.5 in"]),
    ("en", "1 1/2 in", ["1.5 in"]),
    ("en", "2½ inches", ["2.5 in"]),
    ("en", "16 fl oz", ["16 us_fl_oz"]),
    ("en-GB", "16 fl. oz.", ["16 imp_fl_oz"]),
    ("zh", "2公斤", ["2 kg"]),
    ("zh", "3斤", ["3 cn_jin"]),
    ("zh", "4两", ["4 cn_liang"]),
    ("zh", "500毫升", ["500 ml"]),
    ("zh", "5英寸", ["5 in"]),
    ("zh", "27寸显示器", ["27 in"]),
    ("zh", "10寸布料", []),
    ("de", "27 Zoll", ["27 in"]),
    ("fr", "15,6 pouces", ["15.6 in"]),
    ("es", "10 pulgadas", ["10 in"]),
    ("it", "10 pollici", ["10 in"]),
    ("ja", "5インチ", ["5 in"]),
    ("ja", "１２㎝", ["12 cm"]),
    ("ja", "５００ｍｌ", ["500 ml"]),
    ("de", "1.500 ml", ["1500 ml"]),
    ("en", "1,500 ml", ["1500 ml"]),
    ("en", "1.500 l", ["1.500 l"]),
    ("zh", "1.5L", ["1.5 l"]),
    ("fr", "5 000 mAh", ["5000 mAh"]),
    ("fr", "20 000 mAh", ["20000 mAh"]),
    ("fr", "lot de 2 500 ml", ["500 ml"]),
    ("en", "pack of 2 500 ml bottles", ["500 ml"]),
    ("en", "2 x 500 ml", ["500 ml"]),
    ("en", "3 x 2 m cable", ["2 m"]),
    ("en", "6-ft cord", ["6 ft"]),
    ("en", "12-inch skillet", ["12 in"]),
    ("en", '12"L x 8"W x 4"H', ["12 x 8 x 4 in"]),
    ("en", "30L x 20W x 10H cm", ["30 x 20 x 10 cm"]),
    ("en", "30 x 20 cm (L x W)", ["30 x 20 cm"]),
    ("zh", "充电宝10000毫安", ["10000 mAh"]),
    ("zh", "续航8小时", ["8 h"]),
    ("zh", "保修2年", ["2 year"]),
    ("fr", "16 Go", ["16 GB"]),
    ("de", "10 bis 12 cm", ["10..12 cm"]),
    ("zh", "10到12厘米", ["10..12 cm"]),
    ("en", "500 sq ft", ["500 sq_ft"]),
    ("en", "100 psi", ["100 psi"]),
]
NOT_READ = [
    ("en", "RTX4070 F-150 USB 3.0 W32 L34 Wi-Fi 6E 3.5.1"),
    ("en", "2 in 1 design, set of 3 in box, available in 4 in black"),
    ("en", "18/8 steel, 3M tape, 5G network, 205/55 R16"),
    ("en", 'the "Model 12" and 100 pieces'),
    ("zh", "2023年款 0.5克拉 2两用 10尺寸 3天然 1瓦楞"),
    ("en", "10 m/s and 5 L/min"),
    ("fr", "table à 4 pieds"),
    ("en", "between 10 and 12 cm, 10 or 12 in"),
    ("zh", "20、30cm"),
    ("en", '1/4"-20 thread'),
    ("en", "3000-4500-6000 K, legs 200-100-200 mm"),
]


def shown(text: str, language: str) -> list[str]:
    found = [each.quantity for each in read_quantities(text, language)]
    return [(f"{q.value}..{q.high}" if q.high is not None else " x ".join(map(str, q.figures))) + f" {q.unit}" for q in found]


@pytest.mark.parametrize(("language", "text", "expected"), READ, ids=[f"{row[0]} {at}" for at, row in enumerate(READ)])
def test_what_is_written_is_read(language, text, expected):
    assert shown(text, language) == expected
    assert shown(f"🎁 {text} 🎁", language) == expected


@pytest.mark.parametrize(("language", "text"), NOT_READ, ids=[str(at) for at in range(len(NOT_READ))])
def test_codes_and_counts_are_no_quantities(language, text):
    assert shown(text, language) == []


def test_two_systems_side_by_side_are_one_quantity():
    bottle = read_quantity("20 oz (591 ml)", "en")
    assert bottle and (bottle.unit, bottle.beside.value, bottle.beside.unit) == ("liquid_oz", Decimal(591), "ml")
    box = read_quantity("30 x 20 cm / 11.8 x 7.9 in", "en")
    assert box and box.beside.figures == (Decimal("11.8"), Decimal("7.9"))
    assert [each.quantity.unit for each in read_quantities("20 oz (500 ml)", "en")] == ["oz", "ml"], "they do not agree"


@given(st.text(), st.sampled_from(["zh", "en", "de", "fr", "es", "it", "ja"]))
def test_spans_are_in_order_and_within_any_text(text, language):
    spans = [each.span for each in read_quantities(text, language)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(st.text(alphabet="0123456789 .,/-x×'\"LWHcminftzo℃°()~", max_size=40), st.sampled_from(["zh", "en", "de", "fr"]))
def test_odd_figures_never_raise(text, language):
    read_quantities(text, language)
