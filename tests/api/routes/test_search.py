import pytest

from tests.api.conftest import error_of

RESULT = {"document_id", "passage_id", "title", "text", "score", "kind", "source", "effective_date", "confidence"}


def search(client, **query):
    return client.get("/v1/search", params=query)


def test_results_of_the_contract(client):
    results = search(client, q="亚马逊标题最多多少字符？", k=3).json()["results"]
    assert len(results) == 3 and all(set(result) >= RESULT for result in results)
    assert results[0]["document_id"] == "amz-title-max-75" and results[0]["confidence"] == "medium"


@pytest.mark.parametrize("kind", ["rule", "sop"])
def test_one_kind(client, kind):
    results = search(client, q="customs hold", kind=kind).json()["results"]
    assert len(results) == 5 and {result["kind"] for result in results} == {kind}


@pytest.mark.parametrize("kind", ["compliance", "document"])
def test_a_kind_without_documents(client, kind):
    kinds = {result["kind"] for result in search(client, q="customs hold", kind=kind).json()["results"]}
    assert kinds <= {kind}


@pytest.mark.parametrize(
    ("query", "status", "code", "field"),
    [
        ({"q": ""}, 400, "invalid_input", "q"),
        ({"q": "  "}, 400, "invalid_input", "q"),
        ({"q": "x" * 8001}, 400, "invalid_input", "q"),
        ({}, 422, "invalid_input", "q"),
        ({"q": "x", "k": 0}, 422, "invalid_input", "k"),
        ({"q": "x", "k": 51}, 422, "invalid_input", "k"),
        ({"q": "x", "k": "many"}, 422, "invalid_input", "k"),
        ({"q": "x", "kind": "poem"}, 404, "unknown_reference", "kind"),
    ],
)
def test_searches_that_are_refused(client, query, status, code, field):
    assert error_of(search(client, **query), status, code)["field"] == field


@pytest.mark.parametrize("query", ['"', "' or 1=1 --", "NEAR(a b)", "*", "a AND", "中" * 200, "\x00x", "😀"])
def test_odd_queries_do_no_harm(client, query):
    assert search(client, q=query).status_code == 200
