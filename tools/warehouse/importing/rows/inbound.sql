select
    c.shop as shop_id,
    coalesce(t.marketplace, c.place).id as marketplace,
    coalesce(t.marketplace, c.place).platform as platform,
    shipment_id, sku, status, quantity, received, mode, shipped_on, expected_on,
    line as line_number,
    record,
    case
        when coalesce(t.marketplace, c.place) is null then 'marketplace:marketplace_unknown'
        when shipment_id is null then 'shipment_id:blank'
        when sku is null then 'sku:blank'
        when quantity is null then 'quantity:blank'
    end as problem
from typed t, context c
