"""`docs/library.md` explains every field that an entry may have, no other, and by examples that are right."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel
from typer.main import get_command

from copilot.cli import app
from copilot.upkeep import REVIEW_AFTER_DAYS
from knowledge import library
from knowledge.entry import Belief, Entry, Gap, Source

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```$", "", TEXT, flags=re.DOTALL | re.MULTILINE)
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
SHOWN = [entry for block in BLOCKS for entry in yaml.safe_load(block)]
FACT = next(entry for entry in SHOWN if not entry["id"].startswith("GAP-"))
GAP = next(entry for entry in SHOWN if entry["id"].startswith("GAP-"))


def part(heading):
    """The text under a heading of the second level."""
    return PROSE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(text):
    """Cells of all rows of tables but their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    told = [line for line, below in pairwise([*lines, ""]) if not line.startswith("|---") and not below.startswith("|---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in told]


FACT_ROWS, GAP_ROWS = rows(part("A fact")), rows(part("A gap"))


def names(cells):
    return re.findall(r"`([\w/.-]+)`", cells[0])


@pytest.mark.parametrize(("model", "told"), [(Entry, FACT_ROWS), (Gap, GAP_ROWS)])
def test_every_field_is_explained_once_and_no_other(model: type[BaseModel], told):
    assert sorted(name for cells in told for name in names(cells)) == sorted(model.model_fields)


@pytest.mark.parametrize(("field", "model"), [("source", Source), ("beliefs", Belief)])
def test_the_parts_of_a_field_are_named_in_its_row(field, model):
    (row,) = (cells for cells in FACT_ROWS if names(cells) == [field])
    assert all(f"`{name}`" in row[1] for name in model.model_fields)


@pytest.mark.parametrize(
    ("model", "shown", "cells"),
    [(Entry, FACT, cells) for cells in FACT_ROWS] + [(Gap, GAP, cells) for cells in GAP_ROWS],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_every_field_has_an_example_that_is_right(model, shown, cells):
    (name,) = names(cells)
    assert cells[1] and re.search(r"[\u3400-\u9fff]", cells[2])
    example = yaml.safe_load(cells[3].strip("`"))
    assert list(example) == [name]
    model.model_validate({**shown, **example})


@pytest.mark.parametrize("entry", SHOWN, ids=lambda entry: entry["id"])
def test_every_entry_shown_is_right(entry):
    (Gap if entry["id"].startswith("GAP-") else Entry).model_validate(entry)


def test_a_former_value_is_shown_as_the_library_keeps_it():
    former = next(entry for entry in SHOWN if "-before-" in entry["id"])
    name, _, day = former["id"].partition("-before-")
    present = SHOWN[SHOWN.index(former) + 1]
    assert (former["replaced_by"], present["id"], present["effective_from"]) == (name, name, day)
    assert former["effective_to"] < day and present["beliefs"]


def test_every_folder_is_named():
    assert {name.strip("/") for cells in rows(part("Folders")) for name in names(cells)} == {*library.FOLDERS, "sops"}


def test_the_head_of_a_procedure_is_explained():
    told = {name for cells in rows(part("A procedure")) for name in names(cells)}
    shown = yaml.safe_load(re.search(r"```markdown\n---\n(.*?)---\n", TEXT, re.DOTALL)[1])
    heads = [yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1]) for path in library.LIBRARY.glob("sops/*.md")]
    assert told == {*shown} == {name for head in heads for name in head}


def test_the_commands_named_exist():
    commands = get_command(app).commands
    for words in re.findall(r"`chuhai ([^`]+)`", TEXT):
        name, *rest = words.split()
        assert name in commands
        assert name != "documents" or rest[0] in commands[name].commands


def test_the_targets_named_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{target}:" in makefile for target in re.findall(r"`make (\w+)`", TEXT))


def test_the_time_until_a_review_is_that_of_the_program():
    assert {int(days) for days in re.findall(r"(\d+) days after", TEXT)} == {REVIEW_AFTER_DAYS}
