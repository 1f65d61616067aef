-- Everything carries shop_id. Rows that came from a file keep its import and their line there.

create sequence import_id;

create table import_file (
    import_id bigint primary key, shop_id varchar not null, file_name varchar not null, file_hash varchar not null,
    report varchar not null, table_name varchar not null, marketplace varchar, period_from date, period_to date,
    rows_read bigint not null, rows_added bigint not null, rows_superseded bigint not null
);

create table shop (shop_id varchar primary key, name varchar not null);

create table product (
    shop_id varchar not null, marketplace varchar not null, sku varchar not null,
    asin varchar, parent_asin varchar, title varchar, brand varchar, category varchar,
    currency varchar, price decimal(18, 6), unit_cost decimal(18, 6), unit_cost_currency varchar,
    moq bigint, carton_quantity bigint, lead_time_days bigint,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

-- kind: sold | returned | cancelled | pending | adjustment. amount is the whole line as reported;
-- net_amount is what of it counts in net revenue.
create table order_line (
    shop_id varchar not null, marketplace varchar not null, platform varchar,
    order_id varchar not null, order_item_id varchar, sku varchar not null, asin varchar, title varchar,
    country varchar, country_code varchar, fulfilment varchar, status varchar, buyer_key varchar,
    kind varchar not null, is_product boolean not null,
    quantity bigint not null, unit_price decimal(18, 6), amount decimal(18, 6) not null,
    net_amount decimal(18, 6) not null, discount decimal(18, 6), currency varchar not null,
    purchased_at timestamptz not null, order_date date not null, last_updated_at timestamptz,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

-- grain: store (all ASINs of a day together) | asin (one ASIN or SKU over period_from..period_to).
-- granularity: store | sku | child_asin | parent_asin: what one row is about. Rows of one period in two
-- granularities count the same visits twice.
create table traffic_day (
    shop_id varchar not null, marketplace varchar not null, platform varchar, grain varchar not null,
    period_from date not null, period_to date not null, granularity varchar not null,
    sku varchar, asin varchar, parent_asin varchar, title varchar,
    sessions bigint, page_views bigint, buy_box_percentage decimal(9, 6),
    units_ordered bigint, order_items bigint, ordered_product_sales decimal(18, 6), currency varchar,
    units_refunded bigint,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

create table search_performance (
    shop_id varchar not null, marketplace varchar not null, period_from date not null, period_to date not null,
    asin varchar not null, search_query varchar, impressions bigint, clicks bigint, cart_adds bigint, purchases bigint,
    sales decimal(18, 6), currency varchar,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

create table ad_day (
    shop_id varchar not null, marketplace varchar not null, order_date date not null, ad_type varchar not null,
    campaign varchar, ad_group varchar, sku varchar, asin varchar, search_term varchar,
    impressions bigint, clicks bigint, cost decimal(18, 6), sales decimal(18, 6), orders bigint, units bigint,
    attribution_days bigint, currency varchar not null,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

create table inventory_day (
    shop_id varchar not null, marketplace varchar not null, snapshot_date date not null, sku varchar not null,
    asin varchar, warehouse varchar, fulfillable bigint, reserved bigint, unsellable bigint, inbound bigint,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

create table inbound (
    shop_id varchar not null, marketplace varchar not null, shipment_id varchar not null, sku varchar not null,
    quantity bigint not null, received bigint, mode varchar, shipped_on date, expected_on date,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

create table settlement_line (
    shop_id varchar not null, marketplace varchar not null, settlement_id varchar not null, order_id varchar,
    sku varchar, transaction_type varchar, amount_type varchar, amount_description varchar,
    amount decimal(18, 6) not null, currency varchar not null, posted_at timestamptz not null,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

-- 1 base = rate quote
create table fx_rate (
    shop_id varchar not null, rate_date date not null, base varchar not null, quote varchar not null,
    rate decimal(18, 9) not null, source varchar,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

create table listing (
    shop_id varchar not null, marketplace varchar not null, sku varchar not null, asin varchar, language varchar,
    title varchar, bullet_points varchar[], description varchar, search_terms varchar, seen_on date,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

create table message (
    shop_id varchar not null, marketplace varchar not null, message_id varchar not null, order_id varchar,
    received_at timestamptz not null, language varchar, body varchar not null,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

create table event (
    shop_id varchar not null, marketplace varchar, sku varchar, kind varchar not null,
    day_from date not null, day_to date not null, note varchar,
    row_key varchar not null, import_id bigint not null, line_number bigint not null
);

-- What a later export replaced, as it was.
create table superseded_row (
    table_name varchar not null, row_key varchar not null, old_row json not null,
    old_import_id bigint not null, new_import_id bigint not null
);

-- Days that the data of one table reach over; complete_until leaves out a last day that an export cut short.
create table coverage (
    shop_id varchar not null, marketplace varchar not null, table_name varchar not null,
    first_day date not null, last_day date not null, complete_until date not null,
    has_returns boolean not null, has_buyers boolean not null, has_other_lines boolean not null
);

-- Every value that a filter can name, with the number of rows that hold it.
create table known_value (shop_id varchar not null, dimension varchar not null, value varchar not null, row_count bigint not null);

-- The periods that traffic figures are given for.
create table traffic_period (
    shop_id varchar not null, marketplace varchar not null, grain varchar not null,
    period_from date not null, period_to date not null, granularity varchar not null
);
