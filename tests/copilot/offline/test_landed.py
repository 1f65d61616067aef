"""Questions on taxes, weights, transit and landed cost: which tool, with which arguments, or none."""

from datetime import date

import pytest

from copilot.offline.conversation import Call, Earlier
from copilot.offline.landed import TOOLS, landed_calls
from copilot.offline.landed_numbers import in_digits
from copilot.offline.landed_words import amounts
from tools.core.catalogue import catalogue

TODAY = date(2026, 11, 22)


def called(text):
    """The call, its arguments as the tool takes them."""
    found = landed_calls(text, TODAY)
    for tool, arguments in found:
        catalogue()[tool].arguments.model_validate(arguments)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("德国增值税多少", {"country": "DE"}), ("英国 VAT 是多少", {"country": "UK"}), ("日本消费税几个点", {"country": "JP"}),
        ("What is the VAT rate in Germany?", {"country": "DE"}), ("马德拉增值税", {"country": "马德拉"}),
        ("德国站含税 119 欧元里税多少", {"country": "DE", "gross": 119, "currency": "EUR"}),
        ("119 欧元里含多少德国增值税？", {"country": "DE", "gross": 119, "currency": "EUR"}),
        ("德国 100 欧，含税多少", {"country": "DE", "net": 100, "currency": "EUR"}),
        ("what is 100 EUR net in the Netherlands with VAT?", {"country": "NL", "net": 100, "currency": "EUR"}),
        ("含税 119 欧元里税多少", {"country": "EU", "gross": 119}), ("200 英镑含税，VAT 多少", {"country": "UK", "gross": 200}),
        ("德国不含税 100 欧，含税多少", {"country": "DE", "net": 100, "currency": "EUR"}),
        ("Net 100 EUR in Hungary, what's the gross price with VAT?", {"country": "HU", "net": 100, "currency": "EUR"}),
        ("how much tax is included in €59.90 in Italy", {"country": "IT", "gross": 59.9, "currency": "EUR"}),
        ("法国低税率有哪些，分别多少", {"country": "FR", "category": "reduced"}), ("美国销售税多少", {"country": "US"}),
        ("2024年爱沙尼亚增值税率", {"country": "EE", "as_of": "2024-12-31"}), ("欧盟增值税多少", {"country": "EU"}),
        ("加拿大安大略 HST 多少", {"country": "安大略"}), ("de vat rate", {"country": "DE"}),
    ],
)  # fmt: skip
def test_rates_of_tax(text, arguments):
    assert called(text) == ("vat_rate", arguments)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("40x30x20cm 3.2kg 快递计费重多少",
         {"packages": [{"length": 40, "width": 30, "height": 20, "actual_weight": 3.2}], "unit": "cm", "service": "express"}),
        ("长60宽40高40厘米，12kg，50箱，拼箱计费吨多少",
         {"packages": [{"length": 60, "width": 40, "height": 40, "actual_weight": 12, "quantity": 50}], "unit": "cm",
          "service": "sea_lcl"}),
        ("UPS 11.1x8.5x6.2 in 2 lb billed weight",
         {"packages": [{"length": 11.1, "width": 8.5, "height": 6.2, "actual_weight": 2}], "unit": "in", "service": "ups"}),
        ("外箱 580x400x350mm，毛重 1500g，20箱，体积重是多少（空运）",
         {"packages": [{"length": 58, "width": 40, "height": 35, "actual_weight": 1.5, "quantity": 20}], "unit": "cm",
          "service": "air"}),
        ("40x30x20cm 3.2kg 按6000算计费重",
         {"packages": [{"length": 40, "width": 30, "height": 20, "actual_weight": 3.2}], "unit": "cm", "divisor": 6000}),
        ("两种箱：40x30x20cm 3kg 10箱；50x40x30cm 8kg 5箱，DHL 总计费重",
         {"packages": [{"length": 40, "width": 30, "height": 20, "actual_weight": 3, "quantity": 10},
                       {"length": 50, "width": 40, "height": 30, "actual_weight": 8, "quantity": 5}],
          "unit": "cm", "service": "dhl"}),
    ],
)  # fmt: skip
def test_weights(text, arguments):
    assert called(text) == ("dimensional_weight", arguments)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("美西海运要几天,10月1号前到最晚什么时候发", {"destination": "US-West", "mode": "sea", "needed_by": "2027-10-01"}),
        ("美森到美西几天", {"destination": "US-West", "mode": "sea_fast"}), ("发货到德国要几天", {"destination": "DE"}),
        ("12月1日发德国铁路什么时候到", {"destination": "DE", "mode": "rail", "ship_date": "2026-12-01"}),
        ("快船到美西，今天发什么时候到", {"destination": "US-West", "mode": "sea_fast", "ship_date": "2026-11-22"}),
        ("黑五前到美国，海运最晚什么时候发货", {"destination": "US", "mode": "sea", "needed_by": "2026-11-27"}),
        ("10月底前到美东，海运最晚哪天发", {"destination": "US-East", "mode": "sea", "needed_by": "2027-10-31"}),
        ("空运还是海运到日本要多久", {"destination": "JP"}), ("从中国到英国海运时效", {"destination": "GB", "mode": "sea"}),
        ("How long does sea freight to the US West Coast take?", {"destination": "US-West", "mode": "sea"}),
        ("Ship by rail to Germany on Dec 1, when will it arrive?",
         {"destination": "DE", "mode": "rail", "ship_date": "2026-12-01"}),
        ("when must I ship by sea to be in the US East Coast by Feb 10 2027",
         {"destination": "US-East", "mode": "sea", "needed_by": "2027-02-10"}),
    ],
)  # fmt: skip
def test_transit(text, arguments):
    assert called(text) == ("transit_estimate", arguments)


