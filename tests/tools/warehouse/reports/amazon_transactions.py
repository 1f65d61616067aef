"""Date range transaction reports as each country writes them: header, types, numbers and dates."""

import random
from dataclasses import dataclass, field
from decimal import Decimal

CATEGORIES = {
    "product sales": "product", "product sales tax": "tax", "sales tax collected": "tax", "shipping credits": "shipping",
    "shipping credits tax": "tax", "gift wrap credits": "gift_wrap", "giftwrap credits tax": "tax", "Regulatory Fee": "tax",
    "Tax On Regulatory Fee": "tax", "points": "promotion", "promotional rebates": "promotion",
    "promotional rebates tax": "tax", "marketplace withheld tax": "withheld_tax", "low value goods": "withheld_tax",
    "TCS-CGST": "withheld_tax", "TCS-SGST": "withheld_tax", "TCS-IGST": "withheld_tax", "TDS": "withheld_tax",
    "selling fees": "fee", "fba fees": "fee", "other transaction fees": "fee",
}  # fmt: skip
"""Category by amount column; `other` depends on the type of the row."""

FIRST = "date/time, settlement id, type, order id, sku, description, quantity, marketplace"
CITY = "order city, order state, order postal"
TAXED = """product sales, product sales tax, shipping credits, shipping credits tax, gift wrap credits, giftwrap credits tax"""
FEES = "selling fees, fba fees, other transaction fees, other, total"
REGULATED = "Regulatory Fee, Tax On Regulatory Fee"
REBATES = "promotional rebates, promotional rebates tax, marketplace withheld tax"
US_27 = f"{FIRST}, account type, fulfillment, tax collection model, {TAXED}, {REGULATED}, {REBATES}, {FEES}"
US_29 = f"{FIRST}, fulfillment, {CITY}, tax collection model, {TAXED}, {REGULATED}, {REBATES}, {FEES}"
EU_29 = f"{FIRST}, fulfillment, {CITY}, tax collection model, {TAXED}, {REBATES}, {FEES}, status, released"
JP_30 = f"{FIRST}, fulfillment, {CITY}, tax collection model, {TAXED}, points, {REBATES}, {FEES}, status, released"
PLAIN_23 = f"""{FIRST}, fulfillment, {CITY}, product sales, shipping credits, gift wrap credits, promotional rebates,
    sales tax collected, marketplace withheld tax, {FEES}"""
AU_25 = PLAIN_23.replace("marketplace withheld tax", "low value goods") + ", status, released"
IN_27 = f"""{FIRST}, account type, fulfillment, {CITY}, product sales, shipping credits, gift wrap credits, promotional rebates,
    sales tax collected, TCS-CGST, TCS-SGST, TCS-IGST, TDS, {FEES}"""


def names(text):
    return [name.strip() for name in text.split(",")]


def plain(value):
    return f"{value:,.2f}"


def continental(value):
    return plain(value).translate(str.maketrans(",.", ".,"))


def spaced(value):
    return plain(value).translate({ord(","): "\u00a0", ord("."): ","})


def whole(value):
    return f"{value:,.0f}"


def hour12(time, morning="AM", evening="PM"):
    return f"{(time[1] - 1) % 12 + 1}:30:00 {evening if time[1] >= 12 else morning}"


@dataclass
class Language:
    """One form of the report.

    Attributes:
        columns: Canonical names of the columns, in the order of the file.
        header: The columns as the file names them.
        types: What orders, refunds and transfers to the bank are called.
    """

    columns: list[str]
    header: list[str]
    types: tuple[str, str, str]
    number: object
    stamp: object
    channel: str
    place: str
    currency: str
    zone: str = "UTC"
    decimals: bool = True
    encoding: str = "utf-8-sig"
    preamble: list[str] = field(default_factory=list)
    city: str = "Köln"

    @property
    def report(self):
        """Id of the report that the form is recognised as."""
        ending = "jp" if self.currency == "JPY" else "us_with_city" if "order city" in self.columns else "us"
        return f"amazon.payments.date_range_transaction.{ending}"

    def __post_init__(self):
        self.amounts = [name for name in self.columns if name in CATEGORIES or name == "other"]
        assert len(self.columns) == len(self.header), (self.columns, self.header)


