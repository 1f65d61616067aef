-- Rate from each currency to each target for each day: direct, inverse or over one other currency, the latest
-- known of the seven days up to that day.
select distinct on (d.day, b.currency, b.target) d.day, b.currency, b.target, b.rate, b.rate_date, b.source
from (select unnest(generate_series($first_day::date, $last_day::date, interval 1 day))::date as day) as d
join (
    with newest as (
        select rate_date, base, quote, arg_max(rate, import_id)::double as rate, arg_max(source, import_id) as source
        from fx_rate where rate_date between $first_day::date - 7 and $last_day::date group by rate_date, base, quote
    ),
    edge as (
        select rate_date, base as a, quote as b, rate, source from newest
        union all
        select rate_date, quote, base, 1 / rate, source from newest
    )
    select rate_date, a as currency, b as target, rate, source, 1 as hops
    from edge where list_contains($targets, b) and a <> b
    union all
    select x.rate_date, x.a, y.b, x.rate * y.rate, x.source, 2
    from edge x join edge y on x.rate_date = y.rate_date and x.b = y.a
    where list_contains($targets, y.b) and x.a <> y.b
) as b on b.rate_date between d.day - 7 and d.day
order by d.day, b.currency, b.target, b.rate_date desc, b.hops, b.rate
