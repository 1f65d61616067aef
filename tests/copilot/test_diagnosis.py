import pytest

from copilot import diagnosis
from copilot.diagnosis import examine
from copilot.settings import Settings

OWN_KNOWLEDGE = True

URL = "http://127.0.0.1:9/v1"


def test_a_filled_folder_is_well(demo_home):
    findings = examine(Settings(home=demo_home))
    assert all(finding.ok for finding in findings)
    text = "\n".join(finding.text["en"] for finding in findings)
    for part in (str(demo_home), "amazon_de", "2025-08-01", "2026-10-31", "documents", "offline"):
        assert part in text


def test_a_folder_without_data_says_what_to_do(knowledge_home):
    bad = [finding for finding in examine(Settings(home=knowledge_home)) if not finding.ok]
    assert len(bad) == 1 and "chuhai demo" in bad[0].text["en"]


@pytest.mark.parametrize(
    ("set_", "ok", "part"),
    [
        ({}, True, "offline"),
        ({"model": "m"}, False, "OPENAI_API_KEY"),
        ({"model": "m", "openai_api_key": "s3cret"}, True, "m ("),
        ({"model": "m", "openai_base_url": URL}, True, "own endpoint"),
    ],
)
def test_the_model(set_, ok, part):
    finding = diagnosis._model(Settings(**set_))
    assert finding.ok is ok and part in finding.text["en"] and "s3cret" not in str(finding)


def test_a_damaged_warehouse_is_named(knowledge_home):
    (knowledge_home / "warehouse.duckdb").write_bytes(b"no database " * 1000)
    bad = [finding for finding in examine(Settings(home=knowledge_home)) if not finding.ok]
    assert len(bad) == 1 and "warehouse.duckdb" in bad[0].text["en"]


def test_a_damaged_knowledge_base_is_named(knowledge_home):
    (knowledge_home / "knowledge" / "knowledge.sqlite").write_bytes(b"no database " * 1000)
    findings = examine(Settings(home=knowledge_home))
    assert not findings[2].ok and "knowledge" in findings[2].text["en"]
