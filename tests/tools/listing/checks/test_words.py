"""Repeated words, capitals, numbers in words and languages, with what must not alarm."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.listing.checks.finding import found, of

_SHOUT = "amz-title-no-all-caps"
_REPEAT = "amz-title-word-repeat"
_LANGUAGE = "amz-pdp-local-language"


@pytest.mark.parametrize(
    ("store", "title"),
    [
        ("amazon_us", "Mat 20 in x 30 in x 40 in, Grey"),
        ("amazon_us", "Set of 2 of the 3 for the Bath and for the Kitchen and for the Car"),
        ("amazon_us", "Bottle, Bottles and Bottle Brush"),
        ("amazon_us", "Anti-Slip, Anti-Static and Anti-Scratch Mat"),
        ("amazon_us", "15 W 15 W 15 W Charger"),
        ("amazon_fr", "Lot de 4 boîtes de rangement de cuisine de qualité"),
        ("amazon_fr", "Bouteille d'eau d'1 L d'extérieur"),
        ("amazon_it", "Borraccia per bambini e per adulti con tappo e con filtro e borsa"),
        ("amazon_es", "Botella de agua de acero de 1 L para el coche y para la casa"),
        ("amazon_de", "Flasche mit Deckel mit Griff mit Band und mit Bürste"),
        ("amazon_jp", "水筒 ステンレス水筒 子供用水筒 大容量水筒"),
    ],
)
def test_no_repetition(store: str, title: str) -> None:
    assert not of(found(store, title=title), _REPEAT)


@pytest.mark.parametrize(
    ("title", "spans"),
    [
        ("Case, case, CASE", [(12, 16)]),
        ("Case Case Case Case", [(10, 14), (15, 19)]),
        ("Ｃａｓｅ Case case", [(10, 14)]),
        ("Café, cafe\u0301, CAFÉ mug", [(13, 17)]),
    ],
)
def test_surplus_words_are_placed(title: str, spans: list[tuple[int, int]]) -> None:
    assert [each.span for each in of(found("amazon_us", title=title), _REPEAT)] == spans


@pytest.mark.parametrize(
    ("store", "fields"),
    [
        ("amazon_us", {"title": "HDMI to VGA Adapter 1080P"}),
        ("amazon_us", {"title": "LED UV Lamp IP67 XXL III"}),
        ("amazon_us", {"title": "NIKE Air Zoom", "brand": "NIKE"}),
        ("amazon_us", {"title": "USB-C 65W PD GaN Charger"}),
        ("amazon_us", {"title": "WH-1000XM5 Case EVA"}),
        ("amazon_us", {"title": "NEW Balance Bike for Kids"}),
        ("amazon_de", {"title": "Schraubendreher Satz Stahl Magnetisch"}),
        ("amazon_jp", {"title": "KUROMI-YA モバイルバッテリー 10000mAh USB-C PSE適合"}),
        ("amazon_us", {"title": "KUROMI-YA Power Bank USB-C PSE", "brand": "KUROMI-YA"}),
        ("amazon_jp", {"title": "SONY ワイヤレスイヤホン BLUETOOTH 対応 ノイズキャンセリング"}),
    ],
)
def test_no_shouting(store: str, fields: dict[str, Any]) -> None:
    assert not of(found(store, **fields), _SHOUT)


def test_capitals_are_softened_but_for_acronyms_and_brand() -> None:
    title = "ACME STAINLESS STEEL BOTTLE FOR KIDS, LED LID, 500 ML"
    (each,) = of(found("amazon_us", title=title, brand="ACME"), _SHOUT)
    assert each.span is not None and each.replacement is not None
    mended = title[: each.span[0]] + each.replacement + title[each.span[1] :]
    assert mended == "ACME Stainless Steel Bottle for Kids, LED Lid, 500 ml"


@pytest.mark.parametrize(
    ("store", "title", "mended"),
    [
        ("amazon_us", "YOGA MAT 72 X 24 IN, 2 LB, 12MM THICK, USB-C", "Yoga Mat 72 x 24 in, 2 lb, 12mm Thick, USB-C"),
        ("amazon_us", "CLEAR CASE FOR IPHONE 15, 10000 MAH POWER", "Clear Case for iPhone 15, 10000 mAh Power"),
        ("amazon_de", "STECKDOSENLEISTE 6-FACH MIT SCHALTER 2 M", "Steckdosenleiste 6-fach mit Schalter 2 m"),
        ("amazon_es", "CORREA PARA PERRO Y GATO 40 KG", "Correa para Perro y Gato 40 kg"),
        ("amazon_us", "RUNNING SHOES TRAIL SIZE 8 M US", "Running Shoes Trail Size 8 M US"),
    ],
)
def test_units_and_names_keep_their_form(store: str, title: str, mended: str) -> None:
    (each,) = of(found(store, title=title), _SHOUT)
    assert each.span is not None and each.replacement is not None
    assert title[: each.span[0]] + each.replacement + title[each.span[1] :] == mended


@pytest.mark.parametrize(
    ("store", "fields", "severities"),
    [
        ("amazon_us", {"description": "Layout in Arabic and English. كيبورد عربي. Hebrew (עברית) sold apart."}, ["warn"]),
        ("amazon_us", {"title": "Tea Cup 茶杯 with Lid and Spoon"}, ["warn"]),
        ("amazon_us", {"title": "不锈钢保温杯 500 ml"}, ["block"]),
        ("amazon_us", {"bullets": ["Keys in Arabic (العربية)", "Also in Hebrew (עברית)"]}, ["warn", "warn"]),
        ("amazon_jp", {"title": "KUROMI-YA モバイルバッテリー USB-C PSE適合"}, []),
    ],
)
def test_foreign_letters_are_told_once_a_text(store: str, fields: dict[str, Any], severities: list[str]) -> None:
    assert [each.severity for each in of(found(store, **fields), _LANGUAGE)] == severities


@given(st.text(max_size=120))
def test_mended_capitals_do_not_shout_again(title: str) -> None:
    for each in of(found("amazon_us", title=title), _SHOUT):
        assert each.span is not None and each.replacement is not None
        mended = title[: each.span[0]] + each.replacement + title[each.span[1] :]
        assert len(mended) == len(title)
        assert not of(found("amazon_us", title=mended), _SHOUT)


@pytest.mark.parametrize(
    ("store", "title"),
    [
        ("amazon_us", "Louis Vuitton Neverfull"),
        ("amazon_us", "Chaise Longue, Beige"),
        ("amazon_us", "Eau de Toilette pour Homme 50 ml"),
        ("amazon_de", "Bluetooth Headset Gaming Wireless"),
        ("amazon_fr", "Smartphone 5G 128 Go Dual SIM"),
        ("amazon_es", "Pack 3 Camisetas Running"),
        ("amazon_it", "Power Bank 20000 mAh USB-C"),
        ("amazon_jp", "Anker PowerCore 10000"),
        ("amazon_jp", "木製 本棚 幅60 茶色"),
        ("amazon_de", "Tüte Ærø 500 ml"),
    ],
)
def test_names_and_loan_words_are_no_foreign_language(store: str, title: str) -> None:
    assert not of(found(store, title=title), _LANGUAGE)


@pytest.mark.parametrize(
    ("store", "text"),
    [
        ("amazon_us", "Die Flasche ist aus Edelstahl und hält Getränke kalt, mit Deckel für die Reise."),
        ("amazon_de", "La bouteille est en acier et garde les boissons au frais avec un couvercle pour le voyage."),
        ("amazon_fr", "La borraccia è in acciaio e mantiene le bevande fredde con il tappo per il viaggio."),
        ("amazon_it", "La botella es de acero y mantiene las bebidas frías con la tapa para el viaje."),
        ("amazon_es", "このボトルはステンレス製で、飲み物を冷たく保ちます。"),
        ("amazon_jp", "The bottle is made of steel and keeps the drinks cold with the lid for the trip."),
        ("amazon_uk", "这个杯子是不锈钢做的，可以保温。"),
    ],
)
def test_prose_in_another_language_blocks(store: str, text: str) -> None:
    assert [each.severity for each in of(found(store, description=text), _LANGUAGE)][:1] == ["block"]


def test_foreign_books_may_be_foreign() -> None:
    text = "Die Flasche ist leer und der Mann geht in das Haus mit der Frau."
    assert not of(found("amazon_us", description=text, category="Books > Foreign Language"), _LANGUAGE)
