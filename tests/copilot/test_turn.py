import pytest

from copilot.answer import Citation
from copilot.turn import Turn


def found(name, **fields):
    return {
        "document_id": name, "title": name, "url": None, "effective_date": None, "confidence": "high", "text": f"text of {name}",
        **fields,
    }  # fmt: skip


FIGURES = {"inputs": {}, "sources": [{"report": "amazon.orders"}, {"report": "amazon.traffic"}]}


def succeed(turn, name, result):
    with turn.call(name, {"a": 1}) as call:
        return call.succeed(result)


def test_citations_are_numbered_through_the_turn():
    turn = Turn()
    assert succeed(turn, "sales_query", FIGURES) == [1]
    assert succeed(turn, "knowledge_search", {"basis": True, "results": [found("a"), found("b", url="u")]}) == [2, 3]
    assert succeed(turn, "sales_query", FIGURES) == [4]
    assert [(c.n, c.kind, c.id) for c in turn.citations if c.kind == "document"] == [(2, "document", "a"), (3, "document", "b")]
    assert turn.citations[2].url == "u" and turn.citations[2].quote == "text of b"


def test_a_figure_is_cited_by_its_call():
    turn = Turn()
    succeed(turn, "sales_query", FIGURES)
    assert turn.citations[0].id == turn.tool_calls[0].id
    assert turn.citations[0].title == "sales_query: amazon.orders, amazon.traffic"


def test_without_a_basis_nothing_is_cited():
    turn = Turn()
    assert succeed(turn, "knowledge_search", {"basis": False, "results": [found("a")]}) == [0]
    assert turn.citations == []


def test_calls_are_written_down():
    turn = Turn()
    succeed(turn, "sales_query", FIGURES)
    with turn.call("sales_query", {}) as call:
        call.refuse({"code": "invalid_input"})
    with pytest.raises(RuntimeError), turn.call("broken", {}):
        raise RuntimeError
    assert [(c.name, c.ok, c.result is None, c.error) for c in turn.tool_calls] == [
        ("sales_query", True, False, None),
        ("sales_query", False, True, {"code": "invalid_input"}),
        ("broken", False, True, None),
    ]
    assert len({call.id for call in turn.tool_calls}) == 3 and all(call.duration_ms >= 0 for call in turn.tool_calls)


def test_the_turn_under_way():
    turn, inner = Turn(), Turn(shop="b")
    with turn.active():
        assert Turn.current() is turn
        with inner.active():
            assert Turn.current() is inner
        assert Turn.current() is turn
    assert Turn.current() is not turn


def test_citing_nothing():
    assert Turn().cite([]) == []
    assert Turn().cite([Citation(n=0, kind="tool", id="x", title="x")]) == [1]
