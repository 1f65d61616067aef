import pytest

from copilot.answer import Answer
from tests.api.conftest import error_of, events_of

REVENUE = {"message": "德国站上周销售额多少，比前一周怎样？"}
BOTH = pytest.mark.parametrize("path", ["/v1/chat", "/v1/chat/stream"])


def test_an_answer_of_the_contract(shop):
    response = shop.post("/v1/chat", json={**REVENUE, "thread_id": "t"})
    assert response.status_code == 200 and set(response.json()) == set(Answer.model_fields)
    answer = Answer.model_validate(response.json())
    assert "EUR 5,545.28" in answer.answer and answer.thread_id == "t" and answer.citations and not answer.grounding.untraced


def test_shop_and_locale(shop):
    answer = shop.post("/v1/chat", json={**REVENUE, "shop": "demo", "locale": "en"}).json()
    assert answer["language"] == "en" and answer["tool_calls"][0]["result"]["inputs"]["filters"]["shop"] == ["demo"]
    other = shop.post("/v1/chat", json={**REVENUE, "shop": "other"}).json()
    assert not other["tool_calls"][0]["ok"] and "5,545" not in other["answer"]


def test_a_follow_up_in_its_thread(shop):
    first = shop.post("/v1/chat", json=REVENUE).json()
    second = shop.post("/v1/chat", json={"message": "日本站呢？", "thread_id": first["thread_id"]}).json()
    assert "JPY" in second["answer"]


def test_a_stream_in_order(shop):
    response = shop.post("/v1/chat/stream", json={**REVENUE, "thread_id": "t"})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response)
    names = [name for name, _ in events]
    assert names[:3] == ["status", "tool_call", "tool_result"] and names[-1] == "answer"
    assert set(names[3:-1]) == {"token"} and sum(name in ("answer", "error") for name in names) == 1
    answer = Answer.model_validate(events[-1][1])
    assert "".join(data["text"] for name, data in events if name == "token") == answer.answer
    assert events[0][1] == {"thread_id": "t", "model": "offline"}
    assert events[1][1]["name"] == "sales_query" and events[2][1]["ok"] is True


def test_stream_and_answer_say_the_same(shop):
    streamed = events_of(shop.post("/v1/chat/stream", json=REVENUE))[-1][1]
    answer = shop.post("/v1/chat", json=REVENUE).json()
    assert streamed["answer"] == answer["answer"] and set(streamed) == set(answer)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"message": ""}, "message"),
        ({"message": " \n "}, "message"),
        ({"message": "x" * 100_000}, "message"),
        ({"message": "中" * 20_001}, "message"),
        ({"message": "hi", "thread_id": "a/b"}, "thread_id"),
        ({"message": "hi", "thread_id": "x" * 65}, "thread_id"),
        ({"message": "hi", "locale": "fr"}, "locale"),
    ],
)
def test_messages_that_cannot_be_taken(client, body, field):
    assert error_of(client.post("/v1/chat", json=body), 400)["field"] == field
    (event,) = [e for e in events_of(client.post("/v1/chat/stream", json=body)) if e[0] != "status"]
    assert event[0] == "error" and event[1]["error"]["field"] == field
    assert client.get("/v1/threads").json() == {"threads": []}


@BOTH
@pytest.mark.parametrize(
    ("body", "field"), [({}, "message"), ({"message": None}, "message"), ({"message": 5}, "message"), ([], None)]
)
def test_bodies_of_a_wrong_shape(client, path, body, field):
    error = error_of(client.post(path, json=body), 422)
    assert field is None or error["field"] == field


@BOTH
@pytest.mark.parametrize("content", [b"", b"{", b"message=hi", b"\xff\xfe", b'{"message": NaN}'])
def test_bodies_that_are_no_json(client, path, content):
    response = client.post(path, content=content, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)
    error_of(response, response.status_code)


def test_text_with_odd_characters(client):
    for text in ("a\x00b", "😀 hi", "\u202eevil", "{{ 7*7 }}", "<script>"):
        response = client.post("/v1/chat", json={"message": text})
        assert response.status_code == 200 and "49" not in response.json()["answer"]


@BOTH
def test_half_a_character_is_no_fault(client, path):
    for content in (
        rb'{"message": "hi \ud83d"}',
        rb'{"message": "hi", "thread_id": "\udc00"}',
        rb'{"message": "hi", "shop": "\udc00"}',
    ):
        response = client.post(path, content=content, headers={"content-type": "application/json"})
        assert response.status_code in (200, 400, 422) and "internal" not in response.text
