with entry as (
    select t.*, c.*, sum(t.amount) over (partition by t.line) as line_sum, coalesce(t.sales_channel, t.marketplace, c.place) as sold_at,
        instant(t.posted_at, c.file_zone, coalesce(t.sales_channel, t.marketplace, c.place).zone) as posted
    from typed t, context c
)
select
    shop as shop_id,
    sold_at.id as marketplace,
    sold_at.platform as platform,
    source, settlement_id, order_id, order_item_id, sku, transaction_type, amount_type, amount_description,
    coalesce(category, amount_category(transaction_type, amount_type, amount_description)) as category,
    is_refund_type(transaction_type) as is_refund,
    -- Amazon repeats an item's quantity on each of its amounts.
    case when coalesce(category, amount_category(transaction_type, amount_type, amount_description)) = 'product' then quantity end
        as quantity,
    amount,
    upper(coalesce(currency, default_currency, sold_at.currency)) as currency,
    posted as posted_at,
    calendar_day(posted_at, posted, sold_at.zone) as posted_date,
    line as line_number,
    record,
    case
        when sold_at is null then 'marketplace:marketplace_unknown'
        when source is null then 'source:blank'
        when amount is null then 'amount:blank'
        when total is not null and line_sum <> total then 'total:does_not_add_up'
        when posted is null then 'posted_at:blank'
        when coalesce(currency, default_currency, sold_at.currency) is null then 'currency:currency_unknown'
    end as problem
from entry
