-- A line is sold when quantity and amount are positive and it is not cancelled. A negative quantity is a return when
-- the line is cancelled or has a price; other lines that are neither are adjustments. Every line keeps its own kind.
with arithmetic as (
    -- Whether a price is of one unit or of the line, where an export gives the order's total: what its own sums say.
    select
        count(*) filter (abs(order_total - coalesce(order_shipping, 0) - unit_price * quantity) < 0.005
            or abs(order_total - coalesce(order_shipping, 0) - coalesce(order_tax, 0) - unit_price * quantity) < 0.005) as by_unit,
        count(*) filter (abs(order_total - coalesce(order_shipping, 0) - unit_price) < 0.005
            or abs(order_total - coalesce(order_shipping, 0) - coalesce(order_tax, 0) - unit_price) < 0.005) as by_line
    from typed where quantity > 1
),
line as (
    select t.*, c.*,
        coalesce(t.sales_channel, t.marketplace, c.place) as sold_at,
        (list_contains(c.cancelled_words, lower(t.status)) or list_contains(c.cancelled_words, lower(t.order_status))) is true
            or t.cancelled_at is not null
            or regexp_matches(t.order_id, getvariable('cancelled_ids')) as is_cancelled,
        (list_contains(c.pending_words, lower(t.status)) or list_contains(c.pending_words, lower(t.order_status))) is true
            as is_pending,
        coalesce(t.quantity, 0) * case when t.kind = 'returned' then -1 when t.kind = 'refund' then 0 else 1 end as units,
        case when t.kind in ('returned', 'refund') then -1 else 1 end as direction,
        list_contains(c.unpaid_words, lower(coalesce(t.status, t.order_status))) is true as is_unpaid,
        a.by_line > 0 and a.by_unit > 0 and t.quantity > 1 as is_unclear,
        case when a.by_line > 0 and a.by_unit = 0 and t.line_amount is null then sign(t.quantity) end as priced_lines
    from typed t, context c, arithmetic a
),
valued as (
    select *,
        instant(purchased_at, file_zone, sold_at.zone) as purchased,
        coalesce(line_amount * direction, coalesce(unit_price, 0) * coalesce(priced_lines, units)) as value
    from line
),
kinded as (
    select *,
        case
            when is_cancelled and kind in ('refund', 'returned') then 'cancelled'
            when kind = 'refund' then 'adjustment'
            when units < 0 and (is_cancelled or value < 0) then 'returned'
            when is_cancelled then 'cancelled'
            when is_unpaid and units > 0 then 'pending'
            when units > 0 and value > 0 then 'sold'
            when is_pending and units > 0 then 'pending'
            else 'adjustment'
        end as line_kind
    from valued
)
select
    shop as shop_id,
    sold_at.id as marketplace,
    sold_at.platform as platform,
    order_id, order_item_id, sku, asin, title,
    country_text as country,
    country as country_code,
    fulfilment,
    coalesce(status, order_status) as status,
    customer_id as buyer_key,
    line_kind as kind,
    not regexp_full_match(lower(sku), getvariable('other_lines')) and kind is distinct from 'refund' as is_product,
    units::bigint as quantity,
    unit_price,
    try_cast(value as decimal(18, 6)) as amount,
    case when line_kind in ('cancelled', 'pending') then 0 else try_cast(value as decimal(18, 6)) end as net_amount,
    discount,
    upper(coalesce(currency, default_currency, sold_at.currency)) as currency,
    purchased as purchased_at,
    calendar_day(purchased_at, purchased, sold_at.zone) as order_date,
    instant(last_updated_at, file_zone, sold_at.zone) as last_updated_at,
    line as line_number,
    record,
    case
        when sold_at is null then 'marketplace:marketplace_unknown'
        when order_id is null then 'order_id:blank'
        when sku is null then 'sku:blank'
        when purchased is null then 'purchased_at:blank'
        when upper(coalesce(currency, default_currency, sold_at.currency)) is null then 'currency:currency_unknown'
        when is_unclear then 'unit_price:unit_or_line'
        when try_cast(value as decimal(18, 6)) is null then 'unit_price:too_large'
    end as problem
from kinded
