"""Facts taken from texts of unknown wording: what is stated of the product itself, and nothing else."""

from datetime import date

import pytest

from tools.listing.contract import Listing
from tools.listing.listing_localize import listing_localize
from tools.listing.localize.result import LocalizeQuestion, LocalizeResult

DAY = date(2026, 11, 22)


def localized(to: str = "amazon_de", language: str = "en", **given: object) -> LocalizeResult:
    listing = Listing.model_validate({"marketplace": "amazon_us", "language": language, "brand": "Nordvik", **given})
    return listing_localize(LocalizeQuestion(listing=listing, to=to), warehouse=None, translator=None, today=DAY)


def described(text: str, **given: object) -> str:
    """The description composed from a bullet of unknown wording, beside a title that names a bottle."""
    return localized(**{"title": "Nordvik Water Bottle, Foobar", "bullets": [text], **given}).draft.description or ""


def test_stated_facts_stand_beside_promotion() -> None:
    """The title states 500 ml, a bullet 18/8 steel; 24 hours is a performance and is handed back with the prose."""
    found = localized(
        title="Nordvik Water Bottle 500ml Best Seller!! Free Shipping",
        bullets=["FREE SHIPPING on all orders", "18/8 stainless steel keeps drinks cold for 24 hours"],
    )
    assert found.draft.title == "Nordvik Trinkflasche aus Edelstahl 18/8, 500 ml"
    assert found.draft.bullets == ["Material: Edelstahl 18/8", "Fassungsvermögen: 500 ml"]
    assert "24" not in str(found.draft)
    assert [(each.field, each.index) for each in found.untranslated] == [("title", None), ("bullets", 0), ("bullets", 1)]
    assert found.ready


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Weight: up to 5 kg, blorp zing", "bis zu 5 kg"),
        ("Item weight 300 g, blorp zing", "300 g"),
        ("Made of glass, blorp zing", "Glas"),
        ("750 ml capacity, blorp zing", "750 ml"),
        ("IPX7, blorp zing", "IPX7"),
    ],
)
def test_named_measures_and_materials_are_taken(text: str, fact: str) -> None:
    assert fact in described(text)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The blorp lid weighs 30 g", "30"),
        ("Package weight: 500 g, blorp zing", "Gewicht: 500"),
        ("Unlike others, weight 900 g blorp", "900"),
        ("Optional blorp, weight 900 g", "900"),
        ("Capacity 500 ml / 750 ml blorp", "500"),
        ("Weight 300 g blorp", "300"),
        ("Stainless steel blades keep blorp", "Edelstahl"),
        ("Not made of glass blorp", "Glas"),
        ("Faux leather blorp zing", "Leder"),
        ("68% silicone, 32% glass, blorp zing", "Silikon"),
        ("Size 38: blorp zing", "38"),
        ("Blorp keeps drinks cold for 24 hours", "24"),
        ("750 ml capacity cup with blorp", "750"),
    ],
)
def test_what_may_be_of_another_thing_is_not_taken(text: str, figure: str) -> None:
    assert figure not in described(text)


@pytest.mark.parametrize(
    ("title", "figure"),
    [
        ("Nordvik Water Bottle with 500ml Shaker Blorp", "500"),
        ("Nordvik Water Bottle for 500ml Blorp", "500"),
    ],
)
def test_figures_of_other_things_stay_out_of_the_title(title: str, figure: str) -> None:
    assert figure not in localized(title=title).draft.title


@pytest.mark.parametrize(
    ("title", "description", "name"),
    [
        ("美的（Midea）16升燃气热水器天然气家用JSQ30-M9S", "该热水器恒温。", "Gas-Durchlauferhitzer"),
        ("美的（Midea）超薄60升双胆扁桶电热水器3300W速热", "", "Warmwasserspeicher, 60 l"),
        ("美的（Midea）【万向】嵌入式洗碗机16套一级", "", "Geschirrspüler"),
        ("美的（Midea）烟灶套装大吸力变频", "", "Set aus Dunstabzugshaube und Gaskochfeld"),
        ("某牌热水器甲乙丙", "该热水器采用新工艺。", "Warmwasserbereiter"),
    ],
)
def test_a_chinese_title_names_the_thing_between_figures(title: str, description: str, name: str) -> None:
    found = localized(language="zh", title=title, description=description or None, brand="Midea")
    assert name in found.draft.title
    assert "16" not in found.draft.title.replace("3300", "")


def test_a_part_of_a_thing_is_not_the_thing() -> None:
    """A safety valve for water heaters: the prose speaks of 热水器 only as what it fits."""
    found = localized(language="zh", title="热水器安全阀甲乙", description="适用于热水器，安装简单。")
    assert "Warmwasser" not in found.draft.title
    assert not found.ready


def test_sides_with_labels_are_one_measure() -> None:
    """长, 宽 and 高 in the order of the source."""
    text = "【尺寸规格】产品尺寸为长602mm×宽370mm×高188mm，净重17kg，适合嵌入式安装。【包装】净重99kg。"
    found = localized(language="zh", title="美的（Midea）电热水器甲", description=text, brand="Midea").draft.description or ""
    assert "602 x 370 x 188 mm" in found
    assert "17 kg" in found
    assert "99" not in found


def test_facts_without_a_bullet_are_not_ready() -> None:
    """All the facts of the source stand in prose that nothing is taken from."""
    found = localized(title="Nordvik Water Bottle, Foobar", bullets=["Blorp keeps drinks cold for 24 hours"])
    assert not found.draft.bullets
    assert not found.ready
    assert any("handed back" in reason for reason in found.reasons)
    assert any("五点描述" in reason for reason in found.reasons_zh)


def test_a_source_without_facts_may_be_ready() -> None:
    found = localized(title="Nordvik Water Bottle, Foobar", bullets=["Blorp zing"])
    assert found.draft.title == "Nordvik Trinkflasche"
    assert found.ready
