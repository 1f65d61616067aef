"""Replies against labels that colleagues wrote without sight of the product."""

from functools import partial

import pytest

from copilot.settings import Settings
from copilot.toolbox import run_tool
from copilot.world import World
from tests.evals.replies.scoring import drafted, judged, load, understood


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    world = World(Settings(home=tmp_path_factory.mktemp("replies")))
    yield partial(run_tool, world=world)
    world.close()


@pytest.mark.parametrize(
    ("name", "found", "right", "exact"), [("messages.jsonl", 0.75, 0.77, 0.56), ("messages_b.jsonl", 0.80, 0.81, 0.61)]
)
def test_what_buyers_want_is_understood(name, found, right, exact):
    counted = understood(load(name))
    assert counted["found"] >= found * counted["wanted"] and counted["right"] >= right * counted["named"], counted
    assert counted["exact"] >= exact * counted["messages"] and counted["language"] >= 0.98 * counted["messages"], counted
    assert counted["missed"] <= 1 and counted["false"] <= 0.02 * counted["messages"], counted


@pytest.mark.parametrize(("name", "agreed"), [("messages.jsonl", 0.96), ("messages_b.jsonl", 0.94)])
def test_drafts_are_lawful_traceable_and_complete(run, name, agreed):
    counted, told = drafted(load(name), run)
    assert not told, "\n".join(told)
    assert counted["agreed"] >= agreed * counted["verdicts"], counted


@pytest.mark.parametrize(
    ("name", "blocked", "false"),
    [
        ("sentences_a.jsonl", 0.98, 0.01),
        ("sentences_b.jsonl", 0.98, 0.01),
        ("sentences_c.jsonl", 0.98, 0.01),
        ("sentences_d.jsonl", 0.96, 0.01),
    ],
)
def test_what_breaks_a_rule_is_blocked_and_nothing_else(run, name, blocked, false):
    counted, told = judged(load(name), run)
    assert counted["blocked"] >= blocked * counted["violating"], "\n".join(told)
    assert counted["false"] <= false * counted["innocent"], "\n".join(told)
