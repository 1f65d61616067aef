"""What the shipped library must be, entry by entry."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from knowledge import library
from knowledge.checking import problems
from knowledge.document import passages_of
from knowledge.entry import Entry

ENTRIES = {
    entry["id"]: (path.relative_to(library.LIBRARY).as_posix(), Entry.model_validate(entry))
    for folder in library.FOLDERS.keys() - {"gaps"}
    for path in library.entry_files(folder)
    for entry in library.entries_of(path)
}
DOCUMENTS = {document.id: document for document in library.read_library()}
NAMES = Counter(name for document in library.read_library() for name in (document.id, *document.aliases))
FLOORS = {"rules": 420, "wording": 66, "compliance": 310, "taxes": 78, "logistics": 72}
BOTH_HOLD = {"US-P65-02-before-2028-01-01"}
"""What ends while its successor holds already: a time in which either may be used."""
CHINESE = re.compile(r"[\u3400-\u9fff]")


def of(*folders):
    return [entry for path, entry in ENTRIES.values() if path.split("/")[0] in folders]


@pytest.mark.parametrize("folder", FLOORS)
def test_nothing_gets_lost(folder):
    assert sum(1 + len(entry.aliases) for entry in of(folder)) >= FLOORS[folder]


def test_nobody_finds_anything_to_mend():
    assert problems() == []


def test_no_name_is_used_twice():
    assert [name for name, times in NAMES.items() if times > 1] == []


def test_every_document_is_told_in_both_languages():
    for document in DOCUMENTS.values():
        assert set(document.titles) == set(document.texts) == set(document.questions) == {"zh", "en"}, document.id
        assert all(len(asked) >= 2 for asked in document.questions.values()), document.id
        assert {"zh", "en"} <= {passage.language for passage in passages_of(document) if not passage.asked}, document.id


def english(document):
    corrected = [text for item in document.corrections for text in (item.believed["en"], item.correction["en"])]
    return [document.titles["en"], document.texts["en"], *document.questions["en"], *corrected]


def test_english_texts_hold_no_chinese():
    assert [name for name, document in DOCUMENTS.items() if any(CHINESE.search(text) for text in english(document))] == []


def test_passage_ids_are_unique():
    counts = Counter(passage.id for document in DOCUMENTS.values() for passage in passages_of(document))
    assert max(counts.values()) == 1


def test_what_is_not_verified_stands_apart_and_says_so():
    for name, (path, entry) in ENTRIES.items():
        low = entry.confidence == "low"
        told = entry.statement.zh.startswith("未核实："), entry.statement.en.startswith("Unverified: ")
        assert told == (low, low), name
        assert path.startswith("wording/") or path.endswith("/unverified.yaml") is low, name


def test_what_is_verified_has_a_source_and_a_day():
    for name, (_, entry) in ENTRIES.items():
        assert re.search(r"\b20\d\d", entry.as_of), name
        assert entry.confidence == "low" or (entry.source and entry.source.url), name


def written(number):
    """A number as a statement may show it: 2000, 2,000, 2 MB for 2097152 bytes, 2000 万 for 20000000."""
    divided = [number // unit for unit in (1024 * 1024, 1_000_000, 10_000) if number % unit == 0]
    return {str(number), f"{number:,}", *map(str, divided)}


def test_limits_stand_in_both_statements():
    for name, (_, entry) in ENTRIES.items():
        limits = {k: v for k, v in (entry.value or {}).items() if k.startswith("max_") and isinstance(v, int | float)}
        for language, statement in entry.statement.model_dump().items():
            numbers = {number.rstrip(",") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", statement)}
            numbers |= {"1"} if re.search(r"\bone\b|一", statement) else set()
            assert {k for k, v in limits.items() if not written(v) & numbers} == set(), (name, language)


def day_after(last):
    """The day after a day, month or year."""
    if len(last) == len("2026-11-21"):
        return (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    year, month = (*map(int, last.split("-")), 12)[:2]
    return f"{year + month // 12}-{month % 12 + 1:02}-01"


@pytest.mark.parametrize(
    ("last", "after"),
    [("2026-11-30", "2026-12-01"), ("2026-11", "2026-12-01"), ("2026-12", "2027-01-01"), ("2026", "2027-01-01")],
)
def test_the_day_after(last, after):
    assert day_after(last) == after


REPLACED = [document for document in DOCUMENTS.values() if document.replaced_by]


def test_what_is_replaced_has_ended_before_its_successor_begins():
    assert len(REPLACED) > 40
    for document in REPLACED:
        begins = DOCUMENTS[document.replaced_by].effective_from
        assert document.replaced_by != document.id and document.effective_to, document.id
        if begins and document.id not in BOTH_HOLD:
            assert begins >= day_after(document.effective_to)[: len(begins)], document.id


def test_a_former_value_ends_on_the_day_before_the_change_and_the_next_begins_with_it():
    former = [document for document in REPLACED if "-before-" in document.id]
    assert len(former) > 25
    for document in former:
        changed = document.id.partition("-before-")[2]
        begins = DOCUMENTS[document.replaced_by].effective_from
        assert day_after(document.effective_to)[: len(changed)] == changed, document.id
        assert not begins or document.id in BOTH_HOLD or changed.startswith(begins) or begins.startswith(changed), document.id


def test_days_are_in_order():
    for name, document in DOCUMENTS.items():
        since, until = document.effective_from or "", document.effective_to or "9999"
        assert since[: len(until)] <= until, name


def test_nothing_is_its_own_ancestor():
    for document in REPLACED:
        line = [document.id]
        while (following := DOCUMENTS[line[-1]].replaced_by) is not None:
            assert following not in line, line
            line.append(following)


def test_conflicts_are_mutual():
    for name, document in DOCUMENTS.items():
        for other in document.conflicts_with:
            assert name in DOCUMENTS[other].conflicts_with and other != name, (name, other)


def test_references_lead_somewhere():
    for name, document in DOCUMENTS.items():
        assert {*document.conflicts_with, *filter(None, [document.replaced_by])} <= DOCUMENTS.keys(), name
        assert {*document.related} <= NAMES.keys(), name


def test_rules_stand_with_their_platform():
    for name, (path, entry) in ENTRIES.items():
        assert not path.startswith("rules/") or (path.split("/")[1] == entry.platform and entry.marketplaces), name
