-- Messages of buyers and the answers to them.
drop table message;
-- direction: in | out. channel as the file names it. thread_key: what ties an answer to its message: the thread, else the order.
-- is_answered: the file says so; null where it does not say.
create table message (
    shop_id varchar not null, marketplace varchar, platform varchar, message_id varchar not null, thread_key varchar,
    order_id varchar, sku varchar, asin varchar, direction varchar not null, channel varchar,
    received_at timestamptz not null, received_on date not null, language varchar, buyer_name varchar,
    subject varchar, body varchar not null, is_answered boolean,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);
