-- Without a last day an uplift lasts one; without marketplace, category or SKU it concerns all.
select
    c.shop as shop_id,
    name,
    day_from,
    coalesce(day_to, day_from) as day_to,
    coalesce(t.marketplace, c.place).id as marketplace,
    category, sku, multiplier, note,
    line as line_number,
    record,
    case
        when name is null then 'name:blank'
        when day_from is null then 'day_from:blank'
        when day_to < day_from then 'day_to:period_backwards'
        when multiplier is null then 'multiplier:blank'
        when multiplier <= 0 then 'multiplier:not_positive'
        when multiplier > 50 then 'multiplier:multiplier_too_large'
    end as problem
from typed t, context c
