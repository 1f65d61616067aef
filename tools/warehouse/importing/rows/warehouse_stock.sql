-- A list without warehouses has one of each kind.
with entry as (
    select t.*, c.shop, c.day, coalesce(t.marketplace, c.place).id as serves,
        case
            when lower(kind) in ('local', 'domestic', '本地仓', '本地', '国内仓', '国内', '自有仓', '工厂仓') then 'local'
            when lower(kind) in ('overseas', '3pl', '海外仓', '海外', '第三方海外仓', '三方仓') then 'overseas'
        end as entry_kind
    from typed t, context c
)
select
    shop as shop_id,
    coalesce(warehouse, entry_kind) as warehouse,
    entry_kind as kind,
    serves as marketplace,
    coalesce(snapshot_date, day) as snapshot_date,
    sku, quantity, reserved,
    line as line_number,
    record,
    case
        when kind is null then 'kind:blank'
        when entry_kind is null then 'kind:bad_warehouse_kind'
        when sku is null then 'sku:blank'
        when quantity is null then 'quantity:blank'
        when coalesce(snapshot_date, day) is null then 'snapshot_date:blank'
        when quantity < 0 then 'quantity:negative'
        when reserved < 0 then 'reserved:negative'
        when reserved > quantity then 'reserved:more_than_quantity'
    end as problem
from entry
