"""Grammar of composed listings, against forms that a native writes."""

from datetime import date

import pytest

from tools.core.errors import InvalidInput, UnknownReference
from tools.listing.contract import Listing
from tools.listing.listing_localize import listing_localize
from tools.listing.localize.grammar import Grammar, Noun, capitalised
from tools.listing.localize.result import LocalizeQuestion, LocalizeResult
from tools.listing.terms import terms

DAY = date(2026, 11, 22)


def localized(to: str, **given: object) -> LocalizeResult:
    listing = Listing.model_validate({"marketplace": "amazon_us", "language": "zh", "brand": "Lumora", **given})
    return listing_localize(LocalizeQuestion(listing=listing, to=to), warehouse=None, translator=None, today=DAY)


BAGS = {
    "product_type": "双肩包",
    "title": "Lumora 双肩包",
    "attributes": {"颜色": "黑色", "特点": "防水、可折叠", "材质": "涤纶"},
}
LAMP = {"product_type": "台灯", "title": "Lumora 台灯", "attributes": {"颜色": "黑色", "特点": "可折叠"}}


@pytest.mark.parametrize(
    ("store", "given", "title"),
    [
        ("amazon_fr", BAGS, "Lumora Sac à dos en polyester, étanche, pliable, noir"),
        ("amazon_fr", LAMP, "Lumora Lampe de chevet, pliable, noire"),
        ("amazon_es", LAMP, "Lumora Lámpara de mesa, plegable, negra"),
        ("amazon_it", LAMP, "Lumora Lampada da tavolo, pieghevole, nera"),
        ("amazon_de", LAMP, "Lumora Tischlampe, faltbar, Schwarz"),
        ("amazon_us", BAGS, "Lumora Polyester Backpack, Waterproof, Foldable, Black"),
        ("amazon_jp", BAGS, "Lumora リュックサック ポリエステル製 防水 折りたたみ ブラック"),
    ],
)
def test_words_agree_with_the_product(store: str, given: dict[str, object], title: str) -> None:
    assert localized(store, **given).draft.title == title


@pytest.mark.parametrize(
    ("locale", "count", "pairs", "said"),
    [
        ("de", 2, False, "2 Handschuhe"),
        ("de", 2, True, "2 Paar Handschuhe"),
        ("fr", 1, True, "1 paire de gants"),
        ("fr", 2, True, "2 paires de gants"),
        ("es", 2, True, "2 pares de guantes"),
        ("it", 1, True, "1 paio di guanti"),
        ("en-US", 1, False, "1 glove"),
        ("ja", 2, True, "手袋2双"),
        ("ja", 2, False, "手袋2個"),
    ],
)
def test_things_and_pairs_are_counted_apart(locale: str, count: int, pairs: bool, said: str) -> None:
    assert Grammar(locale).counted(terms()["gloves"], count, pairs) == said


@pytest.mark.parametrize(
    ("locale", "noun", "said"),
    [
        ("fr", Noun("gourde", "f"), "noire"),
        ("fr", Noun("gourdes", "f", plural=True), "noires"),
        ("es", Noun("vaso", "m"), "negro"),
        ("it", Noun("borracce", "f", plural=True), "nere"),
        ("de", Noun("Flasche", "f"), "schwarz"),
    ],
)
def test_a_colour_takes_gender_and_number(locale: str, noun: Noun, said: str) -> None:
    assert Grammar(locale).adjective(terms()["colour_black"], noun) == said


@pytest.mark.parametrize(
    ("locale", "words", "said"),
    [
        ("en-US", ["a", "b", "c"], "a, b and c"),
        ("es", ["ligero", "impermeable"], "ligero e impermeable"),
        ("es", ["ligero", "plegable"], "ligero y plegable"),
        ("ja", ["防水", "軽量"], "防水、軽量"),
        ("de", ["leicht"], "leicht"),
    ],
)
def test_words_are_joined_as_the_language_does(locale: str, words: list[str], said: str) -> None:
    assert Grammar(locale).joined(words) == said


def test_french_elides_before_a_vowel() -> None:
    assert Grammar("fr").of("oreillers") == "d'oreillers"
    assert Grammar("fr").of("gants") == "de gants"


def test_a_capital_leaves_names_alone() -> None:
    assert [capitalised(text) for text in ("étui", "iPhone 15", "500 ml")] == ["Étui", "iPhone 15", "500 ml"]


def test_prose_is_handed_back_whole_and_never_half() -> None:
    prose = "防漏，放进包里也放心，容量500ml够喝一天"
    result = localized("amazon_de", product_type="保温杯", title="Lumora 保温杯", bullets=[prose, "防漏、可折叠"])
    assert [(each.field, each.index, each.text) for each in result.untranslated] == [("bullets", 0, prose)]
    assert "faltbar" in " ".join(result.draft.bullets)


def test_what_is_said_of_a_part_is_not_said_of_the_product() -> None:
    result = localized("amazon_de", product_type="吸尘器", title="Lumora 吸尘器", attributes={"特点": "可水洗滤网、静音"})
    assert "leise" in result.draft.title
    assert "waschbar" not in str(result.draft)
    assert "可水洗滤网" in result.untranslated[0].text


def test_a_negation_is_not_turned_into_a_feature() -> None:
    result = localized("amazon_us", product_type="手表", title="Lumora 手表 不防水")
    assert "aterproof" not in str(result.draft)