ENGLISH = [
    "Includes Amazon Marketplace, Fulfillment by Amazon (FBA), and Amazon Webstore transactions",
    "All amounts in USD, unless specified",
    "Definitions:",
    "Sales tax collected: Includes sales tax collected from buyers for product sales, shipping, and gift wrap.",
    "Selling fees: Includes variable closing fees and referral fees.",
    "Other transaction fees: Includes shipping chargebacks, shipping holdbacks, per-item fees  and sales tax collection fees.",
    'Other: Includes non-order transaction amounts. For more details, see the "Type" and "Description" columns.',
]
OWN_WORDS = {"status": "Transaction Status", "released": "Transaction Release Date"}


def dotted(time):
    return f"{time[0]:02}.03.2026 {time[1]:02}:30:00 UTC"


def plain_utc(time):
    return f"2026-03-{time[0]:02} {time[1]:02}:30:00 UTC"


DE = """Datum/Uhrzeit, Abrechnungsnummer, Typ, Bestellnummer, SKU, Beschreibung, Menge, Marketplace, Versand, Ort der Bestellung,
    Bundesland, Postleitzahl, Steuererhebungsmodell, Umsätze, Produktumsatzsteuer, Gutschrift für Versandkosten,
    Steuer auf Versandgutschrift, Gutschrift für Geschenkverpackung, Steuer auf Geschenkverpackungsgutschriften,
    Rabatte aus Werbeaktionen, Steuer auf Aktionsrabatte, Einbehaltene Steuer auf Marketplace, Verkaufsgebühren,
    Gebühren zu Versand durch Amazon, Andere Transaktionsgebühren, Andere, Gesamt, Transaktionsstatus,
    Freigabedatum der Transaktion"""
FR = """date/heure, numéro de versement, type, numéro de la commande, sku, description, quantité, Marketplace, traitement,
    ville d'où provient la commande, Région d'où provient la commande, code postal de la commande,
    Modèle de perception des taxes, ventes de produits, Taxes sur la vente des produits, crédits d'expédition,
    taxe sur les crédits d’expédition, crédits sur l'emballage cadeau, Taxes sur les crédits cadeaux, Rabais promotionnels,
    Taxes sur les remises promotionnelles, Taxes retenues sur le site de vente, frais de vente, Frais Expédié par Amazon,
    autres frais de transaction, autre, total, Statut de la transaction, Date de sortie de la transaction"""
IT = """Data/Ora:, Numero pagamento, Tipo, Numero ordine, SKU, Descrizione, Quantità, Marketplace, Gestione,
    Città di provenienza dell'ordine, Provincia di provenienza dell'ordine, CAP dell'ordine,
    modello di riscossione delle imposte, Vendite, imposta sulle vendite dei prodotti, Accrediti per le spedizioni,
    imposta accrediti per le spedizioni, Accrediti per confezioni regalo, imposta sui crediti confezione regalo,
    Sconti promozionali, imposta sugli sconti promozionali, trattenuta IVA del marketplace, Commissioni di vendita,
    Costi del servizio Logistica di Amazon, Altri costi relativi alle transazioni, Altro, totale, Stato della transazione,
    Data di rilascio della transazione"""
ES = """fecha y hora, identificador de pago, tipo, número de pedido, sku, descripción, cantidad, web de Amazon,
    gestión logística, ciudad de procedencia del pedido, comunidad autónoma de procedencia del pedido,
    código postal de procedencia del pedido, Formulario de recaudación de impuestos, ventas de productos,
    impuesto de ventas de productos, abonos de envío, impuestos por abonos de envío, abonos de envoltorio para regalo,
    impuestos por abonos de envoltorio para regalo, devoluciones promocionales, impuestos de descuentos por promociones,
    impuesto retenido en el sitio web, tarifas de venta, tarifas de Logística de Amazon, tarifas de otras transacciones, otro,
    total, Estado de la transacción, Fecha de liberación de la transacción"""
JA = """日付/時間, 決済番号, トランザクションの種類, 注文番号, SKU, 説明, 数量, Amazon 出品サービス, フルフィルメント, 市町村,
    都道府県,
    郵便番号, 税金徴収型, 商品売上, 商品の売上税, 配送料, 配送料の税金, ギフト包装手数料, ギフト包装クレジットの税金,
    Amazonポイントの費用, プロモーション割引額, プロモーション割引の税金, 源泉徴収税を伴うマーケットプレイス, 手数料, FBA 手数料,
    トランザクションに関するその他の手数料, その他, 合計, トランザクションのステータス, トランザクション開始日"""
