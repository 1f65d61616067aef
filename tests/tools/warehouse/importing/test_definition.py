import duckdb
import pytest
import yaml

from tools.warehouse.importing.definition import REPORTS, report_definitions
from tools.warehouse.importing.fields import FIELDS
from tools.warehouse.importing.recognition import best_fit
from tools.warehouse.importing.rows import RULES, row_sql
from tools.warehouse.warehouse import MIGRATIONS

BUSINESS = "amazon.business_report.child_asin.us_compact_21"
DEFINITIONS = pytest.mark.parametrize("definition", report_definitions().values(), ids=lambda d: d.id)


@pytest.fixture(scope="module")
def schema():
    connection = duckdb.connect()
    for step in sorted(MIGRATIONS.glob("*.sql")):
        connection.execute(step.read_text(encoding="utf-8"))
    return connection


@DEFINITIONS
def test_every_report_says_where_it_is_from_and_fills_fields_that_exist(definition):
    assert definition.source and definition.name["zh"] and definition.name["en"] and definition.basis
    assert bool(definition.signature) != bool(definition.json_signature)
    for records in definition.record_sets:
        fields = [*definition.columns, *definition.constants, *records.columns, *records.constants]
        known = {*FIELDS[records.table or definition.table], "platform"}
        assert {field for field in fields if field[0] != "_"} <= known


@DEFINITIONS
def test_its_own_signature_is_recognised(definition):
    if definition.signature:
        columns = definition.all_columns
        names = [columns.get(entry, entry.split(" | "))[0] for entry in definition.signature]
        assert best_fit(names, definition.format).id == definition.id


@pytest.mark.parametrize("table", FIELDS)
def test_rows_of_a_table_have_its_columns(schema, table):
    columns = {name for (name,) in schema.execute(f"select column_name from (describe {table})").fetchall()}
    assert all(f"as {column}" in row_sql(table) or column in row_sql(table) for column in columns - {"row_key", "import_id"})
    assert table in RULES


def test_ids_are_unique():
    ids = [yaml.safe_load(path.read_text(encoding="utf-8"))["id"] for path in REPORTS.glob("*.yaml")]
    assert len(ids) == len(set(ids)) == len(report_definitions())


def test_either_name_of_a_column_will_do():
    report = report_definitions()["amazon.business_report.child_asin.legacy_pre2022"]
    header = ["(Child) ASIN", "SESSIONS", "Page_Views", "Units Ordered", "Ordered Product Sales"]
    assert report.column_of(header)["page_views"] == "Page_Views"
    assert report.column_of(["Sessions \u2013 Total"]).get("sessions") in (None, "Sessions \u2013 Total")
