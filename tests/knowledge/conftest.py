"""A library of three documents and an embedder of words, for tests that need no meaning."""

from dataclasses import replace
from datetime import date
from hashlib import blake2b

import numpy as np
import pytest

from knowledge import library
from knowledge.document import Document
from knowledge.index import KnowledgeIndex
from knowledge.tokens import words
from tests.copilot.homes import one_embedder, synced_copy, synced_folder

__all__ = ["one_embedder", "synced_copy", "synced_folder"]

RULE = """
- id: amz-title-max
  platform: amazon
  marketplaces: [ALL]
  title: {zh: 标题上限, en: Title limit}
  statement: {zh: 亚马逊标题最多 75 个字符。, en: An Amazon title has at most 75 characters.}
  source: {title: Seller help, url: "https://example.com/title"}
  questions: {zh: [标题能写多长], en: [how long may a name be]}
  effective_from: "2026-07-27"
  effective_to: null
  as_of: "2026-08"
  confidence: medium
- id: eby-title-max
  platform: ebay
  marketplaces: [ALL]
  title: {zh: eBay 标题上限, en: eBay title limit}
  statement: {zh: eBay 标题最多 80 个字符。, en: An eBay title has at most 80 characters.}
  source: {title: Seller centre, url: "https://example.com/ebay"}
  questions: {zh: [易贝标题能写多长], en: [how long may an auction name be]}
  effective_from: null
  effective_to: null
  as_of: "2026-08"
  confidence: high
"""
SOP = """---
id: SOP-X-01
kind: sop
language: {language}
title: {title}
category: logistics
source: {{title: Handbook}}
as_of: 2026-11-21
effective_from: null
confidence: medium
---
# {title}

1. {step}
"""


class WordEmbedder:
    """Texts that share words are near; counts what it is asked to embed."""

    name = "words-of-tests"

    def __init__(self):
        self.asked = []

    def passages(self, texts):
        self.asked += texts
        return np.array([self._vector(text) for text in texts], dtype=np.float32)

    def questions(self, texts):
        return np.array([self._vector(text) for text in texts], dtype=np.float32)

    @staticmethod
    def _vector(text):
        vector = np.full(96, 1e-3)
        for word in words(text):
            vector[int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big") % 96] += 1
        return vector / np.linalg.norm(vector)


@pytest.fixture
def small_library(tmp_path, monkeypatch):
    """Two rules and one SOP in place of the shipped library."""
    folder = tmp_path / "library"
    (folder / "rules" / "all").mkdir(parents=True)
    (folder / "sops").mkdir()
    (folder / "rules" / "all" / "titles.yaml").write_text(RULE, encoding="utf-8")
    for language, title, step in (("zh", "海关扣货", "找报关行。"), ("en", "Customs hold", "Call the broker.")):
        text = SOP.format(language=language, title=title, step=step)
        (folder / "sops" / f"SOP-X-01.{language}.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(library, "LIBRARY", folder)
    return folder


@pytest.fixture
def embedder():
    return WordEmbedder()


@pytest.fixture
def index(small_library, embedder, tmp_path):
    """An index over the small library."""
    return KnowledgeIndex(tmp_path / "knowledge", embedder)


TODAY = date(2026, 11, 22)
_NOTE = Document(id="note", kind="document", titles={"": "note"}, texts={"": ""}, source="note.md", title_counts=False)


def note(text, name="note", **fields):
    """A user's document."""
    return replace(_NOTE, id=name, titles={"": name}, texts={"": text}, **fields)
