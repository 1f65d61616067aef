from datetime import date

import pytest

from tests.api.conftest import error_of
from tests.tools.restock.plans import ordered, plan
from tools.restock.export import purchase_orders

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_workbook_is_downloaded_by_its_name(client):
    content = purchase_orders(plan(ordered()), "zh")
    name = client.app.state.copilot.world.exports.keep(content, "purchase-orders", date(2026, 10, 31))
    response = client.get(f"/v1/exports/{name}")
    assert response.status_code == 200 and response.content == content
    assert response.headers["content-type"] == XLSX
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    "name", ["none.xlsx", "..%2Fwarehouse.duckdb", "%2e%2e%2fthreads.sqlite", "orders", "%00.xlsx", "..%5Cx.xlsx"]
)
def test_other_names_are_refused(client, name):
    error_of(client.get(f"/v1/exports/{name}"), 404, "unknown_reference")


def test_drawings_and_workbooks_lie_apart(client):
    world = client.app.state.copilot.world
    drawing = world.charts.keep("<svg/>").rpartition("/")[2]
    error_of(client.get(f"/v1/exports/{drawing}"), 404, "unknown_reference")
