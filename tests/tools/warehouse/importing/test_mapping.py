import pytest

from tools.core.errors import InvalidInput
from tools.warehouse.importing.fields import FIELDS
from tools.warehouse.importing.mapping import NEEDED, Mapping, draft_mapping, read_mapping

ORDERS = "columns: {order_id: No, sku: Art, quantity: Qty, unit_price: Price, purchased_at: Date}\n"


def test_a_mapping_becomes_a_definition_of_its_columns():
    definition = read_mapping(ORDERS + "options: {decimal: ','}").definition()
    assert definition.missing(["No", "Art", "Qty"]) == ["Price", "Date"]
    assert (definition.id, definition.table) == ("mapped.order_lines", "order_line")


@pytest.mark.parametrize(("given", "prefixes"), [("C", ["C"]), (["C", "R-"], ["C", "R-"]), ([], [])])
def test_cancelled_prefixes(given, prefixes):
    assert Mapping(columns={}, options={"cancelled_prefix": given}).options.cancelled_prefixes == prefixes


@pytest.mark.parametrize(
    ("text", "key", "field"),
    [
        (ORDERS + "table: orders", "mapping_unknown_table", "table"),
        (ORDERS + "report: amazon.orders", "mapping_unknown_report", "report"),
        (ORDERS.replace("sku", "SKU"), "mapping_unknown_field", "columns.SKU"),
        ("columns: {order_id: No}", "mapping_lacks", "columns.sku"),
        ("columns: {sku: Art}\ntable: inventory_day", "mapping_lacks", "columns.fulfillable"),
    ],
)
def test_faulty_mappings(text, key, field):
    with pytest.raises(InvalidInput) as refusal:
        read_mapping(text)
    assert (refusal.value.key, refusal.value.field) == (key, field)


def test_every_needed_field_exists():
    assert set(NEEDED) == set(FIELDS)
    for table, needed in NEEDED.items():
        assert {name for names in needed for name in names.split(" | ")} <= set(FIELDS[table])


def test_a_draft_is_yaml_with_every_field():
    import yaml

    draft = yaml.safe_load(draft_mapping(["a", "b"], None))
    assert draft["table"] == "order_line" and set(draft["columns"]) == set(FIELDS["order_line"]) - {"marketplace"}
