-- Without marketplace, category or SKU a setting is of all.
with number_cell as (
    from (
        unpivot (select line, record, columns('_(days|cost|quantity|fee|limit|feet|day)$|^moq$')::double from typed)
        on columns(* exclude (line, record)) into name field value cell
    )
),
-- The first of a row's numbers that cannot be meant.
faulty as (
    select line, record, min(field || ':' || case
        when cell < 0 then 'negative'
        when cell = 0 then 'not_positive'
        else 'days_too_many'
    end) as problem
    from number_cell
    where cell < 0
        or (cell = 0 and field in (
            'review_days', 'lead_time_days', 'max_cover_days', 'carton_quantity', 'pallet_quantity', 'unit_cost',
            'plan_units_per_day', 'unit_volume_cubic_feet'
        ))
        or cell > case when field = 'review_days' then 365 when field like '%_days' and field <> 'max_cover_days' then 1000 end
    group by line, record
),
entry as (
    select t.*, c.shop, coalesce(t.marketplace, c.place).id as place_id, faulty.problem as faulty_number,
        case when target_fill_rate > 1 then target_fill_rate / 100 else target_fill_rate end as target,
        currency_code(cost_currency) as cost_code,
        currency_code(fee_currency) as fee_code
    from typed t left join faulty using (line, record), context c
)
select
    shop as shop_id,
    place_id as marketplace,
    category, sku,
    target::decimal(9, 6) as target_fill_rate,
    review_days, lead_time_days, lead_time_sd_days,
    production_days, production_sd_days, inspection_days, inspection_sd_days,
    customs_days, customs_sd_days, receiving_days, receiving_sd_days,
    express_days, express_sd_days, express_cost,
    air_days, air_sd_days, air_cost,
    rail_days, rail_sd_days, rail_cost,
    sea_days, sea_sd_days, sea_cost,
    modes,
    moq, carton_quantity, pallet_quantity, unit_cost, unit_margin, cost_code as cost_currency,
    plan_units_per_day, max_cover_days, storage_limit,
    unit_volume_cubic_feet, size_tier, low_inventory_fee, fee_code as fee_currency, note,
    line as line_number,
    record,
    case
        when faulty_number is not null then faulty_number
        when target not between 0.5 and 0.999 then 'target_fill_rate:bad_target'
        when moq > 1 and moq < carton_quantity then 'moq:moq_below_carton'
        when not regexp_full_match(cost_code, '[A-Z]{3}') then 'cost_currency:bad_currency'
        when not regexp_full_match(fee_code, '[A-Z]{3}') then 'fee_currency:bad_currency'
        when cost_code is null and coalesce(unit_cost, unit_margin, express_cost, air_cost, rail_cost, sea_cost) is not null
            then 'cost_currency:currency_needed'
        when fee_code is null and low_inventory_fee is not null then 'fee_currency:currency_needed'
    end as problem
from entry
