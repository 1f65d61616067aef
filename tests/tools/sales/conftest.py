import pytest

from tests.tools.sales.oracle import Oracle


@pytest.fixture(scope="session")
def oracle(demo_files):
    """Figures of the demo shop counted without the product."""
    return Oracle(demo_files)
