import io
import sys

import pytest

from copilot.answer import Answer
from copilot.copilot import Copilot

REVENUE = "德国站上周销售额多少，比前一周怎样？"


def test_an_answer_is_printed(chuhai, demo_home):
    ran = chuhai("ask", REVENUE)
    assert ran.code == 0 and "EUR 5,545.28" in ran.out and "-14.63%" in ran.out and ran.err == ""


def test_json_is_one_document_of_the_contract(chuhai, demo_home):
    ran = chuhai("ask", REVENUE, "--json", "--thread", "t1")
    answer = Answer.model_validate(ran.json)
    assert ran.code == 0 and answer.thread_id == "t1" and answer.model == "offline"
    assert answer.grounding.untraced == [] and answer.tool_calls[0].result["rows"]
    assert set(ran.json) == set(Answer.model_fields)


def test_a_thread_is_continued(chuhai, demo_home):
    chuhai("ask", "德国站上周销售额多少？", "--thread", "t1")
    assert "JPY" in chuhai("ask", "日本站呢？", "--thread", "t1").out


def test_another_shop_has_no_data(chuhai, demo_home):
    ran = chuhai("ask", REVENUE, "--shop", "other", "--json")
    assert ran.code == 0 and not ran.json["tool_calls"][0]["ok"] and "5,545" not in ran.out


@pytest.mark.parametrize("arguments", [[""], ["  "], ["x" * 20_001], ["hi", "--thread", "a/b"]])
def test_messages_that_cannot_be_taken(chuhai, knowledge_home, arguments):
    ran = chuhai("ask", *arguments)
    assert ran.code == 1 and ran.out == "" and ran.err.strip()
    ran = chuhai("ask", *arguments, "--json")
    assert ran.code == 1 and set(ran.json) == {"error"} and ran.json["error"]["code"] == "invalid_input"


@pytest.mark.parametrize(("language", "text"), [("zh", "请输入问题"), ("en", "Please write a question")])
def test_refusals_are_in_the_operators_language(chuhai, knowledge_home, monkeypatch, language, text):
    monkeypatch.setenv("CHUHAI_LANGUAGE", language)
    assert text in chuhai("ask", "").err


def test_wrong_usage(chuhai):
    assert chuhai("ask").code == 2
    assert chuhai("ask", "hi", "--colour", "red").code == 2
    assert chuhai("dance").code == 2


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_of_the_program_is_3(chuhai, knowledge_home, monkeypatch, debug):
    async def fault(*args, **kwargs):
        raise RuntimeError("secret of /srv")

    monkeypatch.setattr(Copilot, "ask", fault)
    monkeypatch.setenv("CHUHAI_DEBUG", "1" if debug else "0")
    ran = chuhai("ask", "hi", "--json")
    assert ran.code == 3 and ran.out == "" and "RuntimeError" in ran.err
    assert "secret" not in ran.err.split("\n")[0] and (debug or "Traceback" not in ran.err)


def test_a_conversation_in_the_terminal(chuhai, demo_home, monkeypatch):
    lines = iter(["德国站上周销售额多少？", "日本站呢？", "x" * 20_001, ""])
    monkeypatch.setattr("builtins.input", lambda prompt="": next(lines))
    ran = chuhai("chat", "--thread", "t2")
    assert ran.code == 0 and "EUR" in ran.out and "JPY" in ran.out and ran.err.strip()


def test_the_end_of_input_ends_a_conversation(chuhai, knowledge_home):
    sys.stdin = io.StringIO("")
    assert chuhai("chat").code == 0
