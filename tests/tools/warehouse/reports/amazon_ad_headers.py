"""Headers and keys of Amazon's advertising reports."""

CONSOLE, API = "amazon.ads.console.", "amazon.ads.api_v3."
# Some end with a blank; so does the export.
SEARCH_TERM = [
    "Start Date", "End Date", "Portfolio name", "Currency", "Campaign Name", "Ad Group Name", "Retailer", "Country",
    "Targeting", "Match Type", "Customer Search Term", "Impressions", "Clicks", "Click-Thru Rate (CTR)",
    "Cost Per Click (CPC)", "Spend", "7 Day Total Sales ", "Total Advertising Cost of Sales (ACOS) ",
    "Total Return on Advertising Spend (ROAS)", "7 Day Total Orders (#)", "7 Day Total Units (#)",
    "7 Day Conversion Rate", "7 Day Advertised SKU Units (#)", "7 Day Other SKU Units (#)",
    "7 Day Advertised SKU Sales ", "7 Day Other SKU Sales ",
]  # fmt: skip
SEARCH_TERM_DAILY = ["Date", *(name.replace("(ACOS)", "(ACoS)") for name in SEARCH_TERM[2:])]
UNIFIED = [
    "Budget currency", "Date range", "Advertiser account ID", "Advertiser account name", "Portfolio ID", "Portfolio name",
    "Campaign ID", "Campaign name", "Ad group ID", "Ad group name", "Search term", "Impressions", "Clicks", "CTR",
    "Total cost", "Purchases", "Sales", "Units sold", "Cost per purchase", "Purchase rate", "ROAS",
    "Purchases (promoted)", "Sales (promoted)", "Units sold (promoted)", "Cost per purchase (promoted)",
    "Purchase rate (promoted)", "ROAS (promoted)", "Purchases (halo)", "Sales (halo)", "Units sold (halo)",
    "Purchases (new to brand)", "Sales (new to brand)", "Units sold (new to brand)", "Cost per purchase (new to brand)",
]  # fmt: skip
ADVERTISED = [
    "Date", "Portfolio name", "Currency", "Campaign Name", "Ad Group Name", "Advertised SKU", "Advertised ASIN",
    "Impressions", "Clicks", "Click-Thru Rate (CTR)", "Cost Per Click (CPC)", "Spend", "7 Day Total Sales",
    "7 Day Total Orders (#)", "7 Day Total Units (#)", "7 Day Conversion Rate", "7 Day Advertised SKU Units (#)",
    "7 Day Other SKU Units (#)", "7 Day Advertised SKU Sales", "7 Day Other SKU Sales",
]  # fmt: skip
DISPLAY = [
    "Date", "Currency", "Campaign Name", "Ad Group Name", "Bid Optimization", "Advertised SKU", "Advertised ASIN",
    "Impressions", "Viewable Impressions", "Clicks", "Click-Thru Rate (CTR)", "Spend", "Cost Per Click (CPC)",
    "Cost per 1,000 viewable impressions (VCPM)", "Total Advertising Cost of Sales (ACOS)",
    "Total Return on Advertising Spend (ROAS)", "14 Day Total Orders (#)", "14 Day Total Units (#)", "14 Day Total Sales",
    "14 Day Conversion Rate", "14 Day New-to-brand Orders (#)", "14 Day New-to-brand Sales",
    "14 Day New-to-brand Units (#)",
]  # fmt: skip
BULKSHEET = [
    "Product", "Campaign Id", "Ad Group Id", "Keyword Id (Read only)", "Product Targeting Id (Read only)",
    "Campaign Name (Informational only)", "Ad Group Name (Informational only)", "Portfolio Name (Informational only)",
    "State", "Campaign State (Informational only)", "Bid", "Keyword Text", "Match Type", "Product Targeting Expression",
    "Customer Search Term", "Impressions", "Clicks", "Click-through Rate", "Spend", "Sales", "Orders", "Units",
    "Conversion Rate", "ACOS", "CPC", "ROAS",
]  # fmt: skip
# As public code copies them from real exports, by language.
SPANISH = [
    "Fecha de inicio", "Fecha de finalización", "Nombre de la cartera", "Divisa", "Nombre de campaña",
    "Nombre del grupo de anuncios", "País", "Segmentación", "Tipo de coincidencia", "Término de búsqueda de cliente",
    "Impresiones", "Clics", "Índice de clics (CTR)", "Coste por clic (CPC)", "Gasto", "Ventas totales de 7 días (€)",
    "Coste publicitario de las ventas (ACOS) total ", "Retorno de la inversión publicitaria (ROAS) total",
    "Pedidos totales de 7 días (#)", "Unidades totales de 7 días (#)", "Tasa de conversión de 7 días",
]  # fmt: skip
CHINESE = [
    "开始日期", "结束日期", "广告组合名称", "货币", "广告活动名称", "广告组名称", "零售商", "国家/地区", "广告SKU",
    "广告ASIN", "展示量", "点击量", "点击率 (CTR)", "单次点击成本 (CPC)", "花费", "7天总销售额",
    "广告投入产出比 (ACOS) 总计", "总广告投资回报率 (ROAS)", "7天总订单数(#)", "7天总销售量(#)", "7天的转化率",
    "7天内广告SKU销售量(#)", "7天内其他SKU销售量(#)", "7天内广告SKU销售额", "7天内其他SKU销售额",
]  # fmt: skip
JAPANESE = [
    "開始日", "終了日", "ポートフォリオ名", "キャンペーン名", "ターゲティング", "マッチタイプ",
    "カスタマーの検索キーワード", "インプレッション", "クリック", "クリックスルー率 (CTR)", "平均クリック単価 (CPC)",
    "費用", "広告がクリックされてから7日間の総売上高", "広告費売上高比率（ACOS）合計", "広告費用対効果（ROAS）合計",
    "広告がクリックされてから7日間の合計注文数", "広告がクリックされてから7日間の合計販売数",
]  # fmt: skip
GERMAN = [
    "Datum", "Portfolioname", "Währung", "Kampagnen-Name", "Anzeigengruppenname", "Beworbene SKU", "Beworbene ASIN",
    "Impressionen", "Klicks", "Klickrate (CTR)", "Kosten pro Klick (CPC)", "Ausgaben", "7 Tage, Umsatz gesamt (€)",
    "Gesamtumsatzkosten für Werbung (ACOS) ", "7 Tage, Aufträge gesamt (#)", "7 Tage, Einheiten gesamt (#)",
    "7-Tage-Konversionsrate",
]  # fmt: skip
ITALIAN = [
    "Nome portafoglio", "Nome campagna", "Targeting", "Termine ricerca cliente", "Impressioni", "Clic", "Spesa",
    "Vendite totali (€) 7 giorni", "Totale ordini (#) 7 giorni",
]  # fmt: skip
GERMAN_BULKSHEET = [
    "Produkt", "Kampagnen-ID", "Anzeigengruppen-ID", "Keyword-ID", "Produkt-Targeting-ID",
    "Kampagnenname (Nur zu Informationszwecken)", "Name der Anzeigengruppe (Nur zu Informationszwecken)",
    "Portfolioname (Nur zu Informationszwecken)", "Zustand", "Kampagnenstatus (Nur zu Informationszwecken)", "Gebot",
    "Keyword-Text", "Übereinstimmungstyp", "Ausdruck für Produkt-Targeting", "Suchbegriff eines Kunden", "Impressions",
    "Klicks", "Klickrate", "Ausgaben", "Verkäufe", "Bestellungen", "Einheiten", "Conversion-Rate", "ACOS", "CPC", "ROAS",
]  # fmt: skip
CHINESE_UNIFIED = [
    "日期", "广告产品", "预算货币", "广告活动编号", "广告活动名称", "投放广告活动的国家/地区", "广告组编号", "广告组名称",
    "搜索词", "投放值", "投放匹配类型", "展示量", "点击量", "总点击量", "点击率", "CPC", "总成本", "ROAS", "购买量",
    "销售额", "已售商品数量", "归因于点击的购买量", "归因于点击的销售额",
]  # fmt: skip
# Which columns hold which field of a row; all others hold parts or shares.
MEANING = {
    "first": ["start date", "date", "fecha de inicio", "开始日期", "開始日", "datum", "日期"],
    "last": ["end date", "fecha de finalización", "结束日期", "終了日"],
    "currency": ["currency", "budget currency", "divisa", "预算货币", "货币", "währung"],
    "country": ["country", "país", "国家/地区", "投放广告活动的国家/地区"],
    "product": ["product", "produkt", "ad product", "广告产品"],
    "campaign_id": ["campaign id", "kampagnen-id", "广告活动编号"],
    "ad_group_id": ["ad group id", "anzeigengruppen-id", "广告组编号"],
    "campaign": [
        "campaign name", "nombre de campaña", "广告活动名称", "キャンペーン名", "kampagnen-name", "nome campagna",
        "campaign name (informational only)", "kampagnenname (nur zu informationszwecken)",
    ],
    "ad_group": [
        "ad group name", "nombre del grupo de anuncios", "广告组名称", "anzeigengruppenname",
        "ad group name (informational only)", "name der anzeigengruppe (nur zu informationszwecken)",
    ],
    "targeting": ["targeting", "segmentación", "ターゲティング", "投放值"],
    "match_type": ["match type", "tipo de coincidencia", "マッチタイプ", "übereinstimmungstyp", "投放匹配类型"],
    "search_term": [
        "customer search term", "search term", "término de búsqueda de cliente", "カスタマーの検索キーワード",
        "termine ricerca cliente", "suchbegriff eines kunden", "搜索词",
    ],
    "asin": ["advertised asin", "广告asin", "beworbene asin"],
    "sku": ["advertised sku", "广告sku", "beworbene sku"],
    "impressions": ["impressions", "impresiones", "展示量", "インプレッション", "impressionen", "impressioni"],
    "clicks": ["clicks", "clics", "点击量", "クリック", "klicks", "clic"],
    "cost": ["spend", "total cost", "gasto", "花费", "費用", "ausgaben", "spesa", "总成本"],
    "sales": [
        "7 day total sales", "14 day total sales", "sales", "ventas totales de 7 días (€)", "7天总销售额",
        "広告がクリックされてから7日間の総売上高", "7 tage, umsatz gesamt (€)", "vendite totali (€) 7 giorni", "verkäufe",
        "销售额",
    ],
    "orders": [
        "7 day total orders (#)", "14 day total orders (#)", "purchases", "orders", "pedidos totales de 7 días (#)",
        "7天总订单数(#)", "広告がクリックされてから7日間の合計注文数", "7 tage, aufträge gesamt (#)",
        "totale ordini (#) 7 giorni", "bestellungen", "购买量",
    ],
    "units": [
        "7 day total units (#)", "14 day total units (#)", "units sold", "units", "unidades totales de 7 días (#)",
        "7天总销售量(#)", "広告がクリックされてから7日間の合計販売数", "7 tage, einheiten gesamt (#)", "einheiten",
        "已售商品数量",
    ],
}  # fmt: skip
_FIGURES = {
    "impressions": "impressions", "clicks": "clicks", "cost": "cost", "sales": "sales7d", "orders": "purchases7d",
    "units": "unitsSoldClicks7d",
}  # fmt: skip
_CAMPAIGN = {"campaign_id": "campaignId", "campaign": "campaignName", "currency": "campaignBudgetCurrencyCode"}
_GROUP = {**_CAMPAIGN, "ad_group_id": "adGroupId", "ad_group": "adGroupName"}
_TARGET = {**_GROUP, "targeting": "targeting", "match_type": "matchType"}
_PRODUCT = {**_GROUP, "asin": "advertisedAsin", "sku": "advertisedSku"}
_SALES = {field: key for field, key in _FIGURES.items() if field in ("sales", "orders", "units")}
# Report to its grain and the key of each field.
RECORDS = {
    "spCampaigns": ("campaign", {**_CAMPAIGN, **_FIGURES}),
    "spCampaigns.adGroup": ("ad_group", {**_GROUP, **_FIGURES}),
    "spCampaigns.campaignPlacement": ("placement", {**_CAMPAIGN, "placement": "placementClassification", **_FIGURES}),
    "spTargeting": ("targeting", {**_TARGET, **_FIGURES}),
    "spSearchTerm": ("search_term", {**_TARGET, "search_term": "searchTerm", **_FIGURES}),
    "spAdvertisedProduct": ("advertised_product", {**_PRODUCT, **_FIGURES}),
    "spPurchasedProduct": ("purchased_product", {**_PRODUCT, "purchased_asin": "purchasedAsin", **_SALES}),
}
# Other windows and parts, which must not be taken.
DISTRACTING = [
    "sales1d",
    "sales14d",
    "sales30d",
    "purchases14d",
    "unitsSoldClicks30d",
    "attributedSalesSameSku7d",
    "salesOtherSku7d",
]
