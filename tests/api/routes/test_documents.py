import pytest

from tests.api.conftest import error_of

OWN_KNOWLEDGE = True

NOTE = ("returns.md", b"# Returns in Leipzig\nReturned parcels go to Leipzig.")
FIELDS = {"document_id", "title", "kind", "source", "effective_date", "confidence", "origin"}


def post(client, *files):
    return client.post("/v1/documents", files=[("files", file) for file in files])


def listed(client):
    return {document["document_id"] for document in client.get("/v1/documents").json()["documents"]}


def test_a_document_is_added_shown_found_and_removed(client):
    (added,) = post(client, NOTE).json()["documents"]
    assert (added["document_id"], added["title"]) == ("returns", "Returns in Leipzig") and set(added) >= FIELDS
    assert "returns" in listed(client)
    shown = client.get("/v1/documents/returns").json()
    assert shown["texts"][""].endswith("go to Leipzig.")
    found = client.get("/v1/search", params={"q": "Where do returned parcels go?"}).json()
    assert found["results"][0]["document_id"] == "returns"
    assert client.delete("/v1/documents/returns").json() == {"removed": "returns"}
    assert "returns" not in listed(client)
    error_of(client.get("/v1/documents/returns"), 404, "unknown_reference")


def test_a_document_as_json(client):
    body = {"name": "fees", "text": "Fees rise in May."}
    (added,) = client.post("/v1/documents", json=body).json()["documents"]
    assert added["document_id"] == "fees" and added["title"] == "fees"


@pytest.mark.parametrize("body", [{}, [], {"text": 5}, "text", None])
def test_json_without_text_is_refused(client, body):
    error_of(client.post("/v1/documents", json=body), 400)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe"])
def test_bodies_that_are_no_json_are_refused(client, content):
    error_of(client.post("/v1/documents", content=content, headers={"content-type": "application/json"}), 400)


@pytest.mark.parametrize("content", [b"", b"--x\r\nnot a part", b"--x--\r\n"])
def test_a_broken_form_is_refused(client, content):
    error_of(client.post("/v1/documents", content=content, headers={"content-type": "multipart/form-data; boundary=x"}), 400)


@pytest.mark.parametrize(
    "bad",
    [("a.pdf", b"%PDF"), ("a.md", b"\xff\xfe"), ("a.md", b" "), ("a.md", b"---\nx: [\n---\ntext"), ("SOP-LOG-01.md", b"mine"),
     ("a.md", b"x" * 5_000_001)],
)  # fmt: skip
def test_of_good_and_bad_files_none_is_kept(client, bad):
    before = listed(client)
    error = error_of(post(client, NOTE, bad), 400)
    assert error["field"] == "document" and listed(client) == before


def test_the_library_cannot_be_removed(client):
    error_of(client.delete("/v1/documents/SOP-LOG-01"), 400)
    assert "SOP-LOG-01" in listed(client)


@pytest.mark.parametrize("method", ["get", "delete"])
def test_an_unknown_document(client, method):
    error = error_of(getattr(client, method)("/v1/documents/no-such"), 404, "unknown_reference")
    assert "no-such" in error["message"]
