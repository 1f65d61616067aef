-- Rows that name no marketplace (fees, transfers) are of the one that all others name.
with whole as (
    select case when count(distinct sales_channel.id) = 1 then any_value(sales_channel) end as named
    from typed where sales_channel.platform is not null
),
row_sum as (
    select line, min(order_id) as order_id, min(transaction_type) as transaction_type,
        sum(amount) as amount, min(total) as total, min(upper(total_currency)) as total_currency
    from typed group by line
),
-- The total of an order's first row may hold other rows of the order, which have none.
account as (
    select line,
        case when bool_or(total is null) over same and order_id is not null then sum(total) over same else total end as total,
        case when bool_or(total is null) over same and order_id is not null then sum(amount) over same else amount end as found,
        min(total_currency) over same as currency
    from row_sum window same as (partition by order_id, transaction_type)
),
entry as (
    select t.*, c.*, account.total as due, account.found, account.currency as due_in,
        coalesce(t.sales_channel, t.marketplace, c.place, whole.named) as sold_at,
        coalesce(c.place, whole.named) as home,
        coalesce(t.category, amount_category(t.transaction_type, t.amount_type, t.amount_description)) as kind_of_amount
    from typed t join account using (line), context c, whole
),
valued as (
    select *,
        instant(posted_at, file_zone, coalesce(sold_at.zone, home.zone)) as posted,
        upper(coalesce(currency, sold_at.currency, default_currency, home.currency)) as paid_in
    from entry
)
select
    shop as shop_id,
    sold_at.id as marketplace,
    sold_at.platform as platform,
    source, settlement_id, order_id, order_item_id, sku, transaction_type, amount_type, amount_description,
    kind_of_amount as category,
    is_refund_type(transaction_type) as is_refund,
    -- Amazon repeats an item's quantity on each of its amounts.
    case when kind_of_amount = 'product' then quantity end as quantity,
    amount,
    paid_in as currency,
    posted as posted_at,
    calendar_day(posted_at, posted, coalesce(sold_at.zone, home.zone)) as posted_date,
    line as line_number,
    record,
    case
        when sold_at is null then 'sales_channel:marketplace_unknown'
        when source is null then 'source:blank'
        when amount is null then 'amount:blank'
        when total is not null and coalesce(due_in, paid_in) = paid_in and found <> due then 'total:does_not_add_up'
        when posted is null then 'posted_at:blank'
        when paid_in is null then 'currency:currency_unknown'
    end as problem
from valued