def test_codes_brand_and_placeholders_stay() -> None:
    given = {"product_type": "吹风机", "title": "Lumora 吹风机", "attributes": {"型号": "F6033-UD3", "兼容型号": "%(model)s"}}
    draft = localized("amazon_fr", **given).draft
    assert "F6033-UD3" in (draft.description or "")
    assert "%(model)s" in (draft.description or "")


def test_a_title_of_an_unknown_thing_holds_brand_and_attributes_and_asks() -> None:
    result = localized("amazon_de", title="Lumora 星空投影神器", attributes={"功率": "20W", "颜色": "黑色"})
    assert (result.draft.title, result.ready) == ("Lumora, 20 W, Schwarz", False)
    assert "not known what the product is" in result.reasons[0]
    assert result.questions[0].code == "listing_localize_which_product"


def test_what_goes_on_from_a_product_word_is_another_product() -> None:
    assert localized("amazon_de", title="Lumora 保温杯套").draft.title == "Lumora"


def test_the_name_that_buyers_search_is_used() -> None:
    given = {"product_type": "T恤", "title": "Lumora T恤", "keywords": [{"term": "graphic tee", "volume": 900}]}
    assert "Tee" in localized("amazon_us", **given).draft.title


def test_mains_that_do_not_fit_are_a_question() -> None:
    given = {"product_type": "电热水壶", "title": "Lumora 电热水壶", "attributes": {"电压": "220-240V", "插头": "欧规插头"}}
    assert {each.code for each in localized("amazon_us", **given).questions} >= {"listing_mains_voltage"}


def test_lines_of_duty_are_printed_from_supplied_data_only() -> None:
    given = {"product_type": "背包", "title": "Lumora 双肩包"}
    asked = localized("amazon_de", **given)
    assert {each.code for each in asked.questions} >= {"listing_localize_manufacturer", "listing_localize_responsible_person"}
    data = {"manufacturer": "Lumora Ltd", "manufacturer_address": "1 Road, Shenzhen", "manufacturer_email": "a@lumora.example"}
    assert "Hersteller: Lumora Ltd" in (localized("amazon_de", **given, attributes=data).draft.description or "")


def test_shoe_sizes_are_converted_where_system_and_wearer_are_known() -> None:
    given = {"product_type": "运动鞋", "title": "Lumora 运动鞋", "attributes": {"尺码": "EU 42", "适用人群": "男士"}}
    draft = localized("amazon_us", **given).draft
    assert "US 9" in draft.title
    assert "US 9 (EU 42)" in (draft.description or "")
    unknown = localized("amazon_us", **{**given, "attributes": {"尺码": "42", "适用人群": "男士"}})
    assert "42" in (unknown.draft.description or "")
    assert "listing_localize_size_system" in {each.code for each in unknown.questions}


def test_a_unit_in_the_name_of_an_attribute_belongs_to_its_figure() -> None:
    given = {"product_type": "双肩包", "title": "Lumora 双肩包", "attributes": {"产品尺寸（cm）": "20*10*5", "weight_g": "250"}}
    description = localized("amazon_de", **given).draft.description or ""
    assert "Abmessungen: 20 x 10 x 5 cm" in description
    assert "Gewicht: 250 g" in description


def test_ounces_of_what_holds_liquids_are_fluid() -> None:
    title = "Lumora Water Bottle, 20 oz, Leakproof"
    result = localized("amazon_de", language="en", product_type="water bottle", title=title)
    assert "591 ml" in result.draft.title  # 20 x 29.5735 ml


def test_a_code_stays_beside_its_thing() -> None:
    given = {"product_type": "蓝牙耳机", "title": "Lumora 蓝牙耳机", "attributes": {"包装清单": "USB-C充电线*1，说明书*1"}}
    assert "1 Ladekabel (USB-C), 1 Bedienungsanleitung" in (localized("amazon_de", **given).draft.description or "")


def test_a_set_has_parts_and_a_pack_has_things() -> None:
    tools = {"product_type": "screwdriver set", "title": "Lumora Screwdriver Set", "attributes": {"number of pieces": "32"}}
    cups = {"product_type": "mug", "title": "Lumora Mugs", "attributes": {"number of pieces": "4"}}
    assert localized("amazon_de", language="en", **tools).draft.title == "Lumora Schraubendreher-Set, 32-teilig"
    assert localized("amazon_de", language="en", **cups).draft.title == "Lumora Tassen, 4er-Pack"


@pytest.mark.parametrize(
    ("store", "words"), [("amazon_us", "Color: gray"), ("amazon_uk", "Colour: grey"), ("amazon_ca", "Colour: grey")]
)
def test_english_is_that_of_the_country(store: str, words: str) -> None:
    given = {"product_type": "台灯", "title": "Lumora 台灯", "attributes": {"颜色": "灰色"}}
    assert words in (localized(store, **given).draft.description or "")


def test_chinese_is_no_target() -> None:
    question = LocalizeQuestion(listing=Listing(marketplace="amazon_us", title="Cup"), to="amazon_us", language="zh")
    with pytest.raises(InvalidInput):
        listing_localize(question, warehouse=None, translator=None, today=DAY)


def test_an_unknown_store_is_refused() -> None:
    with pytest.raises(UnknownReference):
        localized("amazon_atlantis", title="Cup")
