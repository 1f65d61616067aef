"""Every case of `tests/cases/reply_rules.yaml`."""

from collections import Counter

import pytest

from tests.tools.reply.check.cases import cases


@pytest.mark.parametrize("case", cases("innocent"), ids=lambda case: case.reply.text[:40])
def test_innocent_texts_are_not_blocked(case):
    assert [found for found in case.findings() if found.severity == "block"] == []


@pytest.mark.parametrize("case", cases("violating"), ids=lambda case: f"{case.kind}: {case.reply.text[:40]}")
def test_violations_are_found(case):
    found = [each for each in case.findings() if each.kind == case.kind]
    assert found
    assert case.finds == "any" or case.finds in {each.severity for each in found}


def test_there_are_cases_enough():
    assert len(cases("innocent")) >= 250 and len(cases("violating")) >= 250
    languages = Counter(case.language for case in cases("innocent"))
    assert all(languages[each] >= 30 for each in ("en", "de", "fr", "es", "it", "ja", "zh"))


@pytest.mark.parametrize("case", [*cases("violating"), *cases("innocent")], ids=lambda case: case.reply.text[:40])
def test_spans_hold_the_words_and_are_sorted(case):
    findings = case.findings()
    assert [found.text for found in findings] == [case.reply.text[slice(*found.span)] for found in findings]
    assert [found.span for found in findings] == sorted(found.span for found in findings)
    assert len({(found.span, found.kind) for found in findings}) == len(findings)
