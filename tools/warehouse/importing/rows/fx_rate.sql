-- On that day, 1 base = rate quote.
select
    c.shop as shop_id,
    rate_date,
    upper(base) as base,
    upper(quote) as quote,
    rate,
    source,
    line as line_number,
    record,
    case
        when rate_date is null then 'rate_date:blank'
        when base is null then 'base:blank'
        when not regexp_full_match(upper(base), '[A-Z]{3}') then 'base:bad_currency'
        when quote is null then 'quote:blank'
        when not regexp_full_match(upper(quote), '[A-Z]{3}') then 'quote:bad_currency'
        when rate is null then 'rate:blank'
        when rate <= 0 then 'rate:not_positive'
    end as problem
from typed t, context c
