"""Documents that attack their reader are contained: the reading process may fall, this one does not."""

import os
from pathlib import Path

import pytest

from prompts import message_keys
from tests.corpora.hostile_documents import HOSTILE, SEEN
from tools.core.errors import ImportRefused
from tools.core.isolation import run_isolated
from tools.documents.limits import LIMITS
from tools.documents.parsing import parse_file, worded
from tools.documents.reading import Task, read_document
from tools.warehouse.importing.limits import Limits

MEGABYTE = 1_000_000
EXPECTED_REMARKS = {
    "scripted.pdf": ("document_active_content", {"kinds": ["script", "attachment"]}),
    "scripted.html": ("document_active_content", {"kinds": ["script"]}),
    "fetching.html": ("document_active_content", {"kinds": ["script"]}),
    "macros.docm": ("document_active_content", {"kinds": ["macro"]}),
    "macros.xlsm": ("document_active_content", {"kinds": ["macro"]}),
    "embedded_bomb.docx": ("document_left_out", {"kinds": ["embedded"]}),
    "word.pdf": ("document_other_suffix", {"named": "pdf", "kind": "docx"}),
    "page.docx": ("document_other_suffix", {"named": "docx", "kind": "html"}),
    "plain.pdf": ("document_other_suffix", {"named": "pdf", "kind": "text"}),
    "forms_upon_forms.pdf": ("document_incomplete_pages", {"pages": [1], "count": 1}),
}


def _held():
    """Memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize(("name", "make", "keys"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_a_hostile_document_is_refused_by_name_or_read_as_text(name, make, keys):
    content = make()
    before = _held()
    try:
        parsed = parse_file(name, content)
    except ImportRefused as refused:
        assert refused.key in keys, refused.details
        assert refused.key in message_keys() and refused.details["file"] == name.replace("\\", "/").split("/")[-1].replace(
            "\u202e", ""
        )
        return
    assert "read" in (keys or {"read"})
    assert parsed.sections and _held() - before < 64 * MEGABYTE
    if name in EXPECTED_REMARKS:
        assert EXPECTED_REMARKS[name] in [(remark.code, remark.details) for remark in parsed.remarks]
    assert all(worded(remark).zh and worded(remark).en for remark in parsed.remarks)


def test_there_are_hostile_documents_of_every_kind():
    assert len(HOSTILE) >= 60 and len({name for name, _, _ in HOSTILE}) == len(HOSTILE)


def test_a_name_that_leads_elsewhere_is_only_a_name():
    parsed = parse_file("../../../etc/cron.d/passwd.md", f"# Refunds\n{SEEN}".encode())
    assert parsed.sections[0].text == SEEN and parsed.title == "Refunds"
    with pytest.raises(ImportRefused) as refused:
        parse_file("..\\..\\boot\n.pdf", b"%PDF-1.7")
    assert refused.value.details["file"] == "boot.pdf"


def test_a_document_that_is_too_large_is_not_even_written():
    with pytest.raises(ImportRefused) as refused:
        parse_file("large.pdf", b"x" * (LIMITS.file_bytes + 1))
    assert refused.value.key == "document_too_large" and refused.value.details["limit"] == 50


@pytest.mark.parametrize(
    ("limits", "key"), [(Limits(memory_bytes=5 * MEGABYTE), "file_takes_too_much"), (Limits(seconds=0), "file_takes_too_long")]
)
def test_reading_is_bounded_in_memory_and_time(tmp_path, limits, key):
    path = tmp_path / "content"
    path.write_text(SEEN * 99)
    with pytest.raises(ImportRefused) as refused:
        run_isolated(read_document, Task(path, "a.txt"), file="a.txt", limits=limits)
    assert refused.value.key == key
