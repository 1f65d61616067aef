"""Results on taxes, weights, transit and landed cost in words: every figure is in the result."""

import re

import pytest

from copilot.answer import ToolCall
from copilot.guards import grounding
from copilot.offline.landed_wording import word_landed
from tests.tools.landed.asking import PLAIN, told

BOX = {"length": 40, "width": 30, "height": 20, "actual_weight": 3.2}
SALE = {"price": 23.8, "referral_fee_rate": 0.15, "ad_rate": 0.1, "fulfilment_fee": 3.5}
CASES = [
    ("vat_rate", {"country": "DE"}),
    ("vat_rate", {"country": "DE", "gross": 119}),
    ("vat_rate", {"country": "FI", "net": 25}),
    ("vat_rate", {"country": "FR", "category": "reduced", "net": 100}),
    ("vat_rate", {"country": "CA"}),
    ("vat_rate", {"country": "CA-QC", "net": 100}),
    ("vat_rate", {"country": "US"}),
    ("vat_rate", {"country": "Canary Islands"}),
    ("vat_rate", {"country": "EE", "as_of": "2025-03-01"}),
    ("dimensional_weight", {"packages": [BOX], "service": "express"}),
    ("dimensional_weight", {"packages": [BOX | {"quantity": 7}, BOX | {"actual_weight": 9}], "service": "dhl"}),
    ("dimensional_weight", {"packages": [BOX | {"length": 11.1}], "unit": "in", "service": "ups"}),
    ("dimensional_weight", {"packages": [BOX | {"quantity": 50}], "service": "lcl"}),
    ("dimensional_weight", {"packages": [{"length": 40, "width": 30, "height": 20}], "divisor": 6000}),
    ("transit_estimate", {"destination": "US-West", "mode": "sea"}),
    ("transit_estimate", {"destination": "US-West", "mode": "sea", "needed_by": "2027-10-01"}),
    ("transit_estimate", {"destination": "US", "needed_by": "2026-11-25"}),
    ("transit_estimate", {"destination": "DE", "ship_date": "2026-12-01"}),
    ("transit_estimate", {"destination": "JP", "mode": "express"}),
    ("transit_estimate", {"destination": "US-East", "mode": "sea_leg"}),
    ("landed_cost", PLAIN),
    ("landed_cost", PLAIN | {"sale": SALE}),
    ("landed_cost", PLAIN | {"sale": {"fulfilment_fee": 3.5}}),
    ("landed_cost", PLAIN | {"sale": SALE | {"price": 5}}),
    ("landed_cost", PLAIN | {"incoterm": "DDP"}),
    ("landed_cost", PLAIN | {"destination": "US", "fx_rates": {"USD/CNY": 7.5}}),
    ("landed_cost", PLAIN | {"parcels": {"parcels": 100, "value": 20, "ioss": True}}),
]


def say(tool, arguments, language="zh"):
    result = told(tool, **arguments)
    text = re.sub(r"\n{3,}", "\n\n", word_landed(tool, result, [1], language)).strip()
    call = ToolCall(id="1", name=tool, arguments={}, ok=True, result=result)
    assert grounding.check(text, [call]).untraced == []
    assert "None" not in text and "{{" not in text and "[1]" in text.splitlines()[0]
    assert not re.search(r"(?<!\|)\n\|---", text)
    return text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("tool", "arguments"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_every_figure_is_in_the_result(tool, arguments, language):
    text = say(tool, arguments, language)
    assert language == "zh" or not re.search(r"[\u4e00-\u9fff]", text)


def first(tool, arguments, language="zh"):
    return say(tool, arguments, language).splitlines()[0]


@pytest.mark.parametrize(
    ("tool", "arguments", "zh", "en"),
    [
        ("vat_rate", {"country": "DE", "gross": 119}, "德国：含税 EUR 119.00 里有税 EUR 19.00（19%），不含税 EUR 100.00。",
         "Germany: gross EUR 119.00 holds tax of EUR 19.00 (19%), net EUR 100.00."),
        ("vat_rate", {"country": "FI", "net": 25}, "芬兰：不含税 EUR 25.00 + 税 EUR 6.38（25.5%）= 含税 EUR 31.38。",
         "Finland: net EUR 25.00 + tax EUR 6.38 (25.5%) = gross EUR 31.38."),
        ("dimensional_weight", {"packages": [BOX], "service": "express"}, "计费重 4.8 kg，按体积重。",
         "Chargeable weight: 4.8 kg, by volume."),
        ("transit_estimate", {"destination": "JP", "mode": "sea"}, "海运普船到日本：7–14 天（门到门）。",
         "regular sea to Japan: 7–14 days (door to door)."),
        ("landed_cost", PLAIN, "到德国的落地成本：每件 EUR 5.25，100 件共 EUR 525.00（FOB）。",
         "Landed cost in Germany: EUR 5.25 a unit, EUR 525.00 for 100 (FOB)."),
    ],
)  # fmt: skip
def test_the_answer_comes_first(tool, arguments, zh, en):
    assert first(tool, arguments) == f"**{zh}** [1]"
    assert first(tool, arguments, "en") == f"**{en}** [1]"


def test_what_is_too_late_is_said_first():
    assert "已经来不及" in first("transit_estimate", {"destination": "DE", "mode": "rail", "needed_by": "2026-12-01"})


def test_two_routes_of_one_kind_are_told_apart():
    text = say("transit_estimate", {"destination": "DE", "mode": "sea"})
    assert len({line.split("|")[1] for line in text.splitlines() if "TR-EU-SEA" in line and line.startswith("|")}) == 2


def test_sources_have_their_numbers_where_they_are_cited():
    result = told("vat_rate", country="DE")
    assert "依据：[2] " in word_landed("vat_rate", result, [1, 2], "zh")
