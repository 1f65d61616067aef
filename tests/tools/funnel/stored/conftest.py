"""Questions about what was seeded."""

import pytest

from tests.tools.funnel.asking import assert_sound
from tools.funnel.charts import Charts
from tools.funnel.funnel_diagnosis import funnel_diagnosis
from tools.funnel.request import FunnelQuestion


@pytest.fixture
def diagnose(warehouse, tmp_path):
    """Ask about the warehouse; the result must be sound in any case."""

    def diagnose(**question):
        asked = FunnelQuestion.model_validate(question)
        result = funnel_diagnosis(asked, warehouse=warehouse, charts=Charts(tmp_path / "charts"))
        assert_sound(result)
        return result

    return diagnose
