import pytest

from tests.api.conftest import error_of
from tests.support import UCI_MAPPING, all_orders, order

GOOD = all_orders(order("1"), order("2")).encode()
ENTRY = {
    "file",
    "report",
    "rows_read",
    "rows_added",
    "rows_superseded",
    "rows_rejected",
    "rejections",
    "period",
    "shop",
    "warnings",
}


def post(client, *files, **fields):
    return client.post("/v1/imports", files=[("files", file) for file in files], data=fields)


def has_data(client):
    response = client.post("/v1/tools/sales_query", json={"metrics": ["units"]})
    return response.status_code == 200


def test_a_file_is_imported(client):
    response = post(client, ("orders.txt", GOOD), shop="mine")
    (entry,) = response.json()["imports"]
    assert response.status_code == 200 and set(entry) >= ENTRY
    assert (entry["file"], entry["shop"], entry["rows_added"], entry["rows_rejected"]) == ("orders.txt", "mine", 2, 0)
    assert has_data(client)


def test_any_field_name_will_do(client):
    assert client.post("/v1/imports", files={"file": ("orders.txt", GOOD)}).json()["imports"][0]["rows_added"] == 2


@pytest.mark.parametrize("as_file", [True, False])
def test_a_mapping_comes_along(client, uci_lines, as_file):
    content = uci_lines(("1", "A", 2, 3.5)).read_bytes()
    if as_file:
        files = [("files", ("lines.csv", content)), ("mapping", ("map.yaml", UCI_MAPPING.encode()))]
        response = client.post("/v1/imports", files=files)
    else:
        response = post(client, ("lines.csv", content), mapping=UCI_MAPPING)
    assert response.json()["imports"][0]["rows_added"] == 1


BAD = {
    "unknown": b"what,is,this\n1,2,3\n",
    "empty": b"",
    "binary": bytes(range(256)) * 20,
    "zip": b"PK\x03\x04" + b"\x00" * 100,
    "wrong cell": all_orders(order("1"), order("2", item_price="many")).encode(),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_leaves_nothing_and_the_server_lives_on(client, name):
    response = post(client, ("bad.txt", BAD[name]))
    (entry,) = response.json()["imports"]
    assert set(entry) >= ENTRY
    # Refused as a whole: the status says so; with bad values in it: listed.
    assert response.status_code == (400 if entry.get("error") else 200)
    assert response.json().get("error") == entry.get("error")
    assert entry["rows_added"] == 0 and (entry.get("error") or entry["rejections"])
    assert "Traceback" not in response.text and not has_data(client)
    assert client.get("/healthz").status_code == 200
    assert post(client, ("orders.txt", GOOD)).json()["imports"][0]["rows_added"] == 2


def test_good_files_are_kept_beside_bad_ones(client):
    entries = post(client, ("bad.txt", BAD["wrong cell"]), ("good.txt", GOOD)).json()["imports"]
    assert [entry["rows_added"] for entry in entries] == [0, 2]
    rejection = entries[0]["rejections"][0]
    assert (rejection["line"], rejection["column"], rejection["value"]) == (3, "item-price", "many")


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "a\\b.txt", "名字.txt", ""])
def test_odd_file_names_do_no_harm(client, name):
    response = post(client, (name, GOOD))
    assert response.status_code in (200, 400, 422)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\nnot a part", "multipart/form-data; boundary=x"),
        (b"--x--", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"", "text/plain"),
        (b"shop=mine", "application/x-www-form-urlencoded"),
    ],
)
def test_bodies_without_files_are_refused(client, content, kind):
    error_of(client.post("/v1/imports", content=content, headers={"content-type": kind}), 400)


def test_a_mapping_that_is_no_text(client):
    files = [("files", ("lines.csv", b"a,b\n1,2\n")), ("mapping", ("map.yaml", b"\xff\xfe\x00"))]
    response = client.post("/v1/imports", files=files)
    assert response.status_code in (200, 400)
    assert response.status_code == 400 or response.json()["imports"][0]["error"]


def test_an_upload_that_is_too_large_is_cut_off(client):
    limit = client.app.state.copilot.settings.import_megabytes * 1_000_000
    response = client.post("/v1/imports", content=(b"x" * 1_000_000 for _ in range(limit // 1_000_000 + 3)),
                           headers={"content-type": "multipart/form-data; boundary=b"})  # fmt: skip
    assert response.status_code in (400, 413)
    announced = {"content-type": "multipart/form-data; boundary=b", "content-length": str(10**12)}
    assert client.post("/v1/imports", content=b"--b--", headers=announced).status_code == 413


def test_imports_are_listed_tried_and_taken_back(client):
    tried = post(client, ("orders.txt", GOOD), dry_run="true").json()["imports"][0]
    assert tried["dry_run"] and tried["rows_added"] and not has_data(client)
    number = post(client, ("orders.txt", GOOD)).json()["imports"][0]["import_id"]
    assert client.get("/v1/imports").json()["imports"][0]["import_id"] == number
    assert client.delete(f"/v1/imports/{number}").json()["rows_removed"] == tried["rows_added"]
    assert not has_data(client)
    assert client.delete(f"/v1/imports/{number}").status_code == 404
