import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage

from copilot.masking import Mask, Stream
from tests.copilot.models import calls

MESSAGE = """Reply to this Amazon US buyer:
My parcel is late, order 111-1234567-1234567. Mail me at jane.roe@example.com or call +1 555 010 7788.
I live at 12 Elm Street. My card is 4111 1111 1111 1111.
Best regards,
Jane Roe"""
HIDDEN = ["jane.roe@example.com", "555 010 7788", "12 Elm Street", "4111 1111 1111 1111"]


def test_what_is_hidden_comes_back():
    mask = Mask()
    hidden = mask.hide(MESSAGE)
    assert not [each for each in HIDDEN if each in hidden]
    assert "111-1234567-1234567" in hidden  # the order is needed to help
    assert mask.show(hidden) == MESSAGE


def test_names_are_hidden_where_they_are_words():
    mask = Mask()
    mask.know(["Roe", None, "王小明"])
    hidden = mask.hide("Roe orders Roebuck for 王小明先生")
    assert hidden.endswith("⟧先生") and " orders Roebuck for " in hidden and hidden.startswith("⟦NAME-")


def test_the_same_data_has_the_same_mark_and_an_unknown_mark_stays():
    mask = Mask()
    first, second = mask.hide("a@example.com"), mask.hide("to a@example.com")
    assert second == f"to {first}" and mask.show("⟦EMAIL-99⟧") == "⟦EMAIL-99⟧"


@given(st.text(max_size=200), st.lists(st.integers(1, 9), max_size=60))
def test_nothing_is_lost(text, cuts):
    mask = Mask()
    hidden = mask.hide(text)
    assert mask.show(hidden) == text
    stream, at, shown = Stream(mask), 0, ""
    for length in [*cuts, len(hidden)]:
        shown += stream.feed(hidden[at : at + length])
        at += length
    assert shown + stream.rest() == text


@pytest.fixture
def copilot(demo_home, monkeypatch):
    from copilot import copilot as module
    from copilot.copilot import Copilot
    from copilot.settings import Settings
    from tests.copilot.models import ScriptedModel

    def make(*lines):
        made = Copilot(Settings(home=demo_home, model="scripted", openai_base_url="http://127.0.0.1:9/v1", turn_seconds=20))
        made.model = ScriptedModel(lines=list(lines), asked=[])
        monkeypatch.setattr(module, "endpoint_model", lambda settings: made.model)
        return made

    return make


async def test_a_model_never_sees_personal_data_and_the_tool_gets_the_message(copilot):
    made = copilot(
        calls(("reply_check", {"text": "Write to ⟦EMAIL-1⟧", "platform": "amazon"})), AIMessage("Do not name ⟦EMAIL-1⟧.")
    )
    answer = await made.ask(MESSAGE.splitlines()[1].partition(" or call")[0])
    sent = json.dumps([[str(each.content) for each in messages] for messages in made.model.asked], ensure_ascii=False)
    assert "example.com" not in sent and "⟦EMAIL-1⟧" in sent
    assert answer.tool_calls[0].arguments["text"] == "Write to jane.roe@example.com"
    assert answer.tool_calls[0].result["blocked"] and "jane.roe@example.com" in answer.answer
