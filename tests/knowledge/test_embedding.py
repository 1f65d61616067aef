import numpy as np
import pytest

from knowledge.embedding import TwinEmbedder, UseEmbedder
from tests.copilot.homes import loaded_embedder


@pytest.fixture(scope="module", params=["default", "use"])
def embedder(request):
    return loaded_embedder() if request.param == "default" else UseEmbedder()


def test_vectors_have_length_one(embedder):
    passages, query = embedder.passages(["海关扣货", "customs hold", "."]), embedder.questions(["customs"])
    assert passages.shape[0] == 3 and query.shape == (1, passages.shape[1])
    assert passages.dtype == query.dtype == np.float32
    assert np.allclose(np.linalg.norm([*passages, query[0]], axis=1), 1, atol=1e-5)


def test_meaning_crosses_languages(embedder):
    customs, title = embedder.passages(["Customs has detained the shipment.", "A title may hold 75 characters."])
    question = embedder.questions(["海关扣货了怎么办"])[0]
    assert question @ customs > question @ title + 0.05


def test_the_same_text_has_the_same_vector(embedder):
    assert np.array_equal(embedder.passages(["海关"]), embedder.passages(["海关"]))


def test_indexes_of_different_embedders_are_told_apart():
    assert TwinEmbedder.name != UseEmbedder.name
