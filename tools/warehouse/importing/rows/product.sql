select
    c.shop as shop_id,
    coalesce(t.marketplace, c.place).id as marketplace,
    sku, asin, parent_asin, title, brand, category,
    upper(t.currency) as currency,
    price, unit_cost,
    upper(unit_cost_currency) as unit_cost_currency,
    moq, carton_quantity, lead_time_days,
    line as line_number,
    record,
    case
        when coalesce(t.marketplace, c.place) is null then 'marketplace:marketplace_unknown'
        when sku is null then 'sku:blank'
    end as problem
from typed t, context c
