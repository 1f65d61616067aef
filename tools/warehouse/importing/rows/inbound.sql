with entry as (
    select t.*, c.shop, coalesce(t.marketplace, c.place) as sold_at,
        case
            when kind is null or lower(kind) in ('shipment', 'shipments', '货件', 'fba货件', 'fba 货件', '发货单', '在途') then 'shipment'
            when replace(lower(kind), '_', ' ') in ('purchase order', 'purchase', 'po', '采购单', '采购订单', '采购') then 'purchase_order'
        end as entry_kind
    from typed t, context c
)
select
    shop as shop_id,
    sold_at.id as marketplace,
    sold_at.platform as platform,
    entry_kind as kind,
    shipment_id, sku,
    case
        when lower(status) in ('cancelled', 'canceled', 'deleted', '已取消', '取消', '已作废', '作废') then 'cancelled'
        when lower(status) in ('closed', 'received', 'completed', 'done', '已关闭', '已完成', '完成', '已收货', '已入库', '已签收') then 'closed'
        else status
    end as status,
    quantity, received, mode, shipped_on, expected_on, snapshot_date,
    line as line_number,
    record,
    case
        when sold_at is null then 'marketplace:marketplace_unknown'
        when shipment_id is null then 'shipment_id:blank'
        when sku is null then 'sku:blank'
        when quantity is null then 'quantity:blank'
        when entry_kind is null then 'kind:bad_inbound_kind'
        when quantity < 0 then 'quantity:negative'
        when received < 0 then 'received:negative'
        when expected_on < shipped_on then 'expected_on:arrives_before_shipped'
    end as problem
from entry
