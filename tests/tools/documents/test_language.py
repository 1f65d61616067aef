import pytest

from tests.tools.documents.test_round_trips import TEXTS
from tools.documents.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(("\n".join(texts), language) for language, texts in TEXTS.items()),
        (
            "Les retours sont acceptés dans les trente jours; les frais sont à la charge du client, quelle que soit la raison.",
            "fr",
        ),
        ("Las devoluciones se aceptan en los treinta días; los gastos son del comprador, como se indica en la política.", "es"),
        ("I resi sono accettati entro trenta giorni; le spese sono a carico del cliente che non ha una ragione.", "it"),
        ("Tapis non-slip, non-toxic, non-stick", None),
        ("A non-slip mat for the kitchen, non-toxic and non-stick", "en"),
        ("Gourde en acier inoxydable avec poignée, en stock", "fr"),
        ("Capacidad de la batería: 500 mAh, duración de la batería: 40 horas, color de la caja", None),
        ("SKU A17 发货 FBA 到 Amazon DE，须贴 FNSKU 标签，每箱不超过 22.5 公斤。", "zh"),
        ("반품은 삼십일 이내에 가능합니다. 세관 서류를 보내 주세요.", None),
        ("A17 B22 C93 29.99", None),
        ("Lorem ipsum dolor sit amet consectetur adipisici elit sed eiusmod tempor incidunt ut labore", None),
        ("", None),
    ],
)
def test_a_language_is_said_only_where_it_is_clear(text, language):
    assert guess_language(text) == language