def test_landed_cost_in_chinese():
    text = (
        "进货 30 元,FOB,100 件,发德国,运费 8 元/kg,5 箱 60x40x40cm 12kg 空派,关税 4.7%,汇率 7.8,"
        "售价 19.99 欧元含税，佣金 15%，FBA 3.5 欧元，广告 10%，退货率 5%，每退一件损失 6 欧元，落地成本多少"
    )
    assert called(text) == (
        "landed_cost",
        {
            "destination": "DE", "purchase_price": {"amount": 30, "currency": "CNY"}, "quantity": 100, "incoterm": "FOB",
            "fx_rates": {"EUR/CNY": 7.8}, "freight": {"amount": 8, "currency": "CNY", "basis": "per_kg"}, "duty_rate": 0.047,
            "shipment": {"packages": [{"length": 60, "width": 40, "height": 40, "actual_weight": 12, "quantity": 5}],
                         "unit": "cm", "service": "air"},
            "sale": {"price": {"amount": 19.99, "currency": "EUR"}, "includes_vat": True, "referral_fee_rate": 0.15,
                     "ad_rate": 0.1, "return_rate": 0.05, "fulfilment_fee": {"amount": 3.5, "currency": "EUR"},
                     "return_loss": {"amount": 6, "currency": "EUR"}},
        },
    )  # fmt: skip


def test_the_price_stands_before_its_term_and_pairs_of_rates_are_read():
    said = "500 units at 5 USD FOB to Germany, freight 0.9 USD per unit, 6.5% duty, insurance 0.3%, EUR/USD 1.16, margin?"
    arguments = called(said)[1]
    assert arguments["purchase_price"] == {"amount": 5, "currency": "USD"} and arguments["fx_rates"] == {"EUR/USD": 1.16}
    assert arguments["freight"] == {"amount": 0.9, "currency": "USD", "basis": "per_unit"}
    assert (arguments["duty_rate"], arguments["insurance_rate"], "insurance" in arguments) == (0.065, 0.003, False)


def test_landed_cost_in_english():
    tool, arguments = called("FOB 3.2 USD, 2000 units to Canada, sea freight 1800 USD, no duty, 1 USD = 1.36 CAD, landed cost?")
    assert (tool, arguments["fx_rates"], arguments["duty_rate"]) == ("landed_cost", {"USD/CAD": 1.36}, 0)
    assert arguments["freight"] == {"amount": 1800, "currency": "USD", "basis": "total"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("采购价 30 元 EXW 100 件到美国，头程 5000 元，关税 3.4%+301 25%，单件成本多少",
         {"duty_components": [{"name": "-", "rate": 0.034}, {"name": "301", "rate": 0.25}], "incoterm": "EXW"}),
        ("采购价 30 元 100 件到美国，双清包税运费 12 元/公斤，计费重 50kg，单件成本多少",
         {"freight": {"amount": 12, "currency": "CNY", "basis": "per_kg", "duties_paid": True}, "chargeable_kg": 50}),
        ("进价 30 元 FOB 100 件到德国，运费 900 元/方，零关税，进口税不能抵扣，落地成本多少",
         {"freight": {"amount": 900, "currency": "CNY", "basis": "per_m3"}, "duty_rate": 0, "vat_recoverable": False}),
    ],
)  # fmt: skip
def test_parts_of_a_cost(text, part):
    arguments = called(text)[1]
    assert {name: arguments[name] for name in part} == part


