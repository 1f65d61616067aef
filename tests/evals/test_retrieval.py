"""What the evals of retrieval put in and count."""

from collections import Counter
from types import SimpleNamespace

import numpy as np

from tests.evals import remembering, retrieval

PARAGRAPHS = [
    {"pid": f"{n:02}", "lang": language, "text": f"{language} {n}"} for n in range(8) for language in retrieval.LANGUAGES
]


def test_corpora_are_of_one_language_of_all_and_of_one_each():
    found = {corpus.name: corpus.files for corpus in retrieval.corpora(PARAGRAPHS)}
    assert [len(files) for files in found.values()] == [8, 8, 8, 8, 32, 8]
    assert found["zh"]["03.zh.txt"] == "zh 3"
    alone = found["one of four each"]
    assert {name.split(".")[0] for name in alone} == {one["pid"] for one in PARAGRAPHS}
    assert Counter(name.split(".")[1] for name in alone) == dict.fromkeys(retrieval.LANGUAGES, 2)


def test_a_paragraph_is_right_in_any_language(monkeypatch):
    monkeypatch.setattr(retrieval, "found", lambda *_: ["EU-01", "07.de", "03.zh"])
    question = {"pid": "03", "question": "?"}
    assert retrieval._rank(None, question, {}) == 3
    assert retrieval._rank(None, {"pid": "05", "question": "?"}, {}) == retrieval._K + 1


def test_no_text_is_embedded_twice(monkeypatch):
    seen: list[str] = []

    def embed(texts):
        seen.extend(texts)
        return np.array([[float(len(text))] for text in texts])

    monkeypatch.setattr(remembering, "_embedder", lambda: SimpleNamespace(name="it", passages=embed, questions=embed))
    monkeypatch.setattr(remembering.Remembering, "_known", {})
    assert remembering.Remembering().passages(["a", "bb", "a"]).tolist() == [[1.0], [2.0], [1.0]]
    assert remembering.Remembering().passages(["bb"]).tolist() == [[2.0]] and seen == ["a", "bb"]
    assert remembering.Remembering().questions(["bb"]).tolist() == [[2.0]] and seen == ["a", "bb", "bb"]
    assert remembering.Remembering().name == "it"
