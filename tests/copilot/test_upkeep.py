"""What a person should look at: against an independent reading of the files, and end to end by both surfaces."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from starlette.testclient import TestClient

from api import create_app
from copilot.copilot import Copilot
from copilot.settings import Settings
from copilot.upkeep import due_for_review
from knowledge.document import Document
from prompts import message
from tests.copilot.commands.conftest import chuhai

__all__ = ["chuhai"]

OWN_KNOWLEDGE = True
LIBRARY = Path(__file__).parents[2] / "knowledge" / "library"
REASONS = ["past_review", "begins_soon", "ends_soon", "unverified"]
TODAY = datetime.now(UTC).date()


def entries():
    """Every fact of the library, read from the files by themselves."""
    files = [file for file in LIBRARY.rglob("*.yaml") if file.parent.name != "gaps" and file.name != "patterns.yaml"]
    return {entry["id"]: entry for file in files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))}


def span(written):
    """First and last day of a day, month or year."""
    year, month, day = (*map(int, written.split("-")), None, None)[:3]
    last_month = month or 12
    return date(year, month or 1, day or 1), date(year, last_month, day or monthrange(year, last_month)[1])


def expected(entry, on, days):
    """The reason to look at a fact by what docs/library.md says, or None."""
    soon = on + timedelta(days=days)
    begins = span(str(entry["effective_from"]))[0] if entry.get("effective_from") else None
    ends = span(str(entry["effective_to"]))[1] if entry.get("effective_to") else None
    if ends and ends < on:
        return None
    if begins and on < begins <= soon:
        return "begins_soon"
    if ends and ends <= soon:
        return "ends_soon"
    read = re.sub(r"^undated page, read ", "", str(entry["as_of"]))
    if (date.fromisoformat(entry["review_by"]) if entry.get("review_by") else span(read)[0] + timedelta(days=180)) <= on:
        return "past_review"
    return "unverified" if entry["confidence"] == "low" else None


def reviewed(documents, on, days):
    index = SimpleNamespace(documents=lambda: documents)
    return due_for_review(SimpleNamespace(index=index, today=on), days)


@pytest.fixture(scope="module")
def facts():
    return entries()


@pytest.mark.parametrize(
    ("on", "days"),
    [
        ("2026-11-22", 0),
        ("2026-11-22", 60),
        ("2026-12-31", 1),
        ("2027-01-20", 30),
        ("2027-05-19", 60),
        ("2027-05-20", 0),  # 180 days after 2026-11-21, when most sources were read
        ("2028-06-30", 1),
        ("2026-11-22", 3650),
    ],
)
def test_the_library_against_its_files(plain_copilot, facts, on, days):
    day = date.fromisoformat(on)
    found = reviewed(plain_copilot.world.index.documents(), day, days)
    due = {name: reason for name, entry in facts.items() if (reason := expected(entry, day, days))}
    assert {entry["document_id"]: entry["reason"] for entry in found} == due
    order = [REASONS.index(entry["reason"]) for entry in found]
    assert order == sorted(order) and len(found) == len(due)


def test_every_unverified_fact_comes_up(plain_copilot, facts):
    day = date(2026, 11, 22)
    found = {entry["document_id"] for entry in reviewed(plain_copilot.world.index.documents(), day, 0)}
    unverified = {name for name, entry in facts.items() if entry["confidence"] == "low"}
    ended = {name for name, entry in facts.items() if entry.get("effective_to") and span(str(entry["effective_to"]))[1] < day}
    assert len(unverified) > 100 and unverified - ended <= found and not ended & found


def fact(**given):
    return Document(id="f", kind="rule", titles={"zh": "题"}, texts={"zh": "文"}, source="S", **given)


@pytest.mark.parametrize(
    ("document", "due"),
    [
        (fact(as_of="2026-11-21"), None),
        (fact(as_of="read 2026-05-26, source of 2024"), ("past_review", "2024-06-29")),  # what stands last: 2024-01-01 + 180
        (fact(as_of="2026-05-25"), ("past_review", "2026-11-21")),  # 180 days
        (fact(as_of="2026-05-26"), ("past_review", "2026-11-22")),
        (fact(as_of="2026-05-27"), None),
        (fact(as_of="undated page, read 2026-05-01"), ("past_review", "2026-10-28")),
        (fact(as_of="2020-01-01", review_by="2027-01-31"), None),  # the day that is named counts
        (fact(as_of="2026-11-21", review_by="2026-11-22"), ("past_review", "2026-11-22")),
        (fact(as_of="2026-11-21", confidence="low"), ("unverified", None)),
        (fact(as_of="2026-01-01", confidence="low"), ("past_review", "2026-06-30")),
        (fact(effective_from="2026-11-22"), None),  # holds already
        (fact(effective_from="2026-11-23"), ("begins_soon", "2026-11-23")),
        (fact(effective_from="2026-12-22"), ("begins_soon", "2026-12-22")),
        (fact(effective_from="2026-12-23"), None),
        (fact(effective_from="2026-12"), ("begins_soon", "2026-12")),
        (fact(effective_to="2026-11-21"), None),  # has ended
        (fact(effective_to="2026-11-22"), ("ends_soon", "2026-11-22")),
        (fact(effective_to="2026-11"), ("ends_soon", "2026-11")),
        (fact(effective_to="2026-12-22"), ("ends_soon", "2026-12-22")),
        (fact(effective_to="2026-12-23"), None),
        (fact(effective_to="2025", confidence="low"), None),
        (fact(effective_to="2027-06-30", status="announced"), None),
    ],
)
def test_one_fact_on_2026_11_22_thirty_days_ahead(document, due):
    found = reviewed([document], date(2026, 11, 22), 30)
    assert [(entry["reason"], entry["day"]) for entry in found] == ([due] if due else [])


def test_an_end_known_by_month_is_its_last_day():
    assert reviewed([fact(effective_to="2026-12")], date(2026, 11, 22), 20) == []


def test_a_day_that_is_none_is_no_fault():
    assert reviewed([fact(as_of="2026-15-40", confidence="low")], date(2026, 11, 22), 10)[0]["reason"] == "unverified"


@pytest.fixture
def team_files(knowledge_home, chuhai, tmp_path):
    """Four files of the team: one ends soon, one begins soon, one later, one holds without end."""
    days = {"ends": ("--until", 20), "begins": ("--from", 45), "later": ("--from", 200)}
    for name in ("ends", "begins", "later", "open"):
        (tmp_path / f"{name}.md").write_text(f"# The file that {name}\nParcels go to Leipzig.\n", encoding="utf-8")
        option, ahead = days.get(name, (None, 0))
        said = [option, (TODAY + timedelta(days=ahead)).isoformat()] if option else []
        assert chuhai("documents", "add", tmp_path / f"{name}.md", "--owner", "Ana", *said).code == 0
    return {name: (TODAY + timedelta(days=ahead)).isoformat() for name, (_, ahead) in days.items()}


def test_both_surfaces_tell_the_same(knowledge_home, chuhai, team_files, facts, monkeypatch):
    told = chuhai("documents", "review", "--json").json["due"]
    ours = {entry["document_id"]: entry for entry in told if entry["document_id"] not in facts}
    assert {name: (entry["reason"], entry["day"]) for name, entry in ours.items()} == {
        "ends": ("ends_soon", team_files["ends"]),
        "begins": ("begins_soon", team_files["begins"]),
    }
    assert {entry["owner"] for entry in ours.values()} == {"Ana"} and ours["ends"]["source"] == "ends.md"
    monkeypatch.setattr(Copilot, "warm", lambda self: None)
    with TestClient(create_app(Settings(home=knowledge_home))) as client:
        assert client.get("/v1/documents/review").json()["due"] == told
        nearer = client.get("/v1/documents/review", params={"days": 30}).json()["due"]
        assert {entry["document_id"] for entry in nearer} & {*ours} == {"ends"}
        farther = client.get("/v1/documents/review", params={"days": 300}).json()["due"]
        assert {entry["document_id"] for entry in farther} >= {"ends", "begins", "later"}
        for days in ("-1", "3651", "soon"):
            refused = client.get("/v1/documents/review", params={"days": days})
            assert refused.status_code == 422 and refused.json()["error"]["field"]


def test_what_is_printed(knowledge_home, chuhai, team_files):
    lines = chuhai("documents", "review").out.splitlines()
    (ends,) = [line for line in lines if line.split()[-1] == "ends"]
    assert team_files["ends"] in ends and any(message("review.ends_soon")[language] in ends for language in ("zh", "en"))
    assert sum(team_files["begins"] in line for line in lines) >= 1
    assert chuhai("documents", "review", "--days", "-1").code == 2