@pytest.mark.parametrize(
    "text",
    [
        "德国 VAT 怎么注册", "德国增值税什么时候申报", "英国 VAT 门槛多少", "UK VAT registration threshold", "美国关税税率多少",
        "德国站上个月销售额含税多少", "what were our UK sales excluding VAT last month", "体积重怎么算", "海运要多久",
        "亚马逊发货时间要求多久", "德国站订单多久内要发货", "美国站在途的货什么时候到", "A17 补多少，什么时候下单",
        "落地成本怎么算", "上个月毛利多少", "标题 40x30x20cm 可以写吗", "今年欧洲哪国增值税标准税率调了？",
        "DDU 到欧洲是按定额还是按税率？",
        "你好", "",
    ],
)  # fmt: skip
def test_other_questions_are_left_to_others(text):
    assert called(text) is None


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("三百套", "300套"), ("两千五百个", "2500个"), ("三百五欧", "350欧"), ("一千零五件", "1005件"), ("十二箱", "12箱"),
        ("1.5万件", "15000件"), ("三块五", "3.5块"), ("5块5一个", "5.5块一个"), ("一个", "一个"), ("每三箱", "每三箱"),
        ("three cartons", "3 cartons"), ("two hundred units", "200 units"), ("两万三欧", "23000欧"),
    ],
)  # fmt: skip
def test_numbers_in_words(words, digits):
    assert in_digits(words) == digits


def test_a_list_of_places_makes_a_call_for_each():
    assert landed_calls("德国和法国增值税分别多少", TODAY) == [("vat_rate", {"country": "DE"}), ("vat_rate", {"country": "FR"})]
    found = landed_calls("走国际快递，美国几天、欧洲几天", TODAY)
    assert [(tool, each["destination"], each["mode"]) for tool, each in found] == [
        ("transit_estimate", "US", "express"), ("transit_estimate", "EU", "express"),
    ]  # fmt: skip
    assert landed_calls("从德国卖给法国客人，增值税多少", TODAY) == []


def follow_up(first, second):
    """The calls of a second question after the first."""
    earlier = Earlier().after(Call(*landed_calls(first, TODAY)[-1]))
    found = landed_calls(second, TODAY, earlier)
    for tool, arguments in found:
        catalogue()[tool].arguments.model_validate(arguments)
    return found


COST = "500 units at 5 USD FOB to Germany, sea freight 800 USD, duty 4.7%, 1 EUR = 1.16 USD: landed cost?"
BOX = "两箱 50x40x40cm 12kg 空运计费重多少"


@pytest.mark.parametrize(
    ("first", "second", "part"),
    [
        ("119 欧元里含多少德国增值税？", "法国呢", {"country": "FR", "gross": 119, "currency": "EUR"}),
        ("德国增值税多少", "那英国", {"country": "UK"}), ("What is the VAT rate in Germany?", "and Italy?", {"country": "IT"}),
        ("德国不含税 100 欧，税多少", "含税呢", {"country": "DE", "gross": 100, "currency": "EUR"}),
        ("海运到美西几天", "换成空运", {"destination": "US-West", "mode": "air"}),
        ("12月1日发德国铁路什么时候到", "那英国呢", {"destination": "GB", "mode": "rail", "ship_date": "2026-12-01"}),
        (BOX, "if 60x40x40 instead", {"service": "air", "packages": [
            {"length": 60, "width": 40, "height": 40, "actual_weight": 12, "quantity": 2}]}),
        (BOX, "换成海派呢", {"service": "sea_courier"}),
        (COST, "关税 6% 呢", {"duty_rate": 0.06, "quantity": 500}),
        (COST, "and France?", {"destination": "FR", "duty_rate": 0.047}),
    ],
)  # fmt: skip
def test_a_short_question_goes_on_with_the_last(first, second, part):
    ((_, arguments),) = follow_up(first, second)
    assert {name: arguments[name] for name in part} == part


@pytest.mark.parametrize("second", ["英国怎么注册呢", "那发英国要多久", "谢谢", "上个月销售额呢", "那怎么办"])
def test_what_is_about_something_else_does_not_go_on(second):
    assert follow_up("德国增值税多少", second) == []


def test_amounts_with_and_without_a_currency():
    found = [(said.amount, said.currency) for said in amounts("us$1,200.50, 30 元, 1.5万, €59.9, cny 8, 7")]
    assert found == [(1200.5, "USD"), (30, "CNY"), (15000, None), (59.9, "EUR"), (8, "CNY"), (7, None)]


def test_all_four_tools_are_called():
    assert {*TOOLS} <= {*catalogue()}
