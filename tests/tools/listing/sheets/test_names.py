import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.listing.sheets.names import Column, column_of, column_words, field_of, fold, is_no_fact

PATH = "[marketplace_id=ATVPDKIKX0DER][language_tag=en_US]"


@pytest.mark.parametrize(
    ("name", "field", "number"),
    [
        ("标题", "title", None),
        ("*Title", "title", None),
        ("标题（英文）", "title", None),
        ("Title (max. 200 characters)", "title", None),
        ("item_name", "title", None),
        ("item-name", "title", None),
        ("productName", "title", None),
        ("Body (HTML)", "description", None),
        ("五点描述3", "bullets", 3),
        ("卖点一", "bullets", 1),
        ("Bullet Point #2", "bullets", 2),
        ("bullet_point5", "bullets", 5),
        ("keyFeatures2", "bullets", 2),
        ("Über dieses Produkt", "bullets", None),
        ("À propos de cet article", "bullets", None),
        ("この商品について", "bullets", None),
        ("Descripción del producto", "description", None),
        ("Parole chiave", "search_terms", None),
        ("generic_keyword1", "search_terms", 1),
        ("\ufeffSKU", "sku", None),
        ("Seller SKU", "sku", None),
        ("站点", "marketplace", None),
        ("目标关键词", "keywords", None),
    ],
)
def test_names_of_fields(name, field, number):
    assert field_of(name) == (field, number)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (f"item_name{PATH}#1.value", ("title", None, "", False)),
        (f"bullet_point{PATH}#3.value", ("bullets", 3, "", False)),
        (f"title_differentiation{PATH}#1.value", ("highlights", 1, "", False)),
        ("contribution_sku#1.value", ("sku", None, "", False)),
        ("product_type#1.value", ("product_type", None, "", False)),
        ("item_weight[marketplace_id=A]#1.value", ("attribute", 1, "item weight", False)),
        ("item_weight[marketplace_id=A]#1.unit", ("attribute", 1, "item weight", True)),
        ("item_dimensions[marketplace_id=A]#1.length.unit", ("attribute", 1, "item dimensions length", True)),
        ("::record_action", (None, None, "", False)),
        ("main_product_image_locator[marketplace_id=A]#1.media_location", (None, None, "", False)),
    ],
)
def test_attribute_paths_of_amazon_templates(name, expected):
    column = column_of(name)
    assert (column.field, column.number, column.name, column.is_unit) == expected


def test_a_path_says_its_store_and_language():
    assert column_of(f"item_name{PATH}#1.value").chosen == {"marketplace_id": "ATVPDKIKX0DER", "language_tag": "en_US"}


def test_other_columns_are_facts_of_the_product():
    assert column_of("材质") == Column("attribute", name="材质")
    assert column_of("color_name") == Column("attribute", name="color name")
    assert column_of("C:Color") == Column("attribute", name="Color")
    assert column_of("special_features3") == Column("attribute", 3, "special features")
    assert column_of("item_weight_unit_of_measure") == Column("attribute", name="item weight", is_unit=True)


@pytest.mark.parametrize(
    "name",
    ["价格(USD)", "standard_price", "Variant Price", "main_image_url", "other_image_url3", "库存数量", "quantity", "Option1 Name",
     "external_product_id", "parent_child", "*Action(SiteID=US|Country=US)", "amzn1.volt.ca.product_id_type", "发布时间"],
)  # fmt: skip
def test_offers_pictures_and_logistics_are_no_facts(name):
    assert is_no_fact(name) or column_of(name).field is None


@pytest.mark.parametrize(
    "name", ["Material", "Farbe", "容量", "batteries_required", "number_of_items", "Idee", "Normgröße", "额定电压"]
)
def test_facts_are_not_taken_for_offers(name):
    assert not is_no_fact(name)


def test_no_name_stands_for_two_fields():
    names = [fold(name) for names in column_words()["fields"].values() for name in names]
    owners = {}
    for field, each in column_words()["fields"].items():
        for name in each:
            owners.setdefault(fold(name), set()).add(field)
    assert {name: fields for name, fields in owners.items() if len(fields) > 1} == {}
    assert len(names) > 250


@given(st.text(max_size=300))
def test_any_name_can_be_asked(name):
    column = column_of(name)
    assert column.field is None or column.field in {*column_words()["fields"], "attribute"}
    assert fold(fold(name)) == fold(name) or len(name) > 100
