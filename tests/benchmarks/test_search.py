"""The made documents and the baselines of the search bench."""

import numpy as np
import pytest

from benchmarks.search_bare import BareChroma, BruteForce, asked, held
from benchmarks.search_corpus import PASSAGES_PER_DOCUMENT, SCOPES, NearLibrary, documents, questions
from knowledge.document import passages_of
from knowledge.ledger import Ledger, vector_key


@pytest.fixture(scope="module")
def embedder():
    return NearLibrary()


@pytest.fixture
def ledger(tmp_path, embedder):
    """A ledger of 400 made passages."""
    kept = Ledger(tmp_path / "knowledge.sqlite", embedder.name)
    made = documents(400)
    passages = [passage for document in made for passage in passages_of(document)]
    kept.put(made)
    vectors = embedder.passages([passage.embedded for passage in passages])
    kept.keep_vectors({vector_key(embedder.name, passage): vector for passage, vector in zip(passages, vectors, strict=True)})
    return kept


def test_documents_have_as_many_passages_as_said():
    made = documents(200)
    assert {len(passages_of(document)) for document in made} == {PASSAGES_PER_DOCUMENT}
    assert len({passage.embedded for document in made for passage in passages_of(document)}) == 200
    assert [document.id for document in documents(200)] == [document.id for document in made]
    assert documents(200, seed=1)[0].texts != made[0].texts


def test_vectors_are_of_the_text_and_of_one_length(embedder):
    first, other, again = embedder.passages(["a", "b", "a"])
    assert np.array_equal(first, again) and not np.array_equal(first, other)
    assert np.linalg.norm(first) == pytest.approx(1, abs=1e-5)


def test_questions_come_in_both_languages_in_turn():
    chinese, english = questions(2)
    assert not chinese.isascii() and english.isascii()


@pytest.mark.parametrize("scope", SCOPES)
def test_baselines_look_at_the_same_passages(ledger, embedder, tmp_path, scope):
    passages = held(ledger)
    brute, bare = BruteForce(passages, list(SCOPES.values())), BareChroma(tmp_path / "bare")
    bare.add(passages)
    vector = embedder.questions(["what"])[0]
    nearest = brute.nearest(vector, SCOPES[scope])
    assert len(nearest) == 5 and nearest == bare.nearest(vector, SCOPES[scope])
    of_scope = [own for name, own in zip(passages.ids, passages.conditions, strict=True) if name in nearest]
    assert all(asked(SCOPES[scope]).items() <= own.items() for own in of_scope)
