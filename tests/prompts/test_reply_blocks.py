"""Reply blocks: every language says the same things, and nothing lies unused."""

import re
from pathlib import Path

import pytest
import yaml

import tools
from prompts import PromptError
from prompts.reply_blocks import ROOM_OF_REPLIES, Line, reply_block, reply_cases, reply_topics

LANGUAGES = sorted(path.name for path in ROOM_OF_REPLIES.iterdir() if path.is_dir())
OTHERS = [language for language in LANGUAGES if language != "en"]
TOPICS = reply_topics("en")
CASES = [(topic, case) for topic in TOPICS for case in reply_cases("en", topic)]
ROOM = Path(tools.__file__).parent / "reply"
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
MARKUP = re.compile(r"https?:|www\.|@|<[a-z/]|\*\*|#|\{%", re.IGNORECASE)


def lines(language, topic, case):
    return reply_cases(language, topic)[case]


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_topics_of_the_master(language):
    assert reply_topics(language) == TOPICS


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_the_cases_variables_and_kinds_of_the_master(language, topic):
    if topic not in reply_topics(language):
        pytest.skip("the topic is missing, which has its own test")
    assert set(reply_cases(language, topic)) == set(reply_cases("en", topic))
    for case in reply_cases("en", topic):
        master, own = lines("en", topic, case), lines(language, topic, case)
        for kind in ("plain", "optional", "next"):
            said = {name for line in master if line.kind == kind for name in line.variables}
            assert {name for line in own if line.kind == kind for name in line.variables} == said, (topic, case, kind)
        assert {line.kind for line in own} == {line.kind for line in master}, (topic, case)


@pytest.mark.parametrize("language", LANGUAGES)
def test_blocks_are_plain_text_in_their_script(language):
    for topic in reply_topics(language):
        for case, written in reply_cases(language, topic).items():
            for line in written:
                assert line.text.strip() == line.text and not MARKUP.search(line.text), (topic, case)
                assert language in ("zh", "ja") or not CJK.search(line.text), (topic, case)


def test_every_case_has_a_line_and_at_most_one_step():
    for topic, case in CASES:
        written = lines("en", topic, case)
        assert written and sum(line.kind == "next" for line in written) <= 1, (topic, case)


def code():
    """Everything under the rooms of replies that may name a block."""
    paths = [path for path in ROOM.rglob("*") if path.suffix in (".py", ".yaml")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_block_is_used():
    """A block is named in full, or by a pattern such as `f"delivery.{stage}"` together with its case."""
    text = code()
    words = set(re.findall(r"[a-z_]+", text))
    parts = set(re.findall(r"[a-z]+", text))
    patterns = {found for found in re.findall(r"f\"([a-z_]+)\.[a-z_]*\{", text)}
    unused = [
        f"{topic}.{case}"
        for topic, case in CASES
        if f"{topic}.{case}" not in text and not (topic in patterns and ({case} <= words or {*case.split("_")} <= parts))
    ]
    if not (ROOM / "policy" / "decide.py").is_file():
        pytest.skip("the policy is not there")
    assert unused == []


def test_a_line_is_filled_strictly():
    line = Line("plain", "Order {{ order_id }} by {{ carrier }}.")
    assert line.variables == ("order_id", "carrier")
    assert line.filled({"order_id": "1", "carrier": "DHL"}) == "Order 1 by DHL."
    with pytest.raises(PromptError, match="carrier"):
        line.filled({"order_id": "1"})


def test_unknown_blocks_are_errors():
    for block in ("delivery.no_such", "no_such.case", ""):
        with pytest.raises(PromptError):
            reply_block("en", block)


def test_every_variable_has_a_label_for_blanks():
    labels = yaml.safe_load((ROOM_OF_REPLIES.parent / "messages" / "reply_draft.yaml").read_text(encoding="utf-8"))
    used = {name for topic, case in CASES for line in lines("en", topic, case) for name in line.variables}
    assert {name for name in used - {"name", "signature"} if f"reply_blank_{name}" not in labels} == set()
