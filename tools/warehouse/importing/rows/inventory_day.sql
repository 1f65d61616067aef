-- Marketplaces that sell from one stock each show all of it: `pool` names the stock, whose units count once. In an
-- export with rows for the whole pool and rows for its members, only the pool's row holds units.
-- A ledger has a row for each disposition and location of a SKU; its stock is their sum.
with stock as (
    select min(line) as line, min(record) as record, source, marketplace, snapshot_date, sku, fnsku,
        min(asin) as asin, min(title) as title,
        coalesce(sum(fulfillable) filter (upper(condition) is not distinct from 'SELLABLE'), 0)::bigint as fulfillable,
        coalesce(sum(fulfillable) filter (upper(condition) is distinct from 'SELLABLE'), 0)::bigint as unsellable
    from typed where source = 'ledger'
    group by source, marketplace, snapshot_date, sku, fnsku
    union all by name
    select * from typed where source is distinct from 'ledger'
),
entry as (
    select t.*, c.*, coalesce(t.marketplace, t.sales_channel, c.place) as sold_at, t.pool_row = '共享库存' as is_member,
        case when coalesce(inbound_working, inbound_shipped, inbound_receiving) is not null
            then coalesce(inbound_working, 0) + coalesce(inbound_shipped, 0) + coalesce(inbound_receiving, 0)
        end as inbound_parts
    from stock t, context c
)
select
    shop as shop_id,
    case when pool_row = '是' then coalesce(sold_at.pool, sold_at.id || '_pool') else sold_at.id end as marketplace,
    sold_at.platform as platform,
    coalesce(sold_at.pool, sold_at.id) as pool,
    source,
    coalesce(snapshot_date, day) as snapshot_date,
    sku, fnsku, asin, parent_asin, title, condition,
    case when is_member is not true then fulfillable end as fulfillable,
    case when is_member is not true then reserved end as reserved,
    case when is_member is not true then fc_transfer end as fc_transfer,
    case when is_member is not true then fc_processing end as fc_processing,
    case when is_member is not true then customer_order end as customer_order,
    case when is_member is not true then unsellable end as unsellable,
    case when is_member is not true then coalesce(inbound, inbound_parts) end as inbound,
    case when is_member is not true then inbound_working end as inbound_working,
    case when is_member is not true then inbound_shipped end as inbound_shipped,
    case when is_member is not true then inbound_receiving end as inbound_receiving,
    units_shipped_30_days, recommended_quantity,
    line as line_number,
    record,
    case
        when sold_at is null then 'marketplace:marketplace_unknown'
        when sales_channel is not null and sold_at.platform is null and pool_row is distinct from '是'
            then 'sales_channel:marketplace_unknown'
        when source is null then 'source:blank'
        when coalesce(snapshot_date, day) is null then 'snapshot_date:blank'
        when sku is null then 'sku:blank'
    end as problem
from entry
