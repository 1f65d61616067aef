-- Texts of listings as a report has them; bullets are in none that is read here.
select
    c.shop as shop_id,
    coalesce(t.marketplace, c.place).id as marketplace,
    sku, asin,
    language,
    title,
    null::varchar[] as bullet_points,
    description,
    search_terms,
    c.day as seen_on,
    line as line_number,
    record,
    case
        when coalesce(t.marketplace, c.place) is null then 'marketplace:marketplace_unknown'
        when sku is null then 'sku:blank'
    end as problem
from typed t, context c
