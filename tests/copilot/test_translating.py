"""What an endpoint may answer to a translation, and what is made of it."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from copilot.settings import Settings
from copilot.translating import EndpointTranslator
from copilot.world import World
from tools.listing.localize.translator import TranslationFailed

TEXTS = {"title": "Nordvik bottle 500 ml", "bullets[0]": "Keeps 24 h"}
GERMAN = {"title": "Nordvik Flasche 500 ml", "bullets[0]": "Hält 24 h"}


@pytest.fixture
def endpoint():
    """An endpoint that says what it is told to, and remembers what it was asked."""
    said, asked = {"content": "", "reason": "stop"}, []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            choice = {"index": 0, "finish_reason": said["reason"], "message": {"role": "assistant", "content": said["content"]}}
            body = json.dumps({"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1", said, asked
    server.shutdown()


@pytest.fixture
def translate(endpoint, tmp_path):
    address, said, asked = endpoint
    translator = EndpointTranslator(Settings(home=tmp_path, model="m", openai_base_url=address))

    def run(content, reason="stop", complaints=()):
        said.update(content=content, reason=reason)
        return translator.translate(TEXTS, "en", "de", {"bottle": "Flasche"}, list(complaints))

    run.asked = asked
    return run


@pytest.mark.parametrize("wrapped", ["{}", "```json\n{}\n```", "  {}\n"])
def test_the_texts_come_back_by_their_keys(translate, wrapped):
    assert translate(wrapped.replace("{}", json.dumps(GERMAN))) == GERMAN


def test_words_and_complaints_are_passed_on_and_the_listing_is_data(translate):
    translate(json.dumps(GERMAN), complaints=["title: 500 ml is missing"])
    system, human = translate.asked[0]["messages"]
    assert "bottle = Flasche" in system["content"] and "500 ml is missing" in system["content"]
    assert "German" in system["content"] and json.loads(human["content"]) == TEXTS


@pytest.mark.parametrize(
    "content",
    [
        "Sure! Here it is",
        "[]",
        json.dumps({"title": "x"}),
        json.dumps({**GERMAN, "extra": "y"}),
        json.dumps({**GERMAN, "title": 5}),
        "",
    ],
)
def test_any_other_answer_fails(translate, content):
    with pytest.raises(TranslationFailed):
        translate(content)


def test_an_answer_cut_short_fails(translate):
    with pytest.raises(TranslationFailed):
        translate(json.dumps(GERMAN), reason="length")


def test_an_endpoint_out_of_reach_fails(tmp_path):
    translator = EndpointTranslator(Settings(home=tmp_path, model="m", openai_base_url="http://127.0.0.1:9/v1", model_seconds=2))
    with pytest.raises(TranslationFailed):
        translator.translate(TEXTS, "en", "de", {}, [])


def test_offline_there_is_no_translator(tmp_path):
    assert World(Settings(home=tmp_path)).translator is None
    assert World(Settings(home=tmp_path, model="m", openai_base_url="http://127.0.0.1:9/v1")).translator is not None
