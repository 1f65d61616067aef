import pytest

from tests.api.conftest import error_of
from tools.core.catalogue import catalogue

UNITS = {"metrics": ["units"], "window": "last_week", "filters": {"marketplace": ["德国站"]}}


def test_the_catalogue(client):
    tools = client.get("/v1/tools").json()["tools"]
    assert [tool["name"] for tool in tools] == list(catalogue())
    assert all(set(tool) >= {"name", "effect", "description", "schema"} for tool in tools)


def test_a_tool_is_run(shop):
    result = shop.post("/v1/tools/sales_query", json=UNITS).json()
    assert set(result) >= {"inputs", "rows", "definitions", "sources", "warnings"}
    assert result["window"] == {"from": "2026-10-19", "to": "2026-10-25"} and result["rows"][0]["units"] > 0


def test_knowledge_is_searched(client):
    result = client.post("/v1/tools/knowledge_search", json={"query": "亚马逊标题最多多少字符？"}).json()
    assert result["basis"] is True and result["results"][0]["document_id"] == "amz-title-max-75"


def test_an_unknown_tool(client):
    error = error_of(client.post("/v1/tools/sales_querry", json={}), 404, "unknown_reference")
    assert error["field"] == "name" and "sales_query" in error["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "metrics"), ({"metrics": "x" * 10, "limit": -1}, "limit"), ({**UNITS, "sql": "drop"}, "sql"),
     ({"metrics": ["units"], "filters": {"sku": {"a": 1}}}, "filters.sku")],
)  # fmt: skip
def test_wrong_arguments_name_the_field(client, body, field):
    assert error_of(client.post("/v1/tools/sales_query", json=body), 400)["field"].startswith(field)


@pytest.mark.parametrize(("content", "status"), [(b"{", 422), (b"[]", 422), (b'"text"', 422), (b"", 400)])
def test_bodies_of_a_wrong_shape(client, content, status):
    response = client.post("/v1/tools/sales_query", content=content, headers={"content-type": "application/json"})
    error_of(response, status)


@pytest.mark.parametrize(
    ("body", "code"),
    [({**UNITS, "filters": {"sku": ["ZZZ-9"]}}, "unknown_reference"), ({**UNITS, "metrics": ["happiness"]}, "unknown_reference"),
     ({**UNITS, "window": {"from": "2031-01-01", "to": "2031-02-01"}}, "not_enough_data"),
     ({**UNITS, "window": "soonish"}, "invalid_input")],
)  # fmt: skip
def test_refusals_of_the_tool(shop, body, code):
    response = shop.post("/v1/tools/sales_query", json=body)
    assert response.status_code in (400, 404, 422)
    error_of(response, response.status_code, code)


@pytest.mark.parametrize("value", ["'; drop table order_line; --", "a' or '1'='1", "\"; attach 'x'"])
def test_values_are_only_values(shop, value):
    error_of(shop.post("/v1/tools/sales_query", json={**UNITS, "filters": {"sku": [value]}}), 404, "unknown_reference")
    assert shop.post("/v1/tools/sales_query", json=UNITS).status_code == 200
