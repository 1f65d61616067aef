"""Names and numbers beside those of the order."""

from datetime import date

import pytest

from tools.listing.market import find_market
from tools.reply.check.checking import check_reply
from tools.reply.facts.order import Order
from tools.reply.policy.terms import SellerTerms

_ON = date(2026, 11, 22)


def found(text, **order):
    findings = check_reply(text, market=find_market("amazon_us"), on=_ON, order=Order(**order))
    return {each.kind: each for each in findings}


@pytest.mark.parametrize(
    ("buyer", "written"),
    [
        ("Hans-Peter Groß", "Herr Gross"),
        ("Hans-Peter Groß", "Hans Peter"),
        ("José García López", "Jose Garcia"),
        ("SMITH JOHN", "John Smith"),
        ("Smith, John", "Mr. Smith"),
        ("J. Smith", "John Smith"),
        ("John Smith", "J. Smith"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Maria del Carmen Ruiz", "Sra. Ruiz"),
        ("Anne-Laure Dupont", "Mme Dupont"),
        ("ＪＯＨＮ ＳＭＩＴＨ", "John"),
        ("Mike O'Brien", "Mr. O’Brien"),
        ("Vincent van Gogh", "Mr. van Gogh"),
        ("Anna", "Anna Schmidt"[:4]),
    ],
)
def test_other_forms_of_the_name_are_right(buyer, written):
    assert "wrong_name" not in found(f"Dear {written},\nthank you.", buyer_name=buyer)


@pytest.mark.parametrize(
    "greeting",
    [
        "Dear Customer,",
        "Hi there,",
        "Hello,",
        "Hi again,",
        "Dear Sir or Madam,",
        "Hallo zusammen,",
        "Guten Tag,",
        "Sehr geehrte Damen und Herren,",
        "Bonjour,",
        "Madame, Monsieur,",
        "Cher client,",
        "Hola,",
        "Estimado cliente:",
        "Estimados señores:",
        "Gentile cliente,",
        "Salve,",
        "お客様",
        "ご担当者様、",
        "皆様、",
        "いつもお世話になっております。",
        "您好，",
        "亲，",
        "尊敬的客户，",
        "亲爱的买家朋友：",
        "尊敬的顾客您好，",
        "Dear Valued Customer,",
        "Hi!",
        "Hello! Thanks for your message.",
        "Hi, Thanks for your message.",
        "Hello, We are sorry.",
        "Thank you, we have received it.",
        "感谢您，我们已收到。",
    ],
)
def test_greetings_without_a_name_are_right(greeting):
    assert "wrong_name" not in found(f"{greeting}\nxyz", buyer_name="John Smith")
    assert "wrong_name" not in found(f"{greeting}\nxyz", buyer_name="王小明")


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Dear Mr. Jones, thanks.", "Dear Mr. Smith, thanks."),
        ("Hi Mary, thanks.", "Hi John Smith, thanks."),
    ],
)
def test_a_wrong_name_is_mended(text, repaired):
    assert found(text, buyer_name="John Smith")["wrong_name"].repaired == repaired


def test_wrong_numbers_are_mended():
    order = {"order_id": "114-3941689-8772232", "tracking_number": "1Z999AA10123456784"}
    assert (
        found("Order 114-0000000-0000000 is on its way.", **order)["wrong_order"].repaired
        == "Order 114-3941689-8772232 is on its way."
    )
    assert (
        found("Tracking number: 1Z999AA10123450000.", **order)["wrong_tracking"].repaired
        == "Tracking number: 1Z999AA10123456784."
    )


@pytest.mark.parametrize(
    "text",
    [
        "We sell 20000 pieces per order.",
        "Your order of 12 lamps is packed.",
        "The order was placed at 10:42.",
        "Order within 24 hours.",
        "Model 1234567890 is out of stock.",
        "EAN 4006381333931 is on the box.",
        "Serial number SN123456789 was registered.",
        "Order number 114-3941689-8772232.",
        "Order 11439416898772232 was found.",
        "订单金额为51元。",
        "In order to return it, use the label.",
        "Your order (114-3941689-8772232) is ready.",
    ],
)
def test_other_numbers_are_no_order_numbers(text):
    assert not {"wrong_order", "wrong_tracking"} & {
        *found(text, order_id="114-3941689-8772232", tracking_number="1Z999AA10123456784")
    }


@pytest.mark.parametrize(
    ("text", "months", "wrong"),
    [
        ("The lamp has a 2-year warranty.", 12, True),
        ("The lamp has a 2-year warranty.", 24, False),
        ("Sie haben 36 Monate Garantie.", 24, True),
        ("La garantie est de deux ans.", 12, True),
        ("La garantía es de 2 años.", 24, False),
        ("La garanzia è di 24 mesi.", 12, True),
        ("保修期为三年。", 12, True),
        ("保証期間は12か月です。", 12, False),
        ("The lamp is two years old.", 12, False),
    ],
)
def test_a_warranty_beyond_the_terms_is_a_wrong_promise(text, months, wrong):
    market, terms = find_market("amazon_us"), SellerTerms(warranty_months=months)
    findings = check_reply(text, market=market, on=_ON, terms=terms)
    assert ([each.kind for each in findings if each.message.endswith(f"{months}.")] == ["promise"]) is wrong


def test_short_numbers_of_own_shops_are_read_behind_their_sign():
    assert "wrong_order" in found("Your order #1002 is on its way.", order_id="#1001")
    assert "wrong_order" not in found("Your order #1001 is on its way.", order_id="1001")
