"""What the composer knows of reply blocks beside their words."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from tools.reply.contract import Intent


class BlockNotes(BaseModel):
    """The lists of `blocks.yaml`; see there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    apologises: frozenset[str]
    thanks: frozenset[str]
    holds: frozenset[str]
    stated: dict[Intent, str]
    before_order: frozenset[Intent]
    troubles: frozenset[Intent]
    reports: frozenset[Intent]
    asks_order: frozenset[str]
    covered_by: dict[str, frozenset[str]]
    answering: dict[Intent, frozenset[str]]


@cache
def block_notes() -> BlockNotes:
    """The notes, read once."""
    return BlockNotes(**yaml.safe_load(Path(__file__).with_name("blocks.yaml").read_text(encoding="utf-8")))
