"""Decisions over platforms, places, days and states: every case carries its derivation."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from prompts.reply_blocks import reply_block
from tests.tools.reply.policy.deciding import decided

_ROOM = Path(__file__).parents[3] / "cases"
_CASES = [
    (path.stem, case) for path in sorted(_ROOM.glob("reply_policy*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]


@pytest.mark.parametrize(
    "case", [case for _, case in _CASES], ids=[f"{stem}-{number}" for number, (stem, _) in enumerate(_CASES)]
)
def test_case(case: dict[str, Any]) -> None:
    found = decided(**case)
    answers = {answer.intent: answer for answer in found.answers}
    values = {fact.name: fact.value for fact in found.values}
    rules = {rule.rule_id for rule in found.rules}
    assert [*answers] == case["intents"]
    for intent, verdict in case.get("verdict", {}).items():
        assert (answers[intent].verdict, answers[intent].block) == (verdict, case["block"][intent]), answers[intent]
    for intent, block in case.get("block", {}).items():
        assert answers[intent].block == block
    for intent, more in case.get("more", {}).items():
        assert {*more} <= {*answers[intent].more}
    for intent, more in case.get("more_absent", {}).items():
        assert not {*more} & {*answers[intent].more}
    assert case.get("values", {}).items() <= values.items()
    assert not {*case.get("absent", ())} & {*values}
    assert {*case.get("rules", ())} <= rules
    assert not {*case.get("rules_absent", ())} & rules
    assert {*case.get("sops", ())} <= {step.sop for step in found.todo}
    for name in ("escalate", "risk", "reply"):
        assert getattr(found, name) == case.get(name, getattr(found, name))
    if "deadline" in case:
        assert found.deadline == (case["deadline"] and datetime.fromisoformat(case["deadline"]))
    if "options" in case:
        assert [option.choice for option in found.options] == case["options"]


@pytest.mark.parametrize("case", [case for _, case in _CASES[::3]])
def test_every_block_exists_and_every_rule_is_told(case: dict[str, Any]) -> None:
    found = decided(**case)
    for answer in found.answers:
        for block in filter(None, (answer.block, *answer.more)):
            reply_block("en", block)
        assert answer.reason["zh"] and answer.reason["en"]
        assert {*answer.rule_ids} <= {rule.rule_id for rule in found.rules}
    assert all(option.block is None or reply_block("en", option.block) for option in found.options)
    assert sum(option.advised for option in found.options) <= 1
