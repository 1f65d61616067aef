with entry as (
    select t.*, c.*, coalesce(t.marketplace, c.place) as sold_at,
        coalesce(t.period_from, t.period.start, c.period_start) as first_day,
        coalesce(t.period_to, t.period.end, t.period_from, c.period_end) as final_day,
        case lower(t.ad_type)
            when 'sponsored products' then 'sp'
            when 'sponsored brands' then 'sb'
            when 'sponsored display' then 'sd'
            else lower(t.ad_type)
        end as kind_of_ad
    from typed t, context c
)
select
    shop as shop_id,
    sold_at.id as marketplace,
    sold_at.platform as platform,
    grain,
    kind_of_ad as ad_type,
    first_day as period_from,
    final_day as period_to,
    campaign_id, campaign, ad_group_id, ad_group, targeting, match_type, placement, search_term,
    sku, asin, purchased_asin,
    impressions, clicks, cost, sales, orders, units, attribution_days,
    upper(coalesce(currency, default_currency, sold_at.currency)) as currency,
    line as line_number,
    record,
    case
        when sold_at is null then 'marketplace:marketplace_unknown'
        when grain is null then 'grain:blank'
        when kind_of_ad is null then 'ad_type:blank'
        when first_day is null then 'period_from:period_unknown'
        when final_day < first_day then 'period_to:period_backwards'
        when coalesce(currency, default_currency, sold_at.currency) is null then 'currency:currency_unknown'
    end as problem
from entry
