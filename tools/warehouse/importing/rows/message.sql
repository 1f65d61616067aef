-- A message without an id of its own is told apart by its contents. An answer is tied to its message by thread, else by order.
with placed as (
    select *, coalesce(t.sales_channel, c.place) as sold_at from typed t, context c
),
timed as (
    select *, instant(received_at, file_zone, sold_at.zone) as arrived from placed
)
select
    shop as shop_id,
    sold_at.id as marketplace,
    coalesce(sold_at.platform, lower(platform)) as platform,
    coalesce(message_id, left(md5(coalesce(order_id, '') || '|' || arrived::varchar || '|' || body), 16)) as message_id,
    coalesce(thread_id, order_id) as thread_key,
    order_id, sku, asin,
    case when list_contains(sent_words, lower(direction)) then 'out' else 'in' end as direction,
    channel,
    arrived as received_at,
    calendar_day(received_at, arrived, sold_at.zone) as received_on,
    lower(language[1:2]) as language,
    buyer_name, subject, body,
    case
        when answered_at is not null or list_contains(answered_words, lower(status)) then true
        when list_contains(open_words, lower(status)) then false
    end as is_answered,
    line as line_number,
    record,
    case
        when body is null then 'body:blank'
        when received_at is null then 'received_at:blank'
    end as problem
from timed
