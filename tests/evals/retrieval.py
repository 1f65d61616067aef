"""Retrieval of added files through the HTTP API: XQuAD's paragraphs in four languages, and a bank's policy documents."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from starlette.testclient import TestClient

from api import create_app
from copilot.settings import Settings
from knowledge import index
from tests.evals.remembering import Remembering

PARAGRAPHS, QUESTIONS = "xquad_paragraphs.jsonl", "xquad_questions.jsonl"
POLICIES, TASKS = "tau2_policy_docs.jsonl", "tau2_policy_tasks.jsonl"
LANGUAGES = ("en", "zh", "de", "es")
WAYS: dict[str, dict[str, str]] = {"among files": {"kind": "document"}, "beside the library": {}}
_K = 10
_AT_ONCE = 200

Row = dict[str, Any]


@dataclass(frozen=True)
class Corpus:
    """Files that are added to one empty data folder.

    Attributes:
        name: As the rows name it.
        files: Text by file name.
    """

    name: str
    files: dict[str, str]


def rates(folder: Path) -> list[Row]:
    """Right paragraphs among the first 1 and 5 by language, and the share of a task's policies among the first 5 and 10.

    Args:
        folder: Holds XQuAD's paragraphs and questions, and policies and tasks, as JSON lines.
    """
    paragraphs, questions = _read(folder / PARAGRAPHS), _read(folder / QUESTIONS)
    with tempfile.TemporaryDirectory() as homes, patch.object(index, "default_embedder", Remembering):
        rows = [row for corpus in corpora(paragraphs) for row in _of_questions(Path(homes), corpus, questions)]
        if (folder / POLICIES).exists():
            policies = Corpus("policies", {f"{one['id']}.md": _titled(one) for one in _read(folder / POLICIES)})
            rows += _of_tasks(Path(homes), policies, _read(folder / TASKS))
    return rows


def corpora(paragraphs: Sequence[Row]) -> list[Corpus]:
    """One of each language, one of all, and one in which each paragraph is in one language only, a quarter in each."""
    order = {name: at for at, name in enumerate(sorted({one["pid"] for one in paragraphs}))}
    alone = [one for one in paragraphs if one["lang"] == LANGUAGES[order[one["pid"]] % len(LANGUAGES)]]
    by_language = [Corpus(language, _files(one for one in paragraphs if one["lang"] == language)) for language in LANGUAGES]
    return [*by_language, Corpus("all four", _files(paragraphs)), Corpus("one of four each", _files(alone))]


def _files(paragraphs: Iterable[Row]) -> dict[str, str]:
    return {f"{one['pid']}.{one['lang']}.txt": one["text"] for one in paragraphs}


def _titled(policy: Row) -> str:
    return f"# {policy['title']}\n\n{policy['content']}\n"


@contextmanager
def _filled(homes: Path, corpus: Corpus) -> Iterator[TestClient]:
    """A client of a data folder that holds the library and a corpus; the folder is gone afterwards."""
    home = Path(tempfile.mkdtemp(dir=homes))
    with TestClient(create_app(Settings(home=home))) as client:
        names = [*corpus.files]
        for start in range(0, len(names), _AT_ONCE):
            batch = [("files", (name, corpus.files[name].encode())) for name in names[start : start + _AT_ONCE]]
            client.post("/v1/documents", files=batch).raise_for_status()
        yield client
    shutil.rmtree(home, ignore_errors=True)


def found(client: TestClient, query: str, conditions: dict[str, str]) -> list[str]:
    """Ids of the first documents."""
    answer = client.get("/v1/search", params={"q": query, "k": str(_K), **conditions})
    answer.raise_for_status()
    return [result["document_id"] for result in answer.json()["results"]]


def _of_questions(homes: Path, corpus: Corpus, questions: Sequence[Row]) -> list[Row]:
    with _filled(homes, corpus) as client:
        return [
            _row(f"XQuAD {language} → {corpus.name} R@{k}, {way}", sum(rank <= k for rank in ranks), len(ranks))
            for way, conditions in WAYS.items()
            for language in LANGUAGES
            for ranks in [[_rank(client, one, conditions) for one in questions if one["lang"] == language]]
            for k in (1, 5)
        ]


def _rank(client: TestClient, question: Row, conditions: dict[str, str]) -> int:
    """Rank of the right paragraph, in whichever language; one more than looked at when it is not among the first."""
    ids = [name.rsplit(".", 1)[0] for name in found(client, question["question"], conditions)]
    return ids.index(question["pid"]) + 1 if question["pid"] in ids else _K + 1


def _of_tasks(homes: Path, corpus: Corpus, tasks: Sequence[Row]) -> list[Row]:
    """Of all policies that tasks need, how many are found by the whole text of the task."""
    needed = sum(len(task["required_documents"]) for task in tasks)
    with _filled(homes, corpus) as client:
        rows = []
        for way, conditions in WAYS.items():
            ids = [found(client, task["scenario"], conditions) for task in tasks]
            for k in (5, _K):
                held = sum(len({*task["required_documents"]} & {*those[:k]}) for task, those in zip(tasks, ids, strict=True))
                rows.append(_row(f"policies of {len(tasks)} tasks among the first {k}, {way}", held, needed))
        return rows


def _row(what: str, right: int, total: int) -> Row:
    return {"what": what, "right": right, "total": total, "rate": round(right / total, 4)}


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
