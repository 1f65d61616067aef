import pytest

from copilot.errors import MissingConfiguration
from copilot.guards.complete_calls import CompleteChatOpenAI
from copilot.models import endpoint_model
from copilot.settings import Settings

URL = "http://127.0.0.1:9/v1"


def test_an_endpoint_needs_a_key_or_an_address():
    with pytest.raises(MissingConfiguration) as missing:
        endpoint_model(Settings(model="m"))
    assert "OPENAI_API_KEY" in missing.value.text["en"] and missing.value.hint


@pytest.mark.parametrize(
    ("set_", "key", "base"),
    [
        ({"openai_api_key": "k"}, "k", None),
        ({"openai_base_url": URL}, "not-needed", URL),
        ({"openai_api_key": "k", "openai_base_url": URL}, "k", URL),
    ],
)
def test_the_endpoint_is_as_configured(set_, key, base):
    model = endpoint_model(Settings(model="m", model_seconds=7, **set_))
    assert isinstance(model, CompleteChatOpenAI)
    assert (model.model_name, model.request_timeout, model.max_retries) == ("m", 7, 2)
    assert model.openai_api_key.get_secret_value() == key and model.openai_api_base == base
    assert key == "k" or key not in repr(model) or key == "not-needed"
