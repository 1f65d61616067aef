import pytest

from tests.api.conftest import error_of


def test_none_yet(client):
    assert client.get("/v1/threads").json() == {"threads": []}


def test_a_conversation_is_kept(client):
    answers = [client.post("/v1/chat", json={"message": text, "thread_id": "t"}).json() for text in ("你好", "谢谢")]
    (entry,) = client.get("/v1/threads").json()["threads"]
    assert (entry["thread_id"], entry["title"], entry["turns"]) == ("t", "你好", 2) and entry["last_at"]
    thread = client.get("/v1/threads/t").json()
    assert thread["thread_id"] == "t" and [turn["answer"] for turn in thread["turns"]] == answers
    assert [(turn["number"], turn["question"]) for turn in thread["turns"]] == [(1, "你好"), (2, "谢谢")]


@pytest.mark.parametrize("name", ["unknown", "a b", "x" * 500, "'; drop table turn; --"])
def test_an_unknown_thread(client, name):
    assert error_of(client.get(f"/v1/threads/{name}"), 404, "unknown_reference")["field"] == "thread_id"