NL = """datum/tijd, schikkings-ID, type, bestelnummer, sku, beschrijving, aantal, marketplace, fulfillment, bestelling stad,
    status bestelling, bestelling per post, verkoop van producten, Verzendtegoeden, kredietpunten cadeauverpakking,
    promotiekortingen, geïnde omzetbelasting, Belasting voor marketplace-facilitator, verkoopkosten, fba-vergoedingen,
    overige transactiekosten, overige, totaal"""
SV = """datum/tid, reglerings-id, typ, beställnings-id, sku, beskrivning, antal, marknadsplats, leverans, stad för beställning,
    delstat för beställning, postadress för beställning, försäljning av produkter, fraktkrediter,
    krediter för presentinslagning, kampanjrabatter, Inkasserad moms, Skatt för marknadsplatsförmedlare, försäljningsavgifter,
    fba-avgifter, övriga transaktionsavgifter, Övrigt, totalt"""
PL = """data/godzina, identyfikator rozliczenia, typ, identyfikator zamówienia, sku, opis, ilość, rynek, realizacja,
    miejscowość zamówienia, stan zamówienia, przekaz pocztowy, sprzedaż produktów, noty kredytowe za wysyłkę,
    środki na pokrycie pakowania na prezent, rabaty promocyjne, pobrany podatek od sprzedaży,
    podatek od transakcji marketplace facilitator, opłaty za sprzedaż, opłaty za fba, inne opłaty transakcyjne, inne, suma"""
FR_BE = """date/heure, Identifiant du paiement, type, Numéro de la commande, sku, description, Quantité,
    site de vente, expédition,
    ville de la commande, état de la commande, commande postale, ventes de produits, crédits d’expédition,
    crédits d’emballage-cadeau, Total des réductions, taxe de ventes prélevée, Taxe Marketplace Facilitator, frais de vente,
    Frais pour le service Expédié par Amazon, autres frais de transaction, autres, total"""
ES_MX = """fecha/hora, Id. de liquidación, tipo, Id. del pedido, sku, descripción, cantidad, marketplace, cumplimiento,
    ciudad del pedido, estado del pedido, código postal del pedido, modelo de recaudación de impuestos, ventas de productos,
    impuesto de ventas de productos, créditos de envío, impuesto de abono de envío, créditos por envoltorio de regalo,
    impuesto de créditos de envoltura, Tarifa reglamentaria, Impuesto sobre tarifa reglamentaria, descuentos promocionales,
    impuesto de reembolsos promocionales, impuesto de retenciones en la plataforma, tarifas de venta, tarifas fba,
    tarifas de otra transacción, otro, total"""


def english(columns, **words):
    return [{**OWN_WORDS, **words}.get(name, name) for name in columns]


def _us(columns, **extra):
    return Language(
        names(columns), english(names(columns)), ("Order", "Refund", "Transfer"), plain,
        lambda time: f"Mar {time[0]}, 2026 {hour12(time)} PST", "amazon.com", "amazon_us", "USD", "Etc/GMT+8",
        preamble=ENGLISH, **extra,
    )  # fmt: skip


AU_WORDS = {"fba fees": "fulfilment by amazon fees", "settlement id": "settlement ID", "order id": "order ID"}
IN_WORDS = {"sku": "Sku", "TDS": "TDS (Section 194-O)", "sales tax collected": "Total sales tax liable(GST before adjusting TCS)"}
UK_WORDS = {"shipping credits": "postage credits", "fulfillment": "fulfilment"}
MARK = ["Umsätze aus Amazon Marketplace und Versand durch Amazon", "Alle Beträge in EUR, sofern nicht anders angegeben", "", ""]

