"""What the shipped procedures must be, pair by pair."""

import re

import pytest
import yaml

from knowledge import library
from tools.core.catalogue import catalogue

SOPS = {path.name: path.read_text(encoding="utf-8") for path in sorted(library.LIBRARY.glob("sops/*.md"))}
IDS = sorted({name.split(".")[0] for name in SOPS})
FLOOR = 68
CONFIDENCE = {
    "high": ("可信度高", "high confidence"),
    "medium": ("可信度中", "medium confidence"),
    "low": ("未核实", "unverified"),
}
RULES = {document.id: document for document in library.read_library()}

every_sop = pytest.mark.parametrize("sop", IDS)


def front(sop, language):
    return yaml.safe_load(SOPS[f"{sop}.{language}.md"].split("---\n")[1])


def steps(sop, language):
    return re.findall(r"^(\d+)\. (.*)$", SOPS[f"{sop}.{language}.md"], re.MULTILINE)


def tools_named(step):
    """Tools in the brackets at the end of a step."""
    named = re.search(r"(?:工具：|tools?: )([^；;〕\]]*)", re.split(r"[〔\[]", step)[-1])
    return {name.strip() for name in re.split(r"[、,]", named[1])} if named else set()


def test_nothing_gets_lost():
    assert len(IDS) >= FLOOR and len(SOPS) == 2 * len(IDS)


@every_sop
def test_an_sop_is_written_in_both_languages(sop):
    assert {name for name in SOPS if name.startswith(sop + ".")} == {f"{sop}.zh.md", f"{sop}.en.md"}
    zh, en = front(sop, "zh"), front(sop, "en")
    assert (zh["id"], zh["language"], en["id"], en["language"]) == (sop, "zh", sop, "en")
    same = ("kind", "category", "as_of", "effective_from", "confidence", "related_rules", "tools")
    assert {field: zh.get(field) for field in same} == {field: en.get(field) for field in same}
    assert zh["confidence"] in {"high", "medium"} and zh["title"] and en["title"] and zh["source"]["title"]
    assert len(zh["questions"]) == len(en["questions"]) >= 3 and zh["owner"] and en["owner"]


@every_sop
def test_an_sop_has_no_chinese_in_english(sop):
    assert not re.search(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]", SOPS[f"{sop}.en.md"])


@every_sop
def test_an_sop_has_the_same_steps_in_both_languages(sop):
    zh, en = steps(sop, "zh"), steps(sop, "en")
    assert [number for number, _ in zh] == [number for number, _ in en] == [str(n + 1) for n in range(len(zh))] and zh
    assert [tools_named(step) for _, step in zh] == [tools_named(step) for _, step in en]
    headings = [len(re.findall(r"^## ", SOPS[f"{sop}.{language}.md"], re.MULTILINE)) for language in ("zh", "en")]
    assert headings[0] == headings[1]


@every_sop
def test_every_step_says_what_it_rests_on(sop):
    for language, ends in (("zh", r"〔(数据|工具)：[^〔]+〕$"), ("en", r"\[(data|tools?): [^\[]+\]$")):
        assert [step for _, step in steps(sop, language) if not re.search(ends, step)] == []


@every_sop
def test_tools_exist_and_are_named_at_the_head(sop):
    named = set().union(*(tools_named(step) for _, step in steps(sop, "en")))
    assert named == set(front(sop, "en")["tools"]) and named <= catalogue().keys()


@every_sop
def test_the_basis_names_each_rule_with_its_confidence(sop):
    for place, language in enumerate(("zh", "en")):
        basis = SOPS[f"{sop}.{language}.md"].split("\n## ")[-1]
        for name in front(sop, "en").get("related_rules") or []:
            told = [line for line in basis.splitlines() if name in line]
            # A fact that was merged into another may have been told with a confidence of its own.
            known = [RULES[name].confidence] if name in RULES else [*CONFIDENCE]
            assert any(CONFIDENCE[level][place] in line for line in told for level in known), (name, language)
