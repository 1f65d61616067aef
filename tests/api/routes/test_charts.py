from xml.etree import ElementTree as Xml

import pytest

from tests.api.conftest import error_of
from tests.tools.funnel.test_charts import rows


def test_a_drawing_is_served_at_the_address_of_the_result(client):
    address = client.post("/v1/tools/funnel_diagnosis", json={"rows": rows(), "language": "en"}).json()["chart"]
    response = client.get(address)
    assert response.status_code == 200 and response.headers["content-type"] == "image/svg+xml"
    assert Xml.fromstring(response.text).tag.endswith("svg")


@pytest.mark.parametrize("name", ["none.svg", "..%2Fwarehouse.duckdb", "%2e%2e%2fthreads.sqlite", "parts"])
def test_other_names_are_refused(client, name):
    error_of(client.get(f"/v1/charts/{name}"), 404, "unknown_reference")
