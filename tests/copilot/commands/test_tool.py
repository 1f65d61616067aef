import json

import pytest

from tools.core.catalogue import catalogue

UNITS = json.dumps({"metrics": ["units"], "window": "last_week", "filters": {"marketplace": ["德国站"]}})


def test_the_catalogue(chuhai):
    ran = chuhai("tools")
    assert ran.code == 0 and [line.split()[0] for line in ran.out.splitlines()] == list(catalogue())


def test_the_catalogue_as_json(chuhai):
    tools = {tool["name"]: tool for tool in chuhai("tools", "--json").json["tools"]}
    assert set(tools) == set(catalogue())
    assert all(set(tool) >= {"name", "effect", "description", "schema"} for tool in tools.values())
    assert "metrics" in tools["sales_query"]["schema"]["properties"]


@pytest.mark.parametrize(("argument", "stdin"), [(UNITS, ""), ("-", UNITS)])
def test_a_tool_is_run(chuhai, demo_home, argument, stdin):
    ran = chuhai("tool", "sales_query", argument, stdin=stdin)
    assert ran.code == 0 and ran.err == ""
    assert set(ran.json) >= {"inputs", "rows", "definitions", "sources", "warnings"}
    assert ran.json["window"] == {"from": "2026-10-19", "to": "2026-10-25"}


@pytest.mark.parametrize(
    ("name", "arguments", "code", "field"),
    [
        ("no_such", "{}", "unknown_reference", "name"),
        ("sales_query", "{}", "invalid_input", "metrics"),
        ("sales_query", '{"metrics": ["units"], "limit": 0}', "invalid_input", "limit"),
        ("sales_query", "{metrics", "invalid_input", "arguments"),
        ("sales_query", "", "invalid_input", "arguments"),
        ("sales_query", "[]", "invalid_input", "arguments"),
        ("sales_query", '{"metrics": ["units"], "filters": {"sku": ["ZZZ-9"]}}', "unknown_reference", None),
        ("sales_query", '{"metrics": ["happiness"]}', "unknown_reference", "metrics"),
    ],
)
def test_a_refusal_is_one_json_document(chuhai, demo_home, name, arguments, code, field):
    ran = chuhai("tool", name, arguments)
    assert ran.code == 1 and set(ran.json) == {"error"} and ran.json["error"]["code"] == code
    assert field is None or ran.json["error"]["field"] == field
    assert ran.err.strip() and "Traceback" not in ran.err


def test_wrong_usage(chuhai):
    assert chuhai("tool").code == 2
