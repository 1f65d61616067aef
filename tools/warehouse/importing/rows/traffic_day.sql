-- A week or month at the edge of a report begins and ends with the report.
with step as (
    select min(day - earlier) as days
    from (
        select period_from as day, lag(period_from) over (order by period_from) as earlier
        from (select distinct period_from from typed where grain = 'store' and date_granularity is null)
    )
),
entry as (
    select t.*, c.*, coalesce(t.marketplace, c.place) as sold_at,
        greatest(coalesce(t.period_from, c.period_start), t.report_from) as first_day,
        coalesce(t.period_from, c.period_start) as begin_day,
        upper(coalesce(t.date_granularity, 'DAY')) as step,
        upper(coalesce(t.asin_granularity, 'SKU')) as asked
    from typed t, context c
),
dated as (
    select *,
        coalesce(
            period_to,
            case when period_from is null then period_end end,
            case step
                when 'DAY' then first_day
                when 'WEEK' then least(begin_day + 6, report_to)
                when 'MONTH' then least(last_day(begin_day), report_to)
            end
        ) as final_day
    from entry
)
select
    shop as shop_id,
    sold_at.id as marketplace,
    sold_at.platform as platform,
    grain,
    first_day as period_from,
    final_day as period_to,
    -- A report without SKUs is by child ASIN, whatever was asked for.
    case
        when grain = 'store' then 'store'
        when asked = 'PARENT' then 'parent_asin'
        when asked = 'CHILD' or not exists (select 1 from typed where sku is not null) then 'child_asin'
        else 'sku'
    end as granularity,
    sku, asin, parent_asin, title,
    sessions, page_views, buy_box_percentage, units_ordered, order_items, ordered_product_sales,
    coalesce(currency, default_currency, sold_at.currency) as currency,
    units_refunded,
    line as line_number,
    record,
    case
        when sold_at is null then 'marketplace:marketplace_unknown'
        when grain is null then 'grain:blank'
        when first_day is null then 'period_from:period_unknown'
        when asked not in ('SKU', 'CHILD', 'PARENT') then 'asin_granularity:bad_granularity'
        when grain = 'store' and date_granularity is null and (select days from step) >= 7 then 'period_from:days_far_apart'
        when final_day is null then 'date_granularity:bad_granularity'
        when final_day < first_day then 'period_to:period_backwards'
    end as problem
from dated
