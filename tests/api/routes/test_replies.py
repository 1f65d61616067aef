import time
from io import BytesIO

from openpyxl import load_workbook

from tests.api.conftest import error_of
from tests.tools.reply.messages import NOW, SHEET


def imported(client):
    assert client.post("/v1/imports", files={"file": ("messages.csv", SHEET)}).status_code == 200


def ended(client, started):
    assert started.status_code == 202, started.text
    for _ in range(600):
        told = client.get(f"/v1/replies/batch/{started.json()['batch_id']}").json()
        if told["state"] in ("done", "failed"):
            return told
        time.sleep(0.05)
    raise AssertionError("the batch did not end")


def test_a_queue_is_drafted_in_the_background(client):
    imported(client)
    told = ended(client, client.post("/v1/replies/batch", json={"as_of": NOW, "language": "en"}))
    assert (told["state"], told["done"], told["total"], told["work"]) == ("done", 6, 6, "draft")
    assert told["summary"]["escalate"] == 1 and told["summary"]["no_reply"] == 1
    # The message that names no platform cannot be answered.
    assert told["summary"]["refused"] == 1 and told["errors"][0]["line"] == 5
    results = client.get(f"/v1/replies/batch/{told['batch_id']}/results").json()["results"]
    assert [row["waiting"]["message_id"] for row in results][:2] == ["fire", "late"]
    assert results[1]["result"]["draft"].startswith("Guten Tag")
    book = load_workbook(BytesIO(client.get(told["export"]).content))
    assert book["Drafts"]["K3"].value == results[1]["result"]["draft"]


def test_without_messages_the_batch_is_refused(client):
    error_of(client.post("/v1/replies/batch", json={}), 400, "invalid_input")
    error_of(client.get("/v1/replies/batch/x"), 404, "unknown_reference")


def test_terms_are_entered_listed_and_taken_back(client):
    put = client.put("/v1/replies/terms/main", json={"brand": "KiTool", "tone": "soft", "return_window_days": 60})
    assert put.json() == {"shop": "main", "terms": put.json()["terms"]} and put.json()["terms"]["tone"] == "warm"
    assert client.get("/v1/replies/terms").json()["terms"]["main"]["return_window_days"] == 60
    asked = {"message": "Where is my parcel?", "platform": "amazon", "marketplace": "amazon_us", "shop": "main"}
    assert "KiTool" in client.post("/v1/tools/reply_draft", json=asked).json()["draft"]
    error_of(client.put("/v1/replies/terms/main", json={"brnd": "x"}), 400, "invalid_input")
    assert client.delete("/v1/replies/terms/main").json() == {"removed": "main"}
    error_of(client.delete("/v1/replies/terms/main"), 404, "unknown_reference")
