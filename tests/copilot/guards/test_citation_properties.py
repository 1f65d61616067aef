"""What holds for every answer, hostile ones too."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.guards.marks import MARK
from tests.copilot.guards.cited import checked

TEXTS = ["75", "500", "85%", "EUR 5,545.28", "五条", "2026-07-27", "标题", "words", "第 3 步", "来源：", "1. ", "- ", "# ", "> "]
SIGNS = [" ", "。", ". ", "，", ", ", ",", "\n", "\n\n", "| ", "**", "`", "```\n", "（", "）", "[", "]", "："]
MARKS = ["[1]", "[2]", "[3]", "[4]", "【2】", "[1, 3]", "[2-9]", "[3][2]", "[2](u)", "\\[2\\]"]
PIECES = st.sampled_from([*TEXTS, *SIGNS, *MARKS])
ANSWERS = st.lists(PIECES, max_size=30).map("".join)


def bare(text):
    """A text without marks, brackets, all that may stand between two marks, and spaces."""
    return re.sub(r"[\s,，、;；和与及&~～–—\[\]\\-]", "", MARK.sub("", text))


def runs_of_digits(text):
    return re.findall(r"\d+", MARK.sub(" ", text))


@given(ANSWERS)
def test_nothing_but_marks_changes(answer):
    assert bare(checked(answer).text) == bare(answer)


@given(ANSWERS)
def test_figures_stay_what_they_are(answer):
    assert runs_of_digits(checked(answer).text) == runs_of_digits(answer)


@given(ANSWERS)
def test_a_second_check_finds_nothing(answer):
    once = checked(answer)
    again = checked(once.text)
    assert (again.text, again.removed, again.cited) == (once.text, [], once.cited)


@given(ANSWERS)
def test_only_numbers_of_the_turn_are_cited(answer):
    assert checked(answer).cited <= {1, 2, 3}


@given(st.text(alphabet="[]【】()`\\^†0123456789,-–，、 \n|.。a五%", max_size=120))
def test_no_text_breaks_it(text):
    once = checked(text)
    assert bare(once.text) == bare(text) and checked(once.text).removed == []


@pytest.mark.parametrize(
    "answer", ["[" * 20_000, "[1" * 10_000, "[2]" * 5_000, "500 [2] a " * 1_000, "`" * 20_000, "75 [2]。" * 1_000, "1" * 20_000]
)
def test_long_hostile_answers_are_checked(answer):
    assert bare(checked(answer).text) == bare(answer)


def test_a_mark_is_found_once():
    assert [match[0] for match in MARK.finditer("[1][2] [[3]] [4](u) [5] (u)")] == ["[1]", "[2]", "[[3]]", "[5]"]
