"""What is wrong with the files of the library, told so that a person who is no programmer can mend it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge import library
from knowledge.document import KnowledgeError
from knowledge.entry import Entry

_CODES = {"missing": "library_field_missing", "extra_forbidden": "library_field_unknown", "literal_error": "library_field_value"}


@dataclass(frozen=True)
class Problem:
    """One thing to mend.

    Attributes:
        file: Name under the library.
        line: Where the entry begins; None when it is about the whole file.
        entry: Its id, as far as it has one.
        field: Which field: `source.url`.
        code: A key of `prompts/messages/`.
        details: Variables of its sentence.
    """

    file: str
    line: int | None
    entry: str
    field: str
    code: str
    details: dict[str, Any]


def problems() -> list[Problem]:
    """All problems of the library, file by file."""
    found = [problem for folder in library.FOLDERS for path in library.entry_files(folder) for problem in _of_file(path)]
    found += [problem for path in _procedures() for problem in _of_procedure(path)]
    return found or [*_between_entries()]


def _of_file(path: Path) -> Iterator[Problem]:
    name = _name(path)
    try:
        node: Any = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as broken:
        mark = getattr(broken, "problem_mark", None)
        yield Problem(name, mark.line + 1 if mark else None, "", "", "library_yaml", {"reason": str(broken).split("\n")[0]})
        return
    if not isinstance(node, yaml.SequenceNode):
        yield Problem(name, None, "", "", "library_no_list", {})
        return
    for entry, place in zip(library.entries_of(path), node.value, strict=True):
        yield from _of_entry(path, entry, place)


def _of_entry(path: Path, entry: Any, place: Any) -> Iterator[Problem]:
    name, line = _name(path), place.start_mark.line + 1
    called = str(entry.get("id", "")) if isinstance(entry, dict) else ""
    keys = [key.value for key, _ in place.value] if isinstance(place, yaml.MappingNode) else []
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem(name, line, called, key, "library_field_twice", {})
    try:
        checked = library.model_of(path).model_validate(entry)
    except ValidationError as wrong:
        for error in wrong.errors():
            where = ".".join(str(step) for step in error["loc"])
            yield Problem(name, line, called, where, _CODES.get(error["type"], "library_field"), {"reason": error["msg"]})
        return
    if isinstance(checked, Entry):
        yield from _of_place(path, line, checked)


def _of_place(path: Path, line: int, entry: Entry) -> Iterator[Problem]:
    """Whether an entry stands in the file where it belongs."""
    if path.parent.name != "wording" and (entry.confidence == "low") != (path.stem == "unverified"):
        yield Problem(_name(path), line, entry.id, "confidence", "library_unverified_apart", {})
    if _name(path).startswith("rules/") and path.parent.name != entry.platform:
        yield Problem(_name(path), line, entry.id, "platform", "library_other_folder", {"folder": path.parent.name})


def _of_procedure(path: Path) -> Iterator[Problem]:
    name, called = _name(path), path.name.split(".")[0]
    try:
        document = library.sop_document(called)
    except KnowledgeError as wrong:
        yield Problem(name, None, called, "", wrong.code, wrong.details)
        return
    except (KeyError, TypeError) as wrong:
        yield Problem(name, None, called, "", "library_procedure", {"reason": str(wrong)})
        return
    steps = {language: len(re.findall(r"^\d+\. ", text, re.MULTILINE)) for language, text in document.texts.items()}
    if steps["zh"] != steps["en"]:
        yield Problem(name, None, document.id, "", "library_steps", steps)


def _between_entries() -> Iterator[Problem]:
    """Ids used twice, and references to ids that do not exist."""
    documents = library.read_library()
    places = _places()
    named: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        for name in (document.id, *document.aliases):
            named[name].append(document.id)
    for name, owners in sorted(named.items()):
        if len(owners) > 1:
            yield Problem(*places[owners[-1]], name, "id", "library_id_twice", {})
    for document in documents:
        for field in ("conflicts_with", "related", "replaced_by"):
            given = getattr(document, field) or ()
            for name in (given,) if isinstance(given, str) else given:
                if name not in named:
                    yield Problem(*places[document.id], document.id, field, "library_reference", {"reference": name})


def _places() -> dict[str, tuple[str, int | None]]:
    """File and line of every document."""
    found: dict[str, tuple[str, int | None]] = {path.name.split(".")[0]: (_name(path), None) for path in _procedures()}
    for folder in library.FOLDERS:
        for path in library.entry_files(folder):
            node: Any = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
            lines = [entry.start_mark.line + 1 for entry in node.value]
            found.update((entry["id"], (_name(path), line)) for entry, line in zip(library.entries_of(path), lines, strict=True))
    return found


def _procedures() -> list[Path]:
    return sorted(library.LIBRARY.glob("sops/*.md"))


def _name(path: Path) -> str:
    return path.relative_to(library.LIBRARY).as_posix()
