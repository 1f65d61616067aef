import time
from io import BytesIO

import pytest
from openpyxl import load_workbook

from copilot import batches, listing_batches
from tests.api.conftest import error_of
from tests.tools.listing.sheets import fakes

SHEET = "SKU,站点,标题,五点1\nA1,US,Loud!,one\nA2,Mars,T,\nNO,US,T,\nA3,,Quiet,one\n"


@pytest.fixture
def fake(monkeypatch):
    """Tools that answer without judging."""
    monkeypatch.setattr(listing_batches, "run_tool", lambda name, arguments, world: fakes.run(name, arguments))


def post(client, content=SHEET, name="a.csv", **fields):
    return client.post("/v1/listings/batch", files={"file": (name, content)}, data=fields)


def ended(client, started):
    """The batch when it has ended."""
    assert started.status_code == 202, started.text
    for _ in range(600):
        told = client.get(f"/v1/listings/batch/{started.json()['batch_id']}").json()
        if told["state"] in ("done", "failed"):
            return told
        time.sleep(0.05)
    raise AssertionError("the batch did not end")


def test_a_sheet_is_checked_in_the_background(client, fake):
    started = post(client, marketplace="amazon_us")
    body = started.json()
    assert body["rows"] == 4 and [error["line"] for error in body["errors"]] == [3]
    assert "a.csv, row 3, column 站点" in body["errors"][0]["message"]
    told = ended(client, started)
    assert (told["state"], told["done"], told["total"], told["work"]) == ("done", 4, 4, "check")
    assert told["summary"] == {"rows": 4, "ready": 1, "not_ready": 1, "refused": 2, "blocking": 1, "warnings": 1}
    assert [error["line"] for error in told["errors"]] == [3, 4]
    workbook = client.get(told["export"])
    assert workbook.status_code == 200
    assert load_workbook(BytesIO(workbook.content)).sheetnames[:2] == ["结果", "问题"]


def test_results_row_by_row(client, fake):
    started = post(client, work="localize", to="Amazon.de", language="en")
    told = ended(client, started)
    body = client.get(f"/v1/listings/batch/{told['batch_id']}/results").json()
    assert told["to"] == "amazon_de" and body["results"][0]["result"]["draft"]["title"] == "LOUD!"
    assert "Drafts" in load_workbook(BytesIO(client.get(told["export"]).content)).sheetnames


def test_the_real_check(client):
    told = ended(client, post(client, "SKU,站点,标题\nA1,US,Steel Bottle free shipping!!!\n", as_of="2026-11-22"))
    assert told["state"] == "done" and told["summary"]["blocking"] >= 1


def test_a_fault_of_the_program_is_told_without_its_inside(client, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(listing_batches, "run_batch", broken)
    told = ended(client, post(client))
    assert told["state"] == "failed" and told["errors"][-1]["error"]["code"] == "internal" and "Zero" not in str(told)


@pytest.mark.parametrize(
    ("content", "fields", "field"),
    [
        (SHEET, {"work": "burn"}, "work"),
        (SHEET, {"work": "localize"}, "to"),
        (SHEET, {"as_of": "soon"}, "as_of"),
        ("", {}, None),
        ("a,b\n1,2\n", {}, None),
        (b"PK\x03\x04" + b"\x00" * 99, {}, None),
    ],
)
def test_what_is_refused(client, content, fields, field):
    assert error_of(post(client, content, **fields), 400)["field"] == field


def test_unknown_stores_and_batches(client):
    assert error_of(post(client, marketplace="amazon_mars"), 404, "unknown_reference")["field"] == "marketplace"
    assert error_of(post(client, work="localize", to="mars"), 404, "unknown_reference")["field"] == "to"
    assert error_of(client.get("/v1/listings/batch/nothing"), 404, "unknown_reference")["field"] == "batch_id"


def test_one_file_is_needed(client):
    assert error_of(client.post("/v1/listings/batch", files=[], data={"work": "check"}), 400)
    two = [("file", ("a.csv", SHEET)), ("file", ("b.csv", SHEET))]
    assert error_of(client.post("/v1/listings/batch", files=two), 400)["field"] == "file"


def test_too_many_at_once(client, fake, monkeypatch):
    monkeypatch.setattr(batches, "_MOST_WAITING", 0)
    assert error_of(post(client), 400)


def test_old_batches_keep_their_workbook_alone(client, fake, monkeypatch):
    monkeypatch.setattr(batches, "_MOST_WHOLE", 0)
    first = ended(client, post(client))
    ended(client, post(client))
    body = client.get(f"/v1/listings/batch/{first['batch_id']}/results").json()
    assert body["results"] is None and body["export"] == first["export"]