LANGUAGES = {
    "us_27": _us(US_27),
    "us_29": _us(US_29),
    "us_appended": _us(f"{US_27}, status, released"),
    "uk": Language(
        names(EU_29), english(names(EU_29), **UK_WORDS), ("Order", "Refund", "Transfer"), plain,
        lambda time: f"{time[0]} Mar 2026 {time[1]:02}:30:00 UTC", "amazon.co.uk", "amazon_uk", "GBP", preamble=ENGLISH,
    ),
    "au": Language(
        names(AU_25), english(names(AU_25), **AU_WORDS), ("Order", "Refund", "Transfer"), plain,
        lambda time: f"{time[0]} March 2026 {hour12(time, 'am', 'pm')} GMT+9", "amazon.com.au", "amazon_au", "AUD", "Etc/GMT-9",
        preamble=[*ENGLISH, "", ""],
    ),
    "in": Language(
        names(IN_27), english(names(IN_27), **IN_WORDS), ("Order", "Refund", "Transfer"), plain,
        lambda time: f"{time[0]} Mar 2026 {hour12(time, 'am', 'pm')} UTC", "amazon.in", "amazon_in", "INR", preamble=ENGLISH,
    ),
    "de": Language(
        names(EU_29), names(DE), ("Bestellung", "Erstattung", "Übertrag"), continental, dotted, "amazon.de", "amazon_de", "EUR",
        preamble=MARK,
    ),
    "de_cp1252": Language(
        names(EU_29), names(DE), ("Bestellung", "Erstattung", "Übertrag"), continental, dotted, "amazon.de", "amazon_de", "EUR",
        encoding="cp1252", preamble=MARK,
    ),
    "fr": Language(
        names(EU_29), names(FR), ("Commande", "Remboursement", "Transfert"), spaced,
        lambda time: f"{time[0]} mars 2026 {time[1]:02}:30:00 UTC", "amazon.fr", "amazon_fr", "EUR",
    ),
    "fr_be": Language(
        names(PLAIN_23), names(FR_BE), ("Commande", "Remboursement", "Transférer"), continental, plain_utc, "amazon.com.be",
        "amazon_be", "EUR",
    ),
    "it": Language(
        names(EU_29), names(IT), ("Ordine", "Rimborso", "Trasferimento"), continental,
        lambda time: f"{time[0]} mar 2026 {time[1]:02}:30:00 UTC", "amazon.it", "amazon_it", "EUR",
    ),
    "es": Language(
        names(EU_29), names(ES), ("Pedido", "Reembolso", "Transferir"), continental,
        lambda time: f"{time[0]} mar 2026 {time[1]:02}:30:00 UTC", "amazon.es", "amazon_es", "EUR",
    ),
    "es_mx": Language(
        names(US_29), names(ES_MX), ("Pedido", "Reembolso", "Trasferir"), plain,
        lambda time: f"{time[0]} mar 2026 {time[1]:02}:30:00 GMT-7", "amazon.com.mx", "amazon_mx", "MXN", "Etc/GMT+7",
    ),
    "nl": Language(
        names(PLAIN_23), names(NL), ("Bestelling", "Terugbetaling", "Overboeking"), continental,
        lambda time: f"{time[0]} mrt 2026 {time[1]:02}:30:00 UTC", "amazon.nl", "amazon_nl", "EUR",
    ),
    "sv": Language(
        names(PLAIN_23), names(SV), ("Order", "Återbetalning", "Överföring"), spaced,
        lambda time: f"{time[0]} mars 2026 {time[1]:02}:30:00 UTC", "amazon.se", "amazon_se", "SEK",
    ),
    "pl": Language(
        names(PLAIN_23), names(PL), ("Zamówienie", "Zwrot kosztów", "Przelew"), spaced,
        lambda time: f"{time[0]} mar 2026 {time[1]:02}:30:00 UTC", "amazon.pl", "amazon_pl", "PLN",
    ),
    "ja": Language(
        names(JP_30), names(JA), ("注文", "返金", "振込み"), whole,
        lambda time: f"2026/03/{time[0]:02} {time[1]:02}:30:00 JST", "amazon.co.jp", "amazon_jp", "JPY", "Asia/Tokyo",
        decimals=False, city="世田谷区",
    ),
    "ja_cp932": Language(
        names(JP_30), names(JA), ("注文", "返金", "振込み"), whole,
        lambda time: f"2026/03/{time[0]:02} {time[1]:02}:30:00 JST", "amazon.co.jp", "amazon_jp", "JPY", "Asia/Tokyo",
        decimals=False, encoding="cp932", city="世田谷区",
    ),
}  # fmt: skip
"""Forms by name. Headers, types and dates are of real files or of import programs in public code that agree."""


def transactions(seed, language, count=80):
    """Rows of a date range: of each its type, amount by canonical column, day and hour."""
    chance = random.Random(seed)
    rows = []
    for at in range(count):
        refund = chance.random() < 0.2
        names = chance.sample([name for name in language.amounts if name != "other"], chance.randint(1, 5))
        amounts = {
            name: Decimal(chance.randint(-200_000, 200_000) or 1) / 100 if language.decimals else Decimal(chance.randint(1, 9999))
            for name in names
        }
        rows.append((language.types[1 if refund else 0], amounts, (1 + at % 28, at % 24)))
    rows.append((language.types[2], {"other": Decimal("-98765.43") if language.decimals else Decimal(-98765)}, (28, 23)))
    return rows
