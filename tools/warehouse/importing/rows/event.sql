-- Without a last day an event lasts one; without marketplace or SKU it concerns all.
select
    c.shop as shop_id,
    coalesce(t.marketplace, c.place).id as marketplace,
    sku,
    kind,
    day_from,
    coalesce(day_to, day_from) as day_to,
    note,
    line as line_number,
    record,
    case
        when kind is null then 'kind:blank'
        when day_from is null then 'day_from:blank'
        when day_to < day_from then 'day_to:period_backwards'
    end as problem
from typed t, context c
