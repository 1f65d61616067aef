with entry as (
    select t.*, c.*, coalesce(t.marketplace, c.place) as sold_at,
        coalesce(t.period_from, c.period_start) as first_day,
        coalesce(t.period_to, t.period_from, c.period_end) as final_day
    from typed t, context c
)
select
    shop as shop_id,
    sold_at.id as marketplace,
    sold_at.platform as platform,
    grain,
    first_day as period_from,
    final_day as period_to,
    asin, search_query, search_query_volume,
    impressions, clicks, cart_adds, purchases,
    total_impressions, total_clicks, total_cart_adds, total_purchases,
    sales,
    coalesce(currency, default_currency, sold_at.currency) as currency,
    line as line_number,
    record,
    case
        when sold_at is null then 'marketplace:marketplace_unknown'
        when grain is null then 'grain:blank'
        when asin is null then 'asin:blank'
        when first_day is null then 'period_from:period_unknown'
        when final_day < first_day then 'period_to:period_backwards'
    end as problem
from entry
