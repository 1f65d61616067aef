"""What the tests of the funnel diagnosis share."""

import pytest

from tests.tools.funnel.asking import diagnose_rows


@pytest.fixture
def ask(tmp_path):
    """Ask about groups of rows."""

    def ask(*groups, **question):
        return diagnose_rows(tmp_path, [row for group in groups for row in group], **question)

    return ask
