import pytest

from tests.engines.questions import QUESTIONS
from tests.support import ask
from tools.core.errors import ToolError


def told(warehouse, metrics, question):
    """All that an answer says, or the refusal; amounts of different currencies have no order among them."""
    try:
        result = ask(warehouse, metrics, **question)
    except ToolError as refused:
        return refused.payload()
    said = result.model_dump(mode="json")
    for part in ("rows", "totals"):
        said[part].sort(key=lambda row: row["currency"] or "")
    return said


def test_there_are_questions_of_every_shape():
    assert len(QUESTIONS) >= 60


@pytest.mark.parametrize(("metrics", "question"), QUESTIONS)
def test_the_answer_is_the_same(loaded, server, metrics, question):
    expected = told(loaded["duckdb"], metrics, question)
    assert told(loaded[server], metrics, question) == expected
    assert expected.get("rows") or expected["code"]


def test_most_questions_have_an_answer(loaded):
    answered = [question for question in QUESTIONS if "rows" in told(loaded["duckdb"], *question)]
    assert len(answered) > 0.9 * len(QUESTIONS)
