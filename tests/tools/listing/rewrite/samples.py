"""Listings composed of parts that sellers write, in six languages, for laws that hold of any."""

from hypothesis import strategies as st

PARTS = {
    "amazon_us": {
        "brand": "Norwell",
        "product": ["Water Bottle", "Yoga Mat", "Desk Lamp", "Dog Bed", "Power Bank"],
        "facts": ["500 ml", "72 x 24 Inch", "Set of 4", "18/8 Stainless Steel", "10000mAh", "BPA-Free", "Matte Black", "3.5 lb"],
        "filler": ["Best Seller", "Free Shipping", "Great Gift for Men Women", "Heavy Duty", "for Home Office Gym"],
        "prose": ["Keeps drinks cold for 24 hours.", "The lid is eco-friendly and easy to clean.", "Kills 99.9% of germs."],
    },
    "amazon_de": {
        "brand": "Waldkraft",
        "product": ["Trinkflasche", "Yogamatte", "Schreibtischlampe", "Hundebett"],
        "facts": ["750 ml", "183 x 61 cm", "4er-Set", "Edelstahl", "10 W", "BPA-frei", "Schwarz", "1,5 kg"],
        "filler": ["Bestseller", "Kostenloser Versand", "Geschenkidee für Männer", "für Haushalt Büro Reise"],
        "prose": ["Hält 12 Stunden warm.", "Die umweltfreundliche Flasche ist leicht.", "Lindert Schmerzen."],
    },
    "amazon_fr": {
        "brand": "Clairval",
        "product": ["Gourde isotherme", "Lampe de bureau", "Tapis de yoga"],
        "facts": ["500 ml", "40 x 30 cm", "lot de 4", "acier inoxydable", "10 W", "sans BPA", "noir"],
        "filler": ["Meilleure vente", "Livraison gratuite", "Idée cadeau", "léger et pratique", "pour homme femme"],
        "prose": ["Garde 12 h au chaud.", "Cette gourde écologique est légère.", "Soigne le mal de dos."],
    },
    "amazon_es": {
        "brand": "Solaria",
        "product": ["Botella térmica", "Lámpara de escritorio", "Esterilla de yoga"],
        "facts": ["500 ml", "40 x 30 cm", "4 piezas", "acero inoxidable", "10 W", "sin BPA", "negro"],
        "filler": ["Superventas", "Envío gratis", "Idea de regalo", "ligero y práctico", "para hombre mujer"],
        "prose": ["Mantiene el frío 24 h.", "La botella ecológica es ligera.", "Alivia el dolor.", "Se limpia con un paño."],
    },
    "amazon_it": {
        "brand": "Auriga",
        "product": ["Borraccia termica", "Lampada da scrivania", "Tappetino yoga"],
        "facts": ["750 ml", "40 x 30 cm", "set da 2", "acciaio inox", "10 W", "senza BPA", "nero"],
        "filler": ["Più venduto", "Spedizione gratuita", "Idea regalo", "leggero e pratico", "per uomo donna"],
        "prose": ["Tiene al caldo per 12 ore.", "La borraccia ecologica è leggera.", "Cura il mal di schiena."],
    },
    "amazon_jp": {
        "brand": "ハルカゼ",
        "product": ["水筒", "卓上ライト", "ヨガマット"],
        "facts": ["500ml", "60×50cm", "4個セット", "ステンレス製", "10W", "ブラック"],
        "filler": ["送料無料", "大人気", "ギフト", "男女兼用", "おしゃれ"],
        "prose": ["12時間保温します。", "環境に優しい素材です。", "腰痛を治します。", "布で拭いてください。"],
    },
}  # fmt: skip
STRANGE = ["🔥", "★★★", "™", "Ａ４", "שלום", "‏", "!!", "~", "  ", "<b>x</b>"]


@st.composite
def listings(draw):
    """A listing as a seller may have it, with what rules forbid."""
    market = draw(st.sampled_from(sorted(PARTS)))
    parts = PARTS[market]
    some = st.lists(st.sampled_from([*parts["facts"], *parts["filler"]]), max_size=9)
    joint = draw(st.sampled_from([", ", " ", " - ", " | "]))
    title = joint.join([f"{parts['brand']} {draw(st.sampled_from(parts['product']))}", *draw(some)])
    title = title.upper() if draw(st.booleans()) else title
    text = st.lists(st.sampled_from([*parts["prose"], *parts["facts"], *STRANGE]), min_size=1, max_size=5).map(" ".join)
    return {
        "marketplace": market,
        "brand": parts["brand"],
        "attributes": {"material": draw(st.sampled_from(parts["facts"])), "weight": "310 g"},
        "title": title,
        "bullets": draw(st.lists(text, max_size=7)),
        "description": draw(st.none() | text),
        "search_terms": draw(st.none() | some.map(" ".join)),
    }
