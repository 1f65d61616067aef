"""Questions longer than one vector can stand for."""

import pytest

from knowledge.index import LONG
from tests.knowledge.conftest import TODAY, note

BROKER, GLOVES = "Who is the broker in Hamburg? " * 10, "In which shelf are gloves? " * 11


@pytest.fixture
def filled(index):
    index.add([note("The broker in Hamburg is called Petersen.", "broker"), note("Gloves are in shelf nine.", "gloves")], TODAY)
    return index


def test_a_long_question_finds_what_each_of_its_parts_asks(filled):
    asked = BROKER + GLOVES
    assert len(asked) > LONG
    found = filled.search(asked, as_of=TODAY)
    assert {hit.document.id for hit in found.hits[:2]} == {"broker", "gloves"}
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
    assert len(filled.search(asked, as_of=TODAY, k=1).hits) == 1


def test_the_order_of_the_parts_does_not_matter(filled):
    forwards, backwards = (filled.search(asked, as_of=TODAY, k=2).hits for asked in (BROKER + GLOVES, GLOVES + BROKER))
    assert {hit.document.id for hit in forwards} == {hit.document.id for hit in backwards} == {"broker", "gloves"}
