"""A cut stream never yields a tool call that could be run (M1 of the reliability study)."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI

from copilot.guards.complete_calls import CompleteChatOpenAI, IncompleteAnswer

ARGUMENTS = '{"sku": "AB-1234", "price": 199.90, "note": "降价，请核对", "stores": ["de", {"a": null}]}'
QUESTION = [HumanMessage("hi")]


@pytest.fixture
def model():
    return CompleteChatOpenAI(model="test", api_key="x", base_url="http://127.0.0.1:9/v1", max_retries=0)


def stream(monkeypatch, texts, reason):
    """Let `ChatOpenAI` send one tool call in pieces, then the reason."""

    async def sent(self, messages, *args, **kwargs):
        for number, text in enumerate(texts):
            piece = {
                "name": "set_price" if number == 0 else None,
                "args": text,
                "id": "call_1" if number == 0 else None,
                "index": 0,
            }
            yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[piece]))
        if reason:
            yield ChatGenerationChunk(message=AIMessageChunk(content=""), generation_info={"finish_reason": reason})

    monkeypatch.setattr(ChatOpenAI, "_astream", sent)


async def read(model):
    """All of the answer, as an agent gets it."""
    whole = None
    async for chunk in model.astream(QUESTION):
        whole = chunk if whole is None else whole + chunk
    return whole


async def test_a_complete_call_passes(model, monkeypatch):
    stream(monkeypatch, [ARGUMENTS[:7], ARGUMENTS[7:40], ARGUMENTS[40:]], "tool_calls")
    assert (await read(model)).tool_calls[0]["args"] == json.loads(ARGUMENTS)


@pytest.mark.parametrize("reason", [None, "tool_calls", "stop", "length"])
async def test_arguments_cut_anywhere_are_refused(model, monkeypatch, reason):
    for cut in range(1, len(ARGUMENTS)):
        stream(monkeypatch, [ARGUMENTS[:cut]], reason)
        with pytest.raises(IncompleteAnswer):
            await read(model)


@pytest.mark.parametrize("reason", [None, "length", "content_filter", "unheard-of"])
async def test_a_stream_without_a_good_end_is_refused(model, monkeypatch, reason):
    stream(monkeypatch, [ARGUMENTS], reason)
    with pytest.raises(IncompleteAnswer, match="finish_reason"):
        await read(model)


@pytest.mark.parametrize(
    "arguments",
    [
        '{"price": NaN}', '{"price": Infinity}', '{"price": -Infinity}', "{'price': 1}", '{"price": 1,}',
        '{"price": 1} {"price": 2}',
        "[1]", '"text"', "1", "null", "true", "{", '{"a": "b\n"}', "price=1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("reason", ["tool_calls", "stop"])
async def test_arguments_that_are_no_strict_json_object_are_refused(model, monkeypatch, arguments, reason):
    stream(monkeypatch, [arguments], reason)
    with pytest.raises(IncompleteAnswer):
        await read(model)


@pytest.mark.parametrize("arguments", ["", "{}"])
async def test_a_call_may_have_no_arguments(model, monkeypatch, arguments):
    stream(monkeypatch, [arguments], "tool_calls")
    assert (await read(model)).tool_calls[0]["args"] == {}


def answer(monkeypatch, message, reason):
    async def sent(self, messages, *args, **kwargs):
        return ChatResult(generations=[ChatGeneration(message=message, generation_info={"finish_reason": reason})])

    monkeypatch.setattr(ChatOpenAI, "_agenerate", sent)


INVALID = {"name": "set_price", "args": '{"price": 19', "id": "1", "error": "no JSON", "type": "invalid_tool_call"}
VALID = {"name": "set_price", "args": {"price": 19.0}, "id": "1", "type": "tool_call"}


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (AIMessage("half an ans"), "length"),
        (AIMessage("text"), None),
        (AIMessage("", tool_calls=[VALID]), "length"),
        (AIMessage("", invalid_tool_calls=[INVALID]), "tool_calls"),
        (AIMessage("", tool_calls=[{**VALID, "args": {"price": float("nan")}}]), "tool_calls"),
    ],
)
async def test_an_incomplete_answer_in_one_piece_is_refused(model, monkeypatch, message, reason):
    answer(monkeypatch, message, reason)
    with pytest.raises(IncompleteAnswer):
        await model.ainvoke(QUESTION)


async def test_a_complete_answer_in_one_piece_passes(model, monkeypatch):
    answer(monkeypatch, AIMessage("", tool_calls=[VALID]), "tool_calls")
    assert (await model.ainvoke(QUESTION)).tool_calls[0]["args"] == {"price": 19.0}


def events():
    """A streamed tool call as an endpoint sends it, byte for byte."""
    function = {"name": "set_price", "arguments": ""}
    deltas = [{"role": "assistant", "tool_calls": [{"index": 0, "id": "c", "type": "function", "function": function}]}]
    deltas += [
        {"tool_calls": [{"index": 0, "function": {"arguments": ARGUMENTS[n : n + 9]}}]} for n in range(0, len(ARGUMENTS), 9)
    ]
    ends = [None] * len(deltas) + ["tool_calls"]
    for delta, end in zip([*deltas, {}], ends, strict=True):
        choice = {"index": 0, "delta": delta, "finish_reason": end}
        chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "test", "choices": [choice]}
        yield f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()
    yield b"data: [DONE]\n\n"


@pytest.fixture
def endpoint():
    """An endpoint on this machine that stops after `sent` bytes."""

    class Handler(BaseHTTPRequestHandler):
        body = b""

        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.end_headers()
            self.wfile.write(self.body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1", Handler
    server.shutdown()
    server.server_close()


async def test_a_connection_cut_at_any_byte_yields_no_call(endpoint):
    address, handler = endpoint
    model = CompleteChatOpenAI(model="test", api_key="x", base_url=address, max_retries=0, stream_usage=False)
    parts = list(events())
    whole = b"".join(parts)
    end = len(whole) - len(parts[-1]) - len(parts[-2])
    handler.body = whole
    assert (await read(model)).tool_calls[0]["args"] == json.loads(ARGUMENTS)
    # Every byte of two events in the middle, and the end of each event.
    cuts = {
        *range(len(b"".join(parts[:4])), len(b"".join(parts[:6]))),
        *(len(b"".join(parts[:n])) for n in range(len(parts) - 2)),
    }
    for cut in sorted(cut for cut in cuts if cut <= end):
        handler.body = whole[:cut]
        with pytest.raises(Exception) as refused:
            await read(model)
        assert not isinstance(refused.value, AssertionError)
